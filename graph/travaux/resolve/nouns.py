"""Nouns that stand for somebody: "the Cuban delegation", "our country", "these states", "a number of members"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.model import Document
from travaux.parse import Sentence
from travaux.parse.subjects import antecedent_of
from travaux.parse.verbs import agents
from travaux.resolve.holder import Holder
from travaux.resolve.memory import Words
from travaux.resolve.named import adjective, apposed, groups, origins
from travaux.resolve.persons import People
from travaux.resolve.speaking import Speaking, on_behalf
from travaux.resolve.unnamed import Unnamed
from travaux.vocabulary import Vocabulary

_POSSESSORS = ("poss", "compound", "amod", "nmod", "npadvmod")


class Nouns:
    """Resolves the nouns of one document that are no names."""

    def __init__(
        self, vocabulary: Vocabulary, document: Document, people: People, speaking: Speaking, words: Words
    ) -> None:
        self._kinds = vocabulary.words
        self._venues = vocabulary.venues
        self._representing = self._kinds["representative"] | self._kinds["office"]
        self._sides = self._kinds["government-office"] | self._kinds["side"]
        self._people = people
        self._speaking = speaking
        self._words = words
        self._unnamed = Unnamed(vocabulary, document)

    def meant(self, sentence: Sentence, noun: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those for whom a noun stands."""
        lemma, place = _singular(noun), sentence.place(noun)
        if found := self._belonging(sentence, noun, lemma, voice):
            return found
        if lemma in self._kinds["chair"]:
            return [self._speaking.chair(sentence, noun)]
        own = any(c.dep_ == "poss" and c.lower_ in self._kinds["first-person"] for c in noun.children)
        if own and lemma in self._kinds["own-side"]:
            return [h.meant_at(place) for h in voice]
        if noun.tag_ == "NN" and any(c.lower_ in ("the", "this") for c in noun.children):
            if lemma in self._kinds["country"]:
                return [h.meant_at(place) for h in self._words.memory.holders[:1]]
            if lemma in self._kinds["representative"]:
                return self._definite(sentence, noun, lemma)
        if lemma in self._kinds["quantity"]:
            of = (g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
            found = [h for counted in of for h in self._words.of(sentence, counted, voice)]
            return [self._unnamed.counted(sentence, noun, h) for h in found]
        if self._recalls(noun, lemma) and self._words.memory.several:
            return [h.meant_at(place) for h in self._words.memory.several]
        return self._several(sentence, noun) if lemma in self._kinds["unnamed-holder"] else []

    def possessors(self, sentence: Sentence, noun: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those to whom a noun belongs: "Russia's", "the Cuban", "of France", "by Iran"."""
        for child in noun.children:
            before = child.dep_ in _POSSESSORS or (child.i < noun.i and sentence.members(child))
            if before and (found := self._owner(sentence, noun, child, voice)):
                return found
        for child in noun.children:
            if child.dep_ == "appos" and (sentence.members(child) or self._people.at(sentence, child)):
                return self._words.one(sentence, child, voice)
            if found := self._behind(sentence, noun, child, voice):
                return found
        return []

    def _belonging(
        self, sentence: Sentence, noun: Token, lemma: str, voice: Sequence[Holder]
    ) -> list[Holder]:
        """Return those whose delegation, minister or member it is."""
        if lemma in self._representing or noun.lower_ in self._representing:
            found = self.possessors(sentence, noun, voice)
            return on_behalf(sentence, noun, found)
        members = lemma in self._kinds["unnamed-holder"] or lemma == "ms"
        return groups(sentence, noun) if members else []

    def _definite(self, sentence: Sentence, noun: Token, lemma: str) -> list[Holder]:
        """Return whom "the minister" or "the delegation" means: the one last spoken of."""
        place, memory = sentence.place(noun), self._words.memory
        if memory.person is not None and lemma in self._kinds["office"]:
            found = self._speaking.holder(sentence, noun, memory.person)
            return [Holder(found.entity, place, memory.person.first, found.speaker, found.via)]
        return [h.meant_at(place) for h in memory.holders[:1]] if lemma in self._sides else []

    def _recalls(self, noun: Token, lemma: str) -> bool:
        """Does a noun mean the several who were spoken of: "this group", "these states"?"""
        before = {c.lower_ for c in noun.children}
        one = lemma in self._kinds["collective"] and not before.isdisjoint(("this", "that"))
        refers = not before.isdisjoint(self._kinds["anaphoric"])
        return one or (refers and lemma in self._kinds["unnamed-holder"])

    def _several(self, sentence: Sentence, noun: Token) -> list[Holder]:
        """Return the names that tell who "states" or "members" are, or these without a name."""
        named = self._such_as(sentence, noun) or apposed(sentence, noun) or origins(sentence, noun)
        return named or self._unnamed.holders(sentence, noun)

    def _such_as(self, sentence: Sentence, noun: Token) -> list[Holder]:
        """Return the names after "states such as", "countries, including", "countries like"."""
        for child in noun.subtree:
            leads = child.lower_ in ("as", "including", "like", "e.g.") and child.i > noun.i
            if leads and child.dep_ in ("prep", "advmod", "mark"):
                after = (c for c in child.children if c.dep_ == "pobj")
                if found := [h for c in after for h in self._known(sentence, c, ())]:
                    return found
        return []

    def _known(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        return [h for h in self._words.of(sentence, token, voice) if h.entity.type != "Unnamed"]

    def _owner(self, sentence: Sentence, noun: Token, child: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return the owner that a word before a noun names or means: "Russia's", "its", "whose"."""
        members = (m for m in sentence.members(child) if m.holds and m.entity.iri not in self._venues)
        named = [Holder(m.entity, m.span) for m in members]
        named = named or [h for c in child.children for h in adjective(sentence, c)]
        peer = child.pos_ == "PRON" and noun.lemma_.lower() in self._kinds["peer-noun"]
        if named or child.dep_ != "poss" or peer:
            return named
        owner = antecedent_of(child) if child.tag_ == "WP$" else None
        return self._words.one(sentence, owner or child, voice)

    def _behind(self, sentence: Sentence, noun: Token, child: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return the owner that words behind a noun name or mean: "of France", "by Iran", "made by Cuba"."""
        if child.dep_ in ("prep", "agent") and child.lower_ in ("of", "by", "from", "for"):
            if child.lower_ == "for" and noun.lemma_.lower() not in self._representing:
                return []
            for grand in child.children:
                if grand.dep_ == "pobj" and (found := self._known(sentence, grand, voice)):
                    return found
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in self._kinds["light-verb"]:
            return [h for a in agents(child) for h in self._words.of(sentence, a, voice)]
        return []


def _singular(noun: Token) -> str:
    """Return the lemma of a noun; those of capitalised plurals are cut by hand, as the parser leaves them."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NNPS":
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma.removesuffix("s")
