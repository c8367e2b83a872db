"""Clients that people have: SPARQLWrapper, rdflib's SPARQLStore, curl, and travaux itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from urllib.parse import quote

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, TURTLE, XML, SPARQLWrapper

from conftest import make_findings
from servers import serving
from travaux.ask import records
from travaux.ask.query import bind, load
from travaux.link import link
from travaux.store import Store, open_store
from travaux.vocabulary import ontology_files

TRV = rdflib.Namespace("https://w3id.org/travaux/ns#")
ASKED = "SELECT ?who ?sentence { ?p trv:holderName ?who ; trv:sentence ?sentence } ORDER BY ?who"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("clients") / "store"
    with Store(place) as store:
        store.load_ontology(ontology_files(["cyber"]))
        store.replace("/talks.txt", [make_findings()])
        link(store)
    return place


@pytest.fixture(scope="module")
def server(place):
    with serving(place, "--workers", "2") as running:
        yield running


@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper_reads_every_form(server, method):
    asking = SPARQLWrapper(f"{server.address}/sparql")
    asking.setMethod(method)
    asking.setQuery(ASKED)
    asking.setReturnFormat(JSON)
    rows = asking.queryAndConvert()["results"]["bindings"]
    assert [row["who"]["value"] for row in rows] == ["Australia", "Cuba", "Nordic friends"]
    asking.setReturnFormat(XML)
    assert len(asking.queryAndConvert().getElementsByTagName("result")) == 3
    asking.setReturnFormat(CSV)
    assert asking.queryAndConvert().startswith(b"who,sentence")
    asking.setQuery("ASK { ?p trv:stance ?s }")
    asking.setReturnFormat(JSON)
    assert asking.queryAndConvert()["boolean"] is True
    asking.setQuery("CONSTRUCT { ?p trv:sentence ?s } { ?p trv:sentence ?s }")
    asking.setReturnFormat(TURTLE)
    # The appointment and the event have a sentence too.
    assert len(rdflib.Graph().parse(data=asking.queryAndConvert(), format="turtle")) == 5


def test_rdflibs_store_is_a_graph_of_it(server):
    graph = rdflib.Graph(SPARQLStore(f"{server.address}/sparql"))
    rows = list(graph.query(ASKED, initNs={"trv": TRV}))
    assert str(rows[1].who) == "Cuba"
    position = rdflib.URIRef(make_findings().positions[0].iri)
    assert str(graph.value(position, TRV.target)) == "recognizing self-defence in cyberspace"
    assert (position, None, None) in graph


def test_travaux_itself_reads_the_same_as_from_the_folder(server, place):
    question = load("who-opposes")
    with (
        Store(place, writable=False) as here,
        open_store(f"{server.address}/sparql", writable=False) as there,
    ):
        assert records.positions(there) == records.positions(here)
        answers = [
            [row["sentence"].value for row in store.select(bind(store, question, {"topic": "self-defence"}))]
            for store in (here, there)
        ]
        assert answers[0] == answers[1] != []


def curl(*words):
    if shutil.which("curl") is None:
        pytest.skip("no curl here")
    return subprocess.run(["curl", "-sS", *words], capture_output=True, text=True, check=True).stdout


def test_curl_asks_in_every_way(server):
    address = f"{server.address}/sparql"
    by_form = curl("--data-urlencode", f"query={ASKED}", "-H", "Accept: text/csv", address)
    assert by_form.splitlines()[0] == "who,sentence"
    asked = f"{address}?query={quote(ASKED)}"
    assert curl("-H", "Accept: text/csv", "--compressed", asked) == by_form
    direct = curl(
        "-H", "Content-Type: application/sparql-query", "-H", "Accept: text/csv", "-d", ASKED, address
    )
    assert direct == by_form
    assert json.loads(curl(asked))["head"]["vars"] == ["who", "sentence"]
    head = curl("-I", "-H", "Accept: text/csv", asked)
    assert head.startswith("HTTP/1.1 200") and "text/csv" in head
    wrong = curl("-w", "%{http_code}", f"{address}?query=SELECT")
    assert "not a SPARQL query" in wrong and wrong.endswith("400")
    graph = curl("-H", "Accept: application/n-quads", f"{server.address}/data")
    assert "recognizing self-defence" in graph
