"""The masthead of a document of an organisation: its symbol, its date, its session and its item of the agenda."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from travaux.read import dates

LINES = 24
SYMBOL_WITHIN = 8
UNKNOWN = 6
SYMBOL = re.compile(r"(?P<symbol>[A-Z]{1,8}(?:/[A-Z0-9][\w.()\-]*)+)(?: ?[*†])*")
SESSION = re.compile(
    r"(?:[\w-]+ ){1,4}session(?:, \d{4})?|(?:First|Second|Third|Fourth|Fifth|Sixth) Committee"
    r"|(?:provisional )?(?:agenda )?items? \d+.{0,80}|[\w-]+ (?:plenary )?(?:year|meeting)|official records",
    re.IGNORECASE,
)
ISSUE = re.compile(
    r"distr(?:\.|ibution) ?:? ?(?:general|limited|restricted)?|(?:general|limited|restricted)"
    r"|original ?: ?[\w/ ,]+|(?:english|french|spanish|russian|arabic|chinese)(?: only)?"
    r"|(?:advance|unedited) .{0,30}(?:version|copy)",
    re.IGNORECASE,
)
DAYS = re.compile(
    r"(?:(?:[A-Z][\w.-]+ ?){1,3}, )?\d{1,2}(?: [A-Z][a-z]+)?(?: ?[-–—] ?| to | and )\d{1,2} [A-Z][a-z]+,? (?:19|20)\d\d"
)


class Masthead(NamedTuple):
    """What a masthead says, and how many of the first lines it takes."""

    symbol: str
    date: str | None
    length: int


def masthead(lines: Sequence[str]) -> Masthead | None:
    """Return what the masthead says that a document begins with, or None where it begins with none.

    It goes as far as lines that belong to one follow each other, with names of organs between them.
    """
    head = lines[:LINES]
    symbol = next((found["symbol"] for line in head[:SYMBOL_WITHIN] if (found := SYMBOL.fullmatch(line))), None)
    places = [place for place, line in enumerate(head) if _belongs(line)]
    if symbol is None or len(places) < 2:
        return None
    last = places[0]
    for place in places:
        if place - last > UNKNOWN:
            break
        last = place
    dated = (dates.dateline(line) for line in head[: last + 1])
    return Masthead(symbol, next((found[0] for found in dated if found), None), last + 1)


def titled(symbol: str, title: str | None) -> str:
    """Return a title with the symbol before it, unless it is there already."""
    if not title:
        return symbol
    return title if symbol in title else f"{symbol}: {title}"


def _belongs(line: str) -> bool:
    forms = (SYMBOL, SESSION, ISSUE, DAYS)
    return any(form.fullmatch(line) for form in forms) or dates.dateline(line) is not None
