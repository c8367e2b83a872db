"""Single words of a sentence made easier for the parser: persons with a state, addresses, times, marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from travaux.model import Span
from travaux.parse.fold.glue import as_name
from travaux.parse.units import Unit
from travaux.vocabulary import Vocabulary

_LEADS = (",", ":", ".", "-", "–", "—", ";")
_FRAGMENT = 9
_ADDRESSEE = 9
_DATE = 6
_TIMES = ("last", "this", "next")
_PERSON = "Smith"


class Words:
    """Joins and drops words with a vocabulary's words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._weekdays = words["weekday"]
        self._prefixes = words["prefix"]
        self._honorifics = words["honorific"]
        self._offices = words["office"]
        self._telling = words["telling-verb"]
        self._addressees = words["addressee"]
        self._courteous = words["courteous-adjective"]
        self._times = words["time-noun"]

    def joined(self, units: list[Unit]) -> list[Unit]:
        """Join "co - sponsored", which a tokeniser splits, into one word."""
        joined: list[Unit] = []
        i = 0
        while i < len(units):
            parts = units[i : i + 3]
            if len(parts) == 3 and self._one_word(parts):
                hyphen = "-" if parts[2].word.istitle() else ""
                joined.append(
                    Unit(f"{parts[0].word}{hyphen}{parts[2].word}", parts[0].span.join(parts[2].span))
                )
                i += 3
                continue
            joined.append(units[i])
            i += 1
        return joined

    def _one_word(self, parts: Sequence[Unit]) -> bool:
        first, hyphen, last = parts
        if hyphen.word != "-" or last.span.start != first.span.end + 1 or first.members or last.members:
            return False
        return first.word.lower() in self._prefixes or (first.word.istitle() and last.word.istitle())

    def persons(self, units: list[Unit]) -> list[Unit]:
        """Fold "JANE DOE (Romania)" into one word, the name of a person who speaks for a state."""
        folded: list[Unit] = []
        i = 0
        while i < len(units):
            end = _name_end(units, i)
            inside = units[end + 1] if end + 2 < len(units) else None
            state = inside.members if inside and units[end].word == "(" and units[end + 2].word == ")" else ()
            titled = end > i and any(self._titles(u) for u in units[i + 1 : end])
            if end > i and not titled and len(state) == 1 and state[0].entity.type == "State":
                names = [u for u in units[i:end] if not self._titles(u)] or units[i:end]
                person = names[0].span.join(names[-1].span)
                span = units[i].span.join(units[end + 2].span)
                folded.append(Unit(_PERSON, span, (as_name(state[0]),), person=person))
                i = end + 3
                continue
            folded.append(units[i])
            i += 1
        return folded

    def _titles(self, unit: Unit) -> bool:
        return unit.word in self._honorifics or unit.word.lower() in self._offices

    def without_vocatives(self, units: list[Unit]) -> list[Unit]:
        """Drop those who are addressed: "Madam Chair, the Forum favours ..."."""
        kept: list[Unit] = []
        i = 0
        while i < len(units):
            end = self._vocative_end(units, i) if not kept or kept[-1].word in (",", '"') else 0
            if end:
                i = end + 1 if end < len(units) and units[end].word == "," else end
                continue
            kept.append(units[i])
            i += 1
        return kept if len(kept) > 1 else units

    def _vocative_end(self, units: list[Unit], i: int) -> int:
        """Return the end of an address that begins at `i` and ends with a comma or the sentence, or 0."""
        j = i
        while j < len(units) and j - i < 4 and self._addresses(units[j]):
            j += 1
        closed = j >= len(units) or units[j].word in ",.!"
        named = any(u.word.lower() in self._addressees for u in units[i:j])
        return j if j > i and closed and named else 0

    def _addresses(self, unit: Unit) -> bool:
        word = unit.word.lower()
        titled = unit.word in self._honorifics or word in self._courteous or word == "."
        return titled or word in self._addressees

    def without_addressee(self, units: list[Unit]) -> list[Unit]:
        """Drop those who are told from "told the final meeting of negotiators that", which hides what is told."""
        kept: list[Unit] = []
        i = 0
        while i < len(units):
            kept.append(units[i])
            i += 1
            if units[i - 1].word.lower() not in self._telling:
                continue
            that = next(
                (j for j in range(i + 1, min(i + _ADDRESSEE, len(units))) if units[j].word == "that"), 0
            )
            if that and all(u.word.isalpha() or u.members or u.word == "'s" for u in units[i:that]):
                i = that
        return kept

    def without_times(self, units: list[Unit]) -> list[Unit]:
        """Drop "last autumn" behind a name and "On 3 March" before one, of which a parser would make one phrase."""
        kept: list[Unit] = []
        i = self._date_end(units)
        while i < len(units):
            timed = i + 1 < len(units) and units[i + 1].word.lower() in self._times
            if timed and units[i].word in _TIMES and kept and kept[-1].members:
                i += 2
                continue
            kept.append(units[i])
            i += 1
        return kept

    def _date_end(self, units: list[Unit]) -> int:
        """Return the end of a date that opens a sentence, if a name follows without a comma, or 0."""
        if not units or units[0].word.lower() not in ("on", "in", "by"):
            return 0
        end = 1
        while end < len(units) and end < _DATE and self._dates(units[end]):
            end += 1
        return end if 1 < end < len(units) and units[end].members else 0

    def _dates(self, unit: Unit) -> bool:
        word = unit.word.lower()
        return (
            word.isdigit()
            or word in self._times
            or word in self._weekdays
            or word in ("late", "early", *_TIMES)
        )

    def without_weekdays(self, units: list[Unit]) -> list[Unit]:
        """Drop the day that a reporter puts between a subject and its verb."""
        kept: list[Unit] = []
        for i, unit in enumerate(units):
            before = kept[-1] if kept else None
            after = units[i + 1] if i + 1 < len(units) else None
            if (
                unit.word.lower() in self._weekdays
                and after
                and not after.word[:1].isupper()
                and after.word != "'s"
            ):
                if before and before.word.lower() in ("on", "late", "early", "last"):
                    kept.pop()
                if kept:
                    continue
            kept.append(unit)
        return kept


