"""Showing people what is doubtful, and finding what they mean when they decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from travaux.errors import TravauxError
from travaux.letters import fold
from travaux.link import Links
from travaux.store import Store
from travaux.table import Record

COLUMNS: dict[str, Callable[[Record], Any]] = {
    "score": lambda r: r["score"],
    "rule": lambda r: r["rule"],
    "one": lambda r: r["one"]["label"],
    "other": lambda r: r["other"]["label"],
    "one_document": lambda r: r["one"]["document"],
    "one_evidence": lambda r: r["one"]["evidence"],
    "other_document": lambda r: r["other"]["document"],
    "other_evidence": lambda r: r["other"]["evidence"],
    "one_address": lambda r: r["one"]["iri"],
    "other_address": lambda r: r["other"]["iri"],
}
GLANCE = ("rule", "one", "one_document", "one_evidence", "other", "other_document", "other_evidence")
SENTENCES = """
SELECT DISTINCT ?node ?source ?sentence WHERE { GRAPH ?document {
  VALUES ?node { %s }
  ?said org:member|trv:speaker|trv:holder|trv:body|trv:organisation ?node ;
    trv:evidence/oa:hasSelector/oa:exact ?sentence .
  ?document trv:sourceName ?source .
} }"""
SOURCES = """
SELECT ?node ?source ?date ?publisher ?address WHERE {
  VALUES ?node { %s }
  ?node a trv:Document ; trv:sourceName ?source .
  OPTIONAL { ?node dcterms:date ?date } OPTIONAL { ?node dcterms:publisher ?publisher }
  OPTIONAL { ?node dcterms:source ?address }
}"""


def review(store: Store, found: Links) -> list[Record]:
    """Return the doubtful pairs as records, each side with a document and a sentence; the surest first."""
    pairs = found.doubtful()
    sides = {side for pair in pairs for side in (pair.one, pair.other)}
    words = _evidence(store, {node for side in sides for node in found.nodes[side]})
    return [
        {
            "one": _side(found, pair.one, words),
            "other": _side(found, pair.other, words),
            "score": pair.score,
            "rule": pair.rule,
        }
        for pair in pairs
    ]


def mean(found: Links, said: str) -> str:
    """Return the address of what somebody means: an address, or a label that only one person or thing has.

    Raises TravauxError when nothing is meant, or more than one.
    """
    if said in found.nodes or said in found.identities:
        return said
    wanted = fold(said).strip()
    bearers = sorted(iri for iri in found.nodes if wanted in _names(found, iri))
    if len(bearers) > 1:
        identities = {found.identities[iri] for iri in bearers}
        bearers = sorted(identities) if len(identities) == 1 else bearers
    if len(bearers) == 1:
        return bearers[0]
    if not bearers:
        raise TravauxError(f"{said!r} names nobody and nothing in this graph; give its label or its address")
    listed = "".join(f"\n  {found.labels[iri]}  {iri}" for iri in bearers[:20])
    raise TravauxError(f"{said!r} may mean {len(bearers)} things; give the address of one:{listed}")


def _names(found: Links, iri: str) -> set[str]:
    label = found.labels[iri]
    short = label.rsplit(" (", 1)[0] if label.endswith(")") else label
    return {fold(label), fold(short)}


def label_of(found: Links, iri: str) -> str:
    """Return what a person, a thing or a document is called."""
    return found.labels.get(iri) or found.labels[found.identities[iri]]


def kind_of(found: Links, iri: str) -> str:
    """Return "person", "document" or "thing", to tell what may be one from what may not."""
    address = found.identities[iri]
    if "/person/" in address:
        return "person"
    return "document" if "/document/" in address else "thing"


def _side(found: Links, iri: str, words: Mapping[str, tuple[str, str]]) -> Record:
    said = sorted(words[node] for node in found.nodes[iri] if node in words)
    document, sentence = said[0] if said else ("", "")
    return {"label": found.labels[iri], "iri": iri, "document": document, "evidence": sentence}


def _evidence(store: Store, nodes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return for each node the first document and sentence that tell of it, of a document its own data."""
    values = " ".join(f"<{node}>" for node in sorted(nodes))
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in store.select(SENTENCES % values):
        said[row["node"].value].append((row["source"].value, row["sentence"].value))
    for row in store.select(SOURCES % values):
        data = (row[name].value for name in ("date", "publisher", "address") if row[name])
        said[row["node"].value].append((row["source"].value, ", ".join(data)))
    return {node: min(found) for node, found in said.items()}
