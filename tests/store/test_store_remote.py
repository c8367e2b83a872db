"""A graph on a server: what is sent, what is refused, and what happens when the line breaks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from conftest import TEXT, make_findings
from servers import Line, free_port, opened, oxigraph_in, virtuoso_in
from travaux.build import build
from travaux.cli import main
from travaux.errors import TravauxError
from travaux.link.decisions import file_of
from travaux.model import THINGS
from travaux.rdf import ONTOLOGY_GRAPH, canonical, quads, term
from travaux.store import Store, open_store, remote, web
from travaux.store.remote import Credentials, Remote

SELECT = "SELECT ?s { ?s ?p ?o }"
GRAPH = ox.NamedNode(f"{THINGS}document/one")
OTHERS = "https://example.org/graph"


class Reader:
    """Finds the same in every document that holds TEXT."""

    def findings(self, documents):
        for document in documents:
            yield make_findings(document.source, document.text)


class Scripted:
    """A server that answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.silence = 0.0
        script = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                script.asked.append((self.path, dict(self.headers), body))
                time.sleep(script.silence)
                status, headers, answer = script.answers.pop(0) if script.answers else rows()
                self.send_response(status)
                for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(OSError):
                    self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/sparql"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def rows(*things: str) -> tuple[int, dict[str, str], bytes]:
    found = [{name: {"type": "uri", "value": one} for name in ("s", "one")} for one in things]
    answer = {"head": {"vars": ["s", "one"]}, "results": {"bindings": found}}
    return 200, {"Content-Type": "application/sparql-results+json"}, json.dumps(answer).encode()


@pytest.fixture
def script() -> Iterator[Scripted]:
    server = Scripted()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch, tmp_path):
    monkeypatch.setattr(web, "PAUSES", (0.0, 0.0))
    monkeypatch.chdir(tmp_path)
    for name in ("UPDATE", "GRAPH_STORE", "USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"TRAVAUX_{name}", raising=False)


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(f"{TEXT}\n\n{name}", encoding="utf-8")
    return folder


def engine(address: str, **given: str) -> Remote:
    return Remote(address, credentials=Credentials(**given))


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


def test_the_commands_work_with_an_address(virtuoso, papers, monkeypatch):
    virtuoso.empty()
    monkeypatch.setattr("travaux.pipeline.Pipeline", lambda *_: Reader())
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
            engine.replace((), {GRAPH.value: [ox.Triple(GRAPH, term("trv:cue"), ox.Literal("told"))]})
        with closing(oxigraph.engine()) as other:
            other.replace((), {GRAPH.value: [ox.Triple(GRAPH, term("trv:cue"), ox.Literal("told"))]})
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


def test_a_password_goes_out_only_when_asked_for_and_is_never_shown(script):
    script.answers = [(401, {"WWW-Authenticate": 'Basic realm="x"'}, b""), rows(), rows(), (401, {}, b"no")]
    asking = engine(script.address, user="me", password="pass-word")
    asking._ask(SELECT, ox.QuerySolutions)
    asking._ask(SELECT, ox.QuerySolutions)
    sent = [headers.get("Authorization") for _, headers, _ in script.asked]
    assert sent == [None, "Basic bWU6cGFzcy13b3Jk", "Basic bWU6cGFzcy13b3Jk"]
    with pytest.raises(TravauxError, match="does not let you in") as refused:
        asking._ask(SELECT, ox.QuerySolutions)
    assert "pass-word" not in f"{refused.value} {Credentials('me', 'pass-word', 'pass-word')!r}"


def test_a_token_goes_out_with_every_request(script):
    engine(script.address, token="abc")._ask(SELECT, ox.QuerySolutions)
    assert script.asked[0][1]["Authorization"] == "Bearer abc"


def test_digest_is_answered(virtuoso):
    with closing(Remote(virtuoso.update, credentials=virtuoso.user)) as asking:
        assert len(asking) >= 0
    with (
        closing(engine(virtuoso.update, user="dba", password="wrong")) as stranger,
        pytest.raises(TravauxError, match="does not let you in"),
    ):
        len(stranger)


@pytest.mark.parametrize(
    ("address", "given", "message"),
    [
        ("https://me:secret@example.org/sparql", {}, "has a name or password in it"),
        ("http://example.org/sparql", {"token": "secret"}, "is not encrypted"),
        ("http://192.168.1.9/sparql?key=secret", {"user": "me", "password": "secret"}, "is not encrypted"),
        ("https:///sparql", {}, "is no address of a server"),
        ("https://exa mple:x/", {}, "write it like"),
        ("ftp://example.org/", {}, "write it like"),
    ],
)
def test_an_address_that_would_give_a_secret_away_is_refused(address, given, message):
    with pytest.raises(TravauxError, match=message) as refused:
        engine(address, **given)
    assert "secret" not in str(refused.value)


def test_credentials_are_not_sent_on_to_where_a_server_redirects(script):
    script.answers = [(302, {"Location": "http://127.0.0.1:9/other"}, b"")]
    with pytest.raises(TravauxError, match=r"sends on to http://127\.0\.0\.1:9/other"):
        engine(script.address, token="abc")._ask(SELECT, ox.QuerySolutions)
    assert len(script.asked) == 1


def test_a_server_that_is_busy_is_asked_again_and_not_for_ever(script):
    script.answers = [(503, {}, b""), (502, {}, b""), rows("urn:a")]
    assert len(list(engine(script.address)._ask(SELECT, ox.QuerySolutions))) == 1
    script.answers = [(503, {}, b"")] * 3
    with pytest.raises(TravauxError, match=r"answers 503; see whether the server runs"):
        engine(script.address)._ask(SELECT, ox.QuerySolutions)
    assert len(script.asked) == 6


def test_an_answer_without_end_is_refused(script, monkeypatch):
    monkeypatch.setattr(web, "LARGEST", 1000)
    script.answers = [(200, {}, b"x" * 5000)]
    with pytest.raises(TravauxError, match="more than 1,000 bytes"):
        engine(script.address)._ask(SELECT, ox.QuerySolutions)


def test_a_server_that_stays_silent_is_given_up(script, monkeypatch):
    monkeypatch.setattr(web, "ANSWER", 0.2)
    script.silence = 1.0
    with pytest.raises(TravauxError, match=r"no answer within 0.2 seconds"):
        engine(script.address)._ask(SELECT, ox.QuerySolutions)


@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b"{}", b'{"head":{},"boolean":true}', b"\xff"])
def test_what_is_no_answer_is_told_apart(script, body):
    script.answers = [(200, {"Content-Type": "text/html"}, body)]
    with pytest.raises(TravauxError, match="is that its SPARQL address"):
        engine(script.address)._ask(SELECT, ox.QuerySolutions)


