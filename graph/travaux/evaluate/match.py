"""Which prediction meets which item of the gold: as many pairs as there can be."""

from __future__ import annotations

from collections.abc import Sequence

from travaux.evaluate.items import Item, agree, overlap, same_holder
from travaux.evaluate.names import locate
from travaux.model import Span

Placed = tuple[Item, Span | None]


def placed(items: Sequence[Item], squeezed: str) -> list[Placed]:
    """Return each item with the place of its evidence in a squeezed text."""
    return [(item, locate(item.evidence, squeezed)) for item in items]


def pairs(golds: Sequence[Placed], found: Sequence[Placed], level: str) -> dict[int, int]:
    """Return the gold of each prediction that has one at a level, both by number; earlier predictions go first."""
    wanted = [[n for n, gold in enumerate(golds) if _meets(level, gold, one)] for one in found]
    taken: dict[int, int] = {}
    for number in range(len(found)):
        _place(number, wanted, taken, set())
    return {prediction: gold for gold, prediction in taken.items()}


def _meets(level: str, gold: Placed, found: Placed) -> bool:
    (wanted, where), (item, place) = gold, found
    return same_holder(wanted, item) and overlap(where, place) and agree(level, wanted, item)


def _place(number: int, wanted: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Find a gold for a prediction, where need be by moving the prediction that has it to another."""
    for gold in wanted[number]:
        if gold in tried:
            continue
        tried.add(gold)
        if gold not in taken or _place(taken[gold], wanted, taken, tried):
            taken[gold] = number
            return True
    return False
