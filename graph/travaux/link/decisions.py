"""What people decided about who is who: a small file beside the store, so that it outlives the store."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from travaux.errors import TravauxError
from travaux.link.judge import Judgement

COLUMNS = ("verdict", "one", "other", "one_label", "other_label", "by", "because")
LARGEST = 20_000_000
SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about two things, given by their addresses; the labels are for people only."""

    verdict: Literal["same", "different"]
    one: str
    other: str
    one_label: str = ""
    other_label: str = ""
    by: str = SOMEBODY
    because: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        one, other = sorted((self.one, self.other))
        return one, other

    @property
    def judgement(self) -> Judgement:
        return Judgement(*self.pair, self.verdict, 1.0, self.because or "a decision", self.by)


def file_of(store: Path) -> Path:
    """Return where the decisions about a store are: beside it, not in it."""
    return store.with_name(f"{store.name}.decisions.csv")


def load(file: Path) -> tuple[Decision, ...]:
    """Return the decisions of a file, one a pair, the last one counting; none when there is no file.

    Raises TravauxError for a file that holds something else.
    """
    try:
        if not file.exists():
            return ()
        if file.stat().st_size > LARGEST:
            raise TravauxError(f"{file} is larger than {LARGEST:,} bytes; that is no file of decisions")
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TravauxError(f"{file} cannot be read as decisions: {error}") from error
    if not rows or tuple(rows[0][:3]) != COLUMNS[:3]:
        raise TravauxError(f"{file}: the first line must be {','.join(COLUMNS)}")
    found = (_decision(file, number, rows[0], row) for number, row in enumerate(rows[1:], 2) if any(row))
    return tuple(sorted({one.pair: one for one in found}.values(), key=lambda one: one.pair))


def save(file: Path, decisions: Iterable[Decision]) -> None:
    """Write decisions to a file, sorted, all or nothing."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted({one.pair: one for one in decisions}.values(), key=lambda one: one.pair):
        writer.writerow([getattr(one, name) for name in COLUMNS])
    beside = file.with_name(f"{file.name}.new")
    try:
        beside.write_text(buffer.getvalue(), encoding="utf-8", newline="")
        beside.replace(file)
    except OSError as error:
        raise TravauxError(f"the decisions cannot be written to {file}: {error.strerror}") from error


def _decision(file: Path, number: int, header: list[str], row: list[str]) -> Decision:
    given = {name: value for name, value in zip(header, row, strict=False) if name in COLUMNS}
    verdict, one, other = (given.get(name, "").strip() for name in COLUMNS[:3])
    if verdict not in ("same", "different"):
        raise TravauxError(f"{file}, line {number}: the verdict is same or different, not {verdict!r}")
    for address in (one, other):
        if not re.fullmatch(r"https?://[^\s<>\"{}|^`\\]+", address):
            raise TravauxError(f"{file}, line {number}: {address!r} is no address of a person or document")
    if one == other:
        raise TravauxError(f"{file}, line {number}: a decision needs two things, not {one} twice")
    return Decision(
        cast(Literal["same", "different"], verdict),
        one,
        other,
        given.get("one_label", ""),
        given.get("other_label", ""),
        given.get("by", "").strip() or SOMEBODY,
        given.get("because", ""),
    )