def test_what_a_server_says_of_an_error_is_shown_harmlessly(script):
    script.answers = [(500, {}, b"bad \x1b[31m\nthing " + b"x" * 9000)]
    with pytest.raises(TravauxError, match="answers 500: bad") as refused:
        engine(script.address)._ask(SELECT, ox.QuerySolutions)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 500


def test_an_update_never_reaches_a_server_as_a_query(script):
    asking = engine(script.address)
    for text in ("CLEAR ALL", "DEFINE get:soft 'soft' SELECT * { ?s ?p ?o }", "SELECT * { } ; CLEAR ALL"):
        with pytest.raises(TravauxError, match="not a SPARQL query"):
            asking.query(text)
    assert script.asked == []


def test_usual_prefixes_are_sent_with_a_query_unless_it_declares_them(script):
    text = "# PREFIX oa: <x>\nprefix trv: <urn:mine> SELECT ?s { ?s a trv:A, oa:B ; trv:is 'PREFIX rdf:' }"
    engine(f"{script.address}?timeout=5").query(text)
    path, headers, body = script.asked[-1]
    sent = parse_qs(body)["query"][0]
    assert path == "/sparql?timeout=5"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert sent.endswith(text)
    assert sent.count("PREFIX oa: <http") == sent.count("PREFIX rdf: <http") == 1
    assert "PREFIX trv:" not in sent


def test_without_httpx_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "travaux.store.remote", None)
    monkeypatch.delattr("travaux.store.remote")
    with pytest.raises(TravauxError, match=r"pip install 'travaux\[remote\]'"):
        open_store("https://example.org/sparql")
