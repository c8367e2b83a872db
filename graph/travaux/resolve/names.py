"""Where persons are named: as the parser says, with a title, before a state in brackets, or by a name known already."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Token

from travaux.model import Document, Span
from travaux.parse import Sentence
from travaux.parse.units import Member
from travaux.resolve.persons import People
from travaux.vocabulary import Vocabulary

_LONGEST = 5
_PLACES = ("GPE", "LOC", "FAC")


class Names:
    """Finds the names of persons in sentences; `offices` are the words that mean an office."""

    def __init__(self, vocabulary: Vocabulary, offices: Set[str]) -> None:
        self._offices = offices
        self._honorifics = vocabulary.words["honorific"]
        self._institutions = vocabulary.words["institution"]
        self._speech = frozenset(
            pattern.lemmas[0]
            for cue in vocabulary.cues
            if cue.frame == "speech"
            for pattern in cue.patterns
            if pattern.category == "verb"
        )

    def find(self, document: Document, sentence: Sentence, people: People) -> list[tuple[int, int]]:
        """Return the first word of each name and the word after its last, in order."""
        taken = self._recognised(sentence, people)
        for token in sentence.doc:
            if any(start <= token.i < end for start, end in taken.items()):
                continue
            if token.text[:1].isupper() or token.lower_ in self._offices:
                taken |= self._begun(document, sentence, token, taken, people)
        return sorted(taken.items())

    def titles(self, token: Token) -> bool:
        """Is this a word of respect or of an office?"""
        return token.text in self._honorifics or token.lower_ in self._offices

    def _recognised(self, sentence: Sentence, people: People) -> dict[int, int]:
        """Return the names that the parser takes for persons'."""
        taken: dict[int, int] = {}
        for ent in sentence.doc.ents:
            if ent.label_ == "PERSON":
                start, end = self._trim(sentence, ent.start, ent.end)
                if end > start and self._plausible(sentence, start, end, people):
                    taken[start] = max(end, self._run(sentence, start))
        return taken

    def _begun(
        self, document: Document, sentence: Sentence, token: Token, taken: dict[int, int], people: People
    ) -> dict[int, int]:
        """Return the name that begins at a word, or behind it where it is a title, if there is one."""
        doc, at = sentence.doc, token.i
        end = self._run(sentence, at + 1)
        if end < len(doc) and doc[end].lower_ in self._offices:
            return {}
        if bracketed := self._bracketed_run(document, sentence, at):
            return {at: bracketed}
        run = self._run(sentence, at) if token.pos_ == "PROPN" and token.ent_type_ not in _PLACES else at
        if run > at + 1 and self._apposed(sentence, run):
            return {at: run}
        if self._entitles(sentence, token, end) and not any(start in taken for start in range(at + 1, end)):
            start, end = self._trim(sentence, at + 1, end)
            named = end > start and all(t.pos_ == "PROPN" for t in doc[start:end])
            return {start: end} if named and not _headline(sentence) else {}
        known = token.ent_type_ != "PERSON" and people.known(token.text) and proper(sentence, token)
        return {at: at + 1} if known else {}

    def _entitles(self, sentence: Sentence, token: Token, end: int) -> bool:
        """Is this a title before words, up to `end`, that name no place?"""
        title = token.text in self._honorifics or (token.text.istitle() and token.lower_ in self._offices)
        behind = sentence.doc[token.i + 1 : end]
        return title and len(behind) > 0 and not any(t.ent_type_ in _PLACES for t in behind)

    def _bracketed_run(self, document: Document, sentence: Sentence, start: int) -> int:
        """Return the end of a name before a state in brackets, "JANE DOE (Romania)", or 0."""
        end = start
        doc = sentence.doc
        while (
            end < len(doc)
            and end - start < _LONGEST
            and doc[end].text[:1].isupper()
            and not sentence.members(doc[end])
        ):
            end += 1
        honoured = start > 0 and doc[start - 1].text in self._honorifics
        if end - start < (1 if honoured else 2) or doc[start].text in self._honorifics:
            return 0
        return end if bracketed(document, sentence, sentence.extent(doc[start:end])) else 0

    def _apposed(self, sentence: Sentence, end: int) -> bool:
        """Does an office follow after a comma: "Jane Doe, Estonia's ambassador at large"?"""
        after = sentence.doc[end : end + 8]
        return len(after) > 2 and after[0].text == "," and any(t.lower_ in self._offices for t in after[1:])

    def _trim(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        doc = sentence.doc
        while start < end and self.titles(doc[start]):
            start += 1
        while end > start and not proper(sentence, doc[end - 1]):
            end -= 1
        while start < end and not proper(sentence, doc[start]):
            start += 1
        return start, end

    def _run(self, sentence: Sentence, start: int) -> int:
        """Return the end of the run of capitalised words that begins at `start`."""
        end = start
        while end < len(sentence.doc) and end - start < _LONGEST and proper(sentence, sentence.doc[end]):
            if sentence.doc[end].lower_ in self._offices:
                break
            end += 1
        return end

    def _plausible(self, sentence: Sentence, start: int, end: int, people: People) -> bool:
        tokens = sentence.doc[start:end]
        if any(sentence.members(t) for t in tokens) or any(t.lower_ in self._offices for t in tokens):
            return False
        if tokens[-1].lower_ in self._institutions:
            return False
        known = len(tokens) > 1 or people.known(tokens[0].text) is not None
        speaks = tokens[0].dep_ == "nsubj" and tokens[0].head.lemma_.lower() in self._speech
        return known or speaks or self._has_office(sentence, start)

    def _has_office(self, sentence: Sentence, start: int) -> bool:
        before = sentence.doc[max(0, start - 1) : start]
        after = sentence.doc[start + 1 : start + 6]
        return any(self.titles(t) for t in before) or (
            len(after) > 0 and after[0].text == "," and any(t.lower_ in self._offices for t in after)
        )


def proper(sentence: Sentence, token: Token) -> bool:
    """Can this word be part of a person's name: capitalised, and no name of the vocabulary?"""
    if sentence.members(token) or not token.text[:1].isalpha():
        return False
    return token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB")


def bracketed(document: Document, sentence: Sentence, span: Span) -> Member | None:
    """Return the state in a parenthesis right after a name: "Jane Doe (Romania)"."""
    if document.text[span.end : span.end + 2] != " (":
        return None
    return next(
        (m for m in sentence.names if m.span.start == span.end + 2 and m.entity.type == "State"), None
    )


def _headline(sentence: Sentence) -> bool:
    """Are most words of a heading capitalised, so that capitals say nothing?"""
    if sentence.passage.kind not in ("title", "heading"):
        return False
    words = [t for t in sentence.doc if t.is_alpha and len(t) > 3]
    return len(words) > 4 and sum(t.text[:1].isupper() for t in words) * 100 > len(words) * 85
