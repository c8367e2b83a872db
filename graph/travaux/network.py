"""The network of a picture: who is linked to which topic by which stance, with a place for every node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from travaux import records
from travaux.layout import lay_out
from travaux.model import THINGS
from travaux.store import Store
from travaux.table import Record

LARGEST = 600
NO_TOPIC = ("no-topic", "no topic")
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


@dataclass(slots=True)
class Picture:
    """Nodes, edges, positions and documents, as plain values for the page; `hidden` counts nodes left out."""

    nodes: dict[str, Record] = field(default_factory=dict)
    edges: dict[str, Record] = field(default_factory=dict)
    positions: list[Record] = field(default_factory=list)
    documents: dict[str, Record] = field(default_factory=dict)
    hidden: int = 0

    def node(self, iri: str, label: str, kind: str) -> str:
        """Add a node, or return the one that is there."""
        self.nodes.setdefault(iri, {"id": iri, "label": label, "kind": kind, "weight": 0})
        return iri

    def link(self, one: str, other: str, kind: str, position: int | None = None, note: str = "") -> None:
        """Add to the edge of this kind between two nodes."""
        key = f"{one} {kind} {other}"
        edge = self.edges.setdefault(
            key,
            {"id": key, "from": one, "to": other, "kind": kind, "count": 0, "positions": [], "note": note},
        )
        edge["count"] += 1
        edge["note"] = edge["note"] or note
        if position is not None:
            edge["positions"].append(position)
        self.nodes[one]["weight"] += 1
        self.nodes[other]["weight"] += 1


def picture(store: Store) -> Picture:
    """Return the network of a store, laid out, always the same; a large one is cut to its strongest part."""
    drawn = Picture(documents=_documents(store))
    places = _places(store)
    topics = {row["topic"].value.rsplit("/", 1)[-1]: row for row in store.select(TOPICS)}
    names = {slug: (row["topic"].value, row["label"].value) for slug, row in topics.items()}
    for record in records.positions(store):
        document, parts = places.get(record["id"], ("", {}))
        _add_position(drawn, record, document, parts, names)
    for record in records.delegates(store):
        _add_delegate(drawn, record)
    _keep_strongest(drawn)
    _lay_out(drawn)
    return drawn


def segments(text: str, parts: dict[str, tuple[int, int]], offset: int) -> list[list[str]]:
    """Cut a sentence into pieces with the names of the parts (quote, cue, target) that each belongs to."""
    spans = {name: (start - offset, end - offset) for name, (start, end) in parts.items()}
    cuts = sorted({0, len(text), *(min(max(cut, 0), len(text)) for span in spans.values() for cut in span)})
    pieces = []
    for start, end in pairwise(cuts):
        inside = [name for name, (first, last) in spans.items() if first <= start and end <= last]
        pieces.append([text[start:end], " ".join(sorted(inside))])
    return pieces


def _add_position(
    drawn: Picture,
    record: Record,
    document: str,
    parts: dict[str, tuple[int, int]],
    names: dict[str, tuple[str, str]],
) -> None:
    number = len(drawn.positions)
    holder = drawn.node(record["holder"]["iri"], record["holder"]["label"], record["holder"]["type"])
    topics = [names.get(one, (f"{THINGS}topic/{one}", one)) for one in record["topics"]] or [NO_TOPIC]
    for iri, label in topics:
        drawn.link(holder, drawn.node(iri, label, "Topic"), record["stance"], number)
    for name in ("speaker", "via"):
        agent = record[name]
        if agent and agent["iri"] != holder:
            kind = "Person" if name == "speaker" else "State"
            drawn.link(drawn.node(agent["iri"], agent["label"], kind), holder, "speaks for", number)
    if record["body"] and record["body"]["iri"] != holder:
        drawn.link(
            holder,
            drawn.node(record["body"]["iri"], record["body"]["label"], "Body"),
            "takes part in",
            number,
        )
    if document in drawn.documents:
        about = drawn.documents[document]
        drawn.link(
            drawn.node(document, about["title"] or about["source"], "Document"), holder, "reports on", number
        )
    drawn.positions.append(_shown(record, document, parts, [label for _, label in topics]))


def _shown(record: Record, document: str, parts: dict[str, tuple[int, int]], topics: list[str]) -> Record:
    label = {
        name: record[name]["label"] if record[name] else None for name in ("holder", "speaker", "via", "body")
    }
    return {
        **label,
        "stance": record["stance"],
        "act": record["act"],
        "certainty": record["certainty"],
        "date": record["date"],
        "topics": topics,
        "document": document,
        "text": segments(record["evidence"]["text"], parts, record["evidence"]["start"]),
    }


def _add_delegate(drawn: Picture, record: Record) -> None:
    person = drawn.node(record["person"]["iri"], record["person"]["label"], "Person")
    for name, kind in (("state", "State"), ("organisation", "Organisation"), ("body", "Body")):
        place = record[name]
        if place and place["iri"] != person:
            drawn.link(
                person, drawn.node(place["iri"], place["label"], kind), "speaks for", note=record["role"]
            )


def _documents(store: Store) -> dict[str, Record]:
    found = {}
    for row in store.select(DOCUMENTS):
        values = {
            name: row[name].value if row[name] else None for name in ("source", "title", "address", "date")
        }
        found[row["document"].value] = values
    return dict(sorted(found.items(), key=lambda pair: (str(pair[1]["source"]), pair[0])))


def _places(store: Store) -> dict[str, tuple[str, dict[str, tuple[int, int]]]]:
    found: dict[str, tuple[str, dict[str, tuple[int, int]]]] = {}
    for row in store.select(TEXT):
        key = row["position"].value.rsplit("/", 1)[-1]
        parts = found.setdefault(key, (row["document"].value, {}))[1]
        parts[row["name"].value] = (int(row["start"].value), int(row["end"].value))
    return found


def _keep_strongest(drawn: Picture) -> None:
    ranked = sorted(drawn.nodes, key=lambda iri: (-drawn.nodes[iri]["weight"], iri))
    drawn.hidden = max(0, len(ranked) - LARGEST)
    for iri in ranked[LARGEST:]:
        del drawn.nodes[iri]
    kept = drawn.nodes.keys()
    drawn.edges = {key: edge for key, edge in drawn.edges.items() if {edge["from"], edge["to"]} <= kept}


def _lay_out(drawn: Picture) -> None:
    weights = {iri: node["weight"] for iri, node in drawn.nodes.items()}
    labels = {iri: node["label"] for iri, node in drawn.nodes.items()}
    links = [(edge["from"], edge["to"]) for edge in drawn.edges.values() if edge["kind"] != "reports on"]
    for iri, (x, y) in lay_out(weights, labels, links).items():
        drawn.nodes[iri] |= {"x": round(x), "y": round(y)}


def counts(drawn: Picture) -> dict[str, int]:
    """Return how many nodes of each kind a picture has."""
    found: dict[str, int] = defaultdict(int)
    for node in drawn.nodes.values():
        found[node["kind"]] += 1
    return dict(found)


def pairs(edges: Iterable[Record]) -> Iterator[tuple[Record, int, int]]:
    """Yield each edge with its number among those between the same two nodes, and how many these are."""
    beside: dict[frozenset[str], list[Record]] = defaultdict(list)
    for edge in edges:
        beside[frozenset((edge["from"], edge["to"]))].append(edge)
    for group in beside.values():
        for number, edge in enumerate(group):
            yield edge, number, len(group)
