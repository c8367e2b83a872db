"""Who holds a stance, and what holds for a whole document: its genre and whose voice each of its sentences is in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from travaux.model import Entity, Span


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a stance, with the mention that says so and, where that is a pronoun, its antecedent."""

    entity: Entity
    span: Span
    antecedent: Span | None = None
    speaker: Entity | None = None
    via: Entity | None = None

    def meant_at(self, place: Span) -> Holder:
        """Return the holder as another word means it, which stands at `place`: the first mention is its antecedent."""
        return replace(self, span=place, antecedent=self.antecedent or self.span)


Voice = tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole document: its genre, and the voice of each sentence outside quotations."""

    genre: str
    voices: tuple[Voice, ...]
