"""Export: standard forms that other programs read, and the same bytes for the same graph."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib

from conftest import make_findings
from travaux.errors import TravauxError
from travaux.export import export
from travaux.store import Store

FORMATS = {"trig": "trig", "nquads": "nquads", "turtle": "turtle", "jsonld": "json-ld"}


def filled(*sources):
    store = Store()
    for source in sources:
        store.replace(source, [make_findings(source)])
    store.derive()
    return store


@pytest.mark.parametrize("form", FORMATS)
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


def test_n_quads_are_canonical_and_whole():
    store = filled("a.txt", "b.txt")
    written = export(store, "nquads")
    assert written.splitlines() == sorted(set(written.splitlines()))
    assert set(ox.parse(written, format=ox.RdfFormat.N_QUADS)) == set(store.quads())


def test_json_ld_is_json():
    assert {graph["@id"] for graph in json.loads(export(filled("a.txt"), "jsonld"))} >= {
        make_findings("a.txt").document.iri
    }


def test_an_unknown_form_is_refused():
    with pytest.raises(TravauxError, match="no form of export"):
        export(Store(), "xml")
