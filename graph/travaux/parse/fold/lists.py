"""Enumerations of names: "A, B and C", "countries, including A and B", with asides that only describe."""

from __future__ import annotations

from dataclasses import replace

from travaux.model import Span
from travaux.parse.fold.glue import Vague, as_name, glue_at, listable, says
from travaux.parse.units import Unit
from travaux.vocabulary import Vocabulary

_DESCRIPTION = 16
_JOINS = frozenset(("and", "the", "of"))


class Lists:
    """Folds enumerations into single words with a vocabulary's words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._vague = Vague(vocabulary)
        self._others = words["list-others"]
        self._speaking = words["representative"] | words["office"]
        self._examples = words["example"]
        self._unnamed = words["unnamed-holder"]
        self._descriptors = words["list-descriptor"]

    def listed(self, units: list[Unit]) -> list[Unit]:
        """Fold each enumeration of names into its first word."""
        folded: list[Unit] = []
        i = 0
        while i < len(units):
            end = self._list_end(units, i)
            if end > i + 1:
                folded.append(self._fold(units[i:end]))
            else:
                folded.append(units[i])
            i = max(end, i + 1)
        return folded

    def exemplified(self, units: list[Unit]) -> list[Unit]:
        """Fold "countries, including X, Y and others," into one word that stands for X and Y."""
        folded: list[Unit] = []
        i = 0
        while i < len(units):
            end = self._examples_end(units, i)
            if end:
                named = next(u for u in units[i + 1 : end] if u.members)
                span = units[i].span.join(named.span)
                folded.append(Unit(units[i].word, span, tuple(as_name(m) for m in named.members)))
                i = end
                continue
            folded.append(units[i])
            i += 1
        return folded

    def _fold(self, units: list[Unit]) -> Unit:
        """Fold a list into its first word; a name that only describes others, "the EFTA countries", is none of it."""
        following = [*(u.word.lower() for u in units[1:]), ","]
        named = [
            u for u, after in zip(units, following, strict=True) if after not in self._descriptors - _JOINS
        ]
        members = tuple(member for unit in named for member in unit.members)
        return replace(units[0], span=Span(units[0].span.start, units[-1].span.end), members=members)

    def _list_end(self, units: list[Unit], start: int) -> int:
        """Return the end of the enumeration of names that begins at `start`, or `start` where none does."""
        if not listable(units[start]):
            return start
        i, ends, last_glue = start + 1, [start + 1], ""
        while True:
            j, glue = glue_at(units, i)
            if j == i or j >= len(units):
                break
            aside = self._aside_end(units, j) or self._aside(units, j)
            if aside:
                i = aside
                continue
            k = self._skip_descriptor(units, j)
            if k > j and k + 1 < len(units) and units[k + 1].word.lower() in self._speaking:
                break
            if k < len(units) and listable(units[k]) and units[k].kind == units[start].kind:
                i, last_glue = k + 1, glue
                ends.append(i)
                if glue == "and":
                    follow, more = glue_at(units, i)
                    described = self._described(units, follow) or self._aside(units, follow)
                    if follow == i or (more != "and" and not described):
                        return i
                continue
            break
        if len(ends) == 1:
            return start
        closed = last_glue == "and" or len(ends) > 2 or (i < len(units) and units[i].word in ")]")
        closed = closed or self._goes_vague(units, i)
        return i if closed else start

    def _goes_vague(self, units: list[Unit], i: int) -> bool:
        """Does a list go on without names: "and a number of other countries", "and others"?"""
        j, glue = glue_at(units, i)
        near = units[j : j + 3]
        return glue == "and" and any(self._vague.some(u) or self._vague.plural(u) for u in near)

    def _aside_end(self, units: list[Unit], j: int) -> int:
        """Return the end of "members of the European Economic Area" in a list, if the list goes on, or 0."""
        if not self._vague.plural(units[j]) or j + 2 >= len(units) or units[j + 1].word.lower() != "of":
            return 0
        k = j + 3 if units[j + 2].word.lower() == "the" else j + 2
        goes_on = k < len(units) and bool(units[k].members) and glue_at(units, k + 1)[0] > k + 1
        return k + 1 if goes_on else 0

    def _skip_descriptor(self, units: list[Unit], j: int) -> int:
        """Skip "the" and "the EFTA countries" before a name in a list."""
        described = self._described(units, j)
        if described:
            return described
        k = j + 1 if units[j].word.lower() == "the" and j + 1 < len(units) else j
        for end in range(k + 1, min(k + 5, len(units) - 1)):
            word = units[end].word.lower()
            known = word in self._unnamed or self._vague.plural(units[end])
            if (
                known
                and listable(units[end + 1])
                and all(u.word.replace("-", "").isalpha() for u in units[k:end])
            ):
                return end + 1
        return k

    def _described(self, units: list[Unit], j: int) -> int:
        """Return the place of the state after words that say what it is, "the EFTA country", or 0."""
        i = self._past_descriptors(units, j)
        told = i > j and i < len(units) and listable(units[i]) and units[i].members[0].entity.type == "State"
        return i if told else 0

    def _aside(self, units: list[Unit], j: int) -> int:
        """Return the end of an aside that only describes, "members of the European Economic Area", or 0."""
        i = self._past_descriptors(units, j)
        goes_on = i < len(units) and units[i].word == "," and glue_at(units, i)[0] < len(units)
        return i if i > j + 1 and goes_on else 0

    def _past_descriptors(self, units: list[Unit], j: int) -> int:
        i = j
        while i < len(units) and i - j < _DESCRIPTION:
            inner = units[i].members and units[i].members[0].entity.type != "State" and i > j
            if units[i].word.lower() not in self._descriptors and not inner:
                break
            i += 1
        return i

    def _examples_end(self, units: list[Unit], i: int) -> int:
        """Return the end of "countries, including X," that begins at `i`, or 0."""
        if not self._vague.plural(units[i]):
            return 0
        j = i + 1
        opened = j < len(units) and units[j].word == ","
        j += opened
        said = next((p for p in self._examples if says(units, j, p.split())), None)
        if said is None:
            return 0
        j += len(said.split())
        j += j < len(units) and units[j].word.lower() in ("the", "both")
        if j >= len(units) or not listable(units[j]):
            return 0
        end = j + 1
        for tail in ((",", "and"), ("and",), (",", "as", "well", "as")):
            if says(units, end, tail) and units[end + len(tail)].word.lower() in self._others:
                end += len(tail) + 1
                break
        if opened and end < len(units) and units[end].word == ",":
            end += 1
        return end
