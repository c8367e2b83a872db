"""The SPARQL 1.1 Graph Store Protocol, point by point as its conformance tests go through it."""

from __future__ import annotations

import pytest

from servers import TOKEN, serving, store_of
from travaux.store.engine import Embedded

TURTLE = "text/turtle"
JOHN = '<urn:john> <urn:name> "John" .'
JANE = '<urn:jane> <urn:name> "Jane" .'


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    store = store_of(tmp_path_factory.mktemp("graphs") / "store")
    with serving(store, "--workers", "1", token=TOKEN) as running:
        yield running


def send(server, method, path, body="", media=TURTLE):
    return server.ask(method, path, body, content_type=media, authorization=f"Bearer {TOKEN}")


def places():
    return pytest.mark.parametrize(
        "name", ["/data?graph=urn:person", "/data/person/1"], ids=["named", "direct"]
    )


@places()
def test_a_graph_is_put_read_replaced_and_deleted(server, name):
    assert server.get(name).status == 404
    assert send(server, "PUT", name, JOHN).status == 201
    answer = server.get(name, accept=TURTLE)
    assert (answer.status, answer.media) == (200, TURTLE)
    assert "John" in answer.text
    assert send(server, "PUT", name, JANE).status == 204
    found = server.get(name).text
    assert "Jane" in found
    assert "John" not in found
    assert send(server, "DELETE", name).status == 204
    assert server.get(name).status == 404
    assert send(server, "DELETE", name).status == 404


@places()
def test_what_is_posted_is_added(server, name):
    assert send(server, "POST", name, JOHN).status == 201
    assert send(server, "POST", name, JANE).status == 204
    assert send(server, "POST", name, "").status == 204
    found = server.get(name).text
    assert "Jane" in found
    assert "John" in found
    send(server, "DELETE", name)


def test_the_unnamed_graph_is_put_read_and_emptied(server):
    assert send(server, "PUT", "/data?default", JOHN).status in (200, 201, 204)
    assert "John" in server.get("/data?default").text
    assert send(server, "POST", "/data?default", JANE).status == 204
    assert "Jane" in server.get("/data?default").text
    assert send(server, "DELETE", "/data?default").status == 204
    assert server.get("/data?default", accept="application/n-triples").body == b""


def test_a_graph_may_be_empty(server):
    name = "/data?graph=urn:empty"
    assert send(server, "PUT", name, "").status == 201
    answer = server.get(name, accept="application/n-triples")
    assert (answer.status, answer.body) == (200, b"")
    send(server, "DELETE", name)


def test_data_that_is_not_what_it_is_said_to_be_changes_nothing(server):
    name = "/data?graph=urn:mismatch"
    send(server, "PUT", name, JOHN)
    answer = send(server, "PUT", name, "<rdf:RDF xmlns:rdf='urn:x'/>")
    assert answer.status == 400
    assert "/tmp" not in answer.text
    assert send(server, "PUT", name, JANE, "application/rdf+xml").status == 400
    assert send(server, "PUT", name, JANE, "image/png").status == 415
    assert send(server, "PUT", name, JANE, "").status == 415
    assert "John" in server.get(name).text
    send(server, "DELETE", name)


def test_the_head_of_a_graph_is_that_of_its_reading_without_the_graph(server):
    name = "/data?graph=urn:head"
    assert server.ask("HEAD", name).status == 404
    send(server, "PUT", name, JOHN)
    read, head = server.get(name, accept=TURTLE), server.ask("HEAD", name, accept=TURTLE)
    assert (head.status, head.body) == (200, b"")
    for header in ("content-type", "content-length", "vary"):
        assert head.headers[header] == read.headers[header]
    send(server, "DELETE", name)


def test_a_graph_without_a_name_gets_one(server):
    answer = send(server, "POST", "/data", JOHN)
    assert answer.status == 201
    place = answer.headers["location"].removeprefix(server.address)
    assert place.startswith("/data/")
    assert "John" in server.get(place).text
    send(server, "DELETE", place)


