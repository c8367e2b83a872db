"""What a page of the ontology is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A text that may lead somewhere: to a place on the page (#…) or to an address."""

    text: str
    href: str | None = None

    def __lt__(self, other: Link) -> bool:
        return (self.text, self.href or "") < (other.text, other.href or "")


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is said of an entry: what, and the values."""

    name: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a shape asks of one property: how often, what values, and what is said where it is broken."""

    path: tuple[Link, ...]
    number: str
    values: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, concept or shape: its place on the page, names, meaning, what else is said, and how deep it stands."""

    id: str
    name: str
    label: str
    text: str
    rows: tuple[Row, ...] = ()
    depth: int = 0
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under a heading."""

    title: str
    entries: tuple[Entry, ...]
    text: str = ""

    @property
    def id(self) -> str:
        return section_id(self.title)


def section_id(title: str) -> str:
    """Return the place of a section on the page."""
    return "section-" + "-".join(title.lower().split())
