"""What follows from the documents' graphs and the links between them: edges of holder and topic, identities, labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from travaux.rdf import DIRECT, LINKS_GRAPH, ONTOLOGY_GRAPH, term, thing

if TYPE_CHECKING:
    from travaux.store import Store

IDENTIFIED = ("State", "Group", "Organisation", "Body", "Person", "Document")


def derived(store: Store) -> list[ox.Triple]:
    """Return the facts of the graph DIRECT_GRAPH, each once: they follow from those of all others."""
    labels = (ox.Triple(node, term("rdfs:label"), label) for node, label in _labels(store))
    return [*dict.fromkeys((*_identities(store), *_edges(store), *labels))]


def _identities(store: Store) -> Iterator[ox.Triple]:
    """Yield that what no link makes another's is its own identity, so that a question may always ask for it."""
    kinds = " ".join(f"trv:{kind}" for kind in IDENTIFIED)
    for row in store.select(
        f"SELECT DISTINCT ?thing {{ {{ SELECT DISTINCT ?thing {{ VALUES ?kind {{ {kinds} }} ?thing a ?kind }} }}"
        f" FILTER NOT EXISTS {{ GRAPH {LINKS_GRAPH} {{ ?thing trv:identity ?other }} }} }}"
    ):
        yield ox.Triple(row["thing"], term("trv:identity"), row["thing"])


def _edges(store: Store) -> Iterator[ox.Triple]:
    verbs = {thing("stance", stance): term(name) for stance, name in DIRECT.items()}
    linked = {
        row["one"]: row["identity"]
        for row in store.select(
            f"SELECT ?one ?identity {{ GRAPH {LINKS_GRAPH} {{ ?one trv:identity ?identity }} }}"
        )
    }
    for row in store.select(
        "SELECT DISTINCT ?holder ?stance ?topic"
        " { ?position trv:stance ?stance ; trv:holder ?holder ; trv:topic ?topic }"
    ):
        if row["stance"] in verbs:
            holder = row["holder"]
            yield ox.Triple(linked.get(holder, holder), verbs[row["stance"]], row["topic"])


def _labels(store: Store) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
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
    for row in store.select(
        f"SELECT ?one ?identity {{ GRAPH {LINKS_GRAPH} {{ ?one trv:identity ?identity }} }}"
    ):
        whose = best.get(row["identity"].value)
        if whose and row["one"].value not in documents:
            best[row["one"].value] = whose
    for node, (_, _, text) in sorted(best.items()):
        yield ox.NamedNode(node), ox.Literal(text)
