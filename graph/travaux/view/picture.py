"""What a page shows, as plain values: nodes with their places, edges that sum up positions, their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from travaux.ask import records
from travaux.model import THINGS
from travaux.rdf import slug
from travaux.store import Store
from travaux.table import Record, told
from travaux.view.layout import lay_out

NO_TOPIC = "no topic"
TEXT = """
SELECT ?position ?document ?name ?start ?end WHERE { GRAPH ?document {
  VALUES (?part ?name) { (trv:quotationSpan "quote") (trv:cueSpan "cue") (trv:targetSpan "target") }
  ?position ?part ?span . ?span oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end
} }"""
DOCUMENTS = """
SELECT ?document ?source ?title ?address ?date WHERE {
  ?document a trv:Document ; trv:sourceName ?source .
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document dcterms:source ?address }
  OPTIONAL { ?document dcterms:date ?date }
}"""
TOPICS = "SELECT ?topic ?label WHERE { ?topic a trv:Topic ; rdfs:label ?label }"
WIDER = "SELECT DISTINCT ?thing ?wider WHERE { ?thing trv:incarnationOf|skos:broader ?wider }"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Parts = dict[str, tuple[int, int]]


@dataclass(slots=True)
class Picture:
    """What is shown: nodes, the strongest first, and by their numbers edges and positions.

    A node has `key` (its address without what all share), `name`, `kind`, `weight`, `x`, `y` and, where they apply,
    `wider` (the nodes that contain it), `source`, `address` and `date`. An edge is from a holder to a topic, its
    `kind` a stance and `positions` those that it sums up; or it links nodes otherwise, its `kind` a few words.
    """

    nodes: list[Record] = field(default_factory=list)
    edges: list[Record] = field(default_factory=list)
    positions: list[Record] = field(default_factory=list)


def picture(store: Store) -> Picture:
    """Return what a page of a store shows, always the same."""
    drawing = _Drawing(store)
    for record in records.positions(store):
        drawing.add_position(record)
    for record in records.delegates(store):
        drawing.add_delegate(record)
    return drawing.finished()


def segments(text: str, parts: Parts, offset: int) -> list[list[str]]:
    """Cut a sentence into pieces with the names of the parts (quote, cue, target) that each belongs to."""
    spans = {name: (start - offset, end - offset) for name, (start, end) in parts.items()}
    cuts = sorted({0, len(text), *(min(max(cut, 0), len(text)) for span in spans.values() for cut in span)})
    pieces = []
    for start, end in pairwise(cuts):
        inside = [name for name, (first, last) in spans.items() if first <= start and end <= last]
        pieces.append([text[start:end], " ".join(sorted(inside))])
    return pieces


def parts_of(store: Store) -> dict[str, tuple[str, Parts]]:
    """Return for each position, by its id, the address of its document and where its parts stand there."""
    found: dict[str, tuple[str, Parts]] = {}
    for row in store.select(TEXT):
        parts = found.setdefault(slug(row["position"].value), (row["document"].value, {}))[1]
        parts[row["name"].value] = (int(row["start"].value), int(row["end"].value))
    return found


class _Drawing:
    """A picture while it is put together: nodes by their addresses, edges by what they link and how."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._nodes: dict[str, Record] = {}
        self._edges: dict[tuple[str, str, str], Record] = {}
        self._positions: list[Record] = []
        self._parts = parts_of(store)
        self._documents = _documents(store)
        self._topics = {
            slug(row["topic"].value): (row["topic"].value, row["label"].value) for row in store.select(TOPICS)
        }

    def add_position(self, record: Record) -> None:
        holder = self._node(record["holder"], record["holder"]["type"])
        shown = {
            "holder": holder,
            "topics": self._about(record),
            "stance": record["stance"],
            "text": record["evidence"]["text"],
        }
        number = len(self._positions)
        self._positions.append(shown)
        for topic in shown["topics"]:
            self._link(holder, topic, record["stance"], number)
        for name, kind in (("speaker", "Person"), ("via", "State"), ("body", "Body")):
            if record[name]:
                shown[name] = self._node(record[name], kind)
        for one in (shown.get("speaker"), shown.get("via")):
            self._link(one, holder, "speaks for", number)
        self._link(holder, shown.get("body"), "takes part in", number)
        document, parts = self._parts.get(record["id"], ("", {}))
        shown["text"] = segments(record["evidence"]["text"], parts, record["evidence"]["start"])
        date = record["date"]
        if document in self._documents:
            about = self._documents[document]
            node = {"iri": document, "label": about["title"] or about["source"]}
            shown["document"] = self._node(node, "Document", **about)
            self._link(shown["document"], holder, "reports on", number)
            date = date or about["date"]
        said = {"act": record["act"], "date": date, "implied": record["certainty"] == "implied"}
        said["judged"] = told(record["judged"]) if "judged" in record else None
        shown |= {name: value for name, value in said.items() if value}

    def add_delegate(self, record: Record) -> None:
        person = self._node(record["person"], "Person")
        for name, kind in (("state", "State"), ("organisation", "Organisation"), ("body", "Body")):
            if record[name]:
                self._link(person, self._node(record[name], kind), "speaks for", note=record["role"])

    def finished(self) -> Picture:
        """Number the nodes, the strongest first, and give each its place."""
        ranked = sorted(self._nodes, key=lambda iri: (-self._nodes[iri]["weight"], iri))
        number = {iri: place for place, iri in enumerate(ranked)}
        wider = _wider(self._store)
        nodes = [
            self._nodes[iri] | {"wider": sorted(number[one] for one in _above(iri, wider) if one in number)}
            for iri in ranked
        ]
        edges = [
            edge | {"from": number[edge["from"]], "to": number[edge["to"]]} for edge in self._edges.values()
        ]
        edges.sort(key=lambda edge: (edge["from"], edge["to"], edge["kind"]))
        for position in self._positions:
            for name in ("holder", "speaker", "via", "body", "document"):
                if name in position:
                    position[name] = number[position[name]]
            position["topics"] = [number[topic] for topic in position["topics"]]
        drawn = Picture(nodes, edges, self._positions)
        lay_out(drawn.nodes, drawn.edges)
        return drawn

    def _about(self, record: Record) -> list[str]:
        known = [self._topics.get(one, (f"{THINGS}topic/{one}", one)) for one in record["topics"]]
        return [
            self._node({"iri": iri, "label": label}, "Topic")
            for iri, label in known or [(f"{THINGS}topic", NO_TOPIC)]
        ]

    def _node(self, thing: Record, kind: str, **more: str | None) -> str:
        """Add a node, or leave the one that is there, and return its address."""
        iri: str = thing["iri"]
        said = {name: value for name, value in more.items() if value and name != "title"}
        known = {"key": iri.removeprefix(THINGS), "name": thing["label"], "kind": kind, "weight": 0}
        self._nodes.setdefault(iri, known | said)
        return iri

    def _link(
        self, one: str | None, other: str | None, kind: str, position: int | None = None, note: str = ""
    ) -> None:
        """Add to the edge of this kind between two nodes."""
        if not one or not other or one == other:
            return
        new = {"from": one, "to": other, "kind": kind, "positions": [], "note": note}
        edge = self._edges.setdefault((one, other, kind), new)
        edge["note"] = edge["note"] or note
        if position is not None:
            edge["positions"].append(position)
        self._nodes[one]["weight"] += 1
        self._nodes[other]["weight"] += 1


def _documents(store: Store) -> dict[str, dict[str, str | None]]:
    found = {}
    for row in store.select(DOCUMENTS):
        values = {
            name: row[name].value if row[name] else None for name in ("source", "title", "address", "date")
        }
        if not _DATE.fullmatch(values["date"] or ""):
            values["date"] = None
        found[row["document"].value] = values
    return found


def _wider(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in store.select(WIDER):
        found[row["thing"].value].add(row["wider"].value)
    return found


def _above(iri: str, wider: Mapping[str, set[str]]) -> set[str]:
    """Return all that contains a thing, however many steps away; not every server follows a path without an end."""
    found: set[str] = set()
    rest = {iri}
    while rest:
        rest = {above for one in rest for above in wider.get(one, ())} - found
        found |= rest
    return found - {iri}


def counts(drawn: Picture) -> dict[str, int]:
    """Return how many nodes of each kind a picture has."""
    found: dict[str, int] = defaultdict(int)
    for node in drawn.nodes:
        found[node["kind"]] += 1
    return dict(found)
