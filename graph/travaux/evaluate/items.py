"""What is held against what: the positions and offices of the gold, and those that were predicted."""

from __future__ import annotations

from dataclasses import dataclass

from travaux.evaluate.names import last_name, name, squeeze
from travaux.model import Span

LEVELS = ("detect", "polarity", "stance", "topic")
STANCES = ("support", "propose", "oppose", "reserve", "state")
_SIDE = {"support": "for", "propose": "for", "oppose": "against", "reserve": "against", "state": "neither"}


@dataclass(frozen=True, slots=True)
class Item:
    """A position, of the gold or predicted, as far as it is compared."""

    holder: str
    stance: str
    topics: tuple[str, ...]
    evidence: str
    iso3: str | None = None
    speaker: str | None = None
    quote: str | None = None
    unnamed: bool = False

    @property
    def optional(self) -> bool:
        """Is it one that may be found or left out: a holder without a name, or a statement of no side?"""
        return self.unnamed or self.stance == "state"


@dataclass(frozen=True, slots=True)
class Office:
    """A person and the state or organisation that the person speaks for or belongs to ("": none is given)."""

    person: str
    side: str

    @property
    def key(self) -> tuple[str, str]:
        return last_name(self.person), name(self.side)


@dataclass(frozen=True, slots=True)
class Gold:
    """What a coder found in one document."""

    document: str
    positions: tuple[Item, ...]
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """What a program found in one document; `offices` is None where none are given, `genre` "" where it is not."""

    positions: tuple[Item, ...] = ()
    offices: tuple[Office, ...] | None = None
    genre: str = ""


def same_holder(gold: Item, found: Item) -> bool:
    """Do both have the same holder, by code where both have one, else by name?"""
    if gold.iso3 and found.iso3:
        return gold.iso3 == found.iso3
    return name(gold.holder) == name(found.holder)


def overlap(one: Span | None, other: Span | None) -> bool:
    """Do two spans share at least half of the shorter one?"""
    if one is None or other is None:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= 0.5 * min(one.end - one.start, other.end - other.start)


def agree(level: str, gold: Item, found: Item) -> bool:
    """Do both agree in what `level` asks beyond holder and evidence?"""
    same_side = _SIDE[gold.stance] == _SIDE.get(found.stance)
    if level == "polarity":
        return same_side
    if level == "stance":
        return gold.stance == found.stance
    if level == "topic":
        return same_side and not set(gold.topics).isdisjoint(found.topics)
    return True


def same_speaker(gold: Item, found: Item) -> bool:
    return bool(found.speaker) and last_name(gold.speaker or "") == last_name(found.speaker or "")


def same_quote(gold: Item, found: Item) -> bool:
    return squeeze(gold.quote or "")[:40] in squeeze(found.quote or "")
