"""Data frames of a store, with columns that stay: positions, delegates, events and votes."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from travaux.ask import records
from travaux.errors import TravauxError
from travaux.rdf import slug
from travaux.store import Store
from travaux.store.flat import SIDES
from travaux.table import Record

VALUES = {"for": 1.0, "against": -1.0}
RESERVED = 0.0
VOTES = {"vote-for": "yes", "vote-against": "no", "abstain": "abstain"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_EVENTS = """
SELECT DISTINCT ?event ?kind ?about ?aboutLabel ?date ?source ?sentence WHERE {
  ?event a trv:Event ; trv:kind ?kind ; trv:sentence ?sentence ; trv:documentName ?source .
  OPTIONAL { ?event trv:about ?about . ?about rdfs:label ?aboutLabel }
  OPTIONAL { ?event dcterms:date ?date }
}"""

Columns = Mapping[str, Callable[[Record], Any]]

POSITIONS: Columns = {
    "id": lambda r: r["id"],
    "document": lambda r: r["document"],
    "date": lambda r: r["date"],
    "since": lambda r: _day(r["date"], first=True),
    "until": lambda r: _day(r["date"], first=False),
    "holder": lambda r: r["holder"]["label"],
    "holder_iri": lambda r: r["holder"]["iri"],
    "holder_type": lambda r: r["holder"]["type"],
    "iso3": lambda r: r["holder"]["iso3"],
    "stance": lambda r: r["stance"],
    "act": lambda r: r["act"],
    "side": lambda r: SIDES.get(r["stance"]),
    "value": lambda r: _value(r["stance"]),
    "topics": lambda r: tuple(r["topics"]),
    "target": lambda r: r["target"]["text"],
    "target_iri": lambda r: r["target"]["iri"],
    "cue": lambda r: r["cue"]["text"],
    "speaker": lambda r: _part(r["speaker"], "label"),
    "speaker_iri": lambda r: _part(r["speaker"], "iri"),
    "via": lambda r: _part(r["via"], "label"),
    "via_iri": lambda r: _part(r["via"], "iri"),
    "body": lambda r: _part(r["body"], "label"),
    "body_iri": lambda r: _part(r["body"], "iri"),
    "certainty": lambda r: r["certainty"],
    "quote": lambda r: r["quote"],
    "evidence": lambda r: r["evidence"]["text"],
    "start": lambda r: r["evidence"]["start"],
    "end": lambda r: r["evidence"]["end"],
}
DELEGATES: Columns = {
    "person": lambda r: r["person"]["label"],
    "person_iri": lambda r: r["person"]["iri"],
    "state": lambda r: _part(r["state"], "label"),
    "iso3": lambda r: _part(r["state"], "iso3"),
    "organisation": lambda r: _part(r["organisation"], "label"),
    "role": lambda r: r["role"],
    "body": lambda r: _part(r["body"], "label"),
    "document": lambda r: r["document"],
    "evidence": lambda r: r["evidence"]["text"],
    "start": lambda r: r["evidence"]["start"],
    "end": lambda r: r["evidence"]["end"],
}
EVENTS: Columns = {
    "id": lambda r: slug(r["event"]),
    "kind": lambda r: slug(r["kind"]),
    "about": lambda r: r["aboutLabel"],
    "about_iri": lambda r: r["about"],
    "date": lambda r: r["date"],
    "since": lambda r: _day(r["date"], first=True),
    "until": lambda r: _day(r["date"], first=False),
    "document": lambda r: r["source"],
    "evidence": lambda r: r["sentence"],
}


def positions(store: Store) -> pd.DataFrame:
    """Return all positions of a store, one a row, by document and place.

    Columns: id; document (its name); date (EDTF) with since and until (its first and last day); holder, holder_iri,
    holder_type, iso3; stance, act; side ("for", "against" or none) and value (1 for support and propose, -1 for
    oppose, 0 for reserve, none for state); topics (a tuple of their keys); target, target_iri; cue; speaker, via and
    body, each with its address; certainty; quote; evidence with start and end in the document's text.
    """
    return of_records(records.positions(store))


def of_records(found: Iterable[Record]) -> pd.DataFrame:
    """Return records of positions, such as lines of travaux positions --format jsonl, as the frame of positions."""
    return _told_apart(_frame(found, POSITIONS))


def delegates(store: Store) -> pd.DataFrame:
    """Return all appointments of a store, one a row, by document and place.

    Columns: person, person_iri; state, iso3; organisation; role; body; document; evidence with start and end.
    """
    return _frame(records.delegates(store), DELEGATES)


def events(store: Store) -> pd.DataFrame:
    """Return all events of a store, one a row, by date.

    Columns: id; kind; about, about_iri; date (EDTF) with since and until; document; evidence.
    """
    found = ({name: _plain(row[name]) for name in _names(_EVENTS)} for row in store.select(_EVENTS))
    ordered = sorted(
        found, key=lambda r: (r["date"] or "9999", r["source"], r["event"], r["aboutLabel"] or "")
    )
    return (
        _frame({r["event"]: r for r in reversed(ordered)}.values(), EVENTS).iloc[::-1].reset_index(drop=True)
    )


def votes(store: Store) -> pd.DataFrame:
    """Return the votes that were cast, one a row: the positions that are a ballot.

    Columns as for positions, and vote ("yes", "no", "abstain").
    """
    found = positions(store)
    cast = found[found["act"].isin(list(VOTES))].reset_index(drop=True)
    return cast.assign(vote=cast["act"].map(VOTES).astype("str"))


def choose(
    found: pd.DataFrame,
    topic: str | Collection[str] | None = None,
    body: str | None = None,
    since: str | None = None,
    until: str | None = None,
    holders: Collection[str] | None = None,
    types: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return the positions on a topic (its key, or several), in a body (its name), in a time, of some holders.

    `types` are kinds of holders, such as "State". `since` and `until` are EDTF dates; a position whose date is not
    known is in no time. Raises TravauxError for what is no date.
    """
    wanted = {topic} if isinstance(topic, str) else set(topic or ())
    kept = found[found["topics"].map(lambda keys: bool(wanted & set(keys)))] if wanted else found
    kept = kept[kept["body"] == body] if body else kept
    if since:
        kept = kept[kept["since"] >= pd.Timestamp(_checked(since, first=True))]
    if until:
        kept = kept[kept["until"] <= pd.Timestamp(_checked(until, first=False))]
    kept = kept[kept["holder_type"].isin(list(types))] if types is not None else kept
    return kept[kept["holder"].isin(list(holders))] if holders is not None else kept


