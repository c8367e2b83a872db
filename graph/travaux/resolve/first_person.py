"""Sentences in the first person: who speaks in them means "I", "we", "my delegation"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.model import Span
from travaux.parse import Sentence
from travaux.vocabulary import Vocabulary


class FirstPerson:
    """Tells which sentences are in the first person outside quotation marks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words["first-person"]

    def means(self, sentence: Sentence, token: Token) -> bool:
        """Is a word a pronoun of the first person, and no name that is written like one: US?"""
        return token.lower_ in self._words and not sentence.members(token)

    def speaks(self, sentence: Sentence) -> bool:
        """Is a sentence in the first person?"""
        quoted = False
        for token in sentence.doc:
            if token.text == '"':
                quoted = not quoted
            elif not quoted and self.means(sentence, token):
                return True
        return False

    def prevails(self, sentences: Sequence[Sentence], share: int) -> bool:
        """Is at least one sentence in `share` in the first person?"""
        count = sum(map(self.speaks, sentences))
        prose = sum(s.passage.kind not in ("heading", "title") for s in sentences)
        return count >= 2 and count * share >= prose

    def mention(self, sentences: Sequence[Sentence]) -> Span | None:
        """Return where the first "we" of a text stands, quoted or not."""
        own = (s.place(t) for s in sentences for t in s.doc if self.means(s, t))
        return next(own, None)
