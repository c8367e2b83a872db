"""The SPARQL 1.1 Protocol, point by point as its conformance tests go through it, against a real server."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest

from servers import FORM, JSON, TOKEN, serving, store_of

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
ASK = "ASK { ?s ?p ?o }"
DATA = """INSERT DATA {
  GRAPH <urn:g1> { <urn:one> <urn:in> "first" }
  GRAPH <urn:g2> { <urn:two> <urn:in> "second" }
  GRAPH <urn:g3> { <urn:three> <urn:in> "third" }
}"""
DEFAULT = "SELECT ?s { ?s <urn:in> ?o }"
NAMED = "SELECT ?s { GRAPH ?g { ?s <urn:in> ?o } }"
BOTH = "SELECT ?s ?x { ?s <urn:in> ?o GRAPH ?g { ?x <urn:in> ?y } }"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    store = store_of(tmp_path_factory.mktemp("protocol") / "store", DATA)
    with serving(store, "--workers", "1", token=TOKEN) as running:
        yield running


@pytest.fixture(scope="module")
def read_only(tmp_path_factory):
    store = store_of(tmp_path_factory.mktemp("readonly") / "store", DATA)
    with serving(store, "--workers", "1") as running:
        yield running


def get(server, fields, **headers):
    return server.get(f"/sparql?{urlencode(fields, doseq=True)}", **headers)


def post_form(server, fields, **headers):
    return server.ask("POST", "/sparql", urlencode(fields, doseq=True), content_type=FORM, **headers)


def post_direct(server, text, fields=(), media=QUERY, **headers):
    return server.ask("POST", f"/sparql?{urlencode(fields, doseq=True)}", text, content_type=media, **headers)


def write(server, text, fields=(), form=False):
    """Carry out an update, by a form or directly."""
    known = {"authorization": f"Bearer {TOKEN}"}
    if form:
        return post_form(server, [("update", text), *fields], **known)
    return post_direct(server, text, fields, UPDATE, **known)


def names(answer):
    assert answer.status == 200, answer.text
    return {value.removeprefix("urn:") for row in answer.rows for value in row.values()}


def there(server, pattern):
    return json.loads(server.query(f"ASK {{ {pattern} }}").body)["boolean"]


# Queries


@pytest.mark.parametrize(
    "send",
    [
        lambda server: get(server, {"query": ASK}, accept=JSON),
        lambda server: post_form(server, {"query": ASK}, accept=JSON),
        lambda server: post_direct(server, ASK, accept=JSON),
    ],
    ids=["get", "post form", "post direct"],
)
def test_a_query_is_answered_however_it_is_sent(server, send):
    answer = send(server)
    assert (answer.status, answer.media) == (200, JSON)
    assert json.loads(answer.body)["boolean"] is True


@pytest.mark.parametrize("send", [get, post_form], ids=["get", "post"])
@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (DEFAULT, [("default-graph-uri", "urn:g1")], {"one"}),
        (DEFAULT, [("default-graph-uri", "urn:g1"), ("default-graph-uri", "urn:g2")], {"one", "two"}),
        (NAMED, [("named-graph-uri", "urn:g1")], {"one"}),
        (NAMED, [("named-graph-uri", "urn:g1"), ("named-graph-uri", "urn:g2")], {"one", "two"}),
        (BOTH, [("default-graph-uri", "urn:g3"), ("named-graph-uri", "urn:g1")], {"three", "one"}),
        (NAMED, [("default-graph-uri", "urn:g1")], set()),
        (DEFAULT, [("named-graph-uri", "urn:g1")], set()),
    ],
)
def test_the_graphs_of_a_request_are_its_dataset(server, send, text, fields, expected):
    assert names(send(server, [("query", text), *fields])) == expected


def test_the_graphs_of_a_direct_post_are_in_its_address(server):
    fields = [("default-graph-uri", "urn:g3"), ("named-graph-uri", "urn:g1")]
    assert names(post_direct(server, BOTH, fields)) == {"three", "one"}


def test_the_graphs_of_the_request_win_over_those_of_the_query(server):
    text = "SELECT ?s FROM <urn:g1> FROM <urn:g2> { ?s <urn:in> ?o }"
    assert names(get(server, {"query": text, "default-graph-uri": "urn:g3"})) == {"three"}


def test_the_graphs_of_a_query_are_its_dataset(server):
    assert names(server.query("SELECT ?s FROM <urn:g1> { ?s <urn:in> ?o }")) == {"one"}
    assert names(server.query("SELECT ?s FROM NAMED <urn:g2> { GRAPH ?g { ?s <urn:in> ?o } }")) == {"two"}
    assert names(server.query("SELECT ?s FROM NAMED <urn:g2> { ?s <urn:in> ?o }")) == set()


def test_without_any_named_graph_all_graphs_are_asked_at_once(server):
    assert names(server.query(DEFAULT)) == {"one", "two", "three"}
    assert names(server.query('SELECT ?s { ?s <urn:in> ?o FILTER(?o != "FROM") }')) == {"one", "two", "three"}


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (JSON, JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
    ],
)
def test_a_table_comes_in_the_form_that_was_asked_for(server, accept, media):
    assert server.query(DEFAULT, accept).media == media


@pytest.mark.parametrize("accept", [JSON, "application/sparql-results+xml"])
def test_yes_and_no_come_in_the_form_that_was_asked_for(server, accept):
    answer = server.query(ASK, accept)
    assert answer.media == accept
    assert "true" in answer.text


@pytest.mark.parametrize("text", ["CONSTRUCT { ?s <urn:in> ?o } { ?s <urn:in> ?o }", "DESCRIBE <urn:one>"])
@pytest.mark.parametrize(
    "accept",
    [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/trig",
        "application/n-quads",
    ],
)
def test_a_graph_comes_in_the_form_that_was_asked_for(server, text, accept):
    answer = server.query(text, accept)
    assert (answer.status, answer.media) == (200, accept)
    assert "urn:one" in answer.text


def test_relative_addresses_of_a_query_are_those_of_its_base(server):
    text = "BASE <urn:> ASK { <urn:one> ?p ?o }"
    assert json.loads(server.query(text).body)["boolean"] is True
    answer = server.query("CONSTRUCT { <x> <y> <z> } {}", "application/n-triples")
    assert f"<{server.address}/x>" in answer.text


# What breaks the protocol


def bad(name, send):
    return pytest.param(send, id=name)


@pytest.mark.parametrize(
    "send",
    [
        bad("method", lambda s: s.ask("PUT", f"/sparql?query={quote(ASK)}")),
        bad("two queries", lambda s: get(s, [("query", ASK), ("query", "SELECT * {}")])),
        bad("wrong media type", lambda s: post_direct(s, ASK, media="text/plain")),
        bad("no form type", lambda s: s.ask("POST", "/sparql", urlencode({"query": ASK}))),
        bad("no direct type", lambda s: s.ask("POST", "/sparql", ASK)),
        bad("not UTF-8", lambda s: post_direct(s, ASK.encode("utf-16"), media=f"{QUERY}; charset=UTF-16")),
        bad("not UTF-8 either", lambda s: post_direct(s, b"ASK { <urn:\xff> ?p ?o }")),
        bad("a form not UTF-8", lambda s: s.ask("POST", "/sparql", "query=%FF%FE", content_type=FORM)),
        bad("syntax", lambda s: get(s, {"query": "ASK { ?s ?p"})),
        bad("neither", lambda s: post_form(s, {"other": "x"})),
        bad("query and update", lambda s: post_form(s, {"query": ASK, "update": "CLEAR ALL"})),
        bad("an update as a query", lambda s: post_form(s, {"query": "INSERT DATA { <urn:x> <urn:y> 1 }"})),
        bad(
            "a graph that is no address", lambda s: get(s, {"query": ASK, "default-graph-uri": "no address"})
        ),
        bad("update by GET", lambda s: get(s, {"update": "CLEAR ALL"}, authorization=f"Bearer {TOKEN}")),
        bad("a time that is none", lambda s: s.get(f"/sparql?query={quote(ASK)}&timeout=soon")),
        bad("a time below nothing", lambda s: s.get(f"/sparql?query={quote(ASK)}&timeout=nan")),
    ],
)
def test_a_request_that_breaks_the_protocol_is_told_so(server, send):
    answer = send(server)
    assert 400 <= answer.status < 500, answer.text
    assert answer.media == "text/plain"
    assert 10 < len(answer.text) < 600
    assert there(server, "?s ?p ?o")


INSERT = "INSERT DATA { GRAPH <urn:bad> { <urn:x> <urn:y> <urn:z> } }"
KNOWN = {"authorization": f"Bearer {TOKEN}"}


@pytest.mark.parametrize(
    "send",
    [
        bad("two updates", lambda s: post_form(s, [("update", INSERT), ("update", INSERT)], **KNOWN)),
        bad("wrong media type", lambda s: post_direct(s, INSERT, media="text/plain", **KNOWN)),
        bad("no form type", lambda s: s.ask("POST", "/sparql", urlencode({"update": INSERT}), **KNOWN)),
        bad("no direct type", lambda s: s.ask("POST", "/sparql", INSERT, **KNOWN)),
        bad("not UTF-8", lambda s: post_direct(s, INSERT.encode("utf-16"), (), f"{UPDATE}; charset=UTF-16", **KNOWN)),
        bad("syntax", lambda s: write(s, "INSERT DATA { <urn:x> <urn:y> ")),
        bad("a query as an update", lambda s: write(s, ASK)),
        bad("graphs named twice", lambda s: write(
            s,
            "INSERT { GRAPH <urn:bad> { ?s ?p ?o } } USING <urn:g1> WHERE { ?s ?p ?o }",
            [("using-graph-uri", "urn:g1")],
        )),
        bad("a graph named in WITH", lambda s: write(
            s, "WITH <urn:bad> INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", [("using-named-graph-uri", "urn:g1")]
        )),
    ],
)  # fmt: skip
def test_an_update_that_breaks_the_protocol_changes_nothing(server, send):
    answer = send(server)
    assert 400 <= answer.status < 500, answer.text
    assert not there(server, "GRAPH <urn:bad> { ?s ?p ?o }")


# Updates


@pytest.mark.parametrize("form", [True, False], ids=["form", "direct"])
def test_an_update_is_carried_out_and_seen_at_once(server, form):
    graph = f"urn:written-{form}"
    answer = write(server, f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:x> <urn:y> 1 }} }}", form=form)
    assert answer.status == 204
    assert there(server, f"GRAPH <{graph}> {{ <urn:x> <urn:y> 1 }}")
    assert write(server, f"DROP GRAPH <{graph}>", form=form).status == 204
    assert not there(server, f"GRAPH <{graph}> {{ ?s ?p ?o }}")


@pytest.mark.parametrize("form", [True, False], ids=["form", "direct"])
@pytest.mark.parametrize(
    ("pattern", "fields", "expected"),
    [
        ("?s <urn:in> ?o", [("using-graph-uri", "urn:g1")], {"one"}),
        ("?s <urn:in> ?o", [("using-graph-uri", "urn:g1"), ("using-graph-uri", "urn:g2")], {"one", "two"}),
        ("GRAPH ?g { ?s <urn:in> ?o }", [("using-named-graph-uri", "urn:g2")], {"two"}),
        (
            "{ ?s <urn:in> ?o } UNION { GRAPH ?g { ?s <urn:in> ?o } }",
            [("using-graph-uri", "urn:g1"), ("using-named-graph-uri", "urn:g3")],
            {"one", "three"},
        ),
    ],
)
def test_the_graphs_of_an_update_are_where_it_looks(server, form, pattern, fields, expected):
    insert = f'INSERT {{ GRAPH <urn:out> {{ ?s <urn:got> "WHERE" }} }} WHERE {{ {pattern} }}'
    text = f"DROP SILENT GRAPH <urn:out> ; {insert}"
    assert write(server, text, fields, form).status == 204
    assert names(server.query("SELECT ?s { GRAPH <urn:out> { ?s ?p ?o } }")) == expected


def test_what_is_deleted_where_it_matches_is_looked_for_in_the_graphs_of_the_update(server):
    write(server, "INSERT DATA { <urn:kept> <urn:in> 1 . GRAPH <urn:some> { <urn:kept> <urn:in> 2 } }")
    assert write(server, "DELETE WHERE { ?s <urn:in> 1 }", [("using-graph-uri", "urn:some")]).status == 204
    assert there(server, "<urn:kept> <urn:in> 1")
    assert (
        write(server, "DELETE WHERE { <urn:kept> <urn:in> ?o }", [("using-graph-uri", "urn:some")]).status
        == 204
    )
    assert there(server, "<urn:kept> <urn:in> 1")


def test_relative_addresses_of_an_update_are_those_of_its_base(server):
    text = "BASE <http://example.org/base/> INSERT DATA { GRAPH <urn:based> { <a> <b> <c> } }"
    assert write(server, text).status == 204
    assert there(server, "GRAPH <urn:based> { <http://example.org/base/a> ?p <http://example.org/base/c> }")
    assert write(server, "INSERT DATA { GRAPH <urn:here> { <a> <b> <c> } }").status == 204
    assert there(server, f"GRAPH <urn:here> {{ <{server.address}/a> ?p ?o }}")


# Who may write


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer guess"},
        {"authorization": "Bearer "},
        {"authorization": f"Basic {TOKEN}"},
    ],
    ids=["no token", "wrong token", "empty token", "another scheme"],
)
def test_an_update_without_the_token_is_refused(server, headers):
    answer = post_direct(server, INSERT, media=UPDATE, **headers)
    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert not there(server, "GRAPH <urn:bad> { ?s ?p ?o }")


@pytest.mark.parametrize(
    "send",
    [
        lambda s: post_direct(s, INSERT, media=UPDATE, **KNOWN),
        lambda s: post_form(s, {"update": INSERT}, **KNOWN),
        lambda s: s.ask("PUT", "/data?default", "", content_type="text/turtle", **KNOWN),
        lambda s: s.ask("POST", "/data?graph=urn:bad", "", content_type="text/turtle", **KNOWN),
        lambda s: s.ask("POST", "/data", "", content_type="text/turtle", **KNOWN),
        lambda s: s.ask("DELETE", "/data?graph=urn:g1", **KNOWN),
        lambda s: s.ask("DELETE", "/data/anything", **KNOWN),
    ],
    ids=["direct", "form", "put", "post", "post new", "delete", "delete direct"],
)
def test_a_server_that_is_read_only_refuses_every_change(read_only, send):
    before = read_only.get("/data").body
    answer = send(read_only)
    assert answer.status == 403
    assert "read-only" in answer.text
    assert read_only.get("/data").body == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        r"PREFIX e: <urn:> SELECT * { ?s e:\#b ?o . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        r"PREFIX e: <urn:> SELECT * { ?s e:\'b ?o . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } . ?x e:\'b ?y }",
        r"SELECT * { ?s <urn:\u0041#b> ?o . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_no_query_asks_another_machine(server, text):
    answer = server.query(text)
    assert answer.status == 400
    assert "SERVICE" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/data.ttl>",
        "LOAD SILENT <http://127.0.0.1:9/data.ttl> INTO GRAPH <urn:x>",
        "CLEAR GRAPH <urn:x> ; load <file:///etc/hostname>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_no_update_fetches_from_anywhere(server, text):
    answer = write(server, text)
    assert answer.status == 400
    assert "never does" in answer.text


def test_words_that_only_look_like_it_are_no_reason_to_refuse():
    from travaux.store.sparql import refuse_network

    text = 'SELECT ?service { ?s <urn:SERVICE> "SERVICE" ; service:load ?load } # SERVICE'
    assert refuse_network(text) is None


# What there is to know


def test_the_endpoint_describes_itself(server):
    answer = server.get("/sparql", accept="text/turtle")
    assert (answer.status, answer.media) == (200, "text/turtle")
    for word in ("sd:Service", "sd:UnionDefaultGraph", "sd:SPARQL11Update", f"<{server.address}/sparql>"):
        assert word in answer.text
    assert server.get("/sparql", accept="application/ld+json").media == "application/ld+json"
    assert server.get("/sparql", accept="image/png").status == 406


def test_an_endpoint_that_is_read_only_offers_no_update(read_only):
    assert "SPARQL11Update" not in read_only.get("/sparql").text
