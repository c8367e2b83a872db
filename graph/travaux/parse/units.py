"""The units of a sentence: its words as the parser sees them, with the names that they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from travaux.model import Entity, Span

BEHALF = ("behalf", "also-behalf")
_HOLDING = ("State", "Group", "Organisation")


@dataclass(frozen=True, slots=True)
class Member:
    """One named entity of a list: the entity, how it is named, where."""

    entity: Entity
    kind: str
    span: Span

    @property
    def holds(self) -> bool:
        """Is it one that holds positions: a state, a group or an organisation?"""
        return self.entity.type in _HOLDING


@dataclass(frozen=True, slots=True)
class Relation:
    """Entities that stand in a relation to those of a unit: "behalf", "with-support" or "with-opposition"."""

    kind: str
    cue: Span
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One word as the parser sees it, with its place in the text and the entities that it stands for.

    `person` is where a person is named who stands in it with a state in brackets: "JANE DOE (Romania)".
    """

    word: str
    span: Span
    members: tuple[Member, ...] = ()
    relations: tuple[Relation, ...] = ()
    others: Span | None = None
    person: Span | None = None

    @property
    def kind(self) -> str:
        return self.members[0].kind if self.members else ""
