"""Coverage: on how much, and on how many documents, each figure rests."""

from __future__ import annotations

import pandas as pd

COLUMNS = [
    "positions",
    "documents",
    "largest",
    "largest_share",
    "effective_documents",
    "dated",
    "quoted",
    "ids",
]


def coverage(found: pd.DataFrame, by: str | list[str] = "holder") -> pd.DataFrame:
    """Return for each holder, topic or other column on what its positions rest, those with the most first.

    Columns: those of `by`; positions; documents; largest (the document that gives most) and its share;
    effective_documents (how many documents of equal weight would be as concentrated: the inverse of the sum of squared
    shares); dated and quoted (shares); ids, for frames.sentences. By "topic", a position counts on each of its topics.

    Source of the effective number: Laakso & Taagepera (1979): "Effective" number of parties, Comparative Political
    Studies 12, 3-27.
    """
    names = [by] if isinstance(by, str) else list(by)
    rows = found
    if "topic" in names and "topic" not in rows:
        rows = rows.assign(topic=rows["topics"].map(list)).explode("topic", ignore_index=True)
    made = [
        (*(key if isinstance(key, tuple) else (key,)), *_rest(part))
        for key, part in rows.groupby(names, sort=True)
    ]
    table = pd.DataFrame(made, columns=[*names, *COLUMNS])
    return table.sort_values(
        ["positions", *names], ascending=[False, *[True] * len(names)], ignore_index=True
    )


def _rest(part: pd.DataFrame) -> tuple[object, ...]:
    counts = part["document"].value_counts().sort_index()
    shares = counts / counts.sum()
    largest = str(counts.idxmax())
    return (
        len(part),
        len(counts),
        largest,
        round(float(shares.max()), 4),
        round(float(1 / (shares**2).sum()), 2),
        round(float(part["since"].notna().mean()), 4),
        round(float(part["quote"].notna().mean()), 4),
        " ".join(sorted(part["id"].unique())),
    )
