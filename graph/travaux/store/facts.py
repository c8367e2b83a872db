"""The graph of one document by node and property, as far as the index of words and the flat facts need it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from travaux.rdf import term

# The properties that are looked at; most facts of a graph are of others.
READ = (
    "dcterms:date", "dcterms:title", "dcterms:type", "oa:exact", "oa:hasSelector", "oa:start", "org:member", "rdf:type",
    "skos:prefLabel", "trv:act", "trv:antecedentSpan", "trv:body", "trv:document", "trv:evidence", "trv:holder",
    "trv:organisation", "trv:quotation", "trv:sourceName", "trv:speaker", "trv:stance", "trv:state", "trv:target",
    "trv:targetEntity", "trv:text", "trv:topic", "trv:via",
)  # fmt: skip


class Facts:
    """The values of each property that matters here, of each node of a graph that has an address."""

    def __init__(self, facts: Iterable[ox.Triple]) -> None:
        self._values: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in READ}
        known = {term(name): self._values[name] for name in READ}
        for fact in facts:
            values = known.get(fact.predicate)
            if values is None or not isinstance(fact.subject, ox.NamedNode):
                continue
            if isinstance(fact.object, ox.NamedNode | ox.Literal):
                values[fact.subject.value].append(fact.object.value)

    def of(self, node: str, name: str) -> list[str]:
        """Return the values of a property of a node, in order."""
        return sorted(self._values[name].get(node, ()))

    def first(self, node: str, name: str) -> str:
        """Return the first of these values, or the empty text."""
        return min(self._values[name].get(node, ("",)))

    def nodes(self, name: str) -> set[str]:
        """Return the nodes that have a property."""
        return {*self._values[name]}

    def positions(self) -> list[str]:
        """Return the nodes that are positions, in order."""
        position = term("trv:Position").value
        return sorted(node for node, kinds in self._values["rdf:type"].items() if position in kinds)

    def words(self, node: str) -> list[tuple[str, list[str]]]:
        """Return where the evidence of a node starts, and its words, of each of its selectors."""
        places = self.of(node, "trv:evidence")
        selectors = [one for place in places for one in self.of(place, "oa:hasSelector")]
        return [(self.first(one, "oa:start"), self.of(one, "oa:exact")) for one in selectors]
