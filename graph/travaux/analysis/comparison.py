"""Comparison: how far two codings of the same documents agree, such as a person's and the program's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from travaux.agreement import krippendorff_alpha

COLUMNS = ["document", "holder", "side_one", "side_other", "topics_one", "topics_other", "id_one", "id_other"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which positions of one coding have a counterpart in the other, and how far these agree.

    `pairs` has one row a pair, with sides, topics and ids of both; `alone_one` and `alone_other` are the positions
    without a counterpart. `precision`, `recall` and `f1` take the first coding as what is right; `alpha` is
    Krippendorff's of the sides of pairs, none where it is not defined; `same_topic` the share of pairs that share one.
    """

    pairs: pd.DataFrame
    alone_one: pd.DataFrame
    alone_other: pd.DataFrame
    precision: float
    recall: float
    f1: float
    same_side: float
    alpha: float | None
    same_topic: float

    def frame(self) -> pd.DataFrame:
        """Return the figures as one row each: measure, value."""
        names = ("precision", "recall", "f1", "same_side", "alpha", "same_topic")
        return pd.DataFrame([(name, getattr(self, name)) for name in names], columns=["measure", "value"])


def compare(one: pd.DataFrame, other: pd.DataFrame) -> Comparison:
    """Return how far two frames of positions agree; positions without a side take no part.

    Positions are counterparts where document, holder and some of the evidence are the same: each has one at most, those
    of one side and of the most shared words first. The documents of both must have the same names and texts.
    """
    first, second = (_sided(found) for found in (one, other))
    taken = list(_matched(first, second))
    rows = [_row(first.iloc[a], second.iloc[b]) for a, b in taken]
    pairs = pd.DataFrame(rows, columns=COLUMNS).sort_values(["document", "id_one"], ignore_index=True)
    precision, recall = (len(taken) / len(found) if len(found) else 0.0 for found in (second, first))
    sides = list(zip(pairs["side_one"], pairs["side_other"], strict=True))
    topics = [bool(set(a) & set(b)) for a, b in zip(pairs["topics_one"], pairs["topics_other"], strict=True)]
    return Comparison(
        pairs=pairs,
        alone_one=first.drop(index=[a for a, _ in taken]).reset_index(drop=True),
        alone_other=second.drop(index=[b for _, b in taken]).reset_index(drop=True),
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if taken else 0.0,
        same_side=sum(a == b for a, b in sides) / len(sides) if sides else 0.0,
        alpha=krippendorff_alpha(sides),
        same_topic=sum(topics) / len(topics) if topics else 0.0,
    )


def _sided(found: pd.DataFrame) -> pd.DataFrame:
    return found[found["side"].notna()].reset_index(drop=True)


def _matched(first: pd.DataFrame, second: pd.DataFrame) -> Iterator[tuple[int, int]]:
    keys = ["document", "holder"]
    both = first.reset_index().merge(second.reset_index(), on=keys, suffixes=("_one", "_other"))
    both["shared"] = both[["end_one", "end_other"]].min(axis=1) - both[["start_one", "start_other"]].max(
        axis=1
    )
    both = both[both["shared"] > 0]
    both["apart"] = both["side_one"] != both["side_other"]
    ranked = both.sort_values(["apart", "shared", "id_one", "id_other"], ascending=[True, False, True, True])
    used_one: set[int] = set()
    used_other: set[int] = set()
    for a, b in zip(ranked["index_one"].astype(int), ranked["index_other"].astype(int), strict=True):
        if a not in used_one and b not in used_other:
            used_one.add(a)
            used_other.add(b)
            yield a, b


def _row(one: pd.Series, other: pd.Series) -> tuple[object, ...]:
    parts = (part[name] for name in ("side", "topics", "id") for part in (one, other))
    return (one["document"], one["holder"], *parts)
