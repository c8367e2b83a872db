"""Taking in what a coder judged, and telling what there is of judgements and what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from travaux.errors import TravauxError
from travaux.review import filled
from travaux.review.apply import by_position, refresh, told
from travaux.review.choose import Choice, chosen
from travaux.review.judgements import VERDICTS, Judgement, file_of, load, save
from travaux.review.page import render
from travaux.review.standing import Standing, standings
from travaux.review.table import labels, named, write
from travaux.store import Store
from travaux.table import Record

COLUMNS: dict[str, Callable[[Record], Any]] = {
    name: lambda record, name=name: record[name]  # type: ignore[misc]
    for name in (
        "state",
        "coder",
        "date",
        "verdict",
        "holder",
        "stance",
        "document",
        "sentence",
        "note",
        "id",
    )
}
GLANCE = ("state", "coder", "verdict", "holder", "stance", "document", "sentence")
STATES = {"lost": "not found any more by the extractor", "resting": "its sentence is gone"}


def of(store: Store) -> list[Standing]:
    """Return the judgements beside a store with what becomes of each; raises TravauxError for a store in memory."""
    return standings(store, load(_file(store)))


def table(store: Store, choice: Choice, coder: str | None = None, unjudged: bool = False) -> tuple[str, int]:
    """Return a table of positions to fill, and how many they are, with what the coder said of them before.

    With `unjudged`, without the positions that this coder judged or, where none is given, that anybody did.
    """
    own = _own(of(store), coder)
    found = chosen(store, choice, own if unjudged else ())
    former = own if coder else {}
    return write(found, former, labels(store, named(former.values()))), len(found)


def page(store: Store, choice: Choice, coder: str, unjudged: bool = False) -> tuple[str, int]:
    """Return a page on which a coder judges positions, and how many they are; see table."""
    own = _own(of(store), coder)
    found = chosen(store, choice, own if unjudged else ())
    return render(store, found, coder, own), len(found)


def _own(found: Iterable[Standing], coder: str | None) -> dict[str, Judgement]:
    """Return the judgements of a coder, or of all, by the ids of the positions that they apply to."""
    mine = (one for one in found if coder in (None, one.judgement.coder))
    return {position: judgements[0] for position, judgements in by_position(mine).items()}


def take_in(store: Store, file: Path, coder: str, date: str) -> Iterator[str]:
    """Record what a coder filled into a table, apply it, and yield what there is to tell, line by line.

    What the coder said before of the same position gives way, if it is not of a later day. Raises TravauxError, and
    changes nothing, where a row is wrong.
    """
    place = _file(store)
    known = {one.key: one for one in load(place)}
    before = _own(standings(store, known.values()), coder)
    taken = filled.read(store, file, coder, date)
    counts: Counter[str] = Counter(empty=taken.empty)
    for one in taken.judgements:
        counts[_enter(known, before.get(one.position), one)] += 1
    for position in taken.withdrawn & before.keys():
        del known[before[position].key]
        counts["withdrawn"] += 1
    if counts["new"] or counts["changed"] or counts["withdrawn"]:
        save(place, known.values())
        found = refresh(store)
        store.derive()
        yield from told(found)
    yield _counted(counts)
    yield f"judgements are in {place}"


def _enter(known: dict[tuple[str, str], Judgement], before: Judgement | None, new: Judgement) -> str:
    if before is not None:
        if before.said[1:] == new.said[1:]:
            return "unchanged"
        if before.date > new.date:
            return "older"
        del known[before.key]
    known[new.key] = new
    return "new" if before is None else "changed"


def _counted(counts: Counter[str]) -> str:
    words = {
        "new": "new",
        "changed": "changed",
        "unchanged": "as before",
        "older": "left, as a later judgement is known",
        "withdrawn": "withdrawn",
        "empty": "rows without a verdict",
    }
    return ", ".join(
        f"{counts[name]} {word}" for name, word in words.items() if counts[name] or name == "new"
    )


def not_applied(found: Iterable[Standing]) -> list[Record]:
    """Return the judgements that apply to nothing, as records, each with the reason."""
    return [_record(one) for one in found if one.position is None]


def _record(one: Standing) -> Record:
    judgement, reading = one.judgement, one.judgement.reading
    return {
        "state": STATES[one.state],
        "coder": judgement.coder,
        "date": judgement.date,
        "verdict": judgement.verdict,
        "holder": reading.holder.rsplit("/", 1)[-1],
        "stance": reading.stance,
        "document": reading.document,
        "sentence": reading.sentence,
        "note": judgement.note,
        "id": judgement.position,
    }


def summary(store: Store) -> Iterator[str]:
    """Yield how much each coder judged, and what becomes of it, line by line."""
    found = of(store)
    for coder in sorted({one.judgement.coder for one in found}):
        said = Counter(one.judgement.verdict for one in found if one.judgement.coder == coder)
        yield f"{coder}: " + ", ".join(f"{said[verdict]} {verdict}" for verdict in VERDICTS)
    positions = {one.position for one in found if one.position}
    yield f"{len(positions)} positions are judged by {len({one.judgement.coder for one in found})} coders"
    yield from told(found)


def _file(store: Store) -> Path:
    if store.path is None:
        raise TravauxError("judgements are kept beside a store; this one is in memory only")
    return file_of(store.path)
