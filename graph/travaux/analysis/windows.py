"""Time windows: the positions of one year, month or meeting after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from travaux.errors import TravauxError

SIZES = {"year": 4, "month": 7}
EVERY = (*SIZES, "body")


def windows(found: pd.DataFrame, every: str = "year") -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the positions of one time after another, each with its name; `every` is "year", "month" or "body".

    A position belongs where all of its date does; those without a date, or too vague a one, are in none. By "body"
    they go by the body in which they were taken, in the order of their first dates. Raises TravauxError for another.
    """
    refuse(every, EVERY, "window")
    if every == "body":
        dated = found[found["body"].notna()].sort_values(["since", "body"], kind="stable")
        for name in dated["body"].unique():
            yield str(name), found[found["body"] == name]
        return
    sound = found[found["since"].notna()]
    names = sound["date"].astype("str").str.slice(0, SIZES[every])
    for name in sorted(names[names.str.len() == SIZES[every]].unique()):
        yield str(name), sound[names == name]


def over_time(
    found: pd.DataFrame, measure: Callable[[pd.DataFrame], pd.DataFrame], every: str = "year"
) -> pd.DataFrame:
    """Return what a measure gives for each window, one below the other, with the window in the first column."""
    parts = []
    for name, part in windows(found, every):
        made = measure(part)
        made.insert(0, "window", name)
        parts.append(made)
    return pd.concat(
        [part for part in parts if len(part)] or parts[:1] or [pd.DataFrame()], ignore_index=True
    )


def refuse(given: str, known: tuple[str, ...], what: str) -> None:
    """Raise TravauxError where what was given is none of what is known."""
    if given not in known:
        raise TravauxError(f"{given!r} is no {what}; choose {', '.join(known)}")
