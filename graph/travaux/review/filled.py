"""A table that a coder filled, read back: every row is checked, and all that is wrong is told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from travaux.ask import records
from travaux.ask.query import Parameter, mean
from travaux.errors import TravauxError
from travaux.rdf import thing
from travaux.review import cells
from travaux.review.judgements import (
    AMENDED,
    LONGEST_NOTE,
    NOTHING,
    VERDICTS,
    Amendment,
    Judgement,
    Reading,
    date_of,
    stance_of,
    verdict_of,
)
from travaux.review.standing import readings
from travaux.review.table import FILLED, NEEDED, PLACE
from travaux.store import Store

WITHDRAW = "withdraw"
SHOWN = 50  # errors
Value = TypeVar("Value")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a table says: judgements, the ids of positions on which they are withdrawn, and how many rows are empty."""

    judgements: tuple[Judgement, ...]
    withdrawn: frozenset[str]
    empty: int


def read(store: Store, file: Path, coder: str, date: str) -> Filled:
    """Return what a coder filled into a table, as judgements of a day.

    Raises TravauxError with all that is wrong, each with the number of its row.
    """
    rows = [
        (number, {name: cell.strip() for name, cell in row.items()})
        for number, row in cells.read(file, NEEDED)
    ]
    said = [(number, row) for number, row in rows if any(row[name] for name in FILLED)]
    ids = [_id(row) for _, row in said]
    desk = _Desk(store, ids)
    judgements: list[Judgement] = []
    withdrawn: set[str] = set()
    first: dict[str, int] = {}
    wrong: list[str] = []
    for (number, row), position in zip(said, ids, strict=True):
        try:
            reading = desk.reading(position, row)
            if first.setdefault(position, number) != number:
                raise TravauxError(f"its position is judged in row {first[position]} already")
            if row["verdict"].casefold() == WITHDRAW:
                withdrawn.add(position)
            else:
                judgements.append(_judgement(desk, position, reading, row, coder, date))
        except TravauxError as error:
            wrong.append(f"row {number}: {error}")
    if wrong:
        raise TravauxError(_all(file, wrong))
    return Filled(tuple(judgements), frozenset(withdrawn), len(rows) - len(said))


def _all(file: Path, wrong: list[str]) -> str:
    more = [f"and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
    told = "\n  ".join([*wrong[:SHOWN], *more])
    return f"{file} was not taken in; mend it and read it again:\n  {told}"


def _id(row: Row) -> str:
    return row["id"].removeprefix(PLACE)


def _judgement(desk: _Desk, position: str, reading: Reading, row: Row, coder: str, date: str) -> Judgement:
    if not row["verdict"]:
        raise TravauxError(f"it has values and no verdict; write {', '.join(VERDICTS)} or {WITHDRAW}")
    verdict = verdict_of(row["verdict"].casefold())
    if verdict != "amend" and any(row[name] for name in AMENDED):
        raise TravauxError(f"it has amended values; with them the verdict is amend, not {verdict}")
    if len(row["note"]) > LONGEST_NOTE:
        raise TravauxError(f"its note is longer than {LONGEST_NOTE:,} letters")
    amended = desk.amendment(position, row)
    if verdict == "amend" and not amended:
        raise TravauxError(
            "it amends nothing: give an amended value that is not what was read, or write accept"
        )
    return Judgement(position, coder, date, verdict, reading, amended, row["note"])


class _Desk:
    """What the rows of a table are checked against: the positions as they were read, and all names."""

    def __init__(self, store: Store, ids: list[str]) -> None:
        self._store = store
        known = [one for one in ids if re.fullmatch(r"[0-9a-f]{16}", one)]
        self._readings = readings(store, known)
        asked = [thing("position", one).value for one in self._readings]
        self._records = {one["id"]: one for one in records.positions(store, asked, raw=True)} if asked else {}
        self._meant: dict[tuple[str, str], str] = {}

    def reading(self, position: str, row: Row) -> Reading:
        """Return a position as it reads now; raises TravauxError when it is not here or its sentence is another."""
        reading = self._readings.get(position)
        if reading is None:
            raise TravauxError(
                f"there is no position {position[:40]!r} in this graph; its document has changed, or the table is of"
                " another graph: write a new one with travaux review --out"
            )
        if "sentence" in row and row["sentence"].split() != reading.sentence.split():
            raise TravauxError(
                f"its sentence is not that of the position, {reading.sentence[:60]!r}; leave it as it was written, and"
                " save as CSV (UTF-8)"
            )
        return reading

    def amendment(self, position: str, row: Row) -> Amendment:
        """Return the values of a row that are not those that were read."""
        record = self._records[position]
        body = record["body"]["iri"] if record["body"] else ""
        topics = self._value(row, "amended_topics", self._topics)
        read = set(self._readings[position].topics)
        return Amendment(
            holder=_other(self._value(row, "amended_holder", self._holder), record["holder"]["iri"]),
            stance=_other(self._value(row, "amended_stance", stance_of), record["stance"]),
            topics=None if topics is None or set(topics) == read else topics,
            body=_other(self._value(row, "amended_body", self._body), body),
            date=_other(self._value(row, "amended_date", _date), record["date"] or ""),
        )

    def _value(self, row: Row, name: str, meant: Callable[[str], Value]) -> Value | None:
        try:
            return meant(row[name]) if row[name] else None
        except TravauxError as error:
            raise TravauxError(f"{name}: {error}") from error

    def _holder(self, text: str) -> str:
        return self._one("Actor", text)

    def _body(self, text: str) -> str:
        return "" if text.casefold() == NOTHING else self._one("Body", text)

    def _topics(self, text: str) -> tuple[str, ...]:
        """Return the topics of a cell: parted by commas or semicolons, or by blanks where each is one word."""
        if text.casefold() == NOTHING:
            return ()
        parted = re.split(r"[;,]", text) if re.search(r"[;,]", text) else text.split()
        names = [name.strip() for name in parted if name.strip()]
        if len(parted) == len(text.split()) > 1:
            try:
                return (self._one("Topic", text),)
            except TravauxError:
                pass
        return tuple(sorted({self._one("Topic", name) for name in names}))

    def _one(self, kind: str, text: str) -> str:
        if (kind, text) not in self._meant:
            self._meant[kind, text] = self._look_up(kind, text)
        return self._meant[kind, text]

    def _look_up(self, kind: str, text: str) -> str:
        try:
            found = mean(self._store, Parameter(kind.lower(), kind, True, ""), text)
        except TravauxError as error:
            raise TravauxError(str(error).removeprefix(f"--{kind.lower()} ")) from error
        if len(found) > 1:
            listed = ", ".join(found[:3])
            raise TravauxError(
                f"{text[:60]!r} may mean {len(found)} things; give the address of one: {listed}"
            )
        return found[0]


def _date(text: str) -> str:
    return "" if text.casefold() == NOTHING else date_of(text)


def _other(value: str | None, read: str) -> str | None:
    return None if value == read else value
