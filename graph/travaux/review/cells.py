"""Cells of tables that spreadsheets open and save: read whatever the program, and nothing in them is a formula."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from travaux.errors import TravauxError

LARGEST = 50_000_000
STEERS = ("=", "+", "-", "@", "\t", "\r", "'")
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
Row = tuple[int, dict[str, str]]


def guarded(text: str) -> str:
    """Return a text so that a spreadsheet takes it for text: what could begin a formula has an apostrophe before it."""
    return f"'{text}" if text.startswith(STEERS) else text


def bare(text: str) -> str:
    """Return the text of a cell that may be guarded."""
    return text.removeprefix("'")


def written(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows under a header as comma-separated values (RFC 4180), each cell guarded."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def read(file: Path, needed: Iterable[str]) -> list[Row]:
    """Return the rows of a table with their numbers as a spreadsheet counts them, each by the names of its columns.

    Commas, semicolons and tabs may part the cells; UTF-8, UTF-16 with its mark, and Western Windows are read. Raises
    TravauxError for a file that is too large or no table, and where a column of `needed` is missing.
    """
    wanted = [*needed]
    lines = _lines(file, _text(file))
    number, header = next(lines, (0, []))
    names = [cell.strip().casefold() for cell in header]
    missing = [name for name in wanted if name not in names]
    if missing:
        raise TravauxError(
            f"{file}: there is no column {missing[0]!r} in its first row; write a table with travaux review --out, and"
            " keep its first row"
        )
    if len(set(filter(None, names))) != len([*filter(None, names)]):
        raise TravauxError(f"{file}, row {number}: two columns have one name")
    return [_row(file, number, names, cells) for number, cells in lines if any(map(str.strip, cells))]


def _row(file: Path, number: int, names: list[str], cells: list[str]) -> Row:
    if any(cell.strip() for cell in cells[len(names) :]):
        raise TravauxError(f"{file}, row {number}: it has more cells than the first row")
    padded = [*cells, *[""] * (len(names) - len(cells))]
    return number, {name: bare(cell) for name, cell in zip(names, padded, strict=False) if name}


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise TravauxError(f"{file} is larger than {LARGEST:,} bytes; that is no table of positions")
        data = file.read_bytes()
    except OSError as error:
        raise TravauxError(f"{file} cannot be read: {error.strerror or error}") from error
    coding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        return data.decode(
            "cp1252", errors="replace"
        )  # how some spreadsheets save; a lost letter is told later


def _lines(file: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row with its number; a first line that only names the separator is none."""
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').startswith("sep=") and len(first.strip()) <= len('"sep=,"'):
        first, text = rest.partition("\n")[0], rest
    separator = max(",;\t", key=first.count)
    try:
        yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1)
    except csv.Error as error:
        raise TravauxError(f"{file} cannot be read as a table: {error}; save it as CSV (UTF-8)") from error
