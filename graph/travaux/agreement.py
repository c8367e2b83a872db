"""How far coders agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable


def krippendorff_alpha(units: Iterable[Iterable[Hashable]]) -> float | None:
    """Return the alpha of nominal values: 1 where all coders agree, 0 where they agree as chance has it.

    `units` are, for each thing that was coded, the values that coders gave it, in any order. A coder who gave none is
    left out; a thing with fewer than two values tells nothing. None is returned where alpha is not defined: nothing was
    coded twice, or all values are the same.

    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, 2011, section C;
    Content Analysis, 2nd edition, 2004, chapter 11.
    """
    coded = [values for one in units if len(values := list(one)) > 1]
    totals = Counter(value for values in coded for value in values)
    number = totals.total()
    observed = sum(_pairs(Counter(values)) / (len(values) - 1) for values in coded)
    expected = _pairs(totals) / (number - 1) if number > 1 else 0.0
    return 1 - observed / expected if expected else None


def _pairs(counts: Counter[Hashable]) -> int:
    """Return how many ordered pairs of these values differ."""
    return counts.total() ** 2 - sum(number**2 for number in counts.values())
