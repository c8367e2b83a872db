"""The masthead of a document of an organisation: its symbol, its date, its session and its item of the agenda."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from travaux.read import dates, kinds
from travaux.read.blocks import Block

LINES = 24
SYMBOL_WITHIN = 8
UNKNOWN = 6
TITLE_WITHIN = 8
FEWEST_WORDS = 3
NO_TITLE = re.compile(rf"(?:[IVXL]{{1,6}}|[A-Z]|\d{{1,2}}(?:\.\d+)*)[.)] |{kinds.INSTITUTION.pattern}")
SYMBOL = re.compile(r"[A-Z]{1,8}(?:/[A-Z0-9][\w.()\-]*)+(?: ?[*†])*")
SIGNS = re.compile(r"[ *†]+$")
SESSION = re.compile(
    r"(?:[\w-]+ ){1,4}session(?:, \d{4})?|(?:First|Second|Third|Fourth|Fifth|Sixth) Committee"
    r"|(?:provisional )?(?:agenda )?items? \d+.{0,80}|[\w-]+ (?:plenary )?(?:year|meeting)"
    r"|official records(?:[,:] ?.{0,60})?"
    r"|(?:summary|provisional|verbatim) .{0,20}record.{0,60}",
    re.IGNORECASE,
)
ISSUE = re.compile(
    r"distr(?:\.|ibution) ?:? ?(?:general|limited|restricted)?|(?:general|limited|restricted)"
    r"|original ?: ?[\w/ ,]+|(?:english|french|spanish|russian|arabic|chinese)(?: only)?"
    r"|(?:advance|unedited) .{0,30}(?:version|copy)",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"^[A-Z][a-z]+day,? ")
HOUR = re.compile(r", (?:at )?\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m\.?|noon|hours)$")
PLACE = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?")
DAYS = re.compile(
    r"(?:(?:[A-Z][\w.-]+ ?){1,3}, )?\d{1,2}(?: [A-Z][a-z]+)?(?: ?[-–—] ?| to | and )\d{1,2} [A-Z][a-z]+,? (?:19|20)\d\d"
)


class Masthead(NamedTuple):
    """What a masthead says, and how many of the first lines it takes."""

    symbol: str
    date: str | None
    publisher: str | None
    length: int


def masthead(lines: Sequence[str]) -> Masthead | None:
    """Return what the masthead says that a document begins with, or None where it begins with none.

    It goes as far as lines that belong to one follow each other, with names of organs between them.
    """
    head = lines[:LINES]
    places = [place for place, line in enumerate(head) if _belongs(line)]
    place = next((place for place in places[:SYMBOL_WITHIN] if SYMBOL.fullmatch(head[place])), None)
    if place is None or len(places) < 2 or place > SYMBOL_WITHIN:
        return None
    last = places[0]
    for one in places:
        if one - last > UNKNOWN:
            break
        last = one
    found = [_date(line) for line in head[: last + 1]]
    if found[-1] and PLACE.fullmatch(next(iter(head[last + 1 : last + 2]), "")):
        last += 1
    return Masthead(
        SIGNS.sub("", head[place]),
        next(filter(None, found), None),
        _publisher(head[place - 1]) if place else None,
        last + 1,
    )


def mark_title(blocks: Sequence[Block], masthead: Masthead | None) -> list[Block]:
    """Mark the title: what has its style, the first heading below a masthead, or what names a statement."""
    place = _title_place(blocks, masthead)
    if place is None:
        return kinds.mark_title(blocks)
    return [
        block._replace(
            kind="title" if number == place else "heading" if block.kind == "title" else block.kind
        )
        for number, block in enumerate(blocks)
    ]


def titled(symbol: str, title: str | None) -> str:
    """Return a title with the symbol before it, unless it is there already."""
    if not title:
        return symbol
    return title if symbol in title else f"{symbol}: {title}"


def _belongs(line: str) -> bool:
    forms = (SYMBOL, SESSION, ISSUE, DAYS)
    return any(form.fullmatch(line) for form in forms) or _date(line) is not None


def _date(line: str) -> str | None:
    """Return the date of a line that holds nothing else but a day of the week, a place or an hour."""
    found = dates.dateline(line)
    return found[0] if found else dates.edtf(WEEKDAY.sub("", line)) if HOUR.search(line) else None


def _title_place(blocks: Sequence[Block], masthead: Masthead | None) -> int | None:
    styled = next((place for place, block in enumerate(blocks) if block.kind == "title"), None)
    if styled is not None:
        return styled
    before = takewhile(lambda block: not _is_prose(block), blocks[:TITLE_WITHIN])
    head = [place for place, block in enumerate(before) if block.kind == "heading"]
    fit = [
        place
        for place in head
        if len(blocks[place].text.split()) >= FEWEST_WORDS and not NO_TITLE.match(blocks[place].text)
    ]
    first = next(iter(fit), None)
    if masthead:
        return first
    return next((place for place in fit if kinds.STATEMENT.search(blocks[place].text)), first)


def _is_prose(block: Block) -> bool:
    return block.kind in ("paragraph", "item") and bool(kinds.ENDS_A_SENTENCE.search(block.text))


def _publisher(line: str) -> str | None:
    return line if line.istitle() and len(line.split()) <= 4 else None
