"""The maker of a statement: whom its title, its head or its text says to be speaking, and on whose behalf."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from travaux.model import Document, Entity
from travaux.parse import Sentence
from travaux.parse.units import Member
from travaux.resolve.first_person import FirstPerson
from travaux.resolve.holder import Holder, Voice
from travaux.resolve.persons import People, Person
from travaux.vocabulary import Vocabulary

_HEADINGS = 6
_LEAD = 4
_LONGEST_TITLE = 90
_OPENING = 12
_ADDRESS = 8
_SHARE = 3
_NEAR = 7
_NAMING = ("name", "demonym")


class Statements:
    """Finds who makes a statement."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._entities = vocabulary.entities
        self._venues = vocabulary.venues
        self._first_person = FirstPerson(vocabulary)
        titles = "|".join(
            sorted((re.escape(w) for w in self._words["statement-title"]), key=len, reverse=True)
        )
        self._titles = re.compile(rf"\b(?:{titles})\b", re.IGNORECASE)

    def titled(self, document: Document, sentences: Sequence[Sentence], title: Sequence[Member]) -> Voice:
        """Return the maker of a statement whom only its title names; the mention is the first "we" of the text."""
        words = document.title or ""
        if not self._titles.search(words):
            return ()
        made = [m for m in title if m.holds and m.kind in _NAMING]
        mention = self._first_person.mention(sentences)
        if not made or mention is None:
            return ()
        behalf = words.lower().find("on behalf of")
        if behalf < 0:
            return (Holder(made[0].entity, mention),)
        held = [m for m in made if m.span.start > behalf][:1]
        via = next((m.entity for m in made if m.entity.type == "State" and m not in held), None)
        return tuple(Holder(m.entity, mention, None, None, via) for m in held)

    def maker(self, document: Document, sentences: Sequence[Sentence], people: People) -> Voice:
        """Return the maker of a statement, and nobody where a text is none; a speaker gets the maker's state."""
        head = [s for s in sentences if s.passage.kind in ("title", "heading")][:_HEADINGS]
        head += sentences[:_LEAD]
        titled = [
            s for s in head if len(s.doc) < _LONGEST_TITLE and self._titles.search(s.span.of(document.text))
        ]
        if not self._stated(document, titled, sentences):
            return ()
        speaker = next((p for s in head for t in s.doc if (p := people.at(s, t)) and p.offices), None)
        openings = [s for s in sentences[:_OPENING] if self._first_person.speaks(s)]
        if others := _behalf(head) or _behalf(openings):
            return _for_others(others, head, speaker)
        named = self._named(titled) or self._named([s for s in head if s.passage.kind != "paragraph"])
        if not named and speaker and speaker.state:
            named = [speaker.state]
        if speaker and speaker.state is None and named and not self._known(speaker):
            speaker.state = named[0]
        named = named or _self_named(sentences) or ([] if _reported(sentences) else self._named(sentences))
        return tuple(Holder(m.entity, m.span, None, _speaker(speaker, m)) for m in named[:1])

    def _stated(self, document: Document, titled: Sequence[Sentence], sentences: Sequence[Sentence]) -> bool:
        """Is a text a statement, by its title, by whom it addresses or by its first person?"""
        titles = [s for s in titled if s.passage.kind == "title"]
        entitled = any(self._titles.match(s.span.of(document.text)) for s in titles)
        return entitled or self._addressed(sentences) or self._first_person.prevails(sentences, _SHARE)

    def _named(self, sentences: Sequence[Sentence]) -> list[Member]:
        members = (m for s in sentences for unit in s.units for m in unit.members)
        return [m for m in members if m.holds and m.entity.iri not in self._venues and m.kind in _NAMING]

    def _known(self, person: Person) -> bool:
        """Does a person belong to an organisation that the vocabulary knows, and not to some department?"""
        return person.organisation is not None and person.organisation.iri in self._entities

    def _addressed(self, sentences: Sequence[Sentence]) -> bool:
        """Does the text open by addressing a chair or colleagues?"""
        return any(map(self._addresses, sentences[:_ADDRESS]))

    def _addresses(self, sentence: Sentence) -> bool:
        words = [t.lower_.rstrip(".") for t in sentence.doc if not t.is_punct]
        if len(sentence.doc) > _ADDRESS or not any(w in self._words["addressee"] for w in words[:5]):
            return False
        own = self._words["first-person"]
        return not any(t.dep_ == "nsubj" for t in sentence.doc if t.lower_ not in own)


def _for_others(others: Sequence[Holder], head: Sequence[Sentence], speaker: Person | None) -> Voice:
    """Return the voice of those on whose behalf a state speaks that the head of a statement names."""
    states = (m for s in head for m in s.names if m.entity.type == "State" and m.kind == "name")
    via = next(states, None)
    if via is None:
        return tuple(replace(h, via=None) for h in others)
    if speaker and speaker.state is None:
        speaker.state = via
    own = via.entity in [h.entity for h in others]
    return tuple(replace(h, via=None if own else via.entity) for h in others)


def _speaker(person: Person | None, member: Member) -> Entity | None:
    """Return a person as the speaker of a maker of a statement, unless another state's."""
    if person is None or (person.state and person.state.entity != member.entity):
        return None
    return person.entity


def _reported(sentences: Sequence[Sentence]) -> bool:
    """Does a text quote, as a report does?"""
    quotes = sum(t.text == '"' for s in sentences for t in s.doc)
    return quotes > 2


def _behalf(sentences: Sequence[Sentence]) -> list[Holder]:
    """Return those on whose behalf a statement says it is made."""
    for sentence in sentences:
        words = [t.lower_ for t in sentence.doc]
        for i in range(len(words) - 3):
            if words[i : i + 3] == ["on", "behalf", "of"]:
                near = sentence.units[i + 3 : i + 3 + _NEAR]
                found = ([m for m in unit.members if m.holds] for unit in near)
                if named := next(filter(None, found), None):
                    return [Holder(m.entity, m.span) for m in named]
        for unit in sentence.units:
            for relation in unit.relations:
                if relation.kind == "behalf" and relation.members:
                    return [Holder(m.entity, m.span) for m in relation.members]
    return []


def _self_named(sentences: Sequence[Sentence]) -> list[Member]:
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