def by_topic(found: pd.DataFrame) -> pd.DataFrame:
    """Return positions with one row a topic, in the column topic; those without a topic are left out."""
    rows = found.assign(topic=found["topics"].map(list)).explode("topic", ignore_index=True)
    return rows[rows["topic"].notna()].reset_index(drop=True)


def by_target(found: pd.DataFrame) -> pd.DataFrame:
    """Return the positions whose target has an address, such as a resolution, with its key in the column topic."""
    rows = found[found["target_iri"].notna()].reset_index(drop=True)
    return rows.assign(topic=rows["target_iri"].map(slug).astype("str"))


SUBJECTS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {"topic": by_topic, "target": by_target}


def by_subject(found: pd.DataFrame, over: str) -> pd.DataFrame:
    """Return positions with one row a subject in the column topic: `over` is "topic" or "target".

    Raises TravauxError for another.
    """
    if over not in SUBJECTS:
        raise TravauxError(f"{over!r} is nothing to compare over; choose {' or '.join(SUBJECTS)}")
    return SUBJECTS[over](found)


def sentences(found: pd.DataFrame, ids: Collection[str]) -> pd.DataFrame:
    """Return what a result rests on: the positions with these ids, with their documents and sentences."""
    columns = ["id", "holder", "stance", "topics", "date", "document", "evidence"]
    return found[found["id"].isin(list(ids))][columns].reset_index(drop=True)


def _frame(rows: Iterable[Record], columns: Columns) -> pd.DataFrame:
    known = list(rows)
    return pd.DataFrame({name: _column([get(row) for row in known], name) for name, get in columns.items()})


def _column(values: list[Any], name: str) -> pd.Series:
    """Return values with a type that does not depend on them: what is absent is None in a column of words."""
    made = pd.Series(values, dtype=object)
    if name in ("since", "until"):
        return made.astype("datetime64[s]")
    if name in ("start", "end"):
        return made.astype("int64")
    return made.astype("float64") if name == "value" else made


def _value(stance: str) -> float | None:
    return RESERVED if stance == "reserve" else VALUES.get(SIDES.get(stance, ""))


def _day(edtf: str | None, first: bool) -> date | None:
    """Return the first or the last day of a date; none where its year is not known, or there is no such day."""
    found = _DATE.match(edtf or "")
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or (1 if first else 12))
    if not (year >= 1 and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(found[3]) if found[3] else (1 if first else last)
    return date(year, month, min(max(day, 1), last))


def _checked(edtf: str, first: bool) -> date:
    day = _day(edtf, first) if _DATE.fullmatch(edtf) else None
    if day is None:
        raise TravauxError(f"{edtf!r} is no date; write 2021, 2021-03 or 2021-03-12")
    return day


def _told_apart(found: pd.DataFrame) -> pd.DataFrame:
    """Return positions in which no two holders have one name: the key is added where two would."""
    bearers = found.groupby("holder")["holder_iri"].nunique()
    shared = found["holder"].isin(bearers[bearers > 1].index)
    keyed = found["holder"] + " (" + found["holder_iri"].map(slug) + ")"
    return found.assign(holder=found["holder"].where(~shared, keyed).astype(object))


def _part(value: Record | None, name: str) -> Any:
    return value[name] if value else None


def _plain(value: Any) -> str | None:
    return None if value is None else str(value.value)


def _names(query: str) -> list[str]:
    return re.findall(r"\?(\w+)", query.partition("WHERE")[0])
