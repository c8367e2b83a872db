"""What the parser is shown of a sentence: names, lists of names and asides folded into single words.

A statistical parser stumbles over "Lao People's Democratic Republic", over a list of twelve states, over "X, on behalf
of Y and Z, said". Each becomes one word of the same kind here, which keeps its place in the text; what was folded away
(who else is in the list, on whose behalf, who supports) stays with the word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from travaux.model import Entity, Span
from travaux.recognise import Found
from travaux.vocabulary import Vocabulary

_QUOTES = {"“": '"', "”": '"', "«": '"', "»": '"', "‘": '"', "’": '"', "„": '"', "´": "'", "`": "'"}
_LEADS = (",", ":", ".", "-", "–", "—", ";")
_FRAGMENT = 9
_ADDRESSEE = 9
_DESCRIPTION = 16
_TIMES = ("last", "this", "next")
_JOINS = frozenset(("and", "the", "of"))
_PERSON = "Smith"
BEHALF = ("behalf", "also-behalf")
_STATE = "Brazil"
_STAND_IN = {"Group": "NATO", "Organisation": "UNESCO", "Body": "UNESCO", "Instrument": "Resolution"}


@dataclass(frozen=True, slots=True)
class Member:
    """One named entity of a list: the entity, how it is named, where."""

    entity: Entity
    kind: str
    span: Span


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


class Folder:
    """Makes the units of a sentence out of its tokens and the names found in them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._weekdays = words["weekday"]
        self._relations = [
            (tuple(phrase.split()), kind)
            for kind in ("also-behalf", "behalf", "with-support", "with-opposition")
            for phrase in sorted(words[kind], key=len, reverse=True)
        ]
        self._openings = frozenset(phrase[0] for phrase, _ in self._relations)
        self._others = words["list-others"]
        self._representative = words["representative"]
        self._examples = words["example"]
        self._unnamed = words["unnamed-holder"]
        self._modifiers = words["unnamed-modifier"]
        self._prefixes = words["prefix"]
        self._honorifics = words["honorific"]
        self._offices = words["office"]
        self._telling = words["telling-verb"]
        self._addressees = words["addressee"]
        self._times = words["time-noun"]
        self._descriptors = words["list-descriptor"]

    def units(self, doc: Doc, start: int, end: int, names: Sequence[Found]) -> list[Unit]:
        """Return the units of tokens `start` to `end` of a passage's tokens; `names` are those of the passage."""
        units = _named(doc, start, end, [n for n in names if start <= n.start and n.end <= end])
        units = self._join_prefixes(units)
        units = self._speakers(_drop_acronyms(self._without_vocatives(units)))
        units = self._without_addressee(units)
        units = self._lists(units)
        units = self._exemplified(units)
        units = self._related(units)
        units = self._related(_drop_parentheses(units))
        return self._drop_weekdays(self._drop_times(_drop_fragment_marks(units)))

    def _join_prefixes(self, units: list[Unit]) -> list[Unit]:
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

    def _speakers(self, units: list[Unit]) -> list[Unit]:
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
                folded.append(Unit(_PERSON, span, (_as_name(state[0]),), person=person))
                i = end + 3
                continue
            folded.append(units[i])
            i += 1
        return folded

    def _titles(self, unit: Unit) -> bool:
        return unit.word in self._honorifics or unit.word.lower() in self._offices

    def _without_vocatives(self, units: list[Unit]) -> list[Unit]:
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
        return (
            word in self._addressees
            or unit.word in self._honorifics
            or word in ("distinguished", "dear", ".")
        )

    def _without_addressee(self, units: list[Unit]) -> list[Unit]:
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

    def _one_word(self, parts: Sequence[Unit]) -> bool:
        first, hyphen, last = parts
        if hyphen.word != "-" or last.span.start != first.span.end + 1 or first.members or last.members:
            return False
        return first.word.lower() in self._prefixes or (first.word.istitle() and last.word.istitle())

    def _lists(self, units: list[Unit]) -> list[Unit]:
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
        if not _listable(units[start]):
            return start
        i, ends, last_glue = start + 1, [start + 1], ""
        while True:
            j, glue = _glue(units, i)
            if j == i or j >= len(units):
                break
            aside = self._aside_end(units, j) or self._aside(units, j)
            if aside:
                i = aside
                continue
            k = self._skip_descriptor(units, j)
            if (
                k > j
                and k + 1 < len(units)
                and units[k + 1].word.lower() in self._representative | self._offices
            ):
                break
            if k < len(units) and _listable(units[k]) and units[k].kind == units[start].kind:
                i, last_glue = k + 1, glue
                ends.append(i)
                if glue == "and":
                    follow, more = _glue(units, i)
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
        j, glue = _glue(units, i)
        near = units[j : j + 3]
        return glue == "and" and any(self._vague(u) or self._plural(u) for u in near)

    def _aside_end(self, units: list[Unit], j: int) -> int:
        """Return the end of "members of the European Economic Area" in a list, if the list goes on, or 0."""
        if not self._plural(units[j]) or j + 2 >= len(units) or units[j + 1].word.lower() != "of":
            return 0
        k = j + 3 if units[j + 2].word.lower() == "the" else j + 2
        goes_on = k < len(units) and bool(units[k].members) and _glue(units, k + 1)[0] > k + 1
        return k + 1 if goes_on else 0

    def _skip_descriptor(self, units: list[Unit], j: int) -> int:
        """Skip "the" and "the EFTA countries" before a name in a list."""
        described = self._described(units, j)
        if described:
            return described
        k = j + 1 if units[j].word.lower() == "the" and j + 1 < len(units) else j
        for end in range(k + 1, min(k + 5, len(units) - 1)):
            word = units[end].word.lower()
            known = word in self._unnamed or self._plural(units[end])
            if (
                known
                and _listable(units[end + 1])
                and all(u.word.replace("-", "").isalpha() for u in units[k:end])
            ):
                return end + 1
        return k

    def _described(self, units: list[Unit], j: int) -> int:
        """Return the place of the state after words that say what it is, "the EFTA country", or 0."""
        i = self._past_descriptors(units, j)
        told = i > j and i < len(units) and _listable(units[i]) and units[i].members[0].entity.type == "State"
        return i if told else 0

    def _aside(self, units: list[Unit], j: int) -> int:
        """Return the end of an aside that only describes, "members of the European Economic Area", or 0."""
        i = self._past_descriptors(units, j)
        goes_on = i < len(units) and units[i].word == "," and _glue(units, i)[0] < len(units)
        return i if i > j + 1 and goes_on else 0

    def _past_descriptors(self, units: list[Unit], j: int) -> int:
        i = j
        while i < len(units) and i - j < _DESCRIPTION:
            inner = units[i].members and units[i].members[0].entity.type != "State" and i > j
            if units[i].word.lower() not in self._descriptors and not inner:
                break
            i += 1
        return i

    def _exemplified(self, units: list[Unit]) -> list[Unit]:
        """Fold "countries, including X, Y and others," into one word that stands for X and Y."""
        folded: list[Unit] = []
        i = 0
        while i < len(units):
            end = self._examples_end(units, i)
            if end:
                named = next(u for u in units[i + 1 : end] if u.members)
                span = units[i].span.join(named.span)
                folded.append(Unit(units[i].word, span, tuple(_as_name(m) for m in named.members)))
                i = end
                continue
            folded.append(units[i])
            i += 1
        return folded

    def _examples_end(self, units: list[Unit], i: int) -> int:
        """Return the end of "countries, including X," that begins at `i`, or 0."""
        if not self._plural(units[i]):
            return 0
        j = i + 1
        opened = j < len(units) and units[j].word == ","
        j += opened
        said = next((p for p in self._examples if _says(units, j, p.split())), None)
        if said is None:
            return 0
        j += len(said.split())
        j += j < len(units) and units[j].word.lower() in ("the", "both")
        if j >= len(units) or not _listable(units[j]):
            return 0
        end = j + 1
        for tail in ((",", "and"), ("and",), (",", "as", "well", "as")):
            if _says(units, end, tail) and units[end + len(tail)].word.lower() in self._others:
                end += len(tail) + 1
                break
        if opened and end < len(units) and units[end].word == ",":
            end += 1
        return end

    def _plural(self, unit: Unit) -> bool:
        word = unit.word.lower()
        stems = {word.removesuffix("s"), word.removesuffix("ies") + "y"}
        return not unit.members and word.endswith("s") and bool(stems & self._unnamed)

    def _related(self, units: list[Unit]) -> list[Unit]:
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
                relation, i = fronted
                unit = replace(units[i], relations=(relation,))
                i += 1
                folded = [f for f in folded if f.word.lower() in ("the", '"')][-1:]
            speaks = not unit.members and (
                unit.word[:1].isupper() or unit.word in self._offices | self._unnamed
            )
            if _holds(unit) or speaks:
                unit, i = self._relate(unit, units, i)
            if _holds(unit):
                holder = len(folded)
            folded.append(unit)
        return folded

    def _fronted(self, units: list[Unit], i: int) -> tuple[Relation, int] | None:
        """Return the relation in "Speaking on behalf of Y, X said", with the place of X."""
        for phrase, kind in self._relations if units[i].word.lower() in self._openings else ():
            k = i + len(phrase)
            if kind not in BEHALF or (len(phrase) == 1 and i) or not _says(units, i, phrase):
                continue
            k += k < len(units) and units[k].word.lower() in ("the", "both")
            named = k < len(units) and _holds(units[k])
            j = k + 2 if k + 2 < len(units) and units[k + 2].word.lower() != "the" else k + 3
            if (
                named
                and k + 1 < len(units)
                and units[k + 1].word == ","
                and j < len(units)
                and _holds(units[j])
            ):
                return Relation("behalf", units[i].span.join(units[k].span), units[k].members), j
        return None

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
            if not _says(units, j, phrase):
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
        while j < len(units) and j - k < 4 and (self._vague(units[j]) or self._plural(units[j])):
            j += 1
        glued, kind = _glue(units, j)
        return glued if j > k and kind else k

    def _vague(self, unit: Unit) -> bool:
        return not unit.members and unit.word.lower() in self._modifiers | self._others

    def _drop_times(self, units: list[Unit]) -> list[Unit]:
        """Drop "last autumn" behind a name, which the parser would make one noun phrase of."""
        kept: list[Unit] = []
        i = 0
        while i < len(units):
            timed = i + 1 < len(units) and units[i + 1].word.lower() in self._times
            if timed and units[i].word in _TIMES and kept and kept[-1].members:
                i += 2
                continue
            kept.append(units[i])
            i += 1
        return kept

    def _drop_weekdays(self, units: list[Unit]) -> list[Unit]:
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


