"""Those named beside a holder: on whose behalf, with whose support, against whose objection."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from travaux.model import Span
from travaux.parse.fold.glue import Vague, glue_at, holds, says
from travaux.parse.units import BEHALF, Relation, Unit
from travaux.vocabulary import Vocabulary

TITLE = 5  # words at most of a title and a name
NEAR = 2  # words at most between an article and an office: "the Cuban", "the deputy permanent"


def _is_capital(unit: Unit) -> bool:
    return not unit.members and unit.word[:1].isupper()


class Relations:
    """Folds asides such as ", on behalf of Y," into the name before them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._vague = Vague(vocabulary)
        self._relations = [
            (tuple(phrase.split()), kind)
            for kind in ("also-behalf", "behalf", "with-equal", "with-support", "with-opposition")
            for phrase in sorted(words[kind], key=len, reverse=True)
        ]
        self._openings = frozenset(phrase[0] for phrase, _ in self._relations)
        self._speaking = words["office"] | words["unnamed-holder"]
        self._third_person = words["third-person"]

    def related(self, units: list[Unit]) -> list[Unit]:
        """Fold ", on behalf of Y," and ", supported by Y and opposed by Z," into the name before it."""
        folded: list[Unit] = []
        holder: int | None = None
        i = 0
        while i < len(units):
            unit = units[i]
            aside = self._relation_at(units, i) if unit.word == "," else None
            if aside is not None and aside[0].kind not in BEHALF and holder is not None:
                before = folded[holder]
                folded[holder] = replace(before, relations=(*before.relations, aside[0]))
                i = aside[1]
                continue
            i += 1
            fronted = self._fronted(units, i - 1) if holder is None else None
            if fronted is not None:
                relation, begin, i = fronted
                folded = [f for f in folded if f.word.lower() in ("the", '"')][-1:] + units[begin:i]
                unit = replace(units[i], relations=(relation,))
                i += 1
            speaks = not unit.members and (unit.word[:1].isupper() or unit.word in self._speaking)
            if holds(unit) or speaks:
                unit, i = self._relate(unit, units, i)
            if holds(unit):
                holder = len(folded)
            folded.append(unit)
        return folded

    def _fronted(self, units: list[Unit], i: int) -> tuple[Relation, int, int] | None:
        """Return the relation in "Speaking on behalf of Y, X said", where X begins, and the word that stands for X."""
        for phrase, kind in self._relations if units[i].word.lower() in self._openings else ():
            k = i + len(phrase)
            if kind not in BEHALF or (len(phrase) == 1 and i) or not says(units, i, phrase):
                continue
            k += k < len(units) and units[k].word.lower() in ("the", "both")
            if not (k + 1 < len(units) and holds(units[k]) and units[k + 1].word == ","):
                continue
            speaker = self._speaker(units, k + 2, only_named=len(phrase) == 1)
            if speaker is not None:
                relation = Relation("behalf", units[i].span.join(units[k].span), units[k].members)
                return relation, *speaker
        return None

    def _speaker(self, units: list[Unit], start: int, only_named: bool) -> tuple[int, int] | None:
        """Return where whoever speaks begins, and the word that stands for them: a name, an office, a person, "she"."""
        at = start + (start < len(units) and units[start].word.lower() == "the")
        if at < len(units) and holds(units[at]):
            return at, at
        if at >= len(units) or only_named:
            return None
        if units[at].word.lower() in self._third_person:
            return at, at
        offices = (j for j in range(at, min(at + NEAR + 1, len(units))) if units[j].word in self._speaking)
        office = next(offices, at)
        if office > start and all(u.kind == "demonym" or u.word.isalpha() for u in units[at:office]):
            return start, office
        name = list(takewhile(_is_capital, units[at : at + TITLE]))
        return (start, at + len(name) - 1) if name else None

    def _relate(self, unit: Unit, units: list[Unit], i: int) -> tuple[Unit, int]:
        while True:
            step = self._relation_at(units, i)
            if step is None:
                return unit, i
            relation, end = step
            span = Span(unit.span.start, units[end - 1].span.end)
            unit = replace(unit, span=span, relations=(*unit.relations, relation))
            i = end

    def _relation_at(self, units: list[Unit], i: int) -> tuple[Relation, int] | None:
        j = i
        opened = j < len(units) and units[j].word in (",", "(", "and")
        j += opened
        closing = {",": ",", "(": ")", "and": ","}.get(units[i].word if opened else "", "")
        opens = j < len(units) and units[j].word.lower() in self._openings
        for phrase, kind in self._relations if opens else ():
            if not says(units, j, phrase):
                continue
            k = j + len(phrase)
            if k < len(units) and units[k].word.lower() in ("the", "both"):
                k += 1
            k = self._past_unnamed(units, k)
            if k >= len(units) or not units[k].members or units[k].kind not in ("name", "context"):
                continue
            closed = k + 1 < len(units) and units[k + 1].word in (closing, "and") if closing else False
            bare = len(phrase) == 1
            if bare and not (closing and closed and units[k + 1].word == closing):
                continue
            if kind not in BEHALF and not (closing and closed):
                continue
            relation = Relation(kind, Span(units[j].span.start, units[k - 1].span.end), units[k].members)
            return relation, k + 1 + int(closed and units[k + 1].word == closing)
        return None

    def _past_unnamed(self, units: list[Unit], k: int) -> int:
        """Skip "many countries and" before the names of those who support or oppose."""
        j = k
        while j < len(units) and j - k < 4 and (self._vague.some(units[j]) or self._vague.plural(units[j])):
            j += 1
        glued, kind = glue_at(units, j)
        return glued if j > k and kind else k
