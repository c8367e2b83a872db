"""JSON that holds documents: posts of WordPress, and objects with a field of text, one, in a list or on lines."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from itertools import chain
from typing import IO

from travaux.errors import UnreadableDocument
from travaux.read import clean, wordpress
from travaux.read.budget import Budget
from travaux.read.decode import decode
from travaux.read.items import Item, Names, Within, whole
from travaux.read.records import columns, tables, values
from travaux.read.records.fields import pack

FORMAT = "record"
FIRST = 1024
END = object()
EXPECTED = f"{wordpress.EXPECTED}, or objects with a text ({tables.EXPECTED})"


def unpack(file: IO[bytes], source: str, budget: Budget) -> Within:
    """Yield each document of a JSON file.

    Raises UnreadableDocument for broken JSON and where the first value is of another shape.
    """
    if _begins_a_list(file):
        yield from _several(values.of_list(file, source, budget.limits), source, budget)
    elif values.is_lines(file):
        yield from _several(values.of_lines(file, source), source, budget)
    else:
        value = values.parsed(decode(whole(file, source, budget.limits), source), source)
        yield _one(value, source, 1)


def _begins_a_list(file: IO[bytes]) -> bool:
    head = file.read(FIRST)
    file.seek(0)
    return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"[")


def _several(given: Iterator[object], source: str, budget: Budget) -> Within:
    found = _with_break(given)
    first = next(found, END)
    if first is END:
        raise UnreadableDocument(f"{source}: an empty JSON list; expected {EXPECTED}")
    if isinstance(first, UnreadableDocument):
        raise first
    if not is_known(first):
        raise _unknown(first, source, 1)
    second = next(found, END)
    if second is END:
        yield _one(first, source, 1)
        return
    names = Names(source, budget.limits.members)
    for number, value in enumerate(chain((first, second), found), 1):
        if isinstance(value, UnreadableDocument):
            yield value
        else:
            yield _one(value, names.name(clean.line(columns.number(_row(value))), number), number)


def _with_break(given: Iterator[object]) -> Iterator[object]:
    """Yield values, and what breaks them off as the last one."""
    try:
        yield from given
    except UnreadableDocument as error:
        yield error


def _one(value: object, source: str, number: int) -> Item | UnreadableDocument:
    if wordpress.is_post(value):
        return Item(source, json.dumps(value).encode(), wordpress.FORMAT)
    row = _row(value)
    if "text" not in columns.known(row):
        return _unknown(value, source, number)
    fields = columns.fields(row)
    if not fields.text.strip():
        return UnreadableDocument(f"{source}: there is no text in it; fill in its field of text")
    return Item(source, pack(fields), FORMAT)


def is_known(value: object) -> bool:
    """Say whether a value is one that holds a document."""
    return wordpress.is_post(value) or "text" in columns.known(_row(value))


def _row(value: object) -> dict[str, str]:
    """Return an object as a row of a table, with what is flat in it."""
    cells = {name: _cell(one) for name, one in value.items()} if isinstance(value, dict) else {}
    return {name: cell for name, cell in cells.items() if cell is not None}


def _cell(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("rendered", value.get("name"))
    if isinstance(value, list):
        cells = [cell for one in value if not isinstance(one, list) and (cell := _cell(one))]
        return "; ".join(cells) if cells else None
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) else None


def _unknown(value: object, source: str, number: int) -> UnreadableDocument:
    if isinstance(value, dict):
        shape = f"an object with the keys {', '.join(sorted(value)[:6]) or 'none'}"
    else:
        shape = "null" if value is None else type(value).__name__
    return UnreadableDocument(
        f"{source}: JSON of an unknown shape (item {number} is {shape}); expected {EXPECTED}"
    )
