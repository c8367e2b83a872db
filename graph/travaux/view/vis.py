"""The network of a picture as pyvis builds it, for pages that vis-network draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import log2
from typing import Any

from pyvis.network import Network

from travaux.table import Record
from travaux.view.layout import size_of
from travaux.view.looks import KINDS, STANCES
from travaux.view.picture import Picture

LONGEST = 34


def network(drawn: Picture) -> Network:
    """Return a picture as a pyvis network, its places fixed, so that nothing has to settle.

    A node's or edge's `id` is its number in the picture.
    """
    net = Network(directed=True)
    for number, node in enumerate(drawn.nodes):
        kind = KINDS[node["kind"]]
        net.add_node(
            number,
            label=short(node["name"]),
            shape=kind["shape"],
            color=kind["color"],
            x=node["x"],
            y=node["y"],
            size=size_of(node["weight"]),
            physics=False,
        )
    for number, edge, rank, beside in _pairs(drawn.edges):
        net.add_edge(edge["from"], edge["to"], id=number, **_line(edge, rank, beside))
    return net


def short(name: str) -> str:
    """Return a name as short as fits beside a node."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 2].rstrip()}…"


def _line(edge: Record, rank: int, beside: int) -> dict[str, Any]:
    look = STANCES.get(edge["kind"])
    side = (rank - (beside - 1) / 2) * 0.22
    return {
        "color": look["color"] if look else "#b9bec8",
        "dashes": look["dashes"] if look else [2, 4],
        "width": 1.5 + log2(max(1, len(edge["positions"]))) if look else 1,
        "arrows": {
            "to": {"enabled": bool(look), "type": look["head"] if look else "arrow", "scaleFactor": 0.6}
        },
        "smooth": {"enabled": bool(side), "type": "curvedCW", "roundness": side},
    }


def _pairs(edges: Iterable[Record]) -> Iterator[tuple[int, Record, int, int]]:
    """Yield each edge with its number, its rank among those between the same two nodes, and how many these are."""
    beside: dict[frozenset[int], list[int]] = defaultdict(list)
    known = list(edges)
    for number, edge in enumerate(known):
        beside[frozenset((edge["from"], edge["to"]))].append(number)
    for group in beside.values():
        for rank, number in enumerate(group):
            yield number, known[number], rank, len(group)
