"""What coders judged of positions: a small file beside the store, so that it outlives the store."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as calendar
from pathlib import Path
from typing import Literal, get_args

from pyoxigraph import NamedNode

from travaux.errors import TravauxError
from travaux.model import Stance
from travaux.review import cells

Verdict = Literal["accept", "reject", "amend"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
STANCES: tuple[str, ...] = get_args(Stance)
NOTHING = "none"  # in a cell: the position does not have this part
LONGEST_NAME, LONGEST_NOTE = 100, 2000
KEY = ("position", "coder", "date", "verdict")
AMENDED = ("amended_holder", "amended_stance", "amended_topics", "amended_body", "amended_date")
READING = ("document", "sentence", "holder", "stance", "topics", "target", "cue", "start")
COLUMNS = (*KEY, *AMENDED, "note", *READING)
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|^`\\]+")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Amendment:
    """The values that a coder gives in the place of those that were read.

    None is what was read, an empty one nothing. Holder, topics and body are addresses.
    """

    holder: str | None = None
    stance: str | None = None
    topics: tuple[str, ...] | None = None
    body: str | None = None
    date: str | None = None

    def __bool__(self) -> bool:
        return self != Amendment()


@dataclass(frozen=True, slots=True)
class Reading:
    """A position as it was read when it was judged: what finds it again when its address has changed.

    `holder` is an address that is the same in all documents, `topics` are addresses, `start` is where the sentence
    stood.
    """

    document: str
    sentence: str
    holder: str
    stance: str
    topics: tuple[str, ...] = ()
    target: str = ""
    cue: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one coder says of one position, given by its id; `date` is the day, YYYY-MM-DD."""

    position: str
    coder: str
    date: str
    verdict: Verdict
    reading: Reading
    amended: Amendment = field(default_factory=Amendment)
    note: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.position, self.coder

    @property
    def said(self) -> tuple[object, ...]:
        """Return all but the day on which it was said."""
        return self.position, self.coder, self.verdict, self.amended, self.note


def file_of(store: Path) -> Path:
    """Return where the judgements on a store are: beside it, not in it."""
    return store.with_name(f"{store.name}.judgements.csv")


def load(file: Path) -> tuple[Judgement, ...]:
    """Return the judgements of a file, one a position and coder, the later counting; none when there is no file.

    Raises TravauxError for a file that holds something else.
    """
    if not file.exists():
        return ()
    return latest(_judgement(file, number, row) for number, row in cells.read(file, COLUMNS))


def save(file: Path, judgements: Iterable[Judgement]) -> None:
    """Write judgements to a file, sorted, all or nothing; raises TravauxError when it cannot be written."""
    rows = ([*map(_cells(one).__getitem__, COLUMNS)] for one in latest(judgements))
    beside = file.with_name(f"{file.name}.new")
    try:
        beside.write_text(cells.written(COLUMNS, rows), encoding="utf-8", newline="")
        beside.replace(file)
    except OSError as error:
        raise TravauxError(f"the judgements cannot be written to {file}: {error.strerror}") from error


def latest(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return judgements sorted, one a position and coder: the latest, of one day the last."""
    found: dict[tuple[str, str], Judgement] = {}
    for one in judgements:
        before = found.get(one.key)
        if before is None or before.date <= one.date:
            found[one.key] = one
    return tuple(found[key] for key in sorted(found))


def verdict_of(text: str) -> Verdict:
    """Return a verdict; raises TravauxError for what is none."""
    for verdict in VERDICTS:
        if text == verdict:
            return verdict
    raise TravauxError(f"the verdict is one of {', '.join(VERDICTS)}, not {text[:40]!r}")


def stance_of(text: str) -> str:
    """Return a stance; raises TravauxError for what is none."""
    if text not in STANCES:
        raise TravauxError(f"a stance is one of {', '.join(STANCES)}, not {text[:40]!r}")
    return text


def coder_of(name: str) -> str:
    """Return the name of a coder as it is kept; raises TravauxError for one that is empty, long or of several lines."""
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise TravauxError(
            f"{name[:40]!r} is no name of a coder; give up to {LONGEST_NAME} letters on one line"
        )
    return plain


def day_of(text: str) -> str:
    """Return a day as YYYY-MM-DD; raises TravauxError for what is none."""
    try:
        if len(text) == len("2021-03-12"):
            return calendar.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise TravauxError(f"{text[:40]!r} is no day; write it as 2021-03-12")


def date_of(text: str) -> str:
    """Return the date of a position, of a day, month or year; raises TravauxError for what is none."""
    if _DATE.fullmatch(text):
        try:
            calendar.fromisoformat(text + "-01-01"[len(text) - 4 :])
        except ValueError:
            pass
        else:
            return text
    raise TravauxError(
        f"{text[:40]!r} is no date; write 2021, 2021-03 or 2021-03-12, in a cell that holds text"
    )


def _cells(one: Judgement) -> dict[str, str]:
    amended, reading = one.amended, one.reading
    return {
        **{name: getattr(one, name) for name in (*KEY, "note")},
        **{name: getattr(reading, name) for name in READING if name not in ("topics", "start")},
        "topics": " ".join(reading.topics),
        "start": str(reading.start),
        "amended_holder": amended.holder or "",
        "amended_stance": amended.stance or "",
        "amended_topics": _cell(None if amended.topics is None else " ".join(amended.topics)),
        "amended_body": _cell(amended.body),
        "amended_date": _cell(amended.date),
    }


def _cell(value: str | None) -> str:
    return "" if value is None else value or NOTHING


def _judgement(file: Path, number: int, row: dict[str, str]) -> Judgement:
    try:
        return _checked(row)
    except (TravauxError, ValueError) as error:
        raise TravauxError(f"{file}, row {number}: {error}") from error


def _checked(row: dict[str, str]) -> Judgement:
    if not re.fullmatch(r"[0-9a-f]{16}", row["position"]):
        raise TravauxError(f"{row['position'][:40]!r} is no id of a position")
    verdict = verdict_of(row["verdict"])
    amended = _amendment(row)
    if bool(amended) != (verdict == "amend"):
        raise TravauxError("amended values go with the verdict amend, and it with them")
    return Judgement(
        row["position"],
        coder_of(row["coder"]),
        day_of(row["date"]),
        verdict,
        _reading(row),
        amended,
        row["note"][:LONGEST_NOTE],
    )


def _amendment(row: dict[str, str]) -> Amendment:
    holder, stance, topics, body, date = (row[name] for name in AMENDED)
    return Amendment(
        holder=_address(holder) if holder else None,
        stance=stance_of(stance) if stance else None,
        topics=None if not topics else () if topics == NOTHING else tuple(map(_address, topics.split())),
        body=None if not body else "" if body == NOTHING else _address(body),
        date=None if not date else "" if date == NOTHING else date_of(date),
    )


def _reading(row: dict[str, str]) -> Reading:
    return Reading(
        document=row["document"],
        sentence=row["sentence"],
        holder=_address(row["holder"]),
        stance=stance_of(row["stance"]),
        topics=tuple(map(_address, row["topics"].split())),
        target=row["target"],
        cue=row["cue"],
        start=int(row["start"]) if row["start"].isdecimal() else 0,
    )


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise TravauxError(f"{text[:40]!r} is no address")
    return NamedNode(text).value
