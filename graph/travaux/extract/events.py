"""Events of a negotiation: adoptions, breakdowns, establishments, sessions, tablings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from travaux.extract.bodies import Forum
from travaux.extract.cues import Match, Matcher
from travaux.extract.dates import dates
from travaux.extract.targets import complement
from travaux.model import Document, Event, Span
from travaux.parse import Sentence
from travaux.parse.verbs import passive
from travaux.vocabulary import Vocabulary

_ABOUT = ("Instrument", "Body")


class Events:
    """Reads the events of documents with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._cues = Matcher(vocabulary.event_cues)
        self._concerns = vocabulary.event_concerns

    def events(self, document: Document, sentences: Sequence[Sentence], forum: Forum) -> tuple[Event, ...]:
        """Return the events that a document tells, in the order of the text; `forum` knows its bodies."""
        found: dict[str, Event] = {}
        for sentence in sentences:
            if sentence.passage.kind in ("title", "heading"):
                continue
            for match in self._cues.find(sentence.doc):
                event = self._event(document, sentence, match, forum)
                if event is not None:
                    found.setdefault(event.iri, event)
        return tuple(found.values())

    def _event(self, document: Document, sentence: Sentence, match: Match, forum: Forum) -> Event | None:
        if not (_happened(match.head) if match.category == "verb" else _told(match.head)):
            return None
        words = _participants(match)
        named = [m for w in words for m in sentence.members(w) if m.entity.type in _ABOUT]
        concerned = any(w.lemma_.lower() in self._concerns[match.cue.act] for w in words)
        date = _date(document, sentence)
        if not (named or concerned) or date is None:
            return None
        about = forum.at(named[0].entity if named else None, date)
        cue = sentence.extent(match.tokens)
        return Event(document.iri, match.cue.act, sentence.span, cue, about, date)


def _happened(verb: Token) -> bool:
    """Is the verb told as a fact of the past?"""
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)
    denied = any(c.dep_ == "neg" for c in verb.children)
    return verb.tag_ in ("VBD", "VBN", "VBZ") and not modal and not denied


def _told(noun: Token) -> bool:
    """Is the noun the subject of what is told, or the time of it: "after the breakdown of"?"""
    told = noun.dep_ in ("nsubj", "nsubjpass")
    return told or (noun.dep_ == "pobj" and noun.head.lower_ in ("after", "following", "since", "with"))


def _participants(match: Match) -> list[Token]:
    """Return what an event happens to: the complement of its cue or, in the passive or without one, its subject."""
    head = match.head
    subject = [w for c in head.children if c.dep_ in ("nsubj", "nsubjpass") for w in _near(c)]
    if match.category == "verb" and passive(head):
        return subject or complement(match)
    own = [w for w in complement(match) if w not in match.tokens]
    return [*own, *match.tokens[1:], *subject] if match.category == "verb" else own


def _near(token: Token) -> Iterable[Token]:
    """Yield a noun and what hangs from it by a preposition."""
    yield token
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nmod"):
            yield child
        if child.dep_ == "prep":
            yield from (g for g in child.children if g.dep_ == "pobj")


def _date(document: Document, sentence: Sentence) -> str | None:
    """Return the last and most precise date that a sentence gives."""
    span: Span = sentence.span
    found = [value for _, value in dates(span.of(document.text), document.date)]
    return max(found, key=lambda value: (len(value), value), default=None)
