"""What is sent to a server, what is refused, and how its answers are read."""

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

from travaux.errors import TravauxError
from travaux.store import open_store, web
from travaux.store.remote import Credentials, Remote

pytestmark = pytest.mark.usefixtures("no_pauses")

SELECT = "SELECT ?s { ?s ?p ?o }"


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


def engine(address: str, **given: str) -> Remote:
    return Remote(address, credentials=Credentials(**given))


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
