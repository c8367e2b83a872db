"""From the cues of a sentence to stances: who holds which, towards what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.extract.beside import Beside
from travaux.extract.cues import Match, Matcher
from travaux.extract.draft import SIDES, Draft, Voices, distinct
from travaux.extract.idle import Idle
from travaux.extract.judgement import Judge
from travaux.extract.readings import Reading, Readings
from travaux.extract.takers import Takers
from travaux.extract.targets import summary
from travaux.model import Certainty
from travaux.parse import Sentence
from travaux.resolve.holder import Holder
from travaux.resolve.holders import Resolver
from travaux.vocabulary import Vocabulary


class Frames:
    """Reads the stances of sentences with a vocabulary's cues."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._cues = Matcher(vocabulary.cues)
        judge = Judge(vocabulary)
        self._idle = Idle(vocabulary, self._cues)
        self._takers = Takers(vocabulary)
        self._readings = Readings(vocabulary, judge)
        self._beside = Beside(vocabulary, judge)

    def speakers(
        self, sentence: Sentence, resolver: Resolver, quoted: Callable[[Token], bool], quotes: bool
    ) -> list[Holder]:
        """Return those to whom a sentence attributes words by a verb of speech outside quotations.

        `quotes` says whether the sentence holds quoted words, for which a verb of asking is attribution enough.
        """
        for match in self._cues.find(sentence.doc):
            frame = match.cue.frame
            attributes = frame == "speech" or (quotes and frame in ("ask", "plain"))
            if not attributes or match.category != "verb" or quoted(match.head):
                continue
            holders = self._takers.of(sentence, match, resolver, lambda _: ())
            found = [h for h in holders if h.entity.type != "Unnamed"]
            if found:
                return found
        return []

    def read(self, sentence: Sentence, resolver: Resolver, voices: Voices) -> list[Draft]:
        """Return the stances of a sentence; `voices` gives the voice that each of its words is in."""
        matches = sorted(self._cues.find(sentence.doc), key=lambda m: (_depth(m.head), m.head.i))
        readings: list[Reading] = []
        for match in matches:
            self._add(sentence, match, resolver, voices, readings)
        readings = [self._summed_up(reading, readings) for reading in readings]
        drafts = [d for reading in readings for d in self._drafts(sentence, reading)]
        return distinct(self._beside.complete(sentence, resolver, voices, drafts))

    def _add(
        self, sentence: Sentence, match: Match, resolver: Resolver, voices: Voices, readings: list[Reading]
    ) -> None:
        if self._idle.idle(match):
            return
        if match.cue.frame == "dispute":
            readings += self._dispute(sentence, match, resolver)
            return
        holders = tuple(self._takers.of(sentence, match, resolver, voices))
        if not holders:
            return
        outer = next(
            (r for r in reversed(readings) if match.head in r.target and _same(r.holders, holders)), None
        )
        if outer is not None and not self._overrides(outer, match):
            return
        reading = self._readings.of(match, holders)
        if reading is None or _explains(reading, readings):
            return
        if outer is not None:
            readings.remove(outer)
        readings += [reading, *self._readings.further(reading)]

    def _overrides(self, outer: Reading, match: Match) -> bool:
        frame = outer.match.cue.frame
        if frame == "speech":
            return outer.stance == "state" or match.cue.frame != "speech"
        with_noun = match.category == "noun" and match.head.head.lower_ == "with"
        if (match.cue.frame == "speech" and match.head.dep_ == "pcomp") or (
            with_noun and match.cue.stance == "reserve"
        ):
            return True
        if frame == "aim":
            return match.cue.stance in ("oppose", "reserve") and match.category == "verb"
        return False

    def _dispute(self, sentence: Sentence, match: Match, resolver: Resolver) -> list[Reading]:
        sides: list[tuple[Token, list[Holder]]] = []
        for child in match.head.children:
            if child.dep_ in ("dobj", "nsubjpass"):
                sides.append((child, resolver.of(sentence, child, ())))
            if child.dep_ == "prep" and child.lower_ in self._words["dispute-preposition"]:
                sides += [(g, resolver.of(sentence, g, ())) for g in child.children if g.dep_ == "pobj"]
        for child in (
            g
            for s, _ in sides
            for g in s.children
            if g.dep_ == "prep" and g.lower_ in self._words["dispute-preposition"]
        ):
            sides += [(g, resolver.of(sentence, g, ())) for g in child.children if g.dep_ == "pobj"]
        if len(sides) < 2:
            return []
        (one, first), (other, second) = sides[:2]
        return [
            Reading(match, tuple(first), "oppose", match.cue.act, match.tokens, _phrase(other)),
            Reading(match, tuple(second), "oppose", match.cue.act, match.tokens, _phrase(one)),
        ]

    def _summed_up(self, reading: Reading, readings: Sequence[Reading]) -> Reading:
        """Give "a move not supported by X" the target that the move is."""
        head = reading.match.head.head
        if head.lemma_.lower() not in self._words["summary"] or not summary(head, self._words["summary"]):
            return reading
        before = next((r for r in readings if r is not reading and r.target and r.target[0].i < head.i), None)
        if before is None:
            return reading
        shared = reading.match.cue.act == "agree" and before.stance in ("oppose", "reserve")
        return replace(reading, target=before.target, stance=before.stance if shared else reading.stance)

    def _drafts(self, sentence: Sentence, reading: Reading) -> list[Draft]:
        cue = sentence.extent(reading.cue)
        target = sentence.extent(reading.target) if reading.target else cue
        hedged = any(t.lower_ in self._words["hedge"] for t in sentence.doc)
        certainty: Certainty = (
            "implied" if hedged or reading.match.cue.frame == "dispute" else reading.match.cue.certainty
        )
        lemma = " ".join(t.lemma_.lower() for t in reading.cue)
        return [Draft(h, reading.stance, reading.act, cue, lemma, target, certainty) for h in reading.holders]


def _explains(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Is this the reason that a holder gives for a stance just taken: "opposed the draft, saying that ..."?"""
    verb = reading.match.head
    if reading.match.cue.frame != "speech" or verb.dep_ not in ("advcl", "relcl"):
        return False
    above = set(verb.ancestors)
    return any(
        SIDES[r.stance] == SIDES[reading.stance]
        and _same(r.holders, reading.holders)
        and r.match.head in above
        for r in readings
    )


def _phrase(noun: Token) -> tuple[Token, ...]:
    """Return a noun with its modifiers."""
    inside = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod", "det", "nummod", "poss")]
    return tuple(sorted([noun, *(w for c in inside for w in c.subtree)], key=lambda w: w.i))


def _same(some: Sequence[Holder], others: Sequence[Holder]) -> bool:
    return bool({h.entity for h in some} & {h.entity for h in others})


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)
