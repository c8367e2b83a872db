"""A graph on a server: others' graphs are left alone, and a line that breaks loses nothing."""

from __future__ import annotations

import threading
from contextlib import closing

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from conftest import TEXT, Reader, make_findings
from engines import Line, free_port, opened, oxigraph_in, virtuoso_in
from travaux.build import build
from travaux.cli import main
from travaux.errors import TravauxError
from travaux.link.decisions import file_of
from travaux.model import THINGS
from travaux.rdf import ONTOLOGY_GRAPH, canonical, term
from travaux.store import Store, open_store, remote, web
from travaux.store.engine import written
from travaux.store.remote import Remote
from travaux.triples import quads

pytestmark = pytest.mark.usefixtures("no_pauses")

SELECT = "SELECT ?s { ?s ?p ?o }"
GRAPH = ox.NamedNode(f"{THINGS}document/one")
OTHERS = "https://example.org/graph"


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(f"{TEXT}\n\n{name}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
@pytest.mark.parametrize("bytes_before", [3_000, 30_000, 70_000, 110_000])
def test_after_a_broken_line_the_next_build_completes_the_graph(
    name, bytes_before, request, papers, monkeypatch
):
    monkeypatch.setattr(remote, "TRIPLES", 40)
    monkeypatch.setattr(remote, "REQUEST", 10_000)
    clean = Store()
    build(clean, [papers], Reader())
    server = request.getfixturevalue(name)
    server.empty()
    line = Line(server.port)
    line.left = bytes_before
    engine = server.through(line.port).engine()
    with Store(papers.parent / "notes", engine=engine) as store, pytest.raises(TravauxError, match="reached"):
        build(store, [papers], Reader(), mark="1")
    line.close()
    with Store(papers.parent / "notes", engine=server.engine()) as store:
        build(store, [papers], Reader(), mark="1")
        assert canonical(store.quads()) == canonical(clean.quads())


def test_a_server_that_is_killed_and_comes_back_loses_nothing(tmp_path, papers):
    clean, port = Store(), free_port()
    (tmp_path / "served").mkdir()
    build(clean, [papers], Reader())
    with oxigraph_in(tmp_path / "served", port) as server:
        store = Store(tmp_path / "notes", engine=server.engine())
        store.replace(str((papers / "a.txt").resolve()), [make_findings("papers/a.txt", f"{TEXT}\n\na.txt")])
    with pytest.raises(TravauxError, match="cannot be reached"):
        build(store, [papers], Reader())
    with oxigraph_in(tmp_path / "served", port):
        build(store, [papers], Reader())
        assert canonical(store.quads()) == canonical(clean.quads())
    store.close()


@pytest.mark.parametrize("name", ["oxigraph", "oxigraph whole", "virtuoso", "virtuoso whole"])
def test_what_others_keep_on_a_server_is_left_alone(name, request, tmp_path):
    with opened(name, request, tmp_path) as store:
        server = request.getfixturevalue(name.split()[0])
        others = server.engine()
        others._update(f"INSERT DATA {{ GRAPH <{OTHERS}> {{ <{THINGS}topic/x> <{THINGS}is> 1 }} }}")
        store.replace("/a", [make_findings()])
        before = len(store)
        store.forget("/a")
        assert before > 100
        assert len(store) == 0
        assert list(store.quads()) == []
        assert others.query(f"ASK {{ GRAPH <{OTHERS}> {{ ?s ?p 1 }} }}")
        with pytest.raises(TravauxError, match="no graph of travaux"):
            others.replace([OTHERS], {})
        others._update(f"DROP SILENT GRAPH <{OTHERS}>")
        others.close()


def test_questions_that_would_miss_all_graphs_are_noticed_before_anything_is_read(oxigraph, papers):
    oxigraph.empty()
    address = oxigraph.address.partition("?")[0]
    reader = Remote(address, update=oxigraph.update)
    with (
        Store(papers.parent / "notes", engine=reader) as store,
        pytest.raises(TravauxError, match=r"add \?union-default-graph to the address"),
    ):
        store.put(ONTOLOGY_GRAPH, [ox.Triple(term("trv:Topic"), term("rdf:type"), term("owl:Class"))])


def test_the_commands_work_with_an_address(virtuoso, papers, monkeypatch, in_process):
    virtuoso.empty()
    monkeypatch.setattr("travaux.pipeline.Pipeline", Reader)
    monkeypatch.setenv("TRAVAUX_UPDATE", virtuoso.update)
    monkeypatch.setenv("TRAVAUX_USER", virtuoso.user.user)
    monkeypatch.setenv("TRAVAUX_PASSWORD", virtuoso.user.password)

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, [*words, "--store", virtuoso.address], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    assert "positions          9" in run("build", str(papers))
    assert "unchanged 3" in run("build", str(papers))
    assert run("positions", "--format", "jsonl").count("\n") == 9
    assert run("delegates", "--format", "jsonl").count("\n") == 3
    assert "Australia" in run("query", "who-supports", "--topic", "outcome-document")
    assert "trv:Position" in run("query", "CONSTRUCT { ?s a trv:Position } { ?s a trv:Position }")
    assert "people: 3 named" in run("link")
    assert "3 documents checked" in run("check")
    assert "wrote" in run("view", "--out", "graph.html")
    exported = run("export", "--format", "nquads", "--all")
    with open_store(virtuoso.address, writable=False) as store:
        assert exported.encode() == canonical(store.quads())
        assert store.path
        assert file_of(store.path).parent.name == "travaux.remote"


@pytest.mark.parametrize("name", ["oxigraph", "virtuoso"])
def test_two_who_write_at_once_both_get_through(name, request, monkeypatch):
    monkeypatch.setattr(web, "PAUSES", (0.02, 0.05, 0.1, 0.2, 0.4))
    server = request.getfixturevalue(name)
    server.empty()
    failed: list[TravauxError] = []

    def write(who: str) -> None:
        with Store(engine=server.engine()) as store:
            for number in range(25):
                try:
                    store.replace(f"/{who}{number % 3}", [make_findings(who, f"{TEXT} {number}")])
                except TravauxError as error:
                    failed.append(error)

    writers = [threading.Thread(target=write, args=(who,)) for who in ("one", "other")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    last = [make_findings(who, f"{TEXT} {number}") for who in ("one", "other") for number in (22, 23, 24)]
    with closing(server.engine()) as engine:
        assert failed == []
        assert canonical(engine.quads()) == canonical(quad for one in last for quad in quads(one))


def test_a_wrong_address_of_the_graph_store_is_noticed(oxigraph):
    oxigraph.empty()
    wrong = oxigraph.graphs.replace("/store", "/nowhere")
    with closing(Remote(oxigraph.address, update=oxigraph.update, graphs=wrong)) as engine:
        with pytest.raises(TravauxError, match=r"answers 404.*without TRAVAUX_GRAPH_STORE"):
            engine.replace(
                (), {GRAPH.value: written([ox.Triple(GRAPH, term("trv:cue"), ox.Literal("told"))])}
            )
        with closing(oxigraph.engine()) as other:
            other.replace((), {GRAPH.value: written([ox.Triple(GRAPH, term("trv:cue"), ox.Literal("told"))])})
        with pytest.raises(TravauxError, match="see TRAVAUX_GRAPH_STORE"):
            list(engine.quads(GRAPH))


def test_a_document_that_a_server_lost_is_read_again(oxigraph, papers, monkeypatch):
    oxigraph.empty()
    monkeypatch.setenv("TRAVAUX_UPDATE", oxigraph.update)
    for _ in range(2):
        with open_store(oxigraph.address) as store:
            assert build(store, [papers], Reader(), mark="1").read == 3
        oxigraph.empty()


def test_reading_where_nothing_was_built_says_how_to_build_and_makes_no_folder(oxigraph, tmp_path):
    oxigraph.empty()
    with pytest.raises(TravauxError, match="travaux build"):
        open_store(oxigraph.address, writable=False)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_a_server_cuts_is_refused(tmp_path):
    with virtuoso_in(tmp_path, rows=50) as server, Store(tmp_path / "notes", engine=server.engine()) as store:
        store.replace("/a", [make_findings()])
        with pytest.raises(TravauxError, match="cuts answers at 50 rows"):
            list(store.select(SELECT))
        with pytest.raises(TravauxError, match="gives 51 of the"):
            list(store.quads())
