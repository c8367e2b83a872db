"""What a .dna file holds: documents, and statements that people coded in them."""

from __future__ import annotations

from dataclasses import dataclass

from travaux.model import Span

Value = str | int | bool
PERSON, ORGANIZATION, CONCEPT, AGREEMENT = "person", "organization", "concept", "agreement"
PROGRAM = "travaux"


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A document as DNA keeps it: `date` is in seconds since 1970, of Greenwich; the lines of `text` end with \\n."""

    title: str
    text: str
    coder: str = ""
    author: str = ""
    source: str = ""
    section: str = ""
    notes: str = ""
    type: str = ""
    date: int = 0


@dataclass(frozen=True, slots=True)
class Variable:
    """What is coded in statements of one type; `kind` is short text, long text, integer or boolean."""

    name: str
    kind: str = "short text"


@dataclass(frozen=True, slots=True)
class StatementType:
    """A form that coders fill in, such as "DNA Statement"."""

    label: str
    variables: tuple[Variable, ...]

    @property
    def takes_positions(self) -> bool:
        """Do statements of this type say who agrees or disagrees with a concept?"""
        kinds = {variable.name: variable.kind for variable in self.variables}
        who = {PERSON, ORGANIZATION} & kinds.keys()
        return bool(who) and CONCEPT in kinds and kinds.get(AGREEMENT) == "boolean"


@dataclass(frozen=True, slots=True)
class Statement:
    """A filled-in form with the words it is about: `document` counts from 0, `span` counts characters."""

    document: int
    span: Span
    type: str
    coder: str
    values: tuple[tuple[str, Value], ...]

    def value(self, name: str) -> Value | None:
        return dict(self.values).get(name)

    def words(self, name: str) -> str:
        """Return a value as text with single spaces; nothing where there is none."""
        value = self.value(name)
        return " ".join(value.split()) if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class CodedEntity:
    """A value of a short text variable with what coders noted of it, such as its type."""

    type: str
    variable: str
    value: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was coded in one file; `left_out` says in words what could not be read of it."""

    documents: tuple[CodedDocument, ...] = ()
    statements: tuple[Statement, ...] = ()
    types: tuple[StatementType, ...] = ()
    coders: tuple[str, ...] = ()
    entities: tuple[CodedEntity, ...] = ()
    regexes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
