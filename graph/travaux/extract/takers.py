"""Who takes the stance of a cue: its subject, its agent, its possessor, those who act together."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.extract.cues import Match
from travaux.extract.draft import VOTES, Voices
from travaux.parse import Sentence
from travaux.parse.verbs import agents, misread, passive
from travaux.resolve.holder import Holder
from travaux.resolve.holders import Resolver
from travaux.vocabulary import Vocabulary


class Takers:
    """Finds those who take the stance of a cue."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words

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
        head = match.head
        verb = head.head
        if match.cue.act in VOTES and any(c.dep_ == "nummod" for c in head.children):
            return []
        own = [h for h in resolver.possessors(sentence, head, voice) if h.entity.type != "Person"]
        if sentence.members(head):
            return own
        if head.dep_ == "appos" and head.lemma_.lower() in self._words["agent-noun"]:
            apposed = resolver.of(sentence, head.head, voice)
            return apposed + self._jointly(sentence, head, resolver) if apposed else own
        pronoun = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in head.children)
        if own and not (pronoun and head.dep_ == "dobj" and verb.lemma_ in self._words["light-verb"]):
            return own
        head = self._measured(head)
        verb = head.head
        given = self._givers(sentence, head, resolver, voice)
        if given:
            return given
        if head.dep_ in ("dobj", "attr", "conj", "oprd"):
            while verb.dep_ == "conj" and verb.pos_ == "NOUN":
                verb = verb.head
            if verb.pos_ == "NOUN":
                verb = verb.head
            light = verb.lemma_ in self._words["light-verb"] or (
                head.dep_ == "attr" and verb.lemma_ in ("be", "remain", "become")
            )
            made = match.cue.act not in ("suggest", "table") or verb.lemma_ in self._words["making-verb"]
            made = made or head.dep_ == "attr"
            if light and made and not passive(verb):
                return resolver.subject(sentence, verb, voice)
        agent = head.lemma_.lower() in self._words["agent-noun"]
        if (
            agent
            and head.dep_ == "pobj"
            and head.head.lower_ == "as"
            and head.head.head.pos_ in ("VERB", "AUX")
        ):
            return resolver.subject(sentence, head.head.head, voice)
        if head.dep_ == "pobj" and head.head.lower_ == "with" and match.cue.stance in ("reserve", "oppose"):
            above = verb.head if verb.head.pos_ == "VERB" else verb.head.head
            return resolver.subject(sentence, above, voice) if above.pos_ == "VERB" else []
        if head.dep_ == "nsubjpass" and verb.lemma_ in self._words["light-verb"]:
            return [h for agent in agents(verb) for h in _any(sentence, resolver, agent, voice)]
        return []

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
