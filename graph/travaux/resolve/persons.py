"""The persons of one document, by their names, and the offices that it gives them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from travaux.model import THINGS, Appointment, Document, Entity, Span
from travaux.parse import Sentence
from travaux.parse.units import Member


@dataclass(slots=True)
class Person:
    """What a document says of one person."""

    name: str
    first: Span
    state: Member | None = None
    organisation: Entity | None = None
    chairs: Entity | None = None
    offices: list[tuple[str, Entity | None, Span]] = field(default_factory=list)

    @property
    def entity(self) -> Entity:
        return Entity(f"{THINGS}person/{slug(self.name)}", self.name, "Person")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is named: the words `start` to `end` (exclusive) of a sentence."""

    sentence: int
    start: int
    end: int


class People:
    """The persons of one document, by their last names."""

    def __init__(self) -> None:
        self.by_name: dict[str, Person] = {}
        self.places: dict[tuple[int, int], Person] = {}

    def at(self, sentence: Sentence, token: Token) -> Person | None:
        return self.places.get((sentence.index, token.i))

    def known(self, name: str) -> Person | None:
        """Return the person of whom a single name is the last or, of a name in two words, the first."""
        key = last_name(name)
        firsts = (
            p for p in self.by_name.values() if len(p.name.split()) == 2 and slug(p.name.split()[0]) == key
        )
        return self.by_name.get(key) or next(firsts, None)

    def add(self, name: str, place: Place, span: Span) -> Person:
        key = last_name(name)
        person = self.by_name.get(key) or (self.known(name) if " " not in name else None)
        if person is None:
            person = self.by_name[key] = Person(name, span)
        elif (
            len(name.split()) > len(person.name.split())
            and name.rsplit(maxsplit=1)[-1] == person.name.split()[-1]
        ):
            person.name = name
        for i in range(place.start, place.end):
            self.places[place.sentence, i] = person
        return person


@lru_cache(maxsize=65536)
def slug(name: str) -> str:
    """Return the ASCII form of a name for an address: lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"


def last_name(name: str) -> str:
    return slug(name.rsplit(maxsplit=1)[-1])


def appointments(document: Document, people: People) -> tuple[Appointment, ...]:
    """Return the offices that a document gives to persons, without repetition, in the order of their names."""
    found: dict[str, Appointment] = {}
    for person in sorted(people.by_name.values(), key=lambda p: p.entity.iri):
        for role, body, evidence in person.offices:
            one = Appointment(
                document.iri,
                person.entity,
                role,
                evidence,
                person.state.entity if person.state else None,
                person.organisation if person.state is None else None,
                body,
            )
            found.setdefault(one.iri, one)
    return tuple(found.values())
