"""What the documents of a store say about who is who, read out for judging."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from travaux.letters import fold
from travaux.link.copies import sketch
from travaux.link.profiles import Reference
from travaux.rdf import LINKS_GRAPH, ONTOLOGY_GRAPH, slug
from travaux.store import Store

UNNAMED = "unnamed-"  # "some states" of two documents are not one group, nor two
PERSONS = f"""
SELECT ?node ?document (STR(?label) AS ?name) (STR(?when) AS ?date) WHERE {{
  GRAPH ?document {{ ?node a trv:Person ; skos:prefLabel ?label }}
  FILTER(?document != {LINKS_GRAPH})
  OPTIONAL {{ ?document dcterms:date ?when }}
}}"""
SIDES = """
SELECT DISTINCT ?node ?kind ?value WHERE { GRAPH ?document {
  { VALUES (?property ?kind) { (trv:state "state") (trv:organisation "organisation")
                               (trv:body "sign") (trv:roleName "role") }
    ?appointment org:member ?node ; ?property ?value }
  UNION
  { ?position trv:speaker ?node ; trv:holder ?value . ?value a trv:State BIND("state" AS ?kind) }
} }"""
THINGS_FOUND = f"""
SELECT DISTINCT ?node WHERE {{
  VALUES ?kind {{ trv:Organisation trv:Body trv:Group }}
  GRAPH ?document {{ ?node a ?kind }}
  FILTER(?document != {ONTOLOGY_GRAPH})
}}"""
NAMES_FOUND = f"""
SELECT DISTINCT ?node (STR(?label) AS ?name) WHERE {{
  GRAPH ?document {{ ?node skos:prefLabel ?label }}
  FILTER(?document != {ONTOLOGY_GRAPH} && ?document != {LINKS_GRAPH})
}}"""
THINGS_KNOWN = f"""
SELECT DISTINCT ?node (STR(?label) AS ?name) WHERE {{ GRAPH {ONTOLOGY_GRAPH} {{
  VALUES ?kind {{ trv:Organisation trv:Body trv:Group }}
  ?node a ?kind ; skos:prefLabel|skos:altLabel|trv:officialName ?label
}} }}"""
TITLES = """
SELECT (STR(?word) AS ?text) WHERE {
  VALUES ?list { <https://w3id.org/travaux/id/words/honorific> <https://w3id.org/travaux/id/words/office> }
  ?list trv:word ?word
}"""
DOCUMENTS = """
SELECT ?node ?source ?title (STR(?when) AS ?date) WHERE {
  ?node a trv:Document ; trv:sourceName ?source .
  OPTIONAL { ?node dcterms:title ?title } OPTIONAL { ?node dcterms:date ?when }
}"""
STATES = """
SELECT DISTINCT ?node (STR(?label) AS ?name) WHERE { GRAPH ?graph { ?node a trv:State ; skos:prefLabel ?label } }"""


@dataclass(slots=True)
class Gathered:
    """All that may be linked: persons, things of texts and of the vocabulary, documents with their sketches.

    `found` are the things that texts alone give a name, `seen` all that texts name.
    """

    references: list[Reference]
    titles: frozenset[str]
    found: dict[str, str]
    known: dict[str, frozenset[str]]
    seen: frozenset[str] = frozenset()
    documents: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    sketches: dict[str, bytes] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)


def gather(store: Store) -> Gathered:
    """Return what there is to link in a store; the texts of new documents alone are read for it."""
    known: dict[str, set[str]] = defaultdict(set)
    for row in store.select(THINGS_KNOWN):
        known[row["node"].value].add(row["name"].value)
    seen = {row["node"].value for row in store.select(THINGS_FOUND)}
    names = sorted((row["node"].value, row["name"].value) for row in store.select(NAMES_FOUND))
    documents = {row["node"].value: _document(row) for row in store.select(DOCUMENTS)}
    return Gathered(
        references=_references(store),
        titles=frozenset(fold(row["text"].value).rstrip(".") for row in store.select(TITLES)),
        found={iri: name for iri, name in names if iri in seen and iri not in known and not _unnamed(iri)},
        known={iri: frozenset(names) for iri, names in known.items()},
        seen=frozenset(seen),
        documents=documents,
        sketches=_sketches(store, sorted(documents)),
        states={row["node"].value: row["name"].value for row in store.select(STATES)},
    )


def _unnamed(iri: str) -> bool:
    return slug(iri).startswith(UNNAMED)


def _references(store: Store) -> list[Reference]:
    sides: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in store.select(SIDES):
        sides[row["node"].value][row["kind"].value].add(row["value"].value)
    rows: dict[str, Any] = {}
    for row in store.select(PERSONS):  # a title with two dates, a name in two forms: the last one in order
        rows[row["node"].value] = max(
            row, rows.get(row["node"].value, row), key=lambda one: one["name"].value
        )
    return [_reference(row, sides[node]) for node, row in sorted(rows.items())]


def _reference(row: Any, sides: dict[str, set[str]]) -> Reference:
    date = row["date"].value if row["date"] else ""
    offices = {word for role in sides["role"] for word in fold(role).split() if len(word) > 3}
    return Reference(
        node=row["node"].value,
        name=row["name"].value,
        document=row["document"].value,
        year=int(date[:4]) if date[:4].isdigit() else None,
        states=frozenset(sides["state"]),
        organisations=frozenset(sides["organisation"]),
        signs=frozenset(offices | sides["sign"]),
    )


def _document(row: Any) -> tuple[str, str, str]:
    """Return a document's date, source and title, in the order in which a copy is told from the first one."""
    date, title = ((row[name].value if row[name] else "") for name in ("date", "title"))
    return date or "9999", row["source"].value, title


def _sketches(store: Store, documents: list[str]) -> dict[str, bytes]:
    kept = store.manifest.sketches()
    found = {iri: kept.get(iri) or sketch(store.text(iri)) for iri in documents}
    if found != kept:
        store.manifest.keep_sketches(found)
    return found