def _name_end(units: Sequence[Unit], i: int) -> int:
    """Return the end of the run of capitalised words without a meaning of their own that begins at `i`."""
    end = i
    while end < len(units) and end - i < 9 and not units[end].members:
        inner = units[end].word in "-." and end > i
        if not (units[end].word[:1].isupper() or inner):
            break
        end += 1
    return end


def without_acronyms(units: list[Unit]) -> list[Unit]:
    """Fold "European Union ( EU )" into one unit."""
    kept: list[Unit] = []
    i = 0
    while i < len(units):
        inside = units[i + 1] if i + 2 < len(units) else None
        same = (
            units[i].word == "("
            and inside
            and units[i + 2].word == ")"
            and kept
            and kept[-1].members
            and (not inside.members or inside.members[0].entity == kept[-1].members[0].entity)
            and inside.word[:1].isupper()
            and (inside.members or inside.word.isupper())
        )
        if same:
            kept[-1] = replace(kept[-1], span=Span(kept[-1].span.start, units[i + 2].span.end))
            i += 3
            continue
        kept.append(units[i])
        i += 1
    return kept


def without_fragment_marks(units: list[Unit]) -> list[Unit]:
    """Drop the marks around a few words quoted within a clause, which the parser takes for the end of a phrase."""
    marks = [i for i, unit in enumerate(units) if unit.word == '"']
    dropped: set[int] = set()
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        leads = opening == 0 or units[opening - 1].word in _LEADS
        if not leads and closing - opening <= _FRAGMENT:
            dropped |= {opening, closing}
    return [unit for i, unit in enumerate(units) if i not in dropped]


def without_parentheses(units: list[Unit]) -> list[Unit]:
    """Drop what stands in brackets, where they are balanced."""
    kept: list[Unit] = []
    depth = 0
    for unit in units:
        if unit.word == "(":
            depth += 1
        elif unit.word == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(unit)
    return kept if depth == 0 else [u for u in units if u.word not in "()"]
