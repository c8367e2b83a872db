"""The network of holders and topics: an edge for each holder, topic and stance, with the time of its positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from travaux.interchange.texts import printable
from travaux.interchange.times import days
from travaux.model import THINGS
from travaux.table import Record

if TYPE_CHECKING:
    import networkx

    Network = networkx.MultiDiGraph[str]

SIDES = {"support": "for", "propose": "for", "oppose": "against", "reserve": "against"}
TOPICS = "SELECT DISTINCT ?topic ?label { ?topic a trv:Topic ; skos:prefLabel ?label } ORDER BY ?topic ?label"
Spell = tuple[date, date]


def holder_topic_stances(
    records: Iterable[Record], topics: Mapping[str, tuple[str, str]] | None = None
) -> Network:
    """Return the network of positions: holders and topics, and an edge for each holder, topic and stance.

    Nodes have label, kind and, of states, iso3; edges have stance, side (for, against or neither), weight (the number
    of positions), first and last (days) and spells: the days of each dated position, overlapping ones as one. Positions
    without a topic have no edge. `records` are those of travaux.ask.records.positions; `topics` gives the address and
    the label of each topic by the last part of its address, which otherwise stands for both.
    """
    import networkx

    graph: Network = networkx.MultiDiGraph()
    spells: dict[tuple[str, str, str], list[Spell | None]] = {}
    for record in records:
        for topic in record["topics"]:
            address, label = (topics or {}).get(topic) or (f"{THINGS}topic/{topic}", topic)
            holder = record["holder"]
            graph.add_node(holder["iri"], **_node(holder["label"], holder["type"], holder["iso3"]))
            graph.add_node(address, **_node(label, "Topic"))
            spells.setdefault((holder["iri"], address, record["stance"]), []).append(days(record["date"]))
    for (holder_iri, address, stance), dates in sorted(spells.items(), key=lambda one: one[0]):
        graph.add_edge(holder_iri, address, key=stance, **_edge(stance, dates))
    return _sorted(graph)


def _node(label: str, kind: str, iso3: str | None = None) -> dict[str, str]:
    return {"label": printable(label), "kind": kind, **({"iso3": iso3} if iso3 else {})}


def _edge(stance: str, dates: list[Spell | None]) -> dict[str, object]:
    """Return what is said of an edge; one with a position of no date has no spells, as it is there at any time."""
    known = joined(one for one in dates if one)
    return {
        "stance": stance,
        "side": SIDES.get(stance, "neither"),
        "weight": len(dates),
        "first": known[0][0].isoformat() if known else "",
        "last": known[-1][1].isoformat() if known else "",
        "spells": known if all(dates) else [],
    }


def joined(spells: Iterable[Spell]) -> list[Spell]:
    """Return spells in order, those that overlap as one."""
    found: list[Spell] = []
    for start, end in sorted(spells):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _sorted(graph: Network) -> Network:
    """Return a network with its nodes in the order of their addresses, so that it is written the same each time."""
    import networkx

    ordered: Network = networkx.MultiDiGraph()
    ordered.add_nodes_from(sorted(graph.nodes(data=True), key=lambda node: str(node[0])))
    for source, target, stance, about in graph.edges(keys=True, data=True):
        ordered.add_edge(source, target, key=stance, **about)
    return ordered
