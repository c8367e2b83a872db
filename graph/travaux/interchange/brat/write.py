"""Writing documents with their positions for brat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from travaux.interchange.brat import conf
from travaux.interchange.brat.spans import fragments, hull, told
from travaux.interchange.files import file_names
from travaux.model import Document, Entity, Findings, Position, Span

METADATA = "documents.json"


def brat(found: Iterable[Findings]) -> dict[str, bytes]:
    """Return the files of a folder for brat, by their names.

    Each document is a .txt and a .ann; a position is an event at its cue with the other parts as arguments, stance, act
    and certainty as attributes, and in a note (JSON) what is no place in the text.
    """
    findings = list(found)
    names = file_names([one.document.source for one in findings])
    acts = {position.act for one in findings for position in one.positions if position.act}
    files = {"annotation.conf": conf.annotation(acts), "visual.conf": conf.VISUAL}
    about = {name: _about(one) for name, one in zip(names, findings, strict=True)}
    files[METADATA] = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    for name, one in zip(names, findings, strict=True):
        files[f"{name}.txt"] = one.document.text
        files[f"{name}.ann"] = "".join(f"{line}\n" for line in _Annotations(one).lines())
    return {name: text.encode() for name, text in files.items()}


def _about(findings: Findings) -> dict[str, Any]:
    one = findings.document
    known = {
        "source": one.source,
        "title": one.title,
        "date": one.date,
        "authors": list(one.authors),
        "publisher": one.publisher,
        "address": one.address,
        "language": one.language,
        "format": one.format,
        "genre": findings.genre,
    }
    return {name: value for name, value in known.items() if value}


class _Annotations:
    """Numbers the annotations of one document; a place that several positions share is annotated once."""

    def __init__(self, findings: Findings) -> None:
        self._document = findings.document
        self._positions = findings.positions
        self._places: dict[tuple[str, Span], str] = {}
        self._attributes = 0

    def lines(self) -> Iterator[str]:
        for number, position in enumerate(self._positions, 1):
            parts = _parts(position)
            for kind, span in parts.items():
                yield from self._place(kind, span)
            yield f"E{number}\t{' '.join(self._roles(parts))}"
            for name, value in _attributes(position):
                self._attributes += 1
                yield f"A{self._attributes}\t{name} E{number} {value}"
            yield f"#{number}\tAnnotatorNotes E{number}\t{json.dumps(self._note(position, parts), sort_keys=True)}"

    def _place(self, kind: str, span: Span) -> Iterator[str]:
        if (kind, span) not in self._places:
            self._places[kind, span] = f"T{len(self._places) + 1}"
            pieces = fragments(self._document.text, span)
            words = " ".join(piece.of(self._document.text) for piece in pieces)
            yield f"{self._places[kind, span]}\t{kind} {told(pieces)}\t{words}"

    def _roles(self, parts: dict[str, Span]) -> Iterator[str]:
        for kind, span in parts.items():
            yield f"{kind}:{self._places[kind, span]}"

    def _note(self, position: Position, parts: dict[str, Span]) -> dict[str, Any]:
        text = self._document.text
        # Ends of lines at the ends of a place, which fragments cannot say.
        exact = {kind: list(span) for kind, span in parts.items() if hull(text, span) != span}
        known = {
            "holder": {**_entity(position.holder), "words": _words(self._document, position.holder_span)},
            "topics": [_entity(topic) for topic in position.topics],
            "lemma": position.cue_lemma,
            "date": position.date,
            "coder": position.coder,
            "exact": exact,
        }
        others = {
            "speaker": position.speaker,
            "via": position.via,
            "body": position.body,
            "target": position.target_entity,
        }
        known |= {name: _entity(entity) for name, entity in others.items() if entity}
        return {name: value for name, value in known.items() if value}


def _words(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())


def _parts(position: Position) -> dict[str, Span]:
    parts = {
        conf.CUE: position.cue,
        "Holder": position.holder_span,
        "Target": position.target,
        "Evidence": position.evidence,
        "Quotation": position.quote,
        "Antecedent": position.antecedent,
    }
    return {kind: span for kind, span in parts.items() if span}


def _attributes(position: Position) -> Iterator[tuple[str, str]]:
    yield "Stance", position.stance
    if position.act:
        yield "Act", position.act
    yield "Certainty", position.certainty


def _entity(entity: Entity) -> dict[str, str]:
    known = {
        "iri": entity.iri,
        "label": entity.label,
        "type": entity.type,
        "iso3": entity.iso3,
        "series": entity.series,
    }
    return {name: value for name, value in known.items() if value}
