"""Positions and appointments as flat records, the form in which programs and spreadsheets take them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from travaux.model import Appointment, Document, Entity, Findings, Position, Span
from travaux.rdf import slug
from travaux.triples import distinct

Record = dict[str, Any]

POSITION_COLUMNS: dict[str, Callable[[Record], Any]] = {
    "id": lambda r: r["id"],
    "document": lambda r: r["document"],
    "date": lambda r: r["date"],
    "holder": lambda r: r["holder"]["label"],
    "holder_type": lambda r: r["holder"]["type"],
    "iso3": lambda r: r["holder"]["iso3"],
    "speaker": lambda r: _label(r["speaker"]),
    "via": lambda r: _label(r["via"]),
    "stance": lambda r: r["stance"],
    "act": lambda r: r["act"],
    "topics": lambda r: " ".join(r["topics"]),
    "target": lambda r: r["target"]["text"],
    "cue": lambda r: r["cue"]["text"],
    "body": lambda r: _label(r["body"]),
    "certainty": lambda r: r["certainty"],
    "quote": lambda r: r["quote"],
    "evidence": lambda r: r["evidence"]["text"],
    "start": lambda r: r["evidence"]["start"],
    "end": lambda r: r["evidence"]["end"],
    "judged": lambda r: told(r["judged"]) if "judged" in r else None,
}
DELEGATE_COLUMNS: dict[str, Callable[[Record], Any]] = {
    "person": lambda r: r["person"]["label"],
    "state": lambda r: _label(r["state"]),
    "organisation": lambda r: _label(r["organisation"]),
    "role": lambda r: r["role"],
    "body": lambda r: _label(r["body"]),
    "document": lambda r: r["document"],
    "evidence": lambda r: r["evidence"]["text"],
    "start": lambda r: r["evidence"]["start"],
    "end": lambda r: r["evidence"]["end"],
}
# What a person wants to see of a record on a screen; the rest is in csv and jsonl.
POSITION_GLANCE = ("holder", "stance", "topics", "body", "date", "speaker", "evidence")
DELEGATE_GLANCE = ("person", "state", "organisation", "role", "body", "evidence")


def position_record(findings: Findings, position: Position) -> Record:
    """Return a position as a record with plain values only."""
    document = findings.document
    quote = position.quote.of(document.text) if position.quote else None
    return {
        "id": position.id,
        "document": document.source,
        "holder": {**_named(position.holder), "type": position.holder.type, "iso3": position.holder.iso3},
        "speaker": _maybe(position.speaker),
        "via": _maybe(position.via),
        "stance": position.stance,
        "act": position.act,
        "topics": sorted(slug(topic.iri) for topic in position.topics),
        "target": {
            "text": position.target.of(document.text),
            "iri": position.target_entity.iri if position.target_entity else None,
        },
        "cue": {"text": position.cue.of(document.text), "lemma": position.cue_lemma},
        "body": _maybe(position.body),
        "date": position.date,
        "quote": quote,
        "evidence": _evidence(document, position.evidence),
        "certainty": position.certainty,
        **coded(position.coder),
    }


def coded(coder: str | None) -> Record:
    """Return who coded a position as a part of its record: nothing where the program found it."""
    return {"coder": coder} if coder else {}


def delegate_record(findings: Findings, appointment: Appointment) -> Record:
    """Return an appointment as a record with plain values only."""
    return {
        "person": _named(appointment.person),
        "state": {**_named(appointment.state), "iso3": appointment.state.iso3} if appointment.state else None,
        "organisation": _maybe(appointment.organisation),
        "role": appointment.role,
        "body": _maybe(appointment.body),
        "document": findings.document.source,
        "evidence": _evidence(findings.document, appointment.evidence),
    }


def positions_of(found: Iterable[Findings]) -> list[Record]:
    """Return the records of all positions, by document and place."""
    return in_order(position_record(findings, p) for findings in found for p in distinct(findings.positions))


def delegates_of(found: Iterable[Findings]) -> list[Record]:
    """Return the records of all appointments, by document and place; each appointment of a document once."""
    return in_order(
        delegate_record(findings, a) for findings in found for a in distinct(findings.appointments)
    )


def in_order(records: Iterable[Record]) -> list[Record]:
    """Return records sorted by document, then by place in its text, then by all they say."""
    return sorted(records, key=_place)


def lines(records: Iterable[Record]) -> Iterator[str]:
    """Yield each record as one line of JSON."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False)


def rows(records: Iterable[Record], columns: Mapping[str, Callable[[Record], Any]]) -> Iterator[list[str]]:
    """Yield each record as the texts of `columns`."""
    for record in records:
        yield ["" if (value := get(record)) is None else str(value) for get in columns.values()]


def as_csv(header: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """Return rows under a header as comma-separated values (RFC 4180)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(header)
    writer.writerows(body)
    return buffer.getvalue()


def _place(record: Record) -> tuple[str, int, int, str]:
    place = record["evidence"]
    return record["document"], place["start"], place["end"], json.dumps(record, sort_keys=True)


def _named(entity: Entity) -> Record:
    return {"label": entity.label, "iri": entity.iri}


def _maybe(entity: Entity | None) -> Record | None:
    return _named(entity) if entity else None


def _evidence(document: Document, span: Span) -> Record:
    return {"text": span.of(document.text), "start": span.start, "end": span.end}


def told(judged: Record) -> str:
    """Return in words what was judged of a position, and by whom."""
    verdicts = {"accept": "accepted", "amend": "amended"}
    return f"{verdicts[judged['verdict']]} by {', '.join(judged['coders'])}, {judged['date']}"


def _label(value: Record | None) -> str | None:
    return value["label"] if value else None
