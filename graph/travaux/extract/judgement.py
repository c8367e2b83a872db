"""What stance a clause takes by itself: what should be done, what is good, what is bad."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from spacy.tokens import Token

from travaux.extract.cues import Match, Matcher
from travaux.extract.demands import Demands
from travaux.extract.negation import Negation
from travaux.extract.verdict import Verdict, coordinated
from travaux.model import Stance
from travaux.vocabulary import Vocabulary

FLIPPED: dict[Stance, Stance] = {
    "support": "oppose",
    "propose": "oppose",
    "oppose": "reserve",
    "reserve": "support",
    "state": "state",
}
_FLIPPED_JUDGEMENT: dict[Stance, Stance] = {**FLIPPED, "oppose": "support"}


class Judge:
    """Reads the stance of a clause off its modal verbs, adjectives, nouns and consequences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._cues = Matcher(vocabulary.judgements)
        self._linking = vocabulary.words["linking-verb"]
        self._negation = Negation(vocabulary)
        self._demands = Demands(vocabulary, self._negation)

    def verdict(self, root: Token) -> Verdict | None:
        """Return what the clause with this root says, or None where it is a mere statement of fact."""
        judged = next((self.word(w) for w in _predicates(root, self._linking)), None)
        if judged is not None and judged.stance == "oppose" and self._demands.later(root):
            return judged
        verdict = self.asked(root) or self._consequence(root) or self._judged(root)
        if verdict is not None and verdict.stance == "support" and _unfulfilled(root):
            return replace(verdict, stance="reserve", act="find-wanting")
        return verdict

    def negated(self, token: Token) -> bool:
        """Is the word denied: by "not", "no longer", or by a verb of failing or refusing above it?"""
        return self._negation.denied(token)

    def asked(self, root: Token) -> Verdict | None:
        """Return what a clause says should or must be done."""
        return self._demands.asked(root)

    def word(self, word: Token) -> Verdict | None:
        """Return what a word says of the thing that it is a label of: "unacceptable", "a fabrication"."""
        match = self._cues.at(word)
        if _excessive(word):
            return Verdict("support" if self.negated(word) else "reserve", "find-wanting", word)
        if match is None or match.category == "verb":
            return None
        stance = self._denied(match.cue.stance, word) if self.negated(word) else match.cue.stance
        return Verdict(stance, match.cue.act, word)

    def _denied(self, stance: Stance, word: Token) -> Stance:
        """Return the stance of a judgement that is denied: "not acceptable" opposes, "not perfect" has reservations."""
        mild = stance == "support" and word.lemma_.lower() in self._words["mild-praise"]
        return "reserve" if mild else _FLIPPED_JUDGEMENT[stance]

    def _consequence(self, root: Token) -> Verdict | None:
        """Judge by what the subject brings about or keeps away."""
        for verb in coordinated(root):
            causes = verb.lemma_ in self._words["cause-verb"]
            prevents = verb.lemma_ in self._words["prevent-verb"]
            if not (causes or prevents):
                continue
            bad = next((w for w in _objects(verb) if w.lemma_.lower() in self._words["bad-thing"]), None)
            if bad is not None:
                stance: Stance = "oppose" if causes else "support"
                return Verdict(
                    _FLIPPED_JUDGEMENT[stance] if self.negated(verb) else stance,
                    "criticise" if causes else "value",
                    verb,
                )
        return None

    def _judged(self, root: Token) -> Verdict | None:
        for verb in coordinated(root):
            for word in (*_predicates(verb, self._linking), verb):
                if _excessive(word):
                    return self.word(word)
                match = self._cues.at(word)
                if match is not None and not _bare_noun(match, verb):
                    stance = match.cue.stance
                    if self.negated(word) or (word != verb and self.negated(verb)):
                        stance = self._denied(stance, word)
                    return Verdict(stance, match.cue.act, word)
        return None


def _bare_noun(match: Match, verb: Token) -> bool:
    return match.category == "noun" and match.head == verb and verb.dep_ not in ("ROOT", "ccomp")


def _excessive(word: Token) -> bool:
    return word.pos_ == "ADJ" and any(c.lower_ == "too" for c in word.children)


def _predicates(verb: Token, linking: Set[str]) -> list[Token]:
    """Return the words predicated of a copula's subject, and the adjectives that qualify a predicate noun."""
    found: list[Token] = []
    if verb.lemma_ in linking or verb.pos_ == "AUX":
        for child in verb.children:
            small = child.dep_ == "ccomp" and child.pos_ == "ADJ"
            if (small or child.dep_ in ("acomp", "attr", "oprd", "dobj")) and child.i > verb.i:
                found += [
                    child,
                    *(c for c in child.children if c.dep_ in ("amod", "conj") and c.i < child.i + 4),
                ]
                one_of = (g for g in child.children if child.lower_ == "one" and g.lower_ == "of")
                found += [c for g in one_of for c in g.children if c.dep_ == "pobj"]
            if child.dep_ == "prep" and child.i > verb.i:
                found.append(child)
                found += [c for c in child.children if c.dep_ == "pobj" and child.lower_ in ("of", "in")]
    bare = verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    if verb.dep_ in ("ccomp", "ROOT", "xcomp", "oprd") and (verb.pos_ in ("ADJ", "NOUN") or bare):
        found.append(verb)
    found += [c for c in verb.children if c.dep_ in ("oprd", "acomp")]
    return found


def _objects(verb: Token) -> list[Token]:
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "attr", "nsubjpass"):
            found += [child, *(c for c in child.children if c.dep_ == "conj")]
        if child.dep_ == "prep" and child.lower_ in ("to", "in", "with"):
            found += [c for c in child.children if c.dep_ == "pobj"]
    deeper = [
        g
        for f in found
        for c in f.children
        if c.dep_ == "prep" and c.lower_ == "of"
        for g in c.children
        if g.dep_ == "pobj"
    ]
    return found + deeper


def _unfulfilled(verb: Token) -> bool:
    """Could or should it have been so: "could have been more ambitious"?"""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return "have" in auxiliaries and bool(auxiliaries & {"could", "should", "would", "might"})
