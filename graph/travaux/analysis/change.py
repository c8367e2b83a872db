"""Change and contradiction: where a holder's line moves, and where it stands on both sides, with the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from travaux.analysis.frames import by_subject
from travaux.analysis.windows import windows

SHIFTS = [
    *("holder", "topic", "before", "side_before", "positions_before", "sentence_before", "ids_before"),
    *("after", "side_after", "positions_after", "sentence_after", "ids_after"),
]
CONTRADICTIONS = [
    *("holder", "topic", "when", "for", "against", "sentence_for", "sentence_against"),
    *("document_for", "document_against", "ids"),
]
SIDES = {1.0: "for", -1.0: "against"}


def shifts(found: pd.DataFrame, every: str = "year", over: str = "topic", least: int = 1) -> pd.DataFrame:
    """Return where a holder's side on a topic differs from that in the window before in which it took one.

    The side of a window is that of most of its positions, of at least `least`; where they are as many on both, it has
    none. Columns: holder; topic; before and after (the windows); side, number of positions, a sentence and the ids of
    all positions of each. `every` is "year", "month" or "body"; `over` is "topic" or "target".
    """
    rows = [row for place in _standings(found, every, over) for row in _moves(*place, least=least)]
    return pd.DataFrame(rows, columns=SHIFTS)


def contradictions(found: pd.DataFrame, every: str = "year", over: str = "topic") -> pd.DataFrame:
    """Return where a holder is for and against on one topic in one window: a nuance, a change, or a mistake.

    Columns: holder; topic; when (the window); for and against (numbers of positions); a sentence and the document of
    each side; ids of all positions.
    """
    rows = []
    for holder, topic, standings in _standings(found, every, over):
        for when, sides in standings:
            pro, contra = (sides[sides["side"] == side] for side in ("for", "against"))
            if len(pro) and len(contra):
                rows.append((holder, topic, when, len(pro), len(contra), *_pair(pro, contra), _ids(sides)))
    return pd.DataFrame(rows, columns=CONTRADICTIONS)


Standing = tuple[str, pd.DataFrame]


def _standings(found: pd.DataFrame, every: str, over: str) -> Iterator[tuple[str, str, list[Standing]]]:
    """Yield for each holder and topic the positions with a side, window after window."""
    sided = by_subject(found[found["side"].notna()], over)
    times = [(name, set(part["id"])) for name, part in windows(found, every)]
    order = {identity: place for place, (_, ids) in enumerate(times) for identity in ids}
    dated = sided.assign(window=sided["id"].map(order)).dropna(subset=["window"]).astype({"window": "int64"})
    for (holder, topic), rows in dated.groupby(["holder", "topic"], sort=True):
        parts = [(times[int(str(place))][0], part) for place, part in rows.groupby("window", sort=True)]
        yield str(holder), str(topic), parts


def _moves(
    holder: str, topic: str, standings: Sequence[Standing], least: int
) -> Iterator[tuple[object, ...]]:
    clear = [(when, _side(part), part) for when, part in standings if len(part) >= least and _side(part)]
    for (before, old, past), (after, new, now) in pairwise(clear):
        if old != new:
            yield holder, topic, before, old, *_told(past, old), after, new, *_told(now, new)


def _side(part: pd.DataFrame) -> str | None:
    balance = float(np.sign((part["side"] == "for").sum() - (part["side"] == "against").sum()))
    return SIDES.get(balance)


def _told(part: pd.DataFrame, side: str | None) -> tuple[int, str, str]:
    return len(part), str(_first(part[part["side"] == side])["evidence"]), _ids(part)


def _pair(pro: pd.DataFrame, contra: pd.DataFrame) -> tuple[str, ...]:
    firsts = _first(pro), _first(contra)
    return tuple(str(one[name]) for name in ("evidence", "document") for one in firsts)


def _first(part: pd.DataFrame) -> pd.Series:
    return part.sort_values(["since", "document", "start"], kind="stable").iloc[0]


def _ids(part: pd.DataFrame) -> str:
    return " ".join(sorted(part["id"].unique()))