def test_several_files_come_in_one_form(server):
    name, edge = "/data?graph=urn:form", "fence"
    parts = [("a.ttl", TURTLE, JOHN), ("b.nt", "application/n-triples", JANE)]
    body = "".join(
        f"--{edge}\r\nContent-Disposition: form-data; name=\"graph\"; filename=\"{file}\"\r\n"
        f"Content-Type: {media}\r\n\r\n{text}\r\n"
        for file, media, text in parts
    )  # fmt: skip
    answer = send(server, "POST", name, f"{body}--{edge}--\r\n", f"multipart/form-data; boundary={edge}")
    assert answer.status == 201, answer.text
    found = server.get(name).text
    assert "Jane" in found
    assert "John" in found
    send(server, "DELETE", name)
    bad = body.replace("application/n-triples", "image/png") + f"--{edge}--\r\n"
    assert send(server, "POST", name, bad, f"multipart/form-data; boundary={edge}").status == 415
    assert server.get(name).status == 404


def test_relative_addresses_are_those_of_the_graph(server):
    send(server, "PUT", "/data/dir/doc", "<#me> <urn:p> <other> .")
    found = server.get("/data/dir/doc", accept="application/n-triples").text
    assert f"<{server.address}/data/dir/doc#me>" in found
    assert f"<{server.address}/data/dir/other>" in found
    send(server, "DELETE", "/data/dir/doc")


@pytest.mark.parametrize(
    "path", ["/data?graph=urn:a&graph=urn:b", "/data?default&graph=urn:a", "/data/x?default"]
)
def test_a_request_names_one_graph(server, path):
    assert server.get(path).status == 400


def test_a_change_without_a_graph_is_told_so(server):
    assert send(server, "PUT", "/data", JOHN).status == 400
    assert send(server, "DELETE", "/data").status == 400
    assert server.get("/data?graph=not%20an%20address").status == 400


def test_the_whole_dataset_comes_with_the_names_of_its_graphs(server):
    send(server, "PUT", "/data?graph=urn:whole", JOHN)
    answer = server.get("/data")
    assert answer.media == "application/n-quads"
    assert '<urn:john> <urn:name> "John" <urn:whole> .' in answer.text
    assert server.get("/data", accept="application/trig").media == "application/trig"
    assert server.get("/data", accept="text/turtle").status == 406
    send(server, "DELETE", "/data?graph=urn:whole")


def test_blank_nodes_of_two_uploads_are_not_one(server):
    name = "/data?graph=urn:blank"
    for value in "12":
        send(server, "POST", name, f"_:b <urn:p> {value} .")
    count = server.query("SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH <urn:blank> { ?s ?p ?o } }")
    assert count.rows == [{"n": "2"}]
    send(server, "DELETE", name)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_change_without_the_token_is_refused(server, method):
    assert server.ask(method, "/data?graph=urn:x", JOHN, content_type=TURTLE).status == 401
    assert server.get("/data?graph=urn:x").status == 404


def test_a_build_may_write_when_the_server_has_nothing_to_write(tmp_path):
    store = store_of(tmp_path / "store")
    with serving(store, "--workers", "1", token=TOKEN) as server:
        assert send(server, "PUT", "/data?graph=urn:x", JOHN).status == 201
        engine = _opened(store)
        answer = send(server, "PUT", "/data?graph=urn:x", JANE)
        assert answer.status == 503
        assert "another travaux is writing" in answer.text
        assert "retry-after" in answer.headers
        engine.close()
        del engine
        assert send(server, "PUT", "/data?graph=urn:x", JANE).status == 204


def _opened(store):
    """Open a store for writing as soon as the server has let it go."""
    import time

    from travaux.errors import TravauxError

    for _ in range(100):
        try:
            return Embedded(store / "graph")
        except TravauxError:
            time.sleep(0.1)
    raise AssertionError("the server holds the store")
