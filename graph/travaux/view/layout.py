"""A place for every node of a picture: computed beforehand and always the same, so that nothing settles.

The core, at most CORE nodes, is laid out by springs. In a larger picture it is what takes positions, what they are
on, and bodies; all else, such as delegates, is set around what it is linked with most. Where there are many nodes,
documents are set on rings around all. So the time grows with the number of nodes and no faster.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import atan2, cos, log2, pi, sin, sqrt

import networkx as nx
import numpy as np

from travaux.table import Record
from travaux.view.looks import STANCES

CORE = 400  # networkx needs scipy from 500 on
MANY = 80  # nodes above which documents stand outside, and are hidden at first
AREA = 15_000
WIDE = 1.75
PASSES = 120
STEP = 46  # between what is set around a node, or on rings
GOLDEN = pi * (3 - sqrt(5))

Place = tuple[float, float]
Pulls = Mapping[int, Mapping[int, int]]


def size_of(weight: int) -> float:
    """Return how large a node with this many links is drawn; its label grows with it."""
    return 9 + 4 * log2(1 + weight) if weight < 1000 else 49 + 3 * log2(weight / 1000)


def lay_out(nodes: Sequence[Record], edges: Sequence[Record]) -> None:
    """Give each node its place, `x` and `y`: linked ones near each other, evenly spread, labels clear of one another.

    `nodes` are the strongest first; the more edges link two, the harder they pull.
    """
    outside = {
        number for number, node in enumerate(nodes) if len(nodes) > MANY and node["kind"] == "Document"
    }
    pulls = _pulls(edges)
    hosts = _hosts(nodes, edges, pulls, outside)
    around: dict[int, list[int]] = defaultdict(list)
    for number, host in hosts.items():
        around[host].append(number)
    core = [number for number in range(len(nodes)) if number not in hosts and number not in outside]
    boxes = {number: _box(nodes[number], len(around[number])) for number in core}
    places = _core(core, pulls, boxes)
    for host in sorted(around, key=lambda host: (host not in places, host)):
        places |= _sunflower(places[host], size_of(nodes[host]["weight"]), around[host])
    places |= _rings(sorted(outside), places, pulls)
    for number, (x, y) in places.items():
        nodes[number] |= {"x": round(x), "y": round(y)}


def _pulls(edges: Iterable[Record]) -> Pulls:
    pulls: dict[int, Counter[int]] = defaultdict(Counter)
    for edge in edges:
        pulls[edge["from"]][edge["to"]] += 1
        pulls[edge["to"]][edge["from"]] += 1
    return pulls


def _hosts(
    nodes: Sequence[Record], edges: Sequence[Record], pulls: Pulls, outside: set[int]
) -> dict[int, int]:
    """Return around which node of the core each other one is set, in a picture too large for springs."""
    if len(nodes) <= CORE:
        return {}
    taking = {edge[end] for edge in edges if edge["kind"] in STANCES for end in ("from", "to")}
    inside = [number for number in range(len(nodes)) if number not in outside]
    core = {one for one in inside if one in taking or nodes[one]["kind"] == "Body"} or set(inside)
    core = set(sorted(core)[:CORE])
    found: dict[int, int] = {}
    for one in inside:
        if one not in core:
            held = {
                found.get(two, two): pull
                for two, pull in pulls.get(one, {}).items()
                if two in core or two in found
            }
            found[one] = min(held, key=lambda two: (-held[two], two)) if held else max(core)
    return found


def _core(core: Sequence[int], pulls: Pulls, boxes: Mapping[int, Place]) -> dict[int, Place]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(core)
    for one in core:
        for other, pull in sorted(pulls.get(one, {}).items()):
            if one < other and other in boxes:
                graph.add_edge(one, other, weight=sqrt(pull))
    if len(graph) < 2:
        return dict.fromkeys(graph, (0.0, 0.0))
    rough = nx.spring_layout(graph, seed=1, iterations=120, k=2.5 / sqrt(len(graph)), method="force")
    area = max(AREA * len(core), 1.3 * sum(wide * high for wide, high in boxes.values()))
    return _clear(_spread({node: (float(x), float(y)) for node, (x, y) in rough.items()}, area), boxes)


def _spread(rough: Mapping[int, Place], area: float) -> dict[int, Place]:
    """Keep each node's direction from the middle and its rank of distance, and fill an ellipse evenly."""
    middle_x = sum(x for x, _ in rough.values()) / len(rough)
    middle_y = sum(y for _, y in rough.values()) / len(rough)
    around = {node: (x - middle_x, y - middle_y) for node, (x, y) in rough.items()}
    ranked = sorted(around, key=lambda node: (around[node][0] ** 2 + around[node][1] ** 2, node))
    radius = sqrt(area / pi / WIDE)
    placed = {}
    for rank, node in enumerate(ranked):
        x, y = around[node]
        angle, distance = atan2(y, x), radius * sqrt((rank + 0.5) / len(ranked))
        placed[node] = (distance * cos(angle) * WIDE, distance * sin(angle))
    return placed


def _box(node: Record, around: int) -> Place:
    """Return how wide and high a node is with its label and with as many others around it."""
    size = size_of(node["weight"])
    letters = min(len(node["name"]), 34) * (0.25 * size + 6.6)
    ring = 2 * (size + STEP * sqrt(around)) if around else 0.0
    return max(2 * size, letters, ring) + 14, max(3.4 * size, ring) + 12


def _clear(placed: Mapping[int, Place], boxes: Mapping[int, Place]) -> dict[int, Place]:
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


def _sunflower(middle: Place, size: float, around: Sequence[int]) -> dict[int, Place]:
    """Set nodes evenly around one, each at the golden angle from the one before."""
    placed = {}
    for rank, number in enumerate(around):
        angle, distance = rank * GOLDEN, size + STEP * sqrt(rank + 1)
        placed[number] = (middle[0] + distance * cos(angle), middle[1] + distance * sin(angle))
    return placed


def _rings(outside: Sequence[int], places: Mapping[int, Place], pulls: Pulls) -> dict[int, Place]:
    """Set nodes on rings around all others, each in the direction of what it is linked with."""
    if not outside:
        return {}
    reach = max((sqrt((x / WIDE) ** 2 + y**2) for x, y in places.values()), default=0.0) + 4 * STEP
    angles = {number: _direction(pulls.get(number, {}), places) for number in outside}
    placed: dict[int, Place] = {}
    rest = sorted(outside, key=lambda number: (angles[number], number))
    rings = 1
    while sum(_room(reach + ring * STEP) for ring in range(rings)) < len(rest):
        rings += 1
    for rank, number in enumerate(rest):
        distance, angle = reach + (rank % rings) * STEP, 2 * pi * rank / len(rest)
        placed[number] = (distance * cos(angle) * WIDE, distance * sin(angle))
    return placed


def _room(radius: float) -> int:
    return int(2 * pi * radius * 1.25 / STEP)


def _direction(pulls: Mapping[int, int], places: Mapping[int, Place]) -> float:
    known = [places[other] for other in sorted(pulls) if other in places]
    angle = atan2(sum(y for _, y in known), sum(x for x, _ in known)) if known else 0.0
    return angle % (2 * pi)
