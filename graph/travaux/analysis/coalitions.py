"""Coalitions: groups of holders that side with one another, and how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

RUNS = 50
TOGETHER = 0.5

Numbers = NDArray[np.int64]
Partition = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Coalitions:
    """Groups of holders, the largest first, and how well they hold.

    `stability` is the mean adjusted Rand index of any two runs (1: all runs give the same groups), `support` says for
    each holder in what share of the runs it was with the members of its group, on average.
    """

    groups: tuple[frozenset[str], ...]
    modularity: float
    stability: float
    support: dict[str, float]

    def frame(self) -> pd.DataFrame:
        """Return one row a holder: holder, coalition (1 is the largest), size, support."""
        rows = [
            (holder, number, len(group), round(self.support[holder], 4))
            for number, group in enumerate(self.groups, 1)
            for holder in sorted(group)
        ]
        return pd.DataFrame(rows, columns=["holder", "coalition", "size", "support"])


def coalitions(
    network: nx.Graph[str], runs: int = RUNS, resolution: float = 1.0, seed: int = 0
) -> Coalitions:
    """Return the communities of a congruence network, as many runs of the Louvain method agree on them.

    Edges of no or negative weight are left out. Two holders are in one group where they are in more than half of the
    runs, directly or through others (a consensus of the runs). A holder without an edge is a group of its own.
    `resolution` above 1 gives more and smaller groups. The same network and `seed` give the same groups.

    Sources: Blondel et al. (2008): Fast unfolding of communities in large networks, J. Stat. Mech. P10008;
    Lancichinetti & Fortunato (2012): Consensus clustering in complex networks, Scientific Reports 2, 336.
    """
    holders = sorted(network)
    kept = _positive(network)
    found = [_louvain(kept, resolution, seed + run) for run in range(runs)]
    labels = np.array([[_of(partition)[holder] for holder in holders] for partition in found], dtype=int)
    together = _together(labels, len(holders))
    groups = _groups(holders, together)
    places = {holder: place for place, holder in enumerate(holders)}
    support = {holder: _support(places, together, group, holder) for group in groups for holder in group}
    quality = nx.community.modularity(kept, map(set, groups), resolution=resolution) if kept.size() else 0.0
    return Coalitions(tuple(groups), float(quality), _stability(labels), dict(sorted(support.items())))


def rand(one: Numbers, other: Numbers) -> float:
    """Return the adjusted Rand index of two groupings of the same things, as numbers of groups: 0 is by chance.

    Source: Hubert & Arabie (1985): Comparing partitions, Journal of Classification 2, 193-218.
    """
    size = int(one.max(initial=0)) + 1
    table = np.bincount(other * size + one)
    both, rows, columns = (
        float(_pairs(counts).sum()) for counts in (table, np.bincount(one), np.bincount(other))
    )
    every = len(one) * (len(one) - 1) / 2
    chance = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


def _pairs(counts: Numbers) -> NDArray[np.float64]:
    return np.asarray(counts * (counts - 1) / 2, dtype=float)


def _positive(network: nx.Graph[str]) -> nx.Graph[str]:
    kept: nx.Graph[str] = nx.Graph()
    kept.add_nodes_from(sorted(network))
    weighted = ((a, b, data.get("weight", 1.0)) for a, b, data in network.edges(data=True))
    kept.add_weighted_edges_from(
        sorted((min(a, b), max(a, b), weight) for a, b, weight in weighted if weight > 0)
    )
    return kept


def _louvain(network: nx.Graph[str], resolution: float, seed: int) -> Partition:
    if not network.size():
        return [frozenset([holder]) for holder in network]
    return [
        frozenset(group)
        for group in nx.community.louvain_communities(network, resolution=resolution, seed=seed)
    ]


def _of(partition: Partition) -> dict[str, int]:
    return {holder: number for number, group in enumerate(partition) for holder in group}


def _together(labels: Numbers, size: int) -> NDArray[np.float64]:
    """Return in what share of the runs each two holders are in one group."""
    total = np.zeros((size, size))
    for run in labels:
        total += run[:, None] == run[None, :]
    return total / max(1, len(labels))


def _groups(holders: list[str], together: NDArray[np.float64]) -> list[frozenset[str]]:
    agreed: nx.Graph[str] = nx.Graph()
    agreed.add_nodes_from(holders)
    pairs = np.argwhere(np.triu(together > TOGETHER, 1))
    agreed.add_edges_from((holders[one], holders[other]) for one, other in pairs)
    found = [frozenset(group) for group in nx.connected_components(agreed)]
    return sorted(found, key=lambda group: (-len(group), min(group)))


def _support(
    places: dict[str, int], together: NDArray[np.float64], group: frozenset[str], holder: str
) -> float:
    others = [places[other] for other in group if other != holder]
    return float(together[places[holder], others].mean()) if others else 1.0


def _stability(labels: Numbers) -> float:
    pairs = [rand(one, other) for one, other in combinations(labels, 2)]
    return float(np.mean(pairs)) if pairs else 1.0
