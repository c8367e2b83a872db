"""A dataset for an update that the protocol names: USING clauses put where the update would say them itself."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from travaux.serve.problems import Problem
from travaux.store.sparql import Word, words


def with_dataset(update: str, default: Sequence[NamedNode], named: Sequence[NamedNode]) -> str:
    """Return an update whose patterns are matched in these graphs.

    Raises Problem where the update names its graphs itself, with USING or WITH: a request may not do both.
    """
    clauses = "".join(
        [*(f" USING {graph} " for graph in default), *(f" USING NAMED {graph} " for graph in named)]
    )
    pieces, done = [], 0
    top = _top(update)
    for number, word in enumerate(top):
        if word.text in ("USING", "WITH"):
            raise Problem(
                400,
                f"the update says {word.text} and the request using-graph-uri; name the graphs in one place",
            )
        if word.text != "WHERE":
            continue
        pieces.append(update[done : word.start])
        if number and top[number - 1].text == "DELETE":  # DELETE WHERE has no place for USING
            pieces.append(f"{_group(update, top[number + 1 :])} ")
        pieces.append(clauses)
        done = word.start
    return "".join((*pieces, update[done:]))


def _top(update: str) -> list[Word]:
    """Return the words that stand in no braces, and the outermost braces."""
    found, depth = [], 0
    for word in words(update):
        depth -= word.text == "}"
        if depth <= 0:
            found.append(word)
        depth += word.text == "{"
    return found


def _group(update: str, rest: Sequence[Word]) -> str:
    if len(rest) < 2 or rest[0].text != "{":
        return ""
    return update[rest[0].start : rest[1].end]
