"""Tables with named columns (CSV, semicolons, tabs): each row is a document."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from typing import IO

from travaux.errors import UnreadableDocument
from travaux.read.blocks import LONGEST_BLOCK
from travaux.read.budget import Budget
from travaux.read.decode import lines
from travaux.read.items import Item, Names, Within
from travaux.read.records import columns
from travaux.read.records.fields import pack

FORMAT = "table"
NAME = re.compile(r"[\w .\-/()#]{0,40}")
SEPARATORS = ",;\t"
LONGEST_CELL = 4 * LONGEST_BLOCK
MOST_BROKEN = 1_000
EXPECTED = ", ".join(columns.COLUMNS["text"][:6])


def is_table(head: str) -> bool:
    """Say whether a text begins as a table: its first line names columns, and two of them are known."""
    line = head.removeprefix("\ufeff").partition("\n")[0].strip("\r")
    cells = _cells(line)
    known = columns.known(cells)
    return len(cells) > 1 and all(map(NAME.fullmatch, cells)) and len(known) > 1


def unpack(file: IO[bytes], source: str, budget: Budget) -> Within:
    """Yield the document of each row; a row that is broken is an error, and the others go on.

    Raises UnreadableDocument where no column has the text.
    """
    given = lines(file, source)
    first = next(given, "").strip("\r\n")
    header = _cells(first)
    if "text" not in columns.known(header):
        found = ", ".join(filter(None, header))
        raise UnreadableDocument(
            f"{source}: a table without a column of text (its columns are {found}); call one of them {EXPECTED}"
        )
    names = Names(source, budget.limits.members)
    for number, row in _rows(given, header, _separator(first), source):
        yield row if isinstance(row, UnreadableDocument) else _item(row, number, names)


def _item(row: Mapping[str, str], number: int, names: Names) -> Item | UnreadableDocument:
    fields = columns.fields(row)
    name = names.name(columns.number(row), number)
    if not fields.text:
        return UnreadableDocument(f"{name}: there is no text in it; fill in its column of text")
    return Item(name, pack(fields), FORMAT)


def _rows(
    given: Iterator[str], header: list[str], separator: str, source: str
) -> Iterator[tuple[int, dict[str, str] | UnreadableDocument]]:
    """Yield the rows below the header, each with its number."""
    reader = csv.reader(given, delimiter=separator, strict=True)
    number = broken = 0
    while broken < MOST_BROKEN:
        try:
            cells = _next(reader)
        except csv.Error as error:
            number, broken = number + 1, broken + 1
            yield number, _broken(source, reader.line_num + 1, f"is no line of a table ({error})")
            continue
        if cells is None:
            return
        if not any(cells):
            continue
        number += 1
        row = cells[: len(header)]
        if len(row) < len(header) or any(cells[len(header) :]):
            broken += 1
            reason = f"has {len(cells)} cells, the first line {len(header)}"
            yield number, _broken(source, reader.line_num + 1, reason)
        else:
            yield number, dict(zip(header, row, strict=True))
    yield number, UnreadableDocument(f"{source}: {broken:,} lines are no rows of it, so no more are read")


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """Return the next row, whose cells may be as long as texts are: Python holds one limit for all readers."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)


def _broken(source: str, line: int, reason: str) -> UnreadableDocument:
    return UnreadableDocument(f"{source}: line {line} {reason}; mend it")


def _separator(line: str) -> str:
    return max(SEPARATORS, key=line.count)


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=_separator(line)), [])]
    except csv.Error:
        return []
