"""The turns of a transcript: the headers that name its speakers, and for whom each of them speaks."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.model import Document, Span
from travaux.parse import Sentence
from travaux.parse.units import BEHALF
from travaux.resolve.first_person import FirstPerson
from travaux.resolve.holder import Holder, Voice
from travaux.resolve.persons import People, Person
from travaux.vocabulary import Vocabulary

_LABEL = 60
_HEADER = 6
_SHARE = 6
_LED = 4


class Turns:
    """Finds who speaks in each sentence of a transcript."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._presiding = self._words["chair"] | self._words["presiding-office"]
        self._first_person = FirstPerson(vocabulary)

    def voices(
        self, document: Document, sentences: Sequence[Sentence], people: People
    ) -> tuple[Voice, ...] | None:
        """Return the voice of each sentence of a transcript, or None where there are no speaker headers."""
        starts = {s.passage: s for s in reversed(sentences)}
        headers = {s.index: self._header(s, people, _label(document, s)) for s in starts.values()}
        speakers = {i: voice for i, voice in headers.items() if voice is not None}
        led = len(speakers) >= _LED and () in speakers.values()
        if len(speakers) < 2 or not (led or self._first_person.prevails(sentences, _SHARE)):
            return None
        voices: list[Voice] = []
        current: Voice = ()
        own: Voice = ()
        for sentence in sentences:
            if sentence.index in speakers:
                own = current = speakers[sentence.index]
            current = self._capacity(sentence, own, current)
            voices.append(current)
        return tuple(voices)

    def _capacity(self, sentence: Sentence, own: Voice, current: Voice) -> Voice:
        """Return for whom a speaker goes on to speak: a group, or again the own country."""
        words = sentence.doc.text.lower()
        if any(phrase in words for phrase in self._words["national-capacity"]):
            return own
        if not own or not any(phrase in words for phrase in self._words["capacity"]):
            return current
        named = [m for m in sentence.names if m.entity.type == "Group"]
        via = own[0].entity if own[0].entity.type == "State" else None
        return tuple(Holder(m.entity, m.span, None, own[0].speaker, via) for m in named[:1]) or current

    def _header(self, sentence: Sentence, people: People, label: Span | None) -> Voice | None:
        """Return the voice that a speaker header names: empty for a chair, None where it is no such header."""
        if label is None:
            return None
        words = [t for t in sentence.doc if not t.is_punct and label.contains(sentence.place(t))]
        if not words or (words[0].text in self._words["honorific"] and not people.at(sentence, words[-1])):
            return None
        person = next((p for t in words if (p := people.at(sentence, t))), None)
        if voice := self._named(sentence, words, person):
            return voice
        if len(words) <= _HEADER and person:
            return (_of(person),) if person.state and not person.chairs else ()
        chair = any(t.lower_.rstrip(":") in self._presiding for t in words)
        return () if chair and len(words) <= 3 else None

    def _named(self, sentence: Sentence, words: Sequence[Token], person: Person | None) -> Voice:
        """Return the voice of whom the words of a header name, if they do."""
        members = [m for t in words for m in sentence.members(t) if m.holds]
        if not members or not (len(words) == 1 or self._introduces(sentence, words)):
            return ()
        behalf = [m for r in sentence.units[words[0].i].relations for m in r.members if r.kind in BEHALF]
        via = members[0].entity if behalf else None
        speaker = person.entity if person is not None else None
        return tuple(Holder(m.entity, m.span, None, speaker, via) for m in (behalf or members)[:1])

    def _introduces(self, sentence: Sentence, words: Sequence[Token]) -> bool:
        """Are these words a name with a person behind it: "NIGERIA (Mr. Bello):"?"""
        if len(words) > _HEADER or not sentence.members(words[0]):
            return False
        return words[1].text in self._words["honorific"] or all(w.text[:1].isupper() for w in words[1:])


def _label(document: Document, sentence: Sentence) -> Span | None:
    """Return where a speaker header stands: a whole heading, or what precedes a colon at the start of a passage."""
    if sentence.passage.kind in ("heading", "title"):
        return sentence.span
    colon = document.text.find(":", sentence.span.start, min(sentence.span.start + _LABEL, sentence.span.end))
    return Span(sentence.span.start, colon) if colon > 0 else None


def _of(person: Person) -> Holder:
    assert person.state is not None
    return Holder(person.state.entity, person.state.span, None, person.entity)
