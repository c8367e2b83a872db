"""The RDF form: everything with an address, evidence with selectors, nothing about time or machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux import rdf, triples
from travaux.model import Document, Findings, Passage

GOLDEN = Path(__file__).parent / "golden" / "talks.nq"


def objects(findings: Findings, subject: str, name: str) -> list[str]:
    return sorted(
        quad.object.value
        for quad in triples.quads(findings)
        if quad.subject.value == subject and quad.predicate == rdf.term(name)
    )


def test_a_document_has_the_expected_graph(findings):
    # To accept a change of form, write rdf.canonical(triples.quads(findings)) to the file and review its diff.
    assert rdf.canonical(triples.quads(findings)) == GOLDEN.read_bytes()


def test_no_node_is_blank_and_all_is_in_the_graph_of_the_document(findings):
    for quad in triples.quads(findings):
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)
        assert quad.graph_name.value == findings.document.iri


def test_the_selectors_of_the_evidence_find_the_sentence(findings):
    text, position = findings.document.text, findings.positions[0]
    (place,) = objects(findings, position.iri, "trv:evidence")
    selectors = objects(findings, place, "oa:hasSelector")
    start, end = (objects(findings, selectors[0], name)[0] for name in ("oa:start", "oa:end"))
    exact, before, after = (
        objects(findings, selectors[1], name)[0] for name in ("oa:exact", "oa:prefix", "oa:suffix")
    )
    assert text[int(start) : int(end)] == exact == position.evidence.of(text)
    assert before + exact + after in text
    assert len(after) == triples.CONTEXT_LENGTH


def test_a_position_is_a_relation_of_the_un_ontology(findings):
    cuba, friends, _ = findings.positions
    assert objects(findings, cuba.iri, "undo:hasProponent") == [cuba.holder.iri]
    assert objects(findings, cuba.iri, "undo:hasSemantics") == ["https://w3id.org/travaux/id/stance/oppose"]
    assert len(objects(findings, cuba.iri, "undo:hasReceiver")) == 1
    assert objects(findings, friends.via.iri, "prov:actedOnBehalfOf") == [friends.holder.iri]


@pytest.mark.parametrize(
    ("date", "datatype"), [("2021", "gYear"), ("2021-03", "gYearMonth"), ("2021-03-12", "date")]
)
def test_a_date_has_the_datatype_of_its_precision(date, datatype):
    assert rdf.edtf(date).datatype.value.endswith(f"#{datatype}")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "x"])
def test_only_web_addresses_become_links(findings, address):
    changed = replace(findings, document=replace(findings.document, address=address), positions=())
    (source,) = (q.object for q in triples.quads(changed) if q.predicate == rdf.term("dcterms:source"))
    assert isinstance(source, ox.Literal)


def test_what_is_found_twice_is_written_once(findings):
    twice = replace(findings, appointments=findings.appointments * 2, positions=findings.positions * 2)
    assert triples.quads(twice) == triples.quads(findings)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives_the_way_through_n_quads(text):
    document = Document("a.txt", text, (Passage(0, len(text)),))
    written = rdf.canonical(triples.quads(Findings(document)))
    read = {quad.object.value for quad in ox.parse(written, format=ox.RdfFormat.N_QUADS)}
    assert text in read


def test_a_thing_that_a_text_writes_in_two_ways_has_one_name(findings):
    cuba, *rest = findings.positions
    shouted = replace(cuba.holder, label="CUBA (island)")
    written = replace(findings, positions=(cuba, *(replace(p, holder=shouted) for p in rest)))
    assert objects(written, cuba.holder.iri, "skos:prefLabel") == ["CUBA (island)"]
    assert triples.quads(replace(written, positions=written.positions[::-1])) == triples.quads(written)
