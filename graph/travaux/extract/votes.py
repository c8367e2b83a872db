"""Votes with their voters: "161 in favour to 10 against (Bolivia, China ...), with 8 abstentions (...)"."""

from __future__ import annotations

import re

from travaux.extract.draft import Draft
from travaux.model import Document, Span, Stance
from travaux.parse import Sentence
from travaux.resolve.holder import Holder
from travaux.vocabulary import Vocabulary

_BRACKET = re.compile(r"\(([^()]*)\)")
_KINDS: tuple[tuple[str, Stance, str], ...] = (
    ("vote-favour", "support", "vote-for"),
    ("vote-against", "oppose", "vote-against"),
    ("vote-abstain", "reserve", "abstain"),
)


def votes(document: Document, sentence: Sentence, vocabulary: Vocabulary) -> list[Draft]:
    """Return the votes of the states that stand in brackets after a count of votes."""
    found: list[Draft] = []
    for bracket in _BRACKET.finditer(document.text, *sentence.span):
        inside = Span(bracket.start(1), bracket.end(1))
        voters = [m for m in sentence.names if inside.contains(m.span) and m.entity.type == "State"]
        kind = _kind(document.text, Span(sentence.span.start, bracket.start()), vocabulary)
        if voters and kind and _only_names(document.text, inside, [m.span for m in voters]):
            stance, act, cue = kind
            target = _target(document, sentence, cue)
            lemma = cue.of(document.text).lower()
            found += [Draft(Holder(m.entity, m.span), stance, act, cue, lemma, target) for m in voters]
    return found


def _kind(text: str, before: Span, vocabulary: Vocabulary) -> tuple[Stance, str, Span] | None:
    """Return the stance of the vote word that stands last before a bracket, among the last words before it."""
    words = list(re.finditer(r"[\w-]+", before.of(text)))[-5:]
    if not any(w.group().isdigit() or w.group().lower() in vocabulary.words["number"] for w in words):
        return None
    for word in reversed(words):
        for name, stance, act in _KINDS:
            if word.group().lower() in vocabulary.words[name]:
                return stance, act, Span(before.start + word.start(), before.start + word.end())
    return None


def _only_names(text: str, inside: Span, names: list[Span]) -> bool:
    named = sum(span.end - span.start for span in names)
    return named * 2 > inside.end - inside.start


def _target(document: Document, sentence: Sentence, cue: Span) -> Span:
    """Return what was voted on: the title in quotation marks, else a document's symbol, else what precedes the vote."""
    before = Span(sentence.span.start, cue.start)
    quoted = re.search(r"[“\"]([^”\"]{8,})[”\"]", before.of(document.text))
    if quoted:
        return Span(before.start + quoted.start(1), before.start + quoted.end(1))
    named = [m.span for m in sentence.names if m.entity.type == "Instrument"]
    return named[0] if named else Span(sentence.span.start, cue.end)
