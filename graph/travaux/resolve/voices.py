"""Whose voice a sentence is in: an author's, the maker of a statement, a transcript's speaker, a person quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from travaux.model import Document, Entity, Span
from travaux.parse import Sentence
from travaux.parse.units import BEHALF, Member
from travaux.resolve.persons import People, Person
from travaux.vocabulary import Vocabulary

_QUOTE = re.compile(r"[“«„]|(?<!\w)\"|(?<![\w’])[‘']")
_CLOSES = {"“": "”", "«": "»", "„": "”“", '"': '"', "‘": "’", "'": "'"}
_LABEL = 60
_HEADER = 6
_OPENING = 12
_STATEMENT = 3
_TRANSCRIPT = 6
_TURNS = 4
_NEAR = 7


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a stance, with the mention that says so and, where that is a pronoun, its antecedent."""

    entity: Entity
    span: Span
    antecedent: Span | None = None
    speaker: Entity | None = None
    via: Entity | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole document: its genre, and the voice of each sentence outside quotations."""

    genre: str
    voices: tuple[tuple[Holder, ...], ...]


def quotations(document: Document) -> list[Span]:
    """Return the spans inside quotation marks and the block quotations, in order.

    A quotation that is never closed ends with its passage.
    """
    found: list[Span] = []
    for passage in document.passages:
        marked = _quoted(document.text, passage.start, passage.end)
        block = passage.kind == "quotation" and not marked
        found += [Span(passage.start, passage.end)] if block else marked
    return found


def _quoted(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = start
    while match := _QUOTE.search(text, at, end):
        mark = match.group()
        close = _closing(text, match.end(), end, mark)
        if close is None:
            if mark in "‘'":
                at = match.end()
                continue
            close = end
        found.append(Span(match.end(), close))
        at = min(close + 1, end)
    return found


def _closing(text: str, start: int, end: int, mark: str) -> int | None:
    for i in range(start, end):
        if text[i] in _CLOSES[mark]:
            inner = text[i] in "’'" and i + 1 < end and text[i + 1].isalpha()
            if not inner:
                return i
    return None


class Stage:
    """Finds the genre of a document and the voices of its sentences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._entities = vocabulary.entities
        self._chairs = vocabulary.chairs
        titles = "|".join(
            sorted((re.escape(w) for w in self._words["statement-title"]), key=len, reverse=True)
        )
        self._statement = re.compile(rf"\b(?:{titles})\b", re.IGNORECASE)

    def set(
        self, document: Document, sentences: Sequence[Sentence], people: People, title: Sequence[Member] = ()
    ) -> Setting:
        """Return the genre and, for each sentence, who speaks in it outside quotations (nobody: the author).

        `title` are the names in a title that is no part of the text.
        """
        turns = self._turns(document, sentences, people)
        if turns is not None:
            return Setting("transcript", turns)
        voice = self._titled(document, sentences, title) or self._maker(document, sentences, people)
        if voice:
            return Setting("statement", tuple(voice for _ in sentences))
        return Setting("report", tuple(() for _ in sentences))

    def _titled(
        self, document: Document, sentences: Sequence[Sentence], title: Sequence[Member]
    ) -> tuple[Holder, ...]:
        """Return the maker of a statement whom only its title names; the mention is the first "we" of the text."""
        if not self._statement.search(document.title or ""):
            return ()
        made = [
            m
            for m in title
            if m.entity.type in ("State", "Group", "Organisation") and m.kind in ("name", "demonym")
        ]
        own = (
            s.place(t)
            for s in sentences
            for t in s.doc
            if t.lower_ in self._words["first-person"] and t.text != "US"
        )
        mention = next(own, None)
        if not made or mention is None:
            return ()
        behalf = (document.title or "").lower().find("on behalf of")
        held = [m for m in made if m.span.start > behalf] if behalf >= 0 else made[:1]
        via = (
            next((m.entity for m in made if m.entity.type == "State" and m not in held[:1]), None)
            if behalf >= 0
            else None
        )
        return tuple(Holder(m.entity, mention, None, None, via) for m in held[:1])

    def _turns(
        self, document: Document, sentences: Sequence[Sentence], people: People
    ) -> tuple[tuple[Holder, ...], ...] | None:
        """Return the voice of each sentence of a transcript, or None where there are no speaker headers."""
        starts = {s.passage: s for s in reversed(sentences)}
        headers = {s.index: self._header(s, people, self._label(document, s)) for s in starts.values()}
        speakers = {i: voice for i, voice in headers.items() if voice is not None}
        led = len(speakers) >= _TURNS and () in speakers.values()
        if len(speakers) < 2 or not (led or self._first_person(sentences, _TRANSCRIPT)):
            return None
        voices: list[tuple[Holder, ...]] = []
        current: tuple[Holder, ...] = ()
        own: tuple[Holder, ...] = ()
        for sentence in sentences:
            if sentence.index in speakers:
                own = current = speakers[sentence.index]
            current = self._capacity(sentence, own, current)
            voices.append(current)
        return tuple(voices)

    def _capacity(
        self, sentence: Sentence, own: tuple[Holder, ...], current: tuple[Holder, ...]
    ) -> tuple[Holder, ...]:
        """Return for whom a speaker goes on to speak: a group, or again the own country."""
        words = sentence.doc.text.lower()
        if any(phrase in words for phrase in self._words["national-capacity"]):
            return own
        if not own or not any(phrase in words for phrase in self._words["capacity"]):
            return current
        named = [m for m in sentence.names if m.entity.type == "Group"]
        via = own[0].entity if own[0].entity.type == "State" else None
        return tuple(Holder(m.entity, m.span, None, own[0].speaker, via) for m in named[:1]) or current

    def _label(self, document: Document, sentence: Sentence) -> Span | None:
        """Return where a speaker header stands: a whole heading, or what precedes a colon at the start of a passage."""
        if sentence.passage.kind in ("heading", "title"):
            return sentence.span
        colon = document.text.find(
            ":", sentence.span.start, min(sentence.span.start + _LABEL, sentence.span.end)
        )
        return Span(sentence.span.start, colon) if colon > 0 else None

    def _header(self, sentence: Sentence, people: People, label: Span | None) -> tuple[Holder, ...] | None:
        """Return the voice that a speaker header names: empty for a chair, None where it is no such header."""
        if label is None:
            return None
        words = [t for t in sentence.doc if not t.is_punct and label.contains(sentence.place(t))]
        if not words or (
            any(t.text in self._words["honorific"] for t in words[:1]) and not people.at(sentence, words[-1])
        ):
            return None
        members = [
            m
            for t in words
            for m in sentence.members(t)
            if m.entity.type in ("State", "Group", "Organisation")
        ]
        person = next((p for t in words if (p := people.at(sentence, t))), None)
        if members and (len(words) == 1 or self._introduces(sentence, words)):
            behalf = [m for r in sentence.units[words[0].i].relations for m in r.members if r.kind in BEHALF]
            via = members[0].entity if behalf else None
            speaker = person.entity if person is not None else None
            return tuple(Holder(m.entity, m.span, None, speaker, via) for m in (behalf or members)[:1])
        if len(words) <= 6 and person:
            return (_of(person),) if person.state and not person.chairs else ()
        chair = any(
            t.lower_.rstrip(":") in ("chair", "chairperson", "chairman", "president", "moderator")
            for t in words
        )
        return () if chair and len(words) <= 3 else None

    def _introduces(self, sentence: Sentence, words: Sequence[Token]) -> bool:
        """Are these words a name with a person behind it: "NIGERIA (Mr. Bello):"?"""
        if len(words) > _HEADER or not sentence.members(words[0]):
            return False
        return words[1].text in self._words["honorific"] or all(w.text[:1].isupper() for w in words[1:])

    def _first_person(self, sentences: Sequence[Sentence], share: int) -> bool:
        """Is at least one sentence in `share` in the first person?"""
        count = sum(self._speaks_for_itself(s) for s in sentences)
        prose = sum(s.passage.kind not in ("heading", "title") for s in sentences)
        return count >= 2 and count * share >= prose

    def _speaks_for_itself(self, sentence: Sentence) -> bool:
        quoted = False
        for token in sentence.doc:
            if token.text == '"':
                quoted = not quoted
            elif not quoted and token.lower_ in self._words["first-person"] and token.text != "US":
                return True
        return False

    def _maker(self, document: Document, sentences: Sequence[Sentence], people: People) -> tuple[Holder, ...]:
        head = [s for s in sentences if s.passage.kind in ("title", "heading")][:6] + list(sentences[:4])
        titled = [s for s in head if self._statement.search(s.span.of(document.text)) and len(s.doc) < 90]
        titles = [s for s in titled if s.passage.kind == "title"]
        entitled = any(self._statement.match(s.span.of(document.text)) for s in titles)
        if not (entitled or self._addressed(sentences) or self._first_person(sentences, _STATEMENT)):
            return ()
        speaker = next((p for s in head for t in s.doc if (p := people.at(s, t)) and p.offices), None)
        on_behalf = self._behalf(head) or self._behalf(self._openings(sentences))
        if on_behalf:
            via = next(
                (m for s in head for m in s.names if m.entity.type == "State" and m.kind == "name"), None
            )
            via_entity = via.entity if via and via.entity not in [h.entity for h in on_behalf] else None
            if speaker and speaker.state is None and via is not None:
                speaker.state = via
            return tuple(replace(h, via=via_entity) for h in on_behalf)
        named = self._named(titled) or self._named([s for s in head if s.passage.kind != "paragraph"])
        if not named and speaker and speaker.state:
            named = [speaker.state]
        if speaker and speaker.state is None and named and not self._known(speaker):
            speaker.state = named[0]
        named = (
            named
            or self._self_named(sentences)
            or (self._named(sentences) if not self._reported(sentences) else [])
        )
        return tuple(
            Holder(
                m.entity,
                m.span,
                None,
                speaker.entity if speaker and speaker.state == m else self._speaker(speaker, m),
            )
            for m in named[:1]
        )

    def _known(self, person: Person) -> bool:
        """Does a person belong to an organisation that the vocabulary knows, and not to some department?"""
        return person.organisation is not None and person.organisation.iri in self._entities

    def _speaker(self, person: Person | None, member: Member) -> Entity | None:
        if person is None or (person.state and person.state.entity != member.entity):
            return None
        return person.entity

    def _addressed(self, sentences: Sequence[Sentence]) -> bool:
        """Does the text open by addressing a chair or colleagues?"""
        for sentence in sentences[:8]:
            words = [t.lower_.rstrip(".") for t in sentence.doc if not t.is_punct][:6]
            opens = any(w in self._words["addressee"] for w in words[:5])
            if (
                opens
                and len(sentence.doc) <= 8
                and not any(
                    t.dep_ == "nsubj" for t in sentence.doc if t.lower_ not in self._words["first-person"]
                )
            ):
                return True
        return False

    def _reported(self, sentences: Sequence[Sentence]) -> bool:
        quotes = sum(t.text == '"' for s in sentences for t in s.doc)
        return quotes > 2

    def _openings(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Return those of the first sentences in which the maker says for whom the statement is made."""
        return [s for s in sentences[:_OPENING] if self._speaks_for_itself(s)]

    def _behalf(self, head: Sequence[Sentence]) -> list[Holder]:
        """Return those on whose behalf a statement says it is made."""
        for sentence in head:
            words = [t.lower_ for t in sentence.doc]
            for i in range(len(words) - 3):
                if words[i : i + 3] == ["on", "behalf", "of"]:
                    near = sentence.units[i + 3 : i + 3 + _NEAR]
                    found = [
                        [m for m in unit.members if m.entity.type in ("State", "Group", "Organisation")]
                        for unit in near
                    ]
                    named = next((members for members in found if members), [])
                    if named:
                        return [Holder(m.entity, m.span) for m in named]
            for unit in sentence.units:
                for relation in unit.relations:
                    if relation.kind == "behalf" and relation.members:
                        return [Holder(m.entity, m.span) for m in relation.members]
        return []

    def _named(self, sentences: Sequence[Sentence]) -> list[Member]:
        return [
            m
            for s in sentences
            for unit in s.units
            for m in unit.members
            if m.entity.type in ("State", "Group", "Organisation")
            and m.entity.label != "United Nations"
            and m.kind in ("name", "demonym")
        ]

    def _self_named(self, sentences: Sequence[Sentence]) -> list[Member]:
        """Return the state that a first-person text most often makes a subject."""
        counts: dict[str, list[Member]] = {}
        for sentence in sentences:
            for token in sentence.doc:
                if token.dep_ in ("nsubj", "nsubjpass"):
                    for member in sentence.members(token)[:1]:
                        if member.entity.type == "State":
                            counts.setdefault(member.entity.iri, []).append(member)
        best = sorted(counts.values(), key=lambda ms: (-len(ms), ms[0].span))
        return best[0][:1] if best else []


def _of(person: Person) -> Holder:
    assert person.state is not None
    return Holder(person.state.entity, person.state.span, None, person.entity)
