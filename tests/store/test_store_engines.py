"""The store on every engine: whole documents in and out, in memory, on disk and on servers."""

from __future__ import annotations

import pytest

from conftest import TEXT, make_findings
from engines import opened
from travaux import table
from travaux.ask import records
from travaux.errors import TravauxError
from travaux.rdf import canonical, term
from travaux.triples import quads
from travaux.vocabulary import ontology_files

PLACES = ("memory", "disk", "oxigraph", "oxigraph whole", "virtuoso", "virtuoso whole")


@pytest.fixture(params=PLACES)
def store(request, tmp_path):
    with opened(request.param, request, tmp_path) as one:
        yield one


def test_records_come_back_as_they_went_in(store):
    found = [make_findings("a.txt"), make_findings("b.txt")]
    for findings in found:
        store.replace(findings.document.source, [findings])
    assert records.positions(store) == table.positions_of(found)
    assert records.delegates(store) == table.delegates_of(found)


def test_statements_come_back_as_they_went_in(store):
    findings = make_findings()
    store.replace("/a", [findings])
    assert canonical(store.quads()) == canonical(quads(findings))


def test_a_changed_file_takes_the_place_of_the_old_one(store):
    store.replace("/talks.txt", [make_findings()])
    changed = make_findings(text=TEXT + "\n\nMore.")
    store.replace("/talks.txt", [changed])
    assert store.documents() == [changed.document.iri]


def test_a_removed_document_takes_its_facts_with_it(store):
    first, second = make_findings("a.txt"), make_findings("b.txt")
    store.replace("/a", [first])
    before = canonical(store.quads())
    store.replace("/b", [second])
    store.remove(second.document.iri)
    assert canonical(store.quads()) == before


def test_a_document_that_two_files_hold_stays_until_both_are_gone(store):
    store.replace("/a", [make_findings()])
    store.replace("/b", [make_findings()])
    store.forget("/a")
    assert len(store.documents()) == 1
    store.forget("/b")
    assert len(store) == 0


def test_a_build_that_breaks_off_leaves_no_orphan(store, monkeypatch):
    monkeypatch.setattr(store.manifest, "settle", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        store.replace("/a", [make_findings()])
    monkeypatch.undo()
    assert store.manifest.stamps() == {}
    changed = make_findings(text=TEXT + " More.")
    store.replace("/a", [changed])
    assert store.documents() == [changed.document.iri]


def test_direct_edges_follow_the_positions(store):
    ask = "ASK { GRAPH <https://w3id.org/travaux/id/graph/direct> { ?holder trv:opposes ?topic } }"
    store.replace("/a", [make_findings()])
    store.derive()
    assert store.query(ask)
    store.forget("/a")
    store.derive()
    assert not store.query(ask)


def test_each_thing_has_one_label_and_the_ontology_wins(store):
    store.load_ontology(ontology_files(["cyber"]))
    store.replace("/a", [make_findings()])
    store.derive()
    labels = {}
    for quad in store.quads():
        if quad.predicate == term("rdfs:label") and quad.graph_name.value.endswith("/direct"):
            labels.setdefault(quad.subject.value, []).append(quad.object.value)
    assert all(len(found) == 1 for found in labels.values())
    assert labels["https://w3id.org/travaux/id/topic/norms"] == ["Norms of responsible behaviour"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's''' . SERVICE <http://example.org/> {} }",
    ],
)
def test_a_query_never_asks_another_machine(store, query):
    with pytest.raises(TravauxError, match="SERVICE"):
        store.query(query)


def test_the_word_service_may_be_said(store):
    asked = 'SELECT ?service { ?service ?p \'a SERVICE\' ; ?q """SERVICE "x" """ } # SERVICE'
    assert list(store.select(asked)) == []


def test_an_update_is_no_query(store):
    with pytest.raises(TravauxError, match="not a SPARQL query"):
        store.query("CLEAR ALL")
