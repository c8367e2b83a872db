"""Polarisation: how far holders stand in camps that agree within and disagree between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Polarisation:
    """What says how polarised a signed network is.

    `modularity` of the groups given (from -1 to 1; higher: they agree within and disagree between), `balance` (the
    share of triangles whose product of signs is positive; none without triangles), `frustration` (the share of
    edges' weight that contradicts the groups: agreement between, disagreement within), `agreement` (the share of the
    weight that is agreement).
    """

    modularity: float
    balance: float | None
    frustration: float
    agreement: float
    triangles: int


def polarisation(signed: nx.Graph[str], groups: Iterable[Iterable[str]]) -> Polarisation:
    """Return how polarised a signed network is, such as analysis.actors with kind "subtract", in these groups.

    Sources: Gómez, Jensen & Arenas (2009): Analysis of community structure in networks of correlated data, Physical
    Review E 80, 016114 (modularity); Cartwright & Harary (1956): Structural balance, Psychological Review 63,
    277-293; Doreian & Mrvar (1996): A partitioning approach to structural balance, Social Networks 18, 149-168.
    """
    group = {holder: number for number, members in enumerate(groups) for holder in members}
    edges = [(a, b, float(data.get("weight", 1.0))) for a, b, data in signed.edges(data=True)]
    total = sum(abs(weight) for *_, weight in edges)
    wrong = sum(abs(w) for a, b, w in edges if (w > 0) != (group.get(a, a) == group.get(b, b)))
    balanced, triangles = _balance(signed)
    return Polarisation(
        modularity=signed_modularity(edges, group),
        balance=balanced / triangles if triangles else None,
        frustration=wrong / total if total else 0.0,
        agreement=sum(w for *_, w in edges if w > 0) / total if total else 0.0,
        triangles=triangles,
    )


def signed_modularity(edges: list[tuple[str, str, float]], group: dict[str, int]) -> float:
    """Return the modularity of groups in a network with positive and negative weights.

    Each sign is compared with what chance would give it, and counts by its share of the weight; with positive weights
    only it is Newman's modularity. Source: Gómez, Jensen & Arenas (2009), equation 16.
    """
    total = sum(abs(weight) for *_, weight in edges)
    value = 0.0
    for sign in (1, -1):
        own = [(a, b, abs(weight)) for a, b, weight in edges if weight * sign > 0]
        value += sign * _modularity(own, group) * sum(weight for *_, weight in own)
    return value / total if total else 0.0


def _modularity(edges: list[tuple[str, str, float]], group: dict[str, int]) -> float:
    """Return Newman's modularity: the share of weight within groups less that which chance gives."""
    total = sum(weight for *_, weight in edges)
    if not total:
        return 0.0
    strength: Counter[object] = Counter()
    for a, b, weight in edges:
        strength[group.get(a, a)] += weight  # type: ignore[assignment]
        strength[group.get(b, b)] += weight  # type: ignore[assignment]
    within = sum(weight for a, b, weight in edges if group.get(a, a) == group.get(b, b))
    return within / total - sum((value / (2 * total)) ** 2 for value in strength.values())


def _balance(signed: nx.Graph[str]) -> tuple[int, int]:
    """Return how many triangles are balanced, and how many there are.

    With A the matrix of signs, the trace of A³ counts balanced less unbalanced triangles six times, and that of |A|³
    all of them.
    """
    import numpy as np

    if not signed.size():
        return 0, 0
    signs = np.sign(nx.to_numpy_array(signed, nodelist=sorted(signed), weight="weight"))
    np.fill_diagonal(signs, 0)
    difference, every = (float(np.sum((one @ one) * one)) / 6 for one in (signs, np.abs(signs)))
    return round((every + difference) / 2), round(every)
