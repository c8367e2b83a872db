"""What pronouns and nouns are resolved by: who was spoken of before, and whom other words of the sentence mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Token

from travaux.model import Stance
from travaux.parse import Sentence
from travaux.resolve.holder import Holder, Voice
from travaux.resolve.persons import Person


@dataclass(slots=True)
class Memory:
    """Who was last spoken of: what pronouns and "the delegation" refer to."""

    holders: Voice = ()
    several: Voice = ()
    person: Person | None = None
    thing: bool = False
    person_at: int = -1
    holders_at: int = -1
    stance: Stance | None = None


class Words(Protocol):
    """Whom words of one document's sentences mean; `voice` are those in whose voice they are said."""

    memory: Memory

    def of(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those for whom a noun phrase's head stands, the coordinated ones included."""

    def one(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those for whom one word stands; a word that leads back to itself stands for nobody."""

    def possessors(self, sentence: Sentence, noun: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those to whom a noun belongs."""
