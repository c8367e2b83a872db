"""How terms are written on the page, and where they lead."""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from travaux.docs.model import Link, Row, section_id
from travaux.model import NAMESPACE, THINGS
from travaux.rdf import PREFIXES

TRV = rdflib.Namespace(NAMESPACE)
SHOWN = PREFIXES | {
    "act": f"{THINGS}act/",
    "cito": "http://purl.org/spar/cito/",
    "event": f"{THINGS}event-kind/",
    "sh": str(SH),
    "stance": f"{THINGS}stance/",
    "topic": f"{THINGS}topic/",
    "unbis": "http://metadata.un.org/thesaurus/",
    "wd": "http://www.wikidata.org/entity/",
}
_LONGEST_FIRST = sorted(SHOWN.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def short(term: Node) -> str:
    """Return the prefixed name of a term, else its address."""
    for prefix, iri in _LONGEST_FIRST:
        if str(term).startswith(iri) and len(str(term)) > len(iri):
            return f"{prefix}:{str(term).removeprefix(iri)}"
    return str(term)


def anchor(term: Node) -> str:
    """Return the place of a term on the page: trv-holder, act-welcome."""
    return short(term).replace(":", "-").replace("/", "-")


def label(graph: rdflib.Graph, term: Node) -> str:
    """Return the name of a term for people."""
    return str(graph.value(term, RDFS.label) or graph.value(term, SKOS.prefLabel) or short(term))


def own(term: Node) -> bool:
    """Return whether a term is one of the vocabulary's own."""
    return str(term).startswith(NAMESPACE)


def link(graph: rdflib.Graph, value: Node) -> Link:
    """Return a value as the page shows it: a term of ours leads to its place, another one to its address."""
    if isinstance(value, rdflib.BNode):
        return Link(_members(graph, value))
    if not isinstance(value, URIRef):
        return Link(str(value))
    if (value, RDF.type, SKOS.ConceptScheme) in graph:
        return Link(label(graph, value), f"#{section_id(label(graph, value))}")
    if on_page(graph, value):
        return Link(short(value), f"#{anchor(value)}")
    return Link(short(value), str(value) if str(value).startswith(("http://", "https://")) else None)


def on_page(graph: rdflib.Graph, term: Node) -> bool:
    """Return whether a term has a place of its own on the page."""
    kinds = set(graph.objects(term, RDF.type))
    described = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SH.NodeShape} & kinds
    return bool(own(term) and described) or (term, SKOS.inScheme, None) in graph


def row(graph: rdflib.Graph, name: str, values: Iterable[Node]) -> Row:
    """Return a row of values, sorted as they are read."""
    return Row(
        name,
        tuple(sorted({link(graph, value) for value in values}, key=lambda one: (one.text, one.href or ""))),
    )


def full(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that have a value."""
    return tuple(one for one in rows if one.values)


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Return nodes sorted by what they are called, each once."""
    return sorted(set(nodes), key=str)


def items(graph: rdflib.Graph, head: Node | None) -> list[Node]:
    """Return the items of an RDF list."""
    return list(Collection(graph, head)) if head is not None else []


def _members(graph: rdflib.Graph, node: Node) -> str:
    for kind in (OWL.unionOf, OWL.oneOf, OWL.members):
        if head := graph.value(node, kind):
            return ", ".join(short(item) for item in items(graph, head))
    return "a condition"
