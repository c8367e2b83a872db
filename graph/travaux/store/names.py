"""By which names things are asked for; their keys are flat facts, so that a name is looked up at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from travaux.rdf import slug, term

if TYPE_CHECKING:
    from travaux.store import Store

KINDS: dict[str, tuple[str, ...]] = {
    "Topic": ("trv:Topic",),
    "Actor": ("trv:State", "trv:Group", "trv:Organisation", "trv:Body", "trv:Person"),
    "Body": ("trv:Body",),
    "Person": ("trv:Person",),
    "Document": ("trv:Document",),
    "Instrument": ("trv:Instrument",),
}
PROPERTIES = (
    *("skos:prefLabel", "skos:altLabel", "trv:officialName", "trv:iso3", "trv:symbol", "dcterms:title"),
    "trv:sourceName",
)

Names = dict[str, set[tuple[str, bool]]]
Known = Mapping[str, tuple[str, str]]


def names_of(store: Store, kinds: Iterable[str] = KINDS, known: Known | None = None) -> dict[str, Names]:
    """Return the names of all things of some kinds, by kind, each with whether it is the label of the thing.

    A thing has the names of all that are one with it; documents are asked for one by one, copies too. `known` has
    what each node is one with, and the label of that; without it the store is asked.
    """
    linked = _linked(store) if known is None else known
    nodes = {kind: _nodes(store, KINDS[kind]) for kind in kinds}
    found: dict[str, Names] = {kind: {} for kind in nodes}
    for node, name in _written(store):
        one, label = linked.get(node, ("", ""))
        for kind, own in nodes.items():
            if node in own:
                thing = node if kind == "Document" else one or node
                found[kind].setdefault(thing, set()).add((name, name == label))
    return found


def keys(store: Store, identities: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[Triple]:
    """Yield the keys of all things: their kind and a name in small letters."""
    known = {node: (identities.get(node, node), label) for node, label in labels.items()}
    for kind, names in names_of(store, known=known).items():
        for iri, pairs in sorted(names.items()):
            main = {slug(iri), *(name for name, is_label in pairs if is_label)}
            other = {form for name, _ in pairs for form in (name, slug(name))} - main
            for name, forms in (("trv:mainKey", main), ("trv:nameKey", other)):
                for form in sorted({form.casefold() for form in forms if form}):
                    yield Triple(NamedNode(iri), term(name), Literal(f"{kind} {form}"))


def named(store: Store, kind: str, value: str) -> list[str]:
    """Return the things of a kind that a value names: by address, last part of it or main name, else any name."""
    form = Literal(f"{kind} {value.casefold()}")
    patterns = [f"?node trv:mainKey {form}", f"?node trv:nameKey {form}"]
    if "://" in value:
        patterns = [
            f"VALUES ?node {{ {_address(value)} }} ?node trv:mainKey ?key FILTER(STRSTARTS(?key, '{kind} '))"
        ]
    for pattern in patterns:
        rows = store.select(f"SELECT DISTINCT ?node {{ {pattern} }}")
        if found := sorted(row["node"].value for row in rows):
            return found
    return []


def _address(value: str) -> NamedNode | Literal:
    try:
        return NamedNode(value)
    except ValueError:
        return Literal(value)


def _nodes(store: Store, kinds: Iterable[str]) -> set[str]:
    values = " ".join(kinds)
    rows = store.select(f"SELECT DISTINCT ?node {{ VALUES ?kind {{ {values} }} ?node a ?kind }}")
    return {row["node"].value for row in rows}


def _written(store: Store) -> Iterator[tuple[str, str]]:
    for name in PROPERTIES:  # one after the other: many documents give a thing the same name
        for row in store.select(f"SELECT DISTINCT ?node (STR(?name) AS ?text) {{ ?node {name} ?name }}"):
            yield row["node"].value, row["text"].value


def _linked(store: Store) -> dict[str, tuple[str, str]]:
    rows = store.select(
        "SELECT DISTINCT ?node ?one ?label { ?node trv:identity ?one . ?node rdfs:label ?label }"
    )
    return {row["node"].value: (row["one"].value, row["label"].value) for row in rows}
