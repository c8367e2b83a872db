"""What holds names together in a sentence, and what names can stand in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from travaux.parse.units import Member, Unit
from travaux.vocabulary import Vocabulary


class Vague:
    """Tells words for those without a name: "many countries", "others"."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._unnamed = vocabulary.words["unnamed-holder"]
        self._modifiers = vocabulary.words["unnamed-modifier"]
        self._others = vocabulary.words["list-others"]

    def plural(self, unit: Unit) -> bool:
        """Is this a plural noun for those who take positions?"""
        word = unit.word.lower()
        stems = {word.removesuffix("s"), word.removesuffix("ies") + "y"}
        return not unit.members and word.endswith("s") and bool(stems & self._unnamed)

    def some(self, unit: Unit) -> bool:
        """Is this a word of number before such a noun, or "others"?"""
        return not unit.members and unit.word.lower() in self._modifiers | self._others


def holds(unit: Unit) -> bool:
    """Does a unit name somebody who can hold a position?"""
    return bool(unit.members) and unit.kind in ("name", "chair", "context")


def as_name(member: Member) -> Member:
    """Return a member as one that is named by its name."""
    return replace(member, kind="name")


def listable(unit: Unit) -> bool:
    """Can a unit be one of a list of names?"""
    return bool(unit.members) and unit.members[0].holds and (unit.kind in ("name", "demonym", "capital"))


def glue_at(units: list[Unit], i: int) -> tuple[int, str]:
    """Return where the glue of a list at `i` ends (`i` when there is none), and its kind: "," or "and"."""
    j, kind = i, ""
    while j < len(units) and j - i < 4:
        word = units[j].word.lower()
        if word in (",", "*", ";"):
            kind = kind or ","
            j += 1
        elif word in ("and", "&", "/", "-", "as", "well", "or", "nor"):
            kind = "and"
            j += 1
        else:
            break
    return (j, kind) if kind else (i, "")


def says(units: list[Unit], i: int, phrase: Sequence[str]) -> bool:
    """Do the units from `i` on read as a phrase, with more behind it?"""
    if len(units) <= i + len(phrase) or units[i].word.lower() != phrase[0]:
        return False
    return all(units[i + n].word.lower() == word for n, word in enumerate(phrase))
