"""What the endpoint says of itself: a SPARQL 1.1 Service Description; to people, the editor."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from travaux.rdf import PREFIXES, term
from travaux.serve import forms, pages
from travaux.serve.accept import best
from travaux.serve.parts import address, parts_of
from travaux.serve.problems import Problem

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPHS = ("Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML")


def describe(request: Request) -> Response:
    """Return the description of the endpoint in the form that the client likes best."""
    accept = request.headers.get("accept")
    offers = ("text/turtle", "text/html", *forms.GRAPHS)
    media = best(accept, offers)
    if media is None:
        raise Problem(406, f"the description of this service is {', '.join(dict.fromkeys(offers))}")
    if media == "text/html":
        return pages.editor(request)
    facts = description(address(request), writable=parts_of(request).settings.writable)
    written = ox.serialize(facts, format=forms.GRAPHS[media], prefixes={**PREFIXES, "sd": SD}) or b""
    return Response(written, headers={"Vary": "Accept", "Content-Type": forms.content_type(media)})


def description(endpoint: str, *, writable: bool) -> list[ox.Triple]:
    """Return what there is to know of the endpoint at an address."""
    service, dataset, graph = (ox.NamedNode(f"{endpoint}{part}") for part in ("", "#dataset", "#default"))
    languages = ["SPARQL10Query", "SPARQL11Query", *(["SPARQL11Update"] if writable else [])]
    forms_of = [ox.NamedNode(FORMATS + name) for name in (*RESULTS, *GRAPHS)]
    inputs = forms_of[len(RESULTS) :] if writable else []
    return [
        ox.Triple(service, term("rdf:type"), _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        *(ox.Triple(service, _sd("supportedLanguage"), _sd(language)) for language in languages),
        *(ox.Triple(service, _sd("resultFormat"), form) for form in forms_of),
        *(ox.Triple(service, _sd("inputFormat"), form) for form in inputs),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("feature"), _sd("EmptyGraphs")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, term("rdf:type"), _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), graph),
        ox.Triple(graph, term("rdf:type"), _sd("Graph")),
    ]


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
