"""From a word to those whom it stands for: names, persons, "the Cuban delegation", pronouns, unnamed groups."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.model import Document, Entity, Span
from travaux.parse import Sentence
from travaux.parse.subjects import (
    SUBJECTS,
    among,
    antecedent_of,
    first_of_row,
    governor,
    inverted,
    loose_subject,
    subject_word,
)
from travaux.parse.units import Member
from travaux.resolve import named
from travaux.resolve.first_person import FirstPerson
from travaux.resolve.holder import Holder
from travaux.resolve.memory import Memory
from travaux.resolve.nouns import Nouns
from travaux.resolve.persons import People, Person
from travaux.resolve.pronouns import Pronouns
from travaux.resolve.speaking import Speaking, on_behalf
from travaux.vocabulary import Vocabulary


class Resolver:
    """Resolves words of one document's sentences to holders; sentences must come in order."""

    def __init__(
        self, vocabulary: Vocabulary, document: Document, people: People, body: Entity | None = None
    ) -> None:
        self._kinds = vocabulary.words
        self._venues = vocabulary.venues
        self._first_person = FirstPerson(vocabulary)
        self._representing = self._kinds["representative"] | self._kinds["office"]
        self._document = document
        self._people = people
        self._speaking = Speaking(vocabulary, people, body)
        self._pronouns = Pronouns(vocabulary, people, self._speaking, self)
        self._nouns = Nouns(vocabulary, document, people, self._speaking, self)
        self.memory = Memory()
        self._asked: set[int] = set()

    def remember(self, sentence: Sentence) -> None:
        """Take note of whom a sentence made its subject, for the pronouns of the next."""
        main = next((t for t in sentence.doc if t.dep_ in SUBJECTS and t.head.dep_ == "ROOT"), None)
        there = self._remember_person(sentence)
        if not there and main is not None and main.lemma_.lower() in self._representing:
            held = self.of(sentence, main, ())
            if held and held[0].speaker is None:
                self.memory.person = None
        if main is not None and main.pos_ != "PRON":
            self.memory.thing = not self.of(sentence, main, ())
        self._remember_holders(sentence)

    def _remember_person(self, sentence: Sentence) -> bool:
        """Take note of the person whom a sentence names, best as a subject; is there one?"""
        there = ((t, self._people.at(sentence, t)) for t in sentence.doc)
        known = [(t, p) for t, p in there if p and (p.state or p.organisation)]
        if known:
            subjects = (p for t, p in known if _subject(t))
            self.memory.person = next(subjects, known[0][1])
            self.memory.person_at = sentence.index
        return bool(known)

    def _remember_holders(self, sentence: Sentence) -> None:
        """Take note of the first subject of a sentence that stands for somebody."""
        for token in sentence.doc:
            if token.dep_ not in SUBJECTS or token.pos_ == "PRON":
                continue
            found = tuple(h for h in self.of(sentence, token, ()) if h.entity.type != "Unnamed")
            found = found or tuple(self.possessors(sentence, token, ()) if token.pos_ == "NOUN" else ())
            if found:
                self.memory.holders = found
                self.memory.holders_at = sentence.index
                if len(found) > 1:
                    self.memory.several = found
                break

    def text(self, span: Span) -> str:
        """Return words of the document."""
        return span.of(self._document.text)

    def subject(self, sentence: Sentence, verb: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return the holders that are the subject of a verb, through control, coordination and inversion."""
        word = among(verb) or subject_word(verb) or inverted(verb)
        if word is None:
            return []
        if word.dep_ == "attr" and verb.dep_ in ("acl", "relcl"):
            found = self.subject(sentence, word.head, voice)
            if found:
                return found
        found = self.of(sentence, first_of_row(word) if verb.dep_ == "relcl" else word, voice)
        if found:
            return found
        above = governor(word)
        if self._governed(verb, word) and above != verb and above.i < verb.i:
            return self.subject(sentence, above, voice)
        if verb.dep_ == "pcomp" and above.dep_ in ("ccomp", "xcomp", "advcl") and above.i < verb.i:
            return self.subject(sentence, above.head, voice)
        loose = loose_subject(verb)
        return self.of(sentence, loose, voice) if loose is not None else []

    def _governed(self, verb: Token, word: Token) -> bool:
        """Does the verb above a noun tell who acts: "made a statement supporting", "the delegate who asked"?"""
        if verb.dep_ not in ("acl", "relcl") or any(c.dep_ in SUBJECTS for c in verb.children):
            return False
        speaks = word.lemma_.lower() in self._representing | self._kinds["occasion"]
        return word.dep_ in ("dobj", "pobj", "nsubj") and (speaks or verb.tag_ == "VBG")

    def of(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those for whom a noun phrase's head stands, the coordinated ones included."""
        found = self._speaking.apposed(sentence, token, self.one(sentence, token, voice))
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN", "PRON", "ADJ"):
                found += self.of(sentence, child, voice)
        return found

    def one(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those for whom one word stands; a word that leads back to itself stands for nobody."""
        if token.i in self._asked:
            return []
        self._asked.add(token.i)
        try:
            return self._meant(sentence, token, voice)
        finally:
            self._asked.remove(token.i)

    def possessors(self, sentence: Sentence, noun: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those to whom a noun belongs: "Russia's", "the Cuban", "of France", "by Iran"."""
        return self._nouns.possessors(sentence, noun, voice)

    def _meant(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        introduced = self._people.at(sentence, token) if sentence.units[token.i].person else None
        members = _naming(sentence, token) if introduced is None else []
        if members and token.dep_ not in ("compound", "amod"):
            return named.members(sentence, token, members, self._venues)
        person = introduced or self._people.at(sentence, token) or self._beside(sentence, token)
        if person is not None:
            return on_behalf(sentence, token, [self._speaking.holder(sentence, token, person)])
        if self._first_person.means(sentence, token):
            return [h.meant_at(sentence.place(token)) for h in voice]
        if token.lower_ in self._kinds["third-person"]:
            return on_behalf(sentence, token, []) or self._pronouns.meant(sentence, token, voice)
        if token.tag_ in ("WP", "WDT"):
            head = antecedent_of(token)
            return self.of(sentence, first_of_row(head), voice) if head is not None else []
        return self._nouns.meant(sentence, token, voice) or on_behalf(sentence, token, [])

    def _beside(self, sentence: Sentence, token: Token) -> Person | None:
        """Return the person in apposition to an office that says by a pronoun whose it is: "its minister, Jane Doe"."""
        owned = any(c.dep_ == "poss" and c.lower_ in self._kinds["third-person"] for c in token.children)
        if not owned or token.lemma_.lower() not in self._representing:
            return None
        beside = (self._people.at(sentence, c) for c in token.children if c.dep_ == "appos")
        return next((p for p in beside if p is not None and p.state is not None), None)


def _subject(token: Token) -> bool:
    """Is a word a subject, or part of its name?"""
    return token.dep_ in SUBJECTS or (token.dep_ in ("compound", "appos") and token.head.dep_ in SUBJECTS)


def _naming(sentence: Sentence, token: Token) -> list[Member]:
    """Return those whom a word names who can act: a demonym or a place does so as a subject only."""
    members = sentence.members(token)
    found = [m for m in members if m.holds and m.kind in ("name", "people", "capital")]
    states = [m for m in members if m.entity.type == "State"]
    subject = token.dep_ in SUBJECTS
    if not found and subject:
        found = [m for m in states if m.kind == "demonym"]
    if not found and (subject or (token.dep_ == "pobj" and token.head.dep_ == "agent")):
        found = [m for m in states if m.kind == "place"]
    return found
