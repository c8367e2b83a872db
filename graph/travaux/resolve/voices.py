"""Whose voice a sentence is in: an author's, the maker of a statement, a transcript's speaker."""

from __future__ import annotations

from collections.abc import Sequence

from travaux.model import Document
from travaux.parse import Sentence
from travaux.parse.units import Member
from travaux.resolve.holder import Setting
from travaux.resolve.persons import People
from travaux.resolve.statements import Statements
from travaux.resolve.turns import Turns
from travaux.vocabulary import Vocabulary


class Stage:
    """Finds the genre of a document and the voices of its sentences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._turns = Turns(vocabulary)
        self._statements = Statements(vocabulary)

    def set(
        self, document: Document, sentences: Sequence[Sentence], people: People, title: Sequence[Member] = ()
    ) -> Setting:
        """Return the genre and, for each sentence, who speaks in it outside quotations (nobody: the author).

        `title` are the names in a title that is no part of the text.
        """
        turns = self._turns.voices(document, sentences, people)
        if turns is not None:
            return Setting("transcript", turns)
        made = self._statements
        voice = made.titled(document, sentences, title) or made.maker(document, sentences, people)
        if voice:
            return Setting("statement", tuple(voice for _ in sentences))
        return Setting("report", tuple(() for _ in sentences))
