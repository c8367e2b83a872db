"""Statements of DNA as hand-coded positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from travaux.interchange.dna.coding import (
    AGREEMENT,
    CONCEPT,
    ORGANIZATION,
    PERSON,
    PROGRAM,
    CodedDocument,
    Coding,
    Statement,
)
from travaux.interchange.dna.write import ATTRIBUTES
from travaux.interchange.entities import HOLDERS, Names, noted
from travaux.interchange.texts import paragraphs, printable
from travaux.model import Document, Entity, Findings, Position, Span, Stance
from travaux.read.language import guess

FIRST_DAY = date(1970, 1, 1)
SECONDS = 86_400
FOR: dict[str, Stance] = {"support": "support", "propose": "propose"}
AGAINST: dict[str, Stance] = {"oppose": "oppose", "reserve": "reserve"}


@dataclass(frozen=True, slots=True)
class Coded:
    """What was made of a coding: the findings, how many statements there were, how many of other types."""

    findings: tuple[Findings, ...]
    statements: int = 0
    other: int = 0
    left_out: tuple[str, ...] = ()


def coded(coding: Coding, name: str, names: Names) -> Coded:
    """Return the statements of a coding as positions with their coders.

    The holder is the organisation, or the person where none is given; who else is given speaks for it. A concept is a
    topic. Statements that differ in nothing but the concept are one position on several topics. DNA codes a stretch of
    text as a whole, so that it is evidence, cue and target in one, and the holder where it does not name it.

    `name` is that of the file, for the sources of its documents; `names` says who is meant by a name of which the
    file does not note type and address, as our own files do.
    """
    who = _Who(coding, names)
    fit = {one.label for one in coding.types if one.takes_positions}
    positions = [one for one in coding.statements if one.type in fit]
    nobody = [one for one in positions if not (one.words(ORGANIZATION) or one.words(PERSON))]
    by_document: dict[int, list[Statement]] = defaultdict(list)
    for one in positions:
        by_document[one.document].append(one)
    found = (
        _findings(document, f"{name}#{number + 1}", by_document[number], who)
        for number, document in enumerate(coding.documents)
    )
    return Coded(
        findings=tuple(one for one in found if one),
        statements=len(coding.statements) + len(coding.left_out),
        other=len(coding.statements) - len(positions),
        left_out=(
            *coding.left_out,
            *(f"{_place(one, name)}: neither person nor organization" for one in nobody),
        ),
    )


class _Who:
    """Who and what the names of a file are: as it notes, as the vocabulary knows them, or new."""

    def __init__(self, coding: Coding, names: Names) -> None:
        self._names = names
        self._noted: dict[tuple[str, str], Entity] = {}
        for one in coding.entities:
            kind, alias, notes = (dict(one.attributes).get(name, "") for name in ATTRIBUTES)
            label = printable(" ".join(one.value.split()))
            if label and (entity := noted(label, kind, notes, alias)):
                self._noted[one.variable, label] = entity

    def holds(self, variable: str, name: str) -> Entity:
        known = self._noted.get((variable, name))
        otherwise = "Person" if variable == PERSON else "Organisation"
        return known if known and known.type in (*HOLDERS, "Person") else self._names.holder(name, otherwise)

    def speaks(self, name: str) -> Entity | None:
        found = self.holds(PERSON, name)
        return found if found.type == "Person" else None

    def topic(self, label: str) -> Entity:
        known = self._noted.get((CONCEPT, label))
        return known if known and known.type == "Topic" else self._names.topic(label)


def _place(statement: Statement, name: str) -> str:
    return f"statement at {statement.span.start} of {Path(name).name}#{statement.document + 1}"


def _findings(one: CodedDocument, source: str, statements: Iterable[Statement], who: _Who) -> Findings | None:
    document = _document(one, source)
    if not document.text:
        return None
    merged: dict[str, Position] = {}
    for statement in statements:
        for position in _position(document, statement, who):
            same = merged.get(position.id)
            topics = dict.fromkeys((*(same.topics if same else ()), *position.topics))
            merged[position.id] = replace(position, topics=tuple(topics))
    return Findings(document, tuple(merged.values()))


def _document(one: CodedDocument, source: str) -> Document:
    text = printable(one.text)
    return Document(
        source=source,
        text=text,
        passages=paragraphs(text),
        title=printable(one.title) or None,
        date=day(one.date),
        authors=tuple(name for part in printable(one.author).split(";") if (name := part.strip())),
        publisher=printable(one.source).strip() or None,
        address=one.notes if one.notes.startswith(("http://", "https://")) and " " not in one.notes else None,
        language=guess(text),
        format="dna",
    )


def _position(document: Document, one: Statement, who: _Who) -> Iterator[Position]:
    """Yield a statement as a position; none where it names nobody."""
    organization, person, concept = (printable(one.words(name)) for name in (ORGANIZATION, PERSON, CONCEPT))
    if not (organization or person):
        return
    holder = who.holds(ORGANIZATION, organization) if organization else who.holds(PERSON, person)
    coder = printable(one.coder.strip())
    yield Position(
        document=document.iri,
        holder=holder,
        holder_span=_named(document, one.span, organization or person),
        stance=_stance(one),
        cue=one.span,
        cue_lemma="",
        target=one.span,
        evidence=one.span,
        topics=(who.topic(concept),) if concept else (),
        speaker=who.speaks(person) if organization and person else None,
        date=document.date,
        coder=coder if coder and coder != PROGRAM else None,
    )


def _stance(statement: Statement) -> Stance:
    """Return what a coder agreed to: DNA knows two sides, and our own files the exact stance beside."""
    sides = FOR if statement.value(AGREEMENT) else AGAINST
    return sides.get(statement.words("stance"), "support" if sides is FOR else "oppose")


def _named(document: Document, span: Span, name: str) -> Span:
    """Return where a stretch of text names somebody, else the whole of it."""
    at = document.text.find(name, *span)
    return Span(at, at + len(name)) if at >= 0 else span


def day(seconds: int) -> str | None:
    """Return the day of a date of DNA; none for its zero, and for what no calendar has."""
    try:
        return (FIRST_DAY + timedelta(days=seconds // SECONDS)).isoformat() if seconds else None
    except OverflowError:
        return None
