"""Reading a graph node by node, and each node as a page shows it: with its label, or its short name."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from travaux.rdf import PREFIXES, term

LABELS = ("rdfs:label", "skos:prefLabel", "dcterms:title", "trv:sourceName")


class Terms:
    """A view of a graph that remembers the labels it has looked up."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._labels: dict[str, str] = {}

    def values(self, node: Any, name: str) -> list[Any]:
        """Return the values of a property of a node, each once, sorted."""
        quads = self._store.quads_for_pattern(node, term(name), None, None)
        return sorted({quad.object for quad in quads}, key=str)

    def subjects(self, name: str, value: Any) -> set[Any]:
        """Return what has a value for a property."""
        return {quad.subject for quad in self._store.quads_for_pattern(None, term(name), value, None)}

    def text(self, node: Any, name: str) -> str:
        """Return a value of a property as text; nothing where there is none."""
        found = self.values(node, name)
        return str(found[0].value) if found else ""

    def label(self, node: ox.NamedNode) -> str:
        """Return what a node is called."""
        if node.value not in self._labels:
            names = (self.text(node, name) for name in LABELS)
            self._labels[node.value] = next(filter(None, names), "") or short(node.value)
        return self._labels[node.value]

    def shown(self, value: Any) -> dict[str, str]:
        """Return a value as a page shows it."""
        if isinstance(value, ox.NamedNode):
            return {"iri": value.value, "label": self.label(value), "short": short(value.value)}
        if isinstance(value, ox.Literal):
            kind = (
                "" if value.language or value.datatype == term("xsd:string") else short(value.datatype.value)
            )
            return {"text": value.value, "language": value.language or "", "datatype": kind}
        return {"text": str(value), "language": "", "datatype": ""}


def short(iri: str) -> str:
    """Return an address with a known prefix, or as it is."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and iri != start:
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
