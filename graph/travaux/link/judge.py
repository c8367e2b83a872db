"""Judging whether two profiles are one person: by their names, their sides and their time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from travaux.link.names import Likeness, compare, skeleton, sound
from travaux.link.profiles import LONG_YEARS, Profile

Verdict = Literal["same", "different", "unsure"]
FULL = (Likeness.SAME, Likeness.SPELLING, Likeness.LONGER)
LARGEST_BLOCK = (
    400  # a word that more names share is a common one; those names meet in their other words' blocks
)


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """Whether two things are one: by a machine with its rule and score, or by a human.

    `one` and `other` are addresses, in order; `score` is how sure the verdict is, 0 to 1.
    """

    one: str
    other: str
    verdict: Verdict
    score: float
    rule: str
    by: str | None = None

    @property
    def human(self) -> bool:
        return self.by is not None


def judge(found: Sequence[Profile]) -> list[Judgement]:
    """Return the judgements on all pairs of profiles whose names go together, in order."""
    rivals = Rivals(found)
    judged = (_pair(one, other, rivals) for one, other in _candidates(found))
    return sorted(one for one in judged if one)


class Rivals:
    """How many people share a surname, by what they are called before it."""

    def __init__(self, found: Iterable[Profile]) -> None:
        self._full: dict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)
        for profile in found:
            if len(profile.words) > 1:
                self._full[sound(profile.words[-1])].add((sound(profile.words[0]), profile.states))

    def firsts(self, surname: str, states: frozenset[str] = frozenset(), initial: str = "") -> set[str]:
        """Return the first names before a surname, of people of `states` or of all, with this initial."""
        return {
            first
            for first, sides in self._full[sound(surname)]
            if (not states or not sides or states & sides) and first.startswith(initial) and len(first) > 1
        }

    def sides(self, words: tuple[str, ...]) -> set[frozenset[str]]:
        """Return the sides, where known, of all who bear a name."""
        first = sound(words[0])
        return {sides for name, sides in self._full[sound(words[-1])] if name == first and sides}


def _candidates(found: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in found:
        for key in {skeleton(word) for word in profile.words if len(word) > 1}:
            blocks[key].append(profile)
    seen: set[tuple[str, str]] = set()
    for _, block in sorted(blocks.items()):
        if len(block) > LARGEST_BLOCK:
            continue
        for one, other in combinations(block, 2):
            if (one.iri, other.iri) not in seen:
                seen.add((one.iri, other.iri))
                yield one, other


def _pair(one: Profile, other: Profile, rivals: Rivals) -> Judgement | None:
    likeness = compare(one.words, other.words)
    if likeness is Likeness.APART:
        return None
    said = _verdict(one, other, likeness, rivals)
    if said is None:
        return None
    verdict, score, rule = said
    if verdict == "same" and _years_apart(one, other) > (LONG_YEARS if likeness in FULL else LONG_YEARS // 2):
        verdict, score, rule = "unsure", 0.5, f"{rule}, but many years apart"
    return Judgement(one.iri, other.iri, verdict, score, rule)


def _verdict(
    one: Profile, other: Profile, likeness: Likeness, rivals: Rivals
) -> tuple[Verdict, float, str] | None:
    name = _RULES[likeness]
    shared = bool(one.signs & other.signs or one.organisations & other.organisations)
    if one.states and other.states:
        if one.states & other.states:
            return _of_one_state(one, other, likeness, rivals, shared)
        return ("different", 0.9, f"{name}, two states") if likeness in FULL else None
    if len(one.words) == 1 and len(other.words) == 1:
        return None
    if likeness in FULL:
        one_side = len(rivals.sides(one.words) | rivals.sides(other.words)) <= 1
        clash = not (one.states or other.states) and not one.organisations & other.organisations
        if one_side and (shared or not clash) and not _both_sided(one, other):
            return "same", round(likeness.value - 0.1, 2), f"{name}, one of no known state"
        return "unsure", 0.5, f"{name}, sides not known to be one"
    return _by_surname(one, other, likeness, rivals, shared)


def _of_one_state(
    one: Profile, other: Profile, likeness: Likeness, rivals: Rivals, shared: bool
) -> tuple[Verdict, float, str]:
    rule = f"{_RULES[likeness]}, one state"
    short, long = sorted((one, other), key=lambda profile: (len(profile.words), profile.iri))
    if likeness is Likeness.FIRST or (likeness is Likeness.CLOSE and not shared):
        return "unsure", 0.5, rule
    if len(short.words) == 1 and len(rivals.firsts(short.words[-1], one.states & other.states)) > 1:
        return "unsure", 0.5, f"{rule}, which several share"
    if likeness is Likeness.INITIAL:
        firsts = rivals.firsts(long.words[-1], one.states & other.states, sound(short.words[0])[:1])
        if len(firsts) > 1:
            return "unsure", 0.5, f"{rule}, which several share"
    return "same", likeness.value, rule


def _by_surname(
    one: Profile, other: Profile, likeness: Likeness, rivals: Rivals, shared: bool
) -> tuple[Verdict, float, str] | None:
    """Judge a surname or an initial, of no known state on one side, against a full name."""
    if likeness in (Likeness.FIRST, Likeness.CLOSE) or _both_sided(one, other):
        return None
    alone = len(rivals.firsts(one.words[-1])) <= 1
    rule = f"{_RULES[likeness]}, one of no known state"
    if alone and shared:
        return "same", 0.75, f"{rule}, one office or body"
    return ("unsure", 0.5, rule) if alone or shared else None


def _both_sided(one: Profile, other: Profile) -> bool:
    """Is a state known of one and an organisation of the other, or two organisations?"""
    sides = [profile.states or profile.organisations for profile in (one, other)]
    return bool(sides[0]) and bool(sides[1]) and not sides[0] & sides[1]


def _years_apart(one: Profile, other: Profile) -> int:
    if not one.years or not other.years:
        return 0
    first, second = sorted((one.years, other.years))
    return max(0, second[0] - first[-1])


_RULES = {
    Likeness.SAME: "same name",
    Likeness.SPELLING: "one name in two spellings",
    Likeness.LONGER: "a longer form of the name",
    Likeness.INITIAL: "initial and surname",
    Likeness.CLOSE: "nearly the same name",
    Likeness.SURNAME: "surname",
    Likeness.FIRST: "first name only",
}
