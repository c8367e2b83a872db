"""Limits: a query that takes too much ends alone, and nobody is given a part for the whole."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from servers import JSON, TOKEN, Server, empty_store, many, serving, store_of
from travaux.store import FORMAT

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SMALL = "SELECT (COUNT(*) AS ?n) { GRAPH <urn:many> { ?s <urn:number> ?o } }"
CROSS = "SELECT * {{ ?a <urn:text> ?b . ?c <urn:text> ?d }} LIMIT {}"
COUNT, ROWS = 1000, 30_000


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return store_of(tmp_path_factory.mktemp("limits") / "store", many(COUNT))


@pytest.fixture(scope="module")
def server(store):
    with serving(
        store, "--workers", "1", "--timeout", "10", "--rows", str(ROWS), "--memory", "256"
    ) as running:
        yield running


def alive(server):
    """Ask something small."""
    answer = server.query(SMALL)
    assert answer.rows == [{"n": str(COUNT)}], answer.text


def address(server, text, **parameters):
    more = "".join(f"&{name}={value}" for name, value in parameters.items())
    return f"{server.address}/sparql?query={quote(text)}{more}"


def raw(server, request):
    """Return all bytes that come back for the bytes of a request."""
    with socket.create_connection((server.host, server.port), timeout=60) as connection:
        connection.sendall(request)
        received = []
        while piece := connection.recv(65536):
            received.append(piece)
    return b"".join(received)


def test_a_runaway_query_is_ended_at_its_limit_and_the_next_is_answered_at_once(server):
    begun = time.monotonic()
    answer = server.query(RUNAWAY, timeout=1)
    took = time.monotonic() - begun
    assert answer.status == 504
    assert "within 1 seconds" in answer.text
    assert 1 <= took < 4
    begun = time.monotonic()
    alive(server)
    assert time.monotonic() - begun < 4


def test_nobody_gets_more_time_than_the_server_gives(store):
    with serving(store, "--workers", "1", "--timeout", "1") as server:
        begun = time.monotonic()
        assert server.query(RUNAWAY, timeout=60).status == 504
        assert time.monotonic() - begun < 5


def test_a_result_may_be_as_long_as_the_limit(server):
    answer = server.query(CROSS.format(ROWS))
    assert len(answer.rows) == ROWS


@pytest.mark.parametrize(
    "accept", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_a_small_result_of_too_many_rows_is_an_error(store, accept):
    with serving(store, "--workers", "1", "--rows", "100") as server:
        assert server.query(CROSS.format(100), accept).status == 200
        answer = server.query(CROSS.format(101), accept)
        assert answer.status == 413
        assert "more than 100 rows" in answer.text
        graph = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
        assert server.query(graph, "text/turtle").status == 413
        assert server.get("/data?graph=urn:many").status == 413


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("accept", [JSON, "text/csv"])
def test_a_large_result_of_too_many_rows_is_cut_so_that_it_is_seen(server, encoding, accept):
    request = urllib.request.Request(
        address(server, CROSS.format(ROWS + 1)), headers={"Accept": accept, "Accept-Encoding": encoding}
    )
    with (
        urllib.request.urlopen(request, timeout=60) as response,
        pytest.raises((http.client.IncompleteRead, ConnectionError)),
    ):
        assert response.status == 200
        response.read()
    path = address(server, CROSS.format(ROWS + 1)).removeprefix(server.address)
    received = raw(
        server,
        f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\nAccept-Encoding: {encoding}\r\n\r\n".encode(),
    )
    assert b"transfer-encoding: chunked" in received[:2000].lower()
    assert not received.endswith(b"0\r\n\r\n")
    alive(server)


def test_who_knows_no_chunks_gets_the_whole_or_an_error(server):
    def ask(rows):
        path = address(server, CROSS.format(rows)).removeprefix(server.address)
        return raw(server, f"GET {path} HTTP/1.0\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())

    head, _, body = ask(ROWS).partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head
    assert body.count(b"\r\n") == ROWS + 1
    assert b" 200 " not in ask(ROWS + 1)[:20]
    alive(server)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is limited on Linux")
def test_a_query_that_needs_too_much_memory_is_told_so(server):
    answer = server.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g")
    assert answer.status == 507
    assert "256 MB" in answer.text
    alive(server)


def test_a_worker_that_dies_at_its_query_is_not_asked_again(store):
    with serving(store, "--workers", "1", "--timeout", "30") as server:
        alive(server)
        for _ in range(8):
            answers = []
            busy = threading.Thread(target=lambda got=answers: got.append(server.query(RUNAWAY)))
            busy.start()
            time.sleep(0.3)
            for worker in server.workers():
                os.kill(worker, signal.SIGKILL)
            busy.join()
            assert answers[0].status == 507
            alive(server)


def test_when_all_are_busy_for_too_long_the_server_says_come_again(store):
    with serving(store, "--workers", "1", "--wait", "0.5", "--timeout", "6") as server:
        busy = threading.Thread(target=server.query, args=(RUNAWAY,))
        busy.start()
        time.sleep(1)
        answer = server.query(SMALL)
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) >= 1
        health = json.loads(server.get("/health").body)
        assert (health["ok"], health["idle"]) == (True, 0)
        busy.join()
        alive(server)


def test_a_client_that_hangs_up_ends_its_query(store):
    with serving(store, "--workers", "1", "--timeout", "30") as server:
        before = server.workers()
        with socket.create_connection((server.host, server.port)) as connection:
            path = address(server, RUNAWAY).removeprefix(server.address)
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(1)
        begun = time.monotonic()
        alive(server)
        assert time.monotonic() - begun < 5
        assert server.workers().isdisjoint(before)


def test_a_client_that_stops_reading_halfway_frees_its_worker(server):
    with socket.create_connection((server.host, server.port)) as connection:
        path = address(server, CROSS.format(ROWS)).removeprefix(server.address)
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert connection.recv(1000)
    alive(server)


def test_many_ask_at_a_time(store):
    with serving(store, "--workers", "2") as server:
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(server.query(SMALL))) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [answer.rows for answer in answers] == [[{"n": str(COUNT)}]] * 40


def test_an_update_that_takes_too_long_leaves_no_trace(tmp_path):
    place = store_of(tmp_path / "store", many(COUNT))
    with serving(place, "--workers", "1", "--timeout", "1", token=TOKEN) as server:
        trace = "INSERT DATA { <urn:a> <urn:b> <urn:trace> }"
        slow = f"{trace} ; INSERT {{ <urn:a> <urn:b> ?n }} USING <urn:many> WHERE {{ {{ {RUNAWAY} }} }}"
        assert server.update(slow).status == 504
        assert server.query("SELECT * { ?s <urn:b> ?o }").rows == []
        assert server.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }").status == 204
        assert server.query("SELECT ?o { ?s <urn:b> ?o }").rows == [{"o": "urn:c"}]


@pytest.mark.parametrize(
    ("path", "media"),
    [("/sparql", "application/sparql-query"), ("/sparql", "application/x-www-form-urlencoded")],
)
def test_a_query_that_is_too_long_is_refused_before_it_is_read(server, path, media):
    answer = server.ask("POST", path, b"query=" + b"#" * (11 * 1024 * 1024), content_type=media)
    assert answer.status == 413
    said = raw(
        server,
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 99999999999\r\nConnection: close\r\n\r\nASK",
    )
    assert b" 413 " in said[:20]


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: " + b"x" * 100_000 + b"\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    ],
)
def test_nonsense_is_answered_with_an_error_and_no_more(server, request_):
    with contextlib.suppress(ConnectionError):
        assert raw(server, request_)[:12] not in (b"HTTP/1.1 500", b"HTTP/1.1 502", b"HTTP/1.1 503")
    alive(server)


@pytest.mark.parametrize(
    "accept", ["/", "text/", ",,,", ";q=1", "*/json", "text/csv;q=x", "\u00e9/\u00ff", "a/b," * 500]
)
def test_a_wish_that_cannot_be_read_ends_in_no_fault(server, accept):
    answer = server.ask("GET", f"/sparql?query={quote(SMALL)}", accept=accept.encode("latin-1"))
    assert answer.status in (200, 406)


def test_an_address_of_this_server_that_is_no_address_ends_in_no_fault(server):
    for host in (b"<script>", b'"><', b"a b", b"[::1", b"x" * 3000):
        said = raw(
            server,
            b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n",
        )
        assert said[9:12] in (b"200", b"400"), said


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_stopped_leaves_nothing_behind(store, stop, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving(store, "--workers", "2", "--timeout", "30", token=TOKEN) as server:
        busy = threading.Thread(target=lambda: contextlib.suppress(Exception).__enter__() or _quiet(server))
        busy.start()
        time.sleep(1)
        workers = server.workers()
        assert len(workers) >= 2
        server.process.send_signal(stop)
        server.process.wait(timeout=15)
        busy.join()
        time.sleep(0.2)
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
        assert list(tmp_path.iterdir()) == []
        assert server.log.read() == ""


def _quiet(server):
    with contextlib.suppress(OSError, http.client.HTTPException):
        server.query(RUNAWAY)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
def test_workers_end_when_the_server_is_killed(store):
    with serving(store, "--workers", "1", "--timeout", "2") as server:
        busy = threading.Thread(target=_quiet, args=(server,))
        busy.start()
        time.sleep(0.7)
        workers = server.workers()
        os.kill(server.process.pid, signal.SIGKILL)
        busy.join()
        until = time.monotonic() + 15
        while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < until:
            time.sleep(0.2)
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


WRITER = """
import sys, time
from pathlib import Path
from dataclasses import replace
sys.path.insert(0, sys.argv[2])
from conftest import make_findings
from travaux.store import Store
findings = make_findings()
with Store(Path(sys.argv[1])) as store:
    for number in range(1_000_000):
        document = replace(findings.document, title=f"number {number}")
        positions = tuple(replace(one, document=document.iri) for one in findings.positions)
        store.replace(f"/{number % 20}.txt", [replace(findings, document=document, positions=positions)])
        time.sleep(0.002)
