"""Tables of recorded votes: with one line a ballot, as the UN Digital Library's, or with one line a resolution."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from itertools import chain, groupby
from typing import IO

from travaux import rollcall
from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import clean, dates
from travaux.read.blocks import Block, assemble, tidy
from travaux.read.budget import Budget
from travaux.read.decode import lines
from travaux.read.items import Item, Within
from travaux.read.limits import Limits

Row = dict[str, str]
Line = tuple[int, Row]

# What columns are called elsewhere, the best known first.
CALLED = {
    "resolution": ("unres", "res", "symbol"),
    "title": ("short", "descr", "description", "subject"),
    "ms_code": ("iso3", "iso_code", "country_code", "ccode", "code"),
    "ms_name": ("country", "country_name", "member_state", "member", "state"),
    "ms_vote": ("vote", "ballot"),
    "undl_link": ("undl_record", "link", "url"),
}
MEMBERS = ("ms_code", "ms_name")
LISTS = ("introduced_by", "in_favour", "against", "abstaining")
ABOUT = (
    *("undl_id", "resolution", "draft", "committee_report", "meeting", "session", "date", "adoption"),
    *("title", "agenda_title", "subjects", "vote_note", "total_yes", "total_no", "total_abstentions"),
    *("total_non_voting", "total_ms", "undl_link"),
)
NEEDED = {"resolution", "date", "title"}
KNOWN = ("Y", "N", "A", "X")
LONGEST_CELL = 100_000
_NOTE = re.compile(r"\s*:\s*resolution\s*/\s*adopted by .*$", re.IGNORECASE)


def is_table(head: str) -> bool:
    """Say whether a text begins as a table of votes: by the columns that its first line names."""
    columns = {*_names(_header(head))}
    by_ballot = "ms_vote" in columns and bool(columns & {*MEMBERS})
    return columns >= NEEDED and (by_ballot or bool(columns & {*LISTS}))


def items(file: IO[bytes], source: str, budget: Budget) -> Within:
    """Yield the roll call of each resolution, with a source of its own: its rows with their lines, as JSON.

    In the Digital Library's data, which may be large, the lines of a resolution follow one another; in tables of
    others they may stand anywhere.
    """
    rows = _rows(lines(file, source), source)
    first = next(rows, None)
    if first is None:
        return
    together = groupby if "undl_id" in first[1] else _gathered
    for number, (key, group) in enumerate(together(chain([first], rows), _key)):
        yield Item(f"{source}#{key or number}", json.dumps(list(group)).encode(), rollcall.FORMAT)


def read(data: bytes, source: str, limits: Limits) -> Document:
    """Read a roll call as `items` gives it.

    Raises UnreadableDocument where it says too little, or what no vote is.
    """
    return _document([(line, row) for line, row in json.loads(data)], source)


def _header(head: str) -> list[str]:
    line = head.removeprefix("\ufeff").partition("\n")[0].strip("\r")
    return [cell.strip().strip('"').casefold() for cell in line.split(_separator(line))]


def _names(header: list[str]) -> list[str]:
    """Return the columns by the names that they have here."""
    ours = {}
    for name, others in CALLED.items():
        there = next((one for one in (name, *others) if one in header), name)
        ours[there] = name
    return [ours.get(one, one) for one in header]


def _separator(line: str) -> str:
    return max(",;\t", key=line.count)


def _rows(given: Iterator[str], source: str) -> Iterator[Line]:
    first = next(given, "")
    names = _names(_header(first))
    reader = csv.reader(chain([first], given), delimiter=_separator(first))
    try:
        next(reader)
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(names):
                raise UnreadableDocument(
                    f"{source}: line {reader.line_num} has {len(cells)} cells, the first line {len(names)}; mend it"
                )
            yield reader.line_num, {name: clean.line(cell) for name, cell in zip(names, cells, strict=True)}
    except csv.Error as error:
        raise UnreadableDocument(
            f"{source}: line {reader.line_num} is no line of a table ({error})"
        ) from None


def _gathered(rows: Iterator[Line], key: Callable[[Line], str]) -> Iterator[tuple[str, list[Line]]]:
    """Yield the rows that have one key, wherever they stand, in the order of the first of each."""
    same: dict[str, str] = {}
    found: dict[str, list[Line]] = {}
    for line, row in rows:
        kept = {
            name: same.setdefault(cell, cell) for name, cell in row.items()
        }  # few cells are said once only
        found.setdefault(key((line, kept)), []).append((line, kept))
    yield from found.items()


def _key(row: Line) -> str:
    return row[1]["resolution"] or row[1].get("draft") or row[1].get("undl_id") or ""


def _document(rows: list[Line], source: str) -> Document:
    line, first = rows[0]
    date = dates.edtf(first["date"])
    symbol = _key(rows[0])
    if not (symbol and date):
        raise UnreadableDocument(f"{source}: line {line} needs a resolution and a date (2018-12-05)")
    title = _NOTE.sub("", first["title"])
    about = [f"{name}{rollcall.COLON}{first[name]}" for name in ABOUT if first.get(name)]
    votes = [(vote, at) for at, row in rows for vote in _votes(row, at, source)]
    twice = _twice(votes)
    if twice:
        raise UnreadableDocument(
            f"{source}: line {twice[1]}: {twice[0]} has voted before; keep one of its votes"
        )
    items = [rollcall.ballot_line(member, vote, symbol) for (member, vote), _ in votes]
    blocks = [Block(title or symbol, "title"), *map(Block, about), *(Block(item, "item") for item in items)]
    text, passages = assemble(tidy(blocks), source)
    return Document(
        source=source,
        text=text,
        passages=passages,
        title=f"{symbol}: {title}" if title else symbol,
        date=date,
        address=first.get("undl_link") or None,
        language="en",
        format=rollcall.FORMAT,
    )


def _votes(row: Row, line: int, source: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the votes of a row, each with its member; raises UnreadableDocument for a vote that is none."""
    vote = row.get("ms_vote", "")
    if vote and not rollcall.cast(vote) and vote.casefold() not in rollcall.ABSENT:
        known = ", ".join(KNOWN)
        raise UnreadableDocument(
            f"{source}: line {line}: {vote!r} is no vote; known are {known} and their words"
        )
    if vote:
        yield tuple(filter(None, (row.get(name, "") for name in MEMBERS))), vote
    for column in LISTS:
        for member in row.get(column, "").split():
            yield (member,), column


def _twice(votes: list[tuple[tuple[tuple[str, ...], str], int]]) -> tuple[str, int] | None:
    seen: set[str] = set()
    for (member, vote), line in votes:
        if vote == "introduced_by":
            continue
        if member[:1] and member[0] in seen:
            return member[0], line
        seen.update(member[:1])
    return None
