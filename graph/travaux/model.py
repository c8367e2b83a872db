"""The values that travel through travaux: immutable, and identified by their content alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, NamedTuple

Stance = Literal["support", "oppose", "propose", "reserve", "state"]
Certainty = Literal["explicit", "implied"]
PassageKind = Literal["title", "heading", "paragraph", "quotation", "item", "aside"]

NAMESPACE = "https://w3id.org/travaux/ns#"
THINGS = "https://w3id.org/travaux/id/"


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on nothing but `parts`."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Span(NamedTuple):
    """A half-open range of characters of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def join(self, other: Span) -> Span:
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text that is one block: parsing never crosses its ends.

    An "aside" is text that belongs to the page and not to what its author says (a cookie notice, "Comments are
    closed."): it is kept, so that offsets hold, and no position is read from it.
    """

    start: int
    end: int
    kind: PassageKind = "paragraph"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its text, fixed once and for ever, and what is known about it.

    `source` is the path or address that it was read from, `date` is EDTF (YYYY[-MM[-DD]]), `passages` are in
    order, do not overlap and have no white space at their ends.
    """

    source: str
    text: str
    passages: tuple[Passage, ...]
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    address: str | None = None
    language: str | None = None
    format: str = "text"

    @property
    def id(self) -> str:
        return digest(
            self.source, self.text, self.title, self.date, *self.authors, self.publisher, self.address
        )

    @property
    def iri(self) -> str:
        return f"{THINGS}document/{self.id}"


@dataclass(frozen=True, slots=True)
class Entity:
    """Something with a name on the web: a state, group, organisation, body, person, topic or instrument.

    `series` is the address of the body that this one is a session of, such as the COP of COP 28.
    """

    iri: str
    label: str
    type: str
    iso3: str | None = None
    series: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names an entity, or refers to one (a pronoun, "the Cuban representative")."""

    span: Span
    entity: Entity
    form: str


@dataclass(frozen=True, slots=True)
class Position:
    """A stance that a holder takes, with the words that prove it.

    `document` is the document's IRI. `holder_span` is the mention of the holder in `evidence`, a pronoun included;
    `antecedent` is the mention elsewhere that says who that is, where the evidence does not; a sentence of a statement
    that names its maker by no word has that mention for both. All spans count the document's text. `coder` is the
    person who coded the position by hand, where one did.
    """

    document: str
    holder: Entity
    holder_span: Span
    stance: Stance
    cue: Span
    cue_lemma: str
    target: Span
    evidence: Span
    topics: tuple[Entity, ...] = ()
    act: str | None = None
    target_entity: Entity | None = None
    speaker: Entity | None = None
    via: Entity | None = None
    body: Entity | None = None
    date: str | None = None
    quote: Span | None = None
    certainty: Certainty = "explicit"
    antecedent: Span | None = None
    coder: str | None = None

    @property
    def id(self) -> str:
        by = (self.coder, self.speaker and self.speaker.iri) if self.coder else ()
        return digest(
            self.document, self.holder.iri, self.stance, *self.cue, *self.target, *self.evidence, *by
        )

    @property
    def iri(self) -> str:
        return f"{THINGS}position/{self.id}"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person's office, as a text gives it."""

    document: str
    person: Entity
    role: str
    evidence: Span
    state: Entity | None = None
    organisation: Entity | None = None
    body: Entity | None = None

    @property
    def iri(self) -> str:
        place = (self.state or self.organisation or self.body or self.person).iri
        body = self.body.iri if self.body else None
        key = digest(self.document, self.person.iri, self.role.casefold(), place, body)
        return f"{THINGS}appointment/{key}"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a negotiation: an adoption, a breakdown, an establishment, a session.

    `kind` is the local name of a concept of the scheme of event kinds; `about` is what it happened to.
    """

    document: str
    kind: str
    evidence: Span
    cue: Span
    about: Entity | None = None
    date: str | None = None

    @property
    def iri(self) -> str:
        about = self.about.iri if self.about else None
        return f"{THINGS}event/{digest(self.document, self.kind, about, self.date, *self.cue)}"


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was read out of one document; `genre` is report, statement, transcript or roll-call."""

    document: Document
    positions: tuple[Position, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    events: tuple[Event, ...] = ()
    mentions: tuple[Mention, ...] = ()
    genre: str = "report"
