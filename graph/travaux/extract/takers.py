"""Who takes the stance of a cue: its subject, its agent, its possessor, those who act together."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.extract.cues import Match
from travaux.extract.draft import Voices
from travaux.parse import Sentence
from travaux.parse.verbs import agents, misread, passive
from travaux.resolve.holder import Holder
from travaux.resolve.holders import Resolver
from travaux.vocabulary import Vocabulary


class Takers:
    """Finds those who take the stance of a cue."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._submitting = vocabulary.acts["submittingActs"]
        self._votes = vocabulary.acts["votingActs"]

    def of(self, sentence: Sentence, match: Match, resolver: Resolver, voices: Voices) -> list[Holder]:
        """Return those who take the stance of a cue of a sentence, nobody where it is nobody's."""
        head = match.head
        voice = voices(head)
        if match.category == "verb":
            if misread(head):
                return resolver.of(sentence, head.nbor(-1), voice)
            if passive(head):
                found = [h for agent in agents(head) for h in _any(sentence, resolver, agent, voice)]
                return found or (list(voice) if _ours(head) else [])
            if head.dep_ in ("amod",):
                return []
            return resolver.subject(sentence, head, voice) + self._jointly(sentence, head, resolver)
        if match.category == "noun":
            return self._noun_holders(sentence, match, resolver, voice)
        return self._predicate_holders(sentence, match, resolver, voice)

    def _jointly(self, sentence: Sentence, verb: Token, resolver: Resolver) -> list[Holder]:
        """Return those together with whom somebody acts: "tabled the text together with X and Y"."""
        near = [c for c in verb.children if c.lower_ in self._words["together"] or c.dep_ == "prep"]
        together = [t for c in near for t in (c, *c.children) if t.lower_ in self._words["together"]]
        with_ = [
            c
            for t in together
            for c in (*t.children, t.head, *t.doc[t.i + 1 : t.i + 2])
            if c.lower_ == "with"
        ]
        named = (g for w in with_ for g in w.children if g.dep_ == "pobj" and sentence.members(g))
        return [h for g in named for h in resolver.of(sentence, g, ()) if h.entity.type != "Unnamed"]

    def _noun_holders(
        self, sentence: Sentence, match: Match, resolver: Resolver, voice: Sequence[Holder]
    ) -> list[Holder]:
        """Return those whose stance a noun is: its owners, those who express it, those by whom it is expressed."""
        head = match.head
        if match.cue.act in self._votes and any(c.dep_ == "nummod" for c in head.children):
            return []
        own = [h for h in resolver.possessors(sentence, head, voice) if h.entity.type != "Person"]
        if sentence.members(head):
            return own
        if head.dep_ == "appos" and self._agent(head):
            apposed = resolver.of(sentence, head.head, voice)
            return apposed + self._jointly(sentence, head, resolver) if apposed else own
        pronoun = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in head.children)
        if own and not (pronoun and head.dep_ == "dobj" and self._light(head.head)):
            return own
        noun = self._measured(head)
        if given := self._givers(sentence, noun, resolver, voice):
            return given
        verb = self._taken_up(noun, match) or self._played(noun, match)
        if verb is not None:
            return resolver.subject(sentence, verb, voice)
        if noun.dep_ == "nsubjpass" and self._light(noun.head):
            return [h for agent in agents(noun.head) for h in _any(sentence, resolver, agent, voice)]
        return []

    def _agent(self, noun: Token) -> bool:
        """Is this somebody who acts, such as a sponsor?"""
        return noun.lemma_.lower() in self._words["agent-noun"]

    def _light(self, verb: Token) -> bool:
        """Does a verb say no more than that a stance is taken, such as to express?"""
        return verb.lemma_ in self._words["light-verb"]

    def _taken_up(self, noun: Token, match: Match) -> Token | None:
        """Return the verb whose subject has the stance of its object or predicate: "expressed concern"."""
        if noun.dep_ not in ("dobj", "attr", "conj", "oprd"):
            return None
        verb = noun.head
        while verb.dep_ == "conj" and verb.pos_ == "NOUN":
            verb = verb.head
        if verb.pos_ == "NOUN":
            verb = verb.head
        predicate = noun.dep_ == "attr"
        light = self._light(verb) or (predicate and verb.lemma_ in ("be", "remain", "become"))
        bare = match.cue.act not in self._submitting or verb.lemma_ in self._words["making-verb"]
        return verb if light and (bare or predicate) and not passive(verb) else None

    def _played(self, noun: Token, match: Match) -> Token | None:
        """Return the verb whose subject acts as or with what a noun says: "spoke as sponsor", "met it with concern"."""
        if noun.dep_ != "pobj":
            return None
        above = noun.head.head
        if noun.head.lower_ == "as" and self._agent(noun) and above.pos_ in ("VERB", "AUX"):
            return above
        if noun.head.lower_ == "with" and match.cue.stance in ("reserve", "oppose"):
            verb = above if above.pos_ == "VERB" else above.head
            return verb if verb.pos_ == "VERB" else None
        return None

    def _givers(
        self, sentence: Sentence, noun: Token, resolver: Resolver, voice: Sequence[Holder]
    ) -> list[Holder]:
        """Return those from whom something meets with a stance: "the request drew criticism from X"."""
        if noun.dep_ != "dobj" or noun.head.lemma_ not in self._words["receiving-verb"]:
            return []
        sources = [g for c in noun.head.children if c.lower_ in ("from", "among") for g in c.children]
        return [h for g in sources if g.dep_ == "pobj" for h in resolver.of(sentence, g, voice)]

    def _measured(self, noun: Token) -> Token:
        """Return the noun that measures another: "a lot" of "a lot of sympathy", "a sense" of "a sense of regret"."""
        above = noun.head
        measures = (
            noun.dep_ == "pobj"
            and above.lower_ == "of"
            and above.head.lemma_.lower() in self._words["measure"]
        )
        return above.head if measures else noun

    def _predicate_holders(
        self, sentence: Sentence, match: Match, resolver: Resolver, voice: Sequence[Holder]
    ) -> list[Holder]:
        head = match.head
        verb = head.head
        if match.category == "predicate" and verb.lemma_ not in self._words["standing-verb"]:
            return []
        if head.dep_ in ("acl", "relcl"):
            return resolver.of(sentence, verb, voice)
        if head.dep_ == "amod":
            return []
        if head.dep_ == "ROOT" or any(c.dep_ in ("nsubj", "nsubjpass") for c in head.children):
            return resolver.subject(sentence, head, voice)
        if verb.pos_ in ("VERB", "AUX", "ADJ"):
            return resolver.subject(sentence, verb, voice)
        if verb.pos_ in ("NOUN", "PROPN"):
            return resolver.of(sentence, verb, voice)
        return []


def _ours(verb: Token) -> bool:
    """Does a passive without an agent take the speaker's stance: "is to be commended", "cannot be accepted"?"""
    return any(c.dep_ == "aux" and c.lower_ in ("to", "can", "could", "ca") for c in verb.children)


def _any(sentence: Sentence, resolver: Resolver, token: Token, voice: Sequence[Holder]) -> list[Holder]:
    members = [Holder(m.entity, m.span) for m in sentence.members(token) if m.holds]
    return members or resolver.of(sentence, token, voice)
