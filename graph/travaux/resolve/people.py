"""Finds persons and their offices: who is whose representative, ambassador, chair, minister."""

from __future__ import annotations

from collections.abc import Sequence

from travaux.model import Document, Span
from travaux.parse import Sentence
from travaux.parse.units import Member
from travaux.resolve.names import Names, bracketed, proper
from travaux.resolve.offices import WINDOW, Offices
from travaux.resolve.persons import People, Place
from travaux.vocabulary import Vocabulary

_OF = 6
_NAME = 5


class Finder:
    """Finds persons and offices in the sentences of a document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._offices = Offices(vocabulary)
        self._names = Names(vocabulary, self._offices.words)
        self._last_state: Member | None = None

    def find(self, document: Document, sentences: Sequence[Sentence]) -> People:
        """Return the persons of a document with their offices, states and organisations."""
        people = People()
        self._last_state = None
        for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
            if following is not None:
                self._headed(document, sentence, following, people)
            for start, end in self._names.find(document, sentence, people):
                self._person(document, sentence, start, end, people)
            for i, unit in enumerate(sentence.units):
                if unit.person is not None:
                    self._introduced(document, sentence, i, unit.person, people)
            self._last_state = next((m for m in sentence.names if m.entity.type == "State"), self._last_state)
        return people

    def _person(self, document: Document, sentence: Sentence, start: int, end: int, people: People) -> None:
        while start + 1 < end and self._names.titles(sentence.doc[start]):
            start += 1
        span = sentence.extent(sentence.doc[start:end])
        person = people.add(_written(document, span), Place(sentence.index, start, end), span)
        bracket = bracketed(document, sentence, span)
        if person.state is None:
            person.state = bracket or _of_state(sentence, end) or _owned_by(sentence, start)
        for phrase in self._offices.phrases(sentence, start, end):
            self._offices.give(document, sentence, phrase, person, self._last_state)
        if person.state is None and person.organisation is None and end < len(sentence.doc):
            near = list(sentence.doc[end : end + _OF]) if sentence.doc[end].lower_ == "of" else []
            person.organisation = self._offices.organisation(document, sentence, near)

    def _headed(self, document: Document, line: Sentence, following: Sentence, people: People) -> None:
        """Take up a person named in a line of its own above a line with the office, as missions head statements."""
        words = [t for t in line.doc if not t.is_punct]
        name = 1 < len(words) < _NAME and all(proper(line, t) and t.text.istitle() for t in words)
        if not name or line.passage == following.passage or any(map(self._names.titles, words)):
            return
        below = list(following.doc[:WINDOW])
        told = any(t.lower_ in self._offices.words for t in below[:6])
        if not told or any(t.pos_ == "VERB" for t in below):
            return
        span = line.extent(words)
        person = people.add(_written(document, span), Place(line.index, words[0].i, words[-1].i + 1), span)
        self._offices.give(document, following, below, person, self._last_state)

    def _introduced(
        self, document: Document, sentence: Sentence, at: int, span: Span, people: People
    ) -> None:
        """Take up a person folded into one word with the state in brackets."""
        person = people.add(_written(document, span), Place(sentence.index, at, at + 1), span)
        person.state = person.state or sentence.units[at].members[0]
        for phrase in self._offices.phrases(sentence, at, at + 1):
            self._offices.give(document, sentence, phrase, person, self._last_state)


def _written(document: Document, span: Span) -> str:
    name = " ".join(span.of(document.text).replace("’s", "").split())
    words = [w.title() if w.isupper() and len(w) > 2 else w for w in name.split()]
    return " ".join(words)


def _of_state(sentence: Sentence, end: int) -> Member | None:
    """Return the state after a name: "Jane Doe of El Salvador"."""
    doc = sentence.doc
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    return next((m for m in sentence.members(doc[end + 1]) if m.entity.type == "State"), None)


def _owned_by(sentence: Sentence, start: int) -> Member | None:
    """Return the state before a name: "Canada's Jane Doe"."""
    if start < 2 or sentence.doc[start - 1].text != "'s":
        return None
    return next((m for m in sentence.members(sentence.doc[start - 2]) if m.entity.type == "State"), None)
