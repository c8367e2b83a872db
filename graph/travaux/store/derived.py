"""What follows from the documents' graphs and the links between them: identities, edges, labels and flat facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from travaux.rdf import DIRECT, DIRECT_GRAPH, FLAT_GRAPH, LINKS_GRAPH, ONTOLOGY_GRAPH, term
from travaux.store.flat import flat
from travaux.store.names import keys
from travaux.store.rows import Known, Row
from travaux.store.rulings import rulings

if TYPE_CHECKING:
    from travaux.store import Store

IDENTIFIED = ("State", "Group", "Organisation", "Body", "Person", "Document")
LINKED = f"SELECT ?one ?identity {{ GRAPH {LINKS_GRAPH} {{ ?one trv:identity ?identity }} }}"


def derived(store: Store) -> Iterator[tuple[str, Iterator[Triple]]]:
    """Yield the graphs that follow from all others, to be read in this order: addresses and facts, some twice."""
    identities = {row["one"].value: row["identity"].value for row in store.select(LINKED)}
    labels = _labels(store, identities)
    known = Known(store, identities, rulings(store))
    rows: list[Row] = []
    yield FLAT_GRAPH.value, chain(flat(known.read(), rows, labels), keys(store, identities, labels))
    yield DIRECT_GRAPH.value, chain(_identities(store, identities), _edges(rows), _named(labels))


def _identities(store: Store, identities: Mapping[str, str]) -> Iterator[Triple]:
    """Yield that what no link makes another's is its own identity, so that a question may always ask for it."""
    kinds = " ".join(f"trv:{kind}" for kind in IDENTIFIED)
    for row in store.select(f"SELECT DISTINCT ?thing {{ VALUES ?kind {{ {kinds} }} ?thing a ?kind }}"):
        if row["thing"].value not in identities:
            yield Triple(row["thing"], term("trv:identity"), row["thing"])


def _edges(rows: Iterable[Row]) -> Iterator[Triple]:
    for row in rows:
        for topic in row.topics if row.stance in DIRECT else ():
            yield Triple(NamedNode(row.holder), term(DIRECT[row.stance]), NamedNode(topic))


def _named(labels: Mapping[str, str]) -> Iterator[Triple]:
    for node, text in labels.items():
        yield Triple(NamedNode(node), term("rdfs:label"), Literal(text))


def _labels(store: Store, identities: Mapping[str, str]) -> dict[str, str]:
    """Choose one label for each thing: that of what it is one with, the ontology's, else the longest there is."""
    best: dict[str, tuple[bool, int, str]] = {}
    for row in store.select(
        "SELECT DISTINCT ?thing ?graph (STR(?label) AS ?text) WHERE {"
        " GRAPH ?graph { ?thing skos:prefLabel|dcterms:title ?label } FILTER(isIRI(?thing)) }"
    ):
        text = row["text"].value
        rank = (row["graph"] == ONTOLOGY_GRAPH, len(text), text)
        node = row["thing"].value
        best[node] = max(rank, best.get(node, rank))
    documents = set(store.documents())
    for one, identity in identities.items():
        if identity in best and one not in documents:
            best[one] = best[identity]
    return {node: text for node, (_, _, text) in sorted(best.items())}
