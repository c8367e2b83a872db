"""Positions of a store as statements of DNA: one for each position and topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from travaux.interchange.dna.coding import (
    AGREEMENT,
    CONCEPT,
    ORGANIZATION,
    PERSON,
    PROGRAM,
    CodedDocument,
    CodedEntity,
    Coding,
    Statement,
    StatementType,
    Value,
    Variable,
)
from travaux.interchange.dna.offsets import lines, moved
from travaux.interchange.dna.write import ADMIN, ATTRIBUTES
from travaux.interchange.times import days, seconds
from travaux.model import Document, Entity, Findings, Position
from travaux.rdf import address
from travaux.table import Record

LABEL = "DNA Statement"
SIDES = {"support": True, "propose": True, "oppose": False, "reserve": False}
# The first four are DNA's own; what else a position says stands beside them.
VARIABLES = (
    *(Variable(name) for name in (PERSON, ORGANIZATION, CONCEPT)),
    Variable(AGREEMENT, "boolean"),
    *(Variable(name) for name in ("stance", "act", "body", "via", "date")),
    *(Variable(name, "long text") for name in ("target", "cue", "position")),
)
TYPE = StatementType(LABEL, VARIABLES)


def coding(found: Iterable[Findings], known: Mapping[str, Record]) -> Coding:
    """Return positions as a coding; those that only state are of neither side, and left out.

    `known` gives the nodes of agents the label and the address that they are linked to.
    """
    findings = list(found)
    said = [
        statement
        for number, one in enumerate(findings)
        for position in one.positions
        if position.stance in SIDES
        for statement in _statements(number, one.document, position, known)
    ]
    coders = {one.coder for one in said} - {ADMIN, PROGRAM}
    noted = [
        _noted(one, known) for findings_of in findings for one in findings_of.positions if one.stance in SIDES
    ]
    empty = (CodedEntity(LABEL, one.name, "") for one in VARIABLES if one.kind == "short text")
    entities = {(one.variable, one.value): one for one in chain(empty, *noted)}
    return Coding(
        documents=tuple(_document(one) for one in findings),
        statements=tuple(said),
        types=(TYPE,),
        coders=(ADMIN, PROGRAM, *sorted(coders)),
        entities=tuple(entities.values()),
    )


def remarks(found: Iterable[Findings]) -> Iterator[str]:
    """Yield what a coding cannot say of findings, in words."""
    findings = list(found)
    neither = sum(one.stance not in SIDES for each in findings for one in each.positions)
    undated = sum(days(each.document.date) is None for each in findings)
    if neither:
        yield f"{neither} positions of the stance state are left out: DNA knows agreement and disagreement alone"
    if undated:
        yield f"{undated} documents without a date have that of 1970-01-01, as DNA wants one"


def _document(findings: Findings) -> CodedDocument:
    one = findings.document
    return CodedDocument(
        title=one.title or one.source,
        text=lines(one.text),
        coder=PROGRAM,
        author="; ".join(one.authors),
        source=one.publisher or "",
        section=one.source,
        notes=one.address or "",
        type=findings.genre,
        date=seconds(one.date),
    )


def _statements(
    number: int, document: Document, position: Position, known: Mapping[str, Record]
) -> Iterator[Statement]:
    text = document.text
    person, organization = _who(position)
    said: dict[str, Value] = {
        "stance": position.stance,
        "act": position.act or "",
        "body": position.body.label if position.body else "",
        "via": _label(position.via, position, known),
        "date": position.date or "",
        "target": position.target.of(text),
        "cue": position.cue.of(text),
        "position": position.iri,
    }
    for concept in [topic.label for topic in position.topics] or [""]:
        main: dict[str, Value] = {
            PERSON: _label(person, position, known),
            ORGANIZATION: _label(organization, position, known),
            CONCEPT: concept,
            AGREEMENT: SIDES[position.stance],
        }
        span = moved(text, position.evidence)
        yield Statement(number, span, LABEL, position.coder or PROGRAM, (*main.items(), *said.items()))


def _who(position: Position) -> tuple[Entity | None, Entity | None]:
    """Return the person and the organisation of a position: a holder that is a person stands for itself."""
    if position.holder.type == "Person":
        return position.holder, None
    return position.speaker, position.holder


def _label(entity: Entity | None, position: Position, known: Mapping[str, Record]) -> str:
    if entity is None:
        return ""
    label: str = _known(entity, position, known)["label"]
    return label


def _known(entity: Entity, position: Position, known: Mapping[str, Record]) -> Record:
    node = address(position.document, entity).value
    return known.get(node) or {"label": entity.label, "iri": entity.iri}


def _noted(position: Position, known: Mapping[str, Record]) -> Iterator[CodedEntity]:
    """Yield the names of a position with the kind, the code and the address of what they name."""
    person, organization = _who(position)
    named = ((PERSON, person), (ORGANIZATION, organization), *((CONCEPT, topic) for topic in position.topics))
    for variable, entity in named:
        if entity:
            one = _known(entity, position, known)
            about = (entity.type, entity.iso3 or "", one["iri"])
            yield CodedEntity(LABEL, variable, one["label"], tuple(zip(ATTRIBUTES, about, strict=True)))
