"""The forms in which results and graphs are written and read, by their media types."""

from __future__ import annotations

import pyoxigraph as ox

from travaux.serve.accept import best
from travaux.serve.problems import Problem

_SOLUTIONS, _GRAPHS = ox.QueryResultsFormat, ox.RdfFormat
# In the order of preference; several names of one form stand together.
SOLUTIONS: dict[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": _SOLUTIONS.JSON,
    "application/sparql-results+xml": _SOLUTIONS.XML,
    "text/csv": _SOLUTIONS.CSV,
    "text/tab-separated-values": _SOLUTIONS.TSV,
    "application/json": _SOLUTIONS.JSON,
    "application/xml": _SOLUTIONS.XML,
    "text/xml": _SOLUTIONS.XML,
}
GRAPHS: dict[str, ox.RdfFormat] = {
    "text/turtle": _GRAPHS.TURTLE,
    "application/n-triples": _GRAPHS.N_TRIPLES,
    "application/ld+json": _GRAPHS.JSON_LD,
    "application/trig": _GRAPHS.TRIG,
    "application/n-quads": _GRAPHS.N_QUADS,
    "application/rdf+xml": _GRAPHS.RDF_XML,
    "application/x-turtle": _GRAPHS.TURTLE,
    "text/plain": _GRAPHS.N_TRIPLES,
    "application/json": _GRAPHS.JSON_LD,
    "application/xml": _GRAPHS.RDF_XML,
}
DATASETS: dict[str, ox.RdfFormat] = {
    "application/n-quads": _GRAPHS.N_QUADS,
    "application/trig": _GRAPHS.TRIG,
    "application/ld+json": _GRAPHS.JSON_LD,
    "text/x-nquads": _GRAPHS.N_QUADS,
    "application/json": _GRAPHS.JSON_LD,
}
SUFFIXES = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "json": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "rdf": "application/rdf+xml",
    "html": "text/html",
}
_TEXT = {"text/csv", "text/tab-separated-values", "text/turtle", "text/plain", "text/xml"}


def solutions(accept: str | None) -> tuple[str, ox.QueryResultsFormat]:
    """Return the Content-Type and the form in which a client wants a table."""
    media = _chosen(accept, tuple(SOLUTIONS))
    return content_type(media), SOLUTIONS[media]


def graphs(accept: str | None, *, dataset: bool = False) -> tuple[str, ox.RdfFormat]:
    """Return the Content-Type and the form in which a client wants a graph, or graphs with their names."""
    known = DATASETS if dataset else GRAPHS
    media = _chosen(accept, tuple(known))
    return content_type(media), known[media]


def uploaded(header: str | None) -> ox.RdfFormat:
    """Return the form of a graph that a client sends, by its Content-Type."""
    media = (header or "").partition(";")[0].strip().lower()
    if media not in GRAPHS:
        known = ", ".join(
            name for name in GRAPHS if not name.endswith(("/json", "/xml", "plain", "x-turtle"))
        )
        raise Problem(
            415, f"the Content-Type {media or 'is missing; it'!r} is no form of RDF; send one of {known}"
        )
    return GRAPHS[media]


def content_type(media: str) -> str:
    """Return a media type as a header says it."""
    return f"{media}; charset=utf-8" if media in _TEXT else media


def _chosen(accept: str | None, offers: tuple[str, ...]) -> str:
    if (media := best(accept, offers)) is None:
        raise Problem(
            406, f"nothing here is of the form {(accept or '')[:200]!r}; there is {', '.join(offers)}"
        )
    return media
