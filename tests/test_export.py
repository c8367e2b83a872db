"""Export: standard forms that other programs read, and the same bytes for the same graph."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib

from conftest import make_findings
from travaux.errors import TravauxError
from travaux.export import FORMS, export
from travaux.export.context import FILE, context, written
from travaux.link import link
from travaux.rdf import FLAT_GRAPH, PREFIXES, term
from travaux.resources import folder
from travaux.store import Store

NP = PREFIXES["np"]

FORMATS = {"trig": "trig", "nquads": "nquads", "turtle": "turtle", "jsonld": "json-ld"}
RDFLIB = FORMATS | {"nanopub": "trig", "void": "turtle"}
OXIGRAPH = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nanopub": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "rdf12": ox.RdfFormat.TURTLE,
    "void": ox.RdfFormat.TURTLE,
}
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
PLACES = ("trv:evidence", "trv:holderSpan", "trv:cueSpan", "trv:targetSpan")


def filled(*sources):
    store = Store()
    for source in sources:
        store.replace(source, [make_findings(source)])
    link(store)
    return store


def read(form, data):
    return set(ox.parse(data, format=OXIGRAPH[form]))


@pytest.mark.parametrize("form", FORMS)
def test_the_order_of_building_leaves_no_trace(form):
    assert export(filled("a", "b"), form) == export(filled("b", "a"), form)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, while it parses
@pytest.mark.parametrize("form", FORMATS)
def test_rdflib_reads_every_form(form):
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=export(filled("a.txt"), form), format=FORMATS[form])
    position = rdflib.URIRef(make_findings("a.txt").positions[0].iri)
    sentences = set(dataset.objects(position, rdflib.URIRef("https://w3id.org/travaux/ns#target")))
    assert sentences == {rdflib.Literal("recognizing self-defence in cyberspace")}


def exported(store):
    """Return what is exported without --all: flat facts follow from the rest."""
    return {quad for quad in store.quads() if quad.graph_name != FLAT_GRAPH}


def test_all_has_what_the_saved_questions_read():
    store = filled("a.txt")
    written = ox.parse(export(store, "nquads", True), format=ox.RdfFormat.N_QUADS)
    assert FLAT_GRAPH in {quad.graph_name for quad in written}


def test_n_quads_are_canonical_and_whole():
    store = filled("a.txt", "b.txt")
    written = export(store, "nquads")
    assert written.splitlines() == sorted(set(written.splitlines()))
    assert set(ox.parse(written, format=ox.RdfFormat.N_QUADS)) == exported(store)


@pytest.mark.parametrize("form", ["trig", "jsonld"])
def test_a_form_with_graphs_reads_back_as_the_same_quads(form):
    store = filled("a.txt", "b.txt")
    assert read(form, export(store, form)) == exported(store)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, while it parses
@pytest.mark.parametrize("form", RDFLIB)
def test_rdflib_and_oxigraph_read_the_same(form):
    data = export(filled("a.txt"), form, licence=CC0)
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=RDFLIB[form])
    said = {(str(s), str(p), str(o)) for s, p, o, _ in dataset.quads()}
    mine = {(one.subject.value, one.predicate.value, one.object.value) for one in read(form, data)}
    assert said == mine


def test_json_ld_has_short_names_and_nothing_to_fetch():
    data = json.loads(export(filled("a.txt"), "jsonld"))
    assert data["@context"] == context()["@context"]
    graphs = {graph["id"]: {node["id"]: node for node in graph["graph"]} for graph in data["graph"]}
    findings = make_findings("a.txt")
    position = graphs[findings.document.iri][findings.positions[0].iri]
    assert position["holder"] == "https://w3id.org/travaux/id/state/CUB"
    assert position["target"] == "recognizing self-defence in cyberspace"
    assert set(position["type"]) == {"Position", "undo:Relation"}


def test_the_context_file_is_that_of_the_vocabulary():
    file = (folder("ontology") / FILE).read_text(encoding="utf-8")
    assert file == written(), 'write it anew: python -c "from travaux.export.context import keep; keep()"'


def test_a_nanopublication_has_its_four_graphs_and_stands_alone():
    store = filled("a.txt")
    quads = read("nanopub", export(store, "nanopub", licence=CC0))
    heads = {quad.subject for quad in quads if quad.object == ox.NamedNode(NP + "Nanopublication")}
    assert len(heads) == 5  # three positions, an appointment, an event
    claim = make_findings("a.txt").positions[0]
    own = f"https://w3id.org/travaux/id/nanopub/{claim.id}"
    graphs = {quad.graph_name.value.removeprefix(own) for quad in quads if own in quad.graph_name.value}
    assert graphs == {"/head", "/assertion", "/provenance", "/pubinfo"}
    assertion = [quad for quad in quads if quad.graph_name.value == f"{own}/assertion"]
    assert {quad.object.value for quad in assertion if quad.predicate == term("trv:speaker")} == {
        "https://w3id.org/travaux/id/person/miguel-rodriguez-cub"
    }
    assert not [quad for quad in assertion if quad.predicate == term("trv:evidence")]
    provenance = [quad for quad in quads if quad.graph_name.value == f"{own}/provenance"]
    text = make_findings("a.txt").document.text
    assert claim.evidence.of(text) in {quad.object.value for quad in provenance}
    assert any(quad.predicate == term("dcterms:license") for quad in quads)


def test_an_edge_of_rdf_1_2_is_reified_by_its_positions():
    triples = {quad.triple for quad in read("rdf12", export(filled("a.txt", "b.txt"), "rdf12"))}
    reified = {triple.subject: triple.object for triple in triples if triple.predicate == term("rdf:reifies")}
    assert len(reified) == 6
    assert set(reified.values()) <= triples
    for claim in make_findings("a.txt").positions:
        edge = reified[ox.NamedNode(claim.iri)]
        assert edge.subject.value == claim.holder.iri
        assert {triple.predicate for triple in triples if triple.subject.value == claim.iri} >= {
            term(name) for name in PLACES
        }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_does_not_read_rdf_1_2_yet():
    # When this fails, rdflib has learnt it: move rdf12 to RDFLIB above, and say so in the README.
    with pytest.raises(rdflib.plugins.parsers.notation3.BadSyntax):
        rdflib.Graph().parse(data=export(filled("a.txt"), "rdf12"), format="turtle")


def test_the_description_counts_what_is_exported():
    store = filled("a.txt", "b.txt")
    triples = read("void", export(store, "void", licence=CC0))
    (dataset,) = (t.subject for t in triples if t.object == term("void:Dataset"))
    said = {t.predicate.value.split("#")[-1]: t.object.value for t in triples if t.subject == dataset}
    assert int(said["triples"]) == len({quad.triple for quad in exported(store)})
    assert said["documents"] == "2"
    assert said["http://purl.org/dc/terms/license"] == CC0
    derived = {t.object.value for t in triples if t.predicate == term("prov:wasDerivedFrom")}
    assert derived == set(store.documents())
    assert "license" not in str(read("void", export(store, "void")))


def test_a_licence_has_an_address():
    with pytest.raises(TravauxError, match="no address of a licence"):
        export(Store(), "void", licence="free for all")


def test_an_unknown_form_is_refused():
    with pytest.raises(TravauxError, match="no form of export"):
        export(Store(), "xml")
