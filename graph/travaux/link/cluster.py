"""From judgements on pairs to one identity each: "different" always parts, whatever else is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from travaux.link.judge import Judgement


@dataclass(frozen=True, slots=True)
class Clusters:
    """Sets of things that are one, and the "same" judgements that could not be followed."""

    sets: tuple[tuple[str, ...], ...]
    refused: tuple[Judgement, ...]

    @property
    def contradictions(self) -> tuple[Judgement, ...]:
        """Human decisions that other human decisions rule out."""
        return tuple(one for one in self.refused if one.human)


def cluster(
    things: Iterable[str],
    judgements: Iterable[Judgement],
    sides: Mapping[str, frozenset[str]] | None = None,
) -> Clusters:
    """Return the things that judgements make one: human decisions first, then the surest.

    A judgement that would join what another one parts is refused; so is one of a machine that would join things of
    two `sides`, such as persons of two states. The order in which all is given makes no difference.
    """
    union = _Union(things, sides or {})
    given = sorted(set(judgements), key=lambda one: (not one.human, -one.score, one))
    decided = {(one.one, one.other) for one in given if one.human}
    given = [one for one in given if one.human or (one.one, one.other) not in decided]
    for one in given:
        if one.verdict == "different":
            union.part(one)
    refused = [one for one in given if one.verdict == "same" and not union.join(one)]
    return Clusters(union.sets(), tuple(refused))


class _Union:
    def __init__(self, things: Iterable[str], sides: Mapping[str, frozenset[str]]) -> None:
        self._parent = {thing: thing for thing in things}
        self._members = {thing: {thing} for thing in self._parent}
        self._sides = {thing: sides.get(thing, frozenset()) for thing in self._parent}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._decided: dict[str, set[str]] = defaultdict(set)

    def part(self, judgement: Judgement) -> None:
        where = self._decided if judgement.human else self._apart
        where[judgement.one].add(judgement.other)
        where[judgement.other].add(judgement.one)

    def join(self, judgement: Judgement) -> bool:
        """Join two sets; return False where that is ruled out."""
        if judgement.one not in self._parent or judgement.other not in self._parent:
            return True
        one, other = sorted((self._find(judgement.one), self._find(judgement.other)))
        if one == other:
            return True
        if self._ruled_out(one, other, judgement.human):
            return False
        self._parent[other] = one
        self._members[one] |= self._members.pop(other)
        self._sides[one] |= self._sides.pop(other)
        return True

    def sets(self) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted(tuple(sorted(members)) for members in self._members.values()))

    def _ruled_out(self, one: str, other: str, human: bool) -> bool:
        others = self._members[other]
        if any(self._decided[member] & others for member in self._members[one] if member in self._decided):
            return True
        if human:
            return False
        sides = self._sides[one], self._sides[other]
        return bool(sides[0] and sides[1] and not sides[0] & sides[1]) or any(
            self._apart[member] & others for member in self._members[one] if member in self._apart
        )

    def _find(self, thing: str) -> str:
        while self._parent[thing] != thing:
            self._parent[thing] = self._parent[self._parent[thing]]
            thing = self._parent[thing]
        return thing