def _named(doc: Doc, start: int, end: int, names: Sequence[Found]) -> list[Unit]:
    by_start = {name.start: name for name in names}
    units: list[Unit] = []
    i = start
    while i < end:
        name = by_start.get(i)
        if name is None:
            if not doc[i].is_space:
                units.append(Unit(_word(doc[i]), _span(doc[i], doc[i])))
            i += 1
            continue
        span = _span(doc[i], doc[name.end - 1])
        member = Member(name.entity, name.kind, span)
        units.append(Unit(_stand_in(doc, name), span, (member,)))
        i = name.end
    return units


def _name_end(units: Sequence[Unit], i: int) -> int:
    """Return the end of the run of capitalised words without a meaning of their own that begins at `i`."""
    end = i
    while end < len(units) and end - i < 9 and not units[end].members:
        inner = units[end].word in "-." and end > i
        if not (units[end].word[:1].isupper() or inner):
            break
        end += 1
    return end


def _span(first: Token, last: Token) -> Span:
    return Span(first.idx, last.idx + len(last.text))


def _word(token: Token) -> str:
    text = token.text
    if text in _QUOTES:
        return _QUOTES[text]
    text = text.replace("’", "'").replace("‘", "'").replace("[", "").replace("]", "")
    return text or ","


def _stand_in(doc: Doc, name: Found) -> str:
    """Return one word that the parser knows as the same kind of word as the name."""
    text = doc[name.start : name.end].text
    if name.kind in ("demonym", "people", "capital", "place"):
        return text.split()[0].title() if text.isupper() and len(text) > 3 else text.replace(" ", "")
    if name.entity.type == "State":
        return _STATE
    return _STAND_IN.get(name.entity.type, "UNESCO")


