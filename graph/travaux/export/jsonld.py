"""JSON-LD with the context of travaux: short names, each named graph an object, no line of it to be fetched."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from travaux.export.context import KEYWORDS, LINK, context
from travaux.rdf import PREFIXES, term

RDF_TYPE = term("rdf:type")
STRING = term("xsd:string")


def write(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads, without blank nodes, as JSON-LD, the same each time; the context stands in it."""
    names = context()["@context"]
    short = _Short(names)
    graphs: dict[str, dict[str, dict[str, set[Any]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode):
            graphs[quad.graph_name.value][quad.subject.value][quad.predicate.value].add(quad.object)
    found = [
        {"id": graph, "graph": [short.node(iri, said) for iri, said in sorted(nodes.items())]}
        for graph, nodes in sorted(graphs.items())
    ]
    document = {"@context": names, "graph": found}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


class _Short:
    """Writes nodes and values with the names of a context."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._terms: dict[str, str] = {}
        self._links: set[str] = set()
        for name, meaning in names.items():
            said = meaning["@id"] if isinstance(meaning, dict) else meaning
            if name not in KEYWORDS and name not in PREFIXES and isinstance(said, str):
                prefix, local = said.split(":", 1)
                self._terms[PREFIXES[prefix] + local] = name
                if isinstance(meaning, dict) and meaning.get("@type") == LINK:
                    self._links.add(name)

    def node(self, iri: str, said: Mapping[str, set[Any]]) -> dict[str, Any]:
        shown: dict[str, Any] = {"id": iri}
        for predicate, objects in sorted(said.items()):
            ordered = sorted(objects, key=str)
            if predicate == RDF_TYPE.value:
                shown["type"] = _one([self._name(value.value) for value in ordered])
            else:
                name = self._name(predicate)
                shown[name] = _one([self._value(value, name in self._links) for value in ordered])
        return shown

    def _name(self, iri: str) -> str:
        if iri in self._terms:
            return self._terms[iri]
        for prefix, start in PREFIXES.items():
            if iri.startswith(start) and iri != start:
                return f"{prefix}:{iri.removeprefix(start)}"
        return iri

    def _value(self, value: Any, link: bool) -> Any:
        if isinstance(value, ox.NamedNode):
            return value.value if link else {"id": value.value}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype == STRING:
            return {"@value": value.value} if link else value.value
        return {"@value": value.value, "@type": self._name(value.datatype.value)}


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
