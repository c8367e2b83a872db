"""The store: whole documents in and out, one writer, many readers, clear words when it goes wrong."""

from __future__ import annotations

import pytest

from conftest import TEXT, make_findings
from travaux import records, table
from travaux.errors import TravauxError
from travaux.rdf import canonical, quads, term
from travaux.store import Store
from travaux.vocabulary import ontology_files


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    with Store(None if request.param == "memory" else tmp_path / "a.store") as opened:
        yield opened


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


def test_the_ontology_is_the_same_each_time_and_has_no_blank_nodes():
    stores = [Store(), Store()]
    for one in stores:
        one.load_ontology(ontology_files(["cyber"]))
    first, second = (canonical(one.quads()) for one in stores)
    assert first == second
    assert b"_:" not in first.replace(b"://", b"")


def test_a_second_writer_is_refused_and_readers_are_not(tmp_path):
    path = tmp_path / "a.store"
    with Store(path) as writer:
        writer.replace("/a", [make_findings()])
        with pytest.raises(TravauxError, match="another travaux is writing"):
            Store(path)
        with Store(path, writable=False) as one, Store(path, writable=False) as other:
            assert len(one) == len(other) == len(writer)


@pytest.mark.parametrize("make", ["a file", "a folder"])
def test_what_is_no_store_is_not_touched(tmp_path, make):
    path = tmp_path / "thing"
    if make == "a file":
        path.write_text("mine")
    else:
        path.mkdir()
        (path / "mine").write_text("mine")
    for writable in (True, False):
        with pytest.raises(TravauxError, match=r"no travaux store|not a travaux store"):
            Store(path, writable=writable)


def test_a_store_of_another_format_says_so(tmp_path):
    Store(tmp_path / "a").close()
    (tmp_path / "a" / "travaux.json").write_text('{"format": 99}')
    with pytest.raises(TravauxError, match="store format 99"):
        Store(tmp_path / "a")


def test_reading_where_nothing_was_built_says_how_to_build(tmp_path):
    with pytest.raises(TravauxError, match="travaux build"):
        Store(tmp_path / "nothing", writable=False)


def test_rdflib_sees_the_same_graph(store):
    store.replace("/a", [make_findings()])
    found = store.graph().query("SELECT ?p { ?p a <https://w3id.org/travaux/ns#Position> }")
    assert len(list(found)) == 3


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
