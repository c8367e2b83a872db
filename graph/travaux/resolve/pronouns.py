"""Pronouns of the third person: "he", "it", "they" mean somebody earlier in the sentence, or spoken of before."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.parse import Sentence
from travaux.parse.subjects import SUBJECTS, in_fronted_clause
from travaux.resolve.holder import Holder, Voice
from travaux.resolve.memory import Words
from travaux.resolve.persons import People, Person
from travaux.resolve.speaking import Speaking
from travaux.vocabulary import Vocabulary

_MASCULINE_FEMININE = ("he", "him", "his", "himself", "she", "her", "hers", "herself")
_PLURAL = ("they", "them", "their", "theirs", "themselves")


class Pronouns:
    """Resolves the pronouns of one document."""

    def __init__(self, vocabulary: Vocabulary, people: People, speaking: Speaking, words: Words) -> None:
        self._representing = vocabulary.words["representative"] | vocabulary.words["office"]
        self._people = people
        self._speaking = speaking
        self._words = words

    def meant(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those whom a pronoun means."""
        if token.lower_ in _MASCULINE_FEMININE:
            return self._somebody(sentence, token, voice)
        memory = self._words.memory
        earlier = self._earlier(sentence, token, voice)
        plural = token.lower_ in _PLURAL
        if not earlier and not plural and memory.thing and token.dep_ in SUBJECTS:
            return []
        pool = earlier or (memory.several if plural and memory.several else memory.holders)
        return [h.meant_at(sentence.place(token)) for h in (pool if plural else pool[:1])]

    def _somebody(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return for whom "he" or "she" speaks: a person, or somebody without a name."""
        place, memory = sentence.place(token), self._words.memory
        person = self._nearest_person(sentence, token)
        if person is None:
            if before := self._representative(sentence, token):
                return [before[0].meant_at(place)]
            if memory.person_at >= memory.holders_at:
                person = memory.person
        if person is None:
            pool = self._earlier(sentence, token, voice) or memory.holders
            return [h.meant_at(place) for h in pool[:1]]
        found = self._speaking.holder(sentence, token, person)
        first = person.state.span if person.state else person.first
        return [Holder(found.entity, place, first, found.speaker, found.via)]

    def _nearest_person(self, sentence: Sentence, token: Token) -> Person | None:
        for i in range(token.i - 1, -1, -1):
            person = self._people.at(sentence, sentence.doc[i])
            if person is not None and sentence.doc[i].dep_ in (*SUBJECTS, "appos", "compound", "pobj"):
                return person
        return None

    def _representative(self, sentence: Sentence, token: Token) -> list[Holder]:
        """Return those for whom somebody without a name speaks earlier in the sentence: "the delegate of X said he"."""
        for word in reversed(sentence.doc[: token.i]):
            if word.dep_ in SUBJECTS and word.lemma_.lower() in self._representing:
                return self._words.possessors(sentence, word, ())
        return []

    def _earlier(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> Voice:
        """Return the holders that are an earlier subject of the same sentence, or a later one after a concession."""
        order = [*range(token.i - 1, -1, -1), *range(token.i + 1, len(sentence.doc))]
        for i in order:
            word = sentence.doc[i]
            if i > token.i and not in_fronted_clause(token, word):
                continue
            if word.dep_ in SUBJECTS and word.pos_ != "PRON":
                found = tuple(h for h in self._words.of(sentence, word, voice) if h.entity.type != "Unnamed")
                if found:
                    return found
        return ()
