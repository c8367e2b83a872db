"""A place for every node of a picture: computed beforehand and always the same, so that nothing settles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import atan2, cos, log2, sin, sqrt

import networkx as nx
import numpy as np

AREA = 15_000
WIDE = 1.55
PASSES = 120

Place = tuple[float, float]


def size_of(weight: int) -> float:
    """Return how large a node with this many links is drawn; its label grows with it."""
    return 9 + 4 * log2(1 + weight)


def lay_out(
    weights: Mapping[str, int], labels: Mapping[str, str], links: Iterable[tuple[str, str]]
) -> dict[str, Place]:
    """Return where each node goes: linked ones near each other, evenly spread, labels clear of one another.

    `weights` and `labels` are given for every node; a link that is there several times pulls harder.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(weights))
    for one, other in sorted(tuple(sorted(link)) for link in links):
        before = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
        graph.add_edge(one, other, weight=before + 1)
    for *_, values in graph.edges(data=True):
        values["weight"] = sqrt(values["weight"])
    if len(graph) < 2:
        return dict.fromkeys(graph, (0.0, 0.0))
    rough = nx.spring_layout(graph, seed=1, iterations=120, k=2.5 / sqrt(len(graph)), method="force")
    even = _spread({node: (float(x), float(y)) for node, (x, y) in rough.items()})
    return _clear(even, {node: _box(labels[node], weights[node]) for node in even})


def _spread(rough: Mapping[str, Place]) -> dict[str, Place]:
    """Keep each node's direction from the middle and its rank of distance, and fill an ellipse evenly."""
    middle_x = sum(x for x, _ in rough.values()) / len(rough)
    middle_y = sum(y for _, y in rough.values()) / len(rough)
    around = {node: (x - middle_x, y - middle_y) for node, (x, y) in rough.items()}
    ranked = sorted(around, key=lambda node: (around[node][0] ** 2 + around[node][1] ** 2, node))
    radius = sqrt(AREA * len(ranked) / np.pi / WIDE)
    placed = {}
    for rank, node in enumerate(ranked):
        x, y = around[node]
        angle, distance = atan2(y, x), radius * sqrt((rank + 0.5) / len(ranked))
        placed[node] = (distance * cos(angle) * WIDE, distance * sin(angle))
    return placed


def _box(label: str, weight: int) -> Place:
    size = size_of(weight)
    letters = min(len(label), 34) * (0.33 * size + 4.2)
    return max(2 * size, letters) + 14, 3.4 * size + 12


def _clear(placed: Mapping[str, Place], boxes: Mapping[str, Place]) -> dict[str, Place]:
    """Push overlapping boxes apart, each pair along the shorter way, until they are clear or it is enough."""
    nodes = sorted(placed)
    where = np.array([placed[node] for node in nodes])
    half = np.array([boxes[node] for node in nodes]) / 2
    reach = half[:, None, :] + half[None, :, :]
    itself = np.eye(len(nodes), dtype=bool)
    for _ in range(PASSES):
        apart = where[:, None, :] - where[None, :, :]
        overlap = reach - np.abs(apart)
        touching = (overlap > 0).all(axis=2) & ~itself
        if not touching.any():
            break
        along = overlap.argmin(axis=2)
        push = np.take_along_axis(overlap, along[:, :, None], axis=2)[:, :, 0] * touching * 0.26
        side = np.where(np.take_along_axis(apart, along[:, :, None], axis=2)[:, :, 0] >= 0, 1.0, -1.0)
        for axis in (0, 1):
            where[:, axis] += (push * side * (along == axis)).sum(axis=1)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, where, strict=True)}