"""


@pytest.mark.slow
def test_the_graph_is_read_while_a_build_writes_and_every_document_is_whole(tmp_path):
    place = empty_store(tmp_path / "store")
    command = [sys.executable, "-c", WRITER, str(place), str(Path(__file__).parent.parent)]
    with serving(place, "--workers", "2") as server:
        writing = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            seen: set[tuple[str, str]] = set()
            asked = 0
            while asked < 60 or (len({graph for graph, _ in seen}) <= 50 and asked < 2000):
                asked += 1
                answer = server.query(
                    "SELECT ?g (COUNT(*) AS ?n) (SAMPLE(?t) AS ?title)"
                    " { GRAPH ?g { ?s ?p ?o } OPTIONAL { ?g dcterms:title ?t } } GROUP BY ?g"
                )
                assert answer.status == 200, answer.text
                seen |= {(row["g"], row["n"]) for row in answer.rows}
            assert writing.poll() is None, writing.stderr.read()
        finally:
            writing.kill()
            writing.communicate()
    assert len({graph for graph, _ in seen}) > 50
    assert len({count for _, count in seen}) == 1


def test_what_was_written_since_is_seen(tmp_path):
    place = store_of(tmp_path / "store")
    with serving(place, "--workers", "2") as server:
        assert server.query("SELECT * { ?s ?p ?o }").rows == []
        for number in range(5):
            _write(place, f"INSERT DATA {{ <urn:a> <urn:b> {number} }}")
            assert len(server.query("SELECT * { ?s ?p ?o }").rows) == number + 1


def _write(place, update):
    from travaux.store.engine import Embedded

    engine = Embedded(place / "graph")
    engine.graph.update(update)
    engine.close()


def test_the_server_says_how_it_is(server):
    answer = server.get("/health")
    said = json.loads(answer.body)
    assert (answer.status, said["ok"], said["documents"], said["format"]) == (200, True, 0, FORMAT)
    assert said["version"]


def test_a_store_that_is_not_there_and_a_port_that_is_taken_are_told(server: Server, store, tmp_path):
    def run(*options):
        command = [sys.executable, "-m", "travaux", "serve", *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    missing = run("--store", str(tmp_path / "none"))
    assert missing.returncode == 2
    assert "there is no store" in missing.stderr
    taken = run("--store", str(store), "--port", str(server.port))
    assert taken.returncode == 2
    assert "choose another --port" in taken.stderr
    if sys.platform == "linux":
        small = run("--store", str(store), "--memory", "1")
        assert small.returncode == 2
        assert "higher --memory" in small.stderr
        assert "Traceback" not in small.stderr
    bare = run("--store", str(store), "--writable")
    assert bare.returncode == 2
    assert "needs a token" in bare.stderr
