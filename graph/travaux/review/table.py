"""The table that a coder fills in a spreadsheet: positions with their sentences, a verdict for each, amended values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from travaux.rdf import slug
from travaux.review import cells
from travaux.review.judgements import AMENDED, NOTHING, Judgement
from travaux.store import Store
from travaux.table import POSITION_COLUMNS, Record

PLACE = "position/"  # before an id, so that a spreadsheet takes none for a number
SHOWN: dict[str, Callable[[Record], Any]] = {
    "id": lambda record: PLACE + record["id"],
    "document": POSITION_COLUMNS["document"],
    "sentence": POSITION_COLUMNS["evidence"],
    **{
        name: POSITION_COLUMNS[name]
        for name in ("holder", "stance", "topics", "target", "cue", "body", "date")
    },
}
FILLED = ("verdict", *AMENDED, "note")
COLUMNS = (*SHOWN, *FILLED)
NEEDED = ("id", *FILLED)
Names = Mapping[str, str]


def write(found: Iterable[Record], former: Mapping[str, Judgement], names: Names) -> str:
    """Return records as a table to fill, with what its coder said formerly.

    `former` has judgements by the ids of positions, `names` what the addresses in them are called.
    """
    rows = ([*map(_said(one, former.get(one["id"]), names).__getitem__, COLUMNS)] for one in found)
    return cells.written(COLUMNS, rows)


def named(judgements: Iterable[Judgement]) -> set[str]:
    """Return the addresses of holders and bodies that judgements give."""
    return {iri for one in judgements for iri in (one.amended.holder, one.amended.body) if iri}


def filled(judgement: Judgement | None, names: Names) -> dict[str, str]:
    """Return the cells that a coder filled with a judgement, by their columns."""
    if judgement is None:
        return dict.fromkeys(FILLED, "")
    amended = judgement.amended
    values = (
        amended.holder and names.get(amended.holder, amended.holder),
        amended.stance,
        None if amended.topics is None else " ".join(map(slug, amended.topics)),
        amended.body and names.get(amended.body, amended.body),
        amended.date,
    )
    told = ("" if value is None else value or NOTHING for value in values)
    return {
        "verdict": judgement.verdict,
        "note": judgement.note,
        **dict(zip(AMENDED, told, strict=True)),
    }


def _said(record: Record, judgement: Judgement | None, names: Names) -> dict[str, str]:
    shown = {name: "" if (value := get(record)) is None else str(value) for name, get in SHOWN.items()}
    return shown | filled(judgement, names)


def labels(store: Store, addresses: Iterable[str]) -> dict[str, str]:
    """Return what things are called, those only that no other thing is called so; the rest go by their addresses."""
    wanted = set(addresses)
    if not wanted:
        return {}
    rows = [
        (row["node"].value, row["label"].value)
        for row in store.select(
            "SELECT DISTINCT ?node ?label { ?node trv:identity ?node ; rdfs:label ?label }"
        )
    ]
    bearers: dict[str, set[str]] = {}
    for node, label in rows:
        bearers.setdefault(label.casefold(), set()).add(node)
    return {node: label for node, label in rows if node in wanted and len(bearers[label.casefold()]) == 1}
