"""The terms of the vocabulary on the page: classes, properties, and what is used of others."""

from __future__ import annotations

import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, URIRef
from rdflib.term import Node

from travaux.docs.model import Entry, Row, Section
from travaux.docs.names import anchor, full, in_order, items, label, own, row, short
from travaux.model import NAMESPACE

HEADER = URIRef(NAMESPACE.rstrip("#"))
_TITLES = (
    ("Classes", OWL.Class),
    ("Properties between things", OWL.ObjectProperty),
    ("Properties with values", OWL.DatatypeProperty),
)
_OUTWARD = (
    ("is a kind of", RDFS.subClassOf),
    ("is a form of", RDFS.subPropertyOf),
    ("is said of", RDFS.domain),
    ("leads to", RDFS.range),
    ("see also", RDFS.seeAlso),
    ("whose idea", DCTERMS.source),
)


def term_sections(graph: rdflib.Graph) -> list[Section]:
    """Return the sections of the vocabulary's own terms."""
    return [
        Section(
            title, tuple(_term(graph, term) for term in in_order(graph.subjects(RDF.type, kind)) if own(term))
        )
        for title, kind in _TITLES
    ]


def foreign_section(graph: rdflib.Graph) -> Section:
    """Return the section of all terms of others that a graph of travaux uses."""
    homes = in_order(home for home in graph.objects(None, RDFS.isDefinedBy) if home != HEADER)
    rows = [row(graph, str(home), graph.subjects(RDFS.isDefinedBy, home)) for home in homes]
    text = "What others have named already is used as they define it; this is the whole list."
    return Section("Terms of others", (Entry("others", "", "", "", full(rows)),), text)


def _term(graph: rdflib.Graph, term: Node) -> Entry:
    rows = [row(graph, name, graph.objects(term, kind)) for name, kind in _OUTWARD]
    kinds = row(graph, "kinds of it", filter(own, graph.subjects(RDFS.subClassOf, term)))
    rows[1:1] = [kinds, _definition(graph, term)]
    rows += [
        row(graph, "turned around", _both(graph, term, OWL.inverseOf)),
        row(graph, "excludes", _excluded(graph, term)),
        row(graph, "its properties", graph.subjects(RDFS.domain, term)),
    ]
    return Entry(
        anchor(term), short(term), label(graph, term), str(graph.value(term, RDFS.comment)), full(rows)
    )


def _both(graph: rdflib.Graph, term: Node, kind: Node) -> set[Node]:
    return {*graph.objects(term, kind), *graph.subjects(kind, term)}


def _excluded(graph: rdflib.Graph, term: Node) -> set[Node]:
    found = _both(graph, term, OWL.disjointWith)
    for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = items(graph, graph.value(group, OWL.members))
        found |= set(members) if term in members else set()
    return found - {term}


def _definition(graph: rdflib.Graph, term: Node) -> Row:
    """Return by what a defined class is known: the restrictions of its owl:equivalentClass."""
    whole = graph.value(term, OWL.equivalentClass)
    parts = items(graph, graph.value(whole, OWL.intersectionOf)) if whole else []
    found = []
    for part in parts:
        over = graph.value(part, OWL.onProperty)
        one = graph.value(part, OWL.hasValue)
        several = graph.value(part, OWL.someValuesFrom)
        chosen = [one] if one else items(graph, graph.value(several, OWL.oneOf)) if several else []
        if over:
            names = " or ".join(short(value) for value in chosen)
            found.append(rdflib.Literal(f"{short(over)} {names}"))
    return row(graph, "known by", found)