def _drop_acronyms(units: list[Unit]) -> list[Unit]:
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


def _holds(unit: Unit) -> bool:
    return bool(unit.members) and unit.kind in ("name", "chair", "context")


def _as_name(member: Member) -> Member:
    return replace(member, kind="name")


def _listable(unit: Unit) -> bool:
    return (
        bool(unit.members)
        and unit.members[0].entity.type in ("State", "Group", "Organisation")
        and (unit.kind in ("name", "demonym", "capital"))
    )


def _glue(units: list[Unit], i: int) -> tuple[int, str]:
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


def _says(units: list[Unit], i: int, phrase: Sequence[str]) -> bool:
    if len(units) <= i + len(phrase) or units[i].word.lower() != phrase[0]:
        return False
    return all(units[i + n].word.lower() == word for n, word in enumerate(phrase))


def _drop_fragment_marks(units: list[Unit]) -> list[Unit]:
    """Drop the marks around a few words quoted within a clause, which the parser takes for the end of a phrase."""
    marks = [i for i, unit in enumerate(units) if unit.word == '"']
    dropped: set[int] = set()
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        leads = opening == 0 or units[opening - 1].word in _LEADS
        if not leads and closing - opening <= _FRAGMENT:
            dropped |= {opening, closing}
    return [unit for i, unit in enumerate(units) if i not in dropped]


def _drop_parentheses(units: list[Unit]) -> list[Unit]:
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
