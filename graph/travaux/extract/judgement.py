"""What stance a clause takes by itself: what should be done, what is good, what is bad."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from spacy.tokens import Token

from travaux.extract.cues import Match, Matcher
from travaux.model import Stance
from travaux.vocabulary import Vocabulary

FLIPPED: dict[Stance, Stance] = {
    "support": "oppose",
    "propose": "oppose",
    "oppose": "reserve",
    "reserve": "support",
    "state": "state",
}
_FLIPPED_JUDGEMENT: dict[Stance, Stance] = {**FLIPPED, "support": "reserve", "oppose": "support"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The stance that a clause takes, its act, and the word that says so."""

    stance: Stance
    act: str
    cue: Token
    target: Token | None = None


class Judge:
    """Reads the stance of a clause off its modal verbs, adjectives, nouns and consequences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._cues = Matcher(vocabulary.judgements)
        self._stances = Matcher(vocabulary.cues)
        self._linking = vocabulary.words["linking-verb"]

    def verdict(self, root: Token) -> Verdict | None:
        """Return what the clause with this root says, or None where it is a mere statement of fact."""
        first = next(iter(_predicates(root, self._linking)), None)
        judged = self.word(first) if first is not None else None
        if judged is not None and judged.stance == "oppose" and self._cues.at(first) and self._later(root):
            return judged
        verdict = self.asked(root) or self._consequence(root) or self._judged(root)
        if verdict is not None and verdict.stance == "support" and _unfulfilled(root):
            return replace(verdict, stance="reserve", act="find-wanting")
        return verdict

    def negated(self, token: Token) -> bool:
        """Is the word denied: by "not", "no longer", or by a verb of failing or refusing above it?"""
        if any(self._denies(c) for c in token.children):
            return True
        if any(c.lower_ == "no" and c.dep_ == "det" for c in token.children):
            return True
        subjects = (c for c in token.children if c.dep_ in ("nsubj", "nsubjpass"))
        if any(g.lower_ in ("neither", "no") for c in subjects for g in c.children):
            return True
        objects = [c for c in token.children if c.dep_ in ("dobj", "attr") or (c.dep_ == "pobj" and token.pos_ == "ADP")]
        if any(g.lower_ in ("no", "little") and g.dep_ in ("det", "amod") for c in objects for g in c.children):
            return True
        head = token.head
        if any(c.lower_ in ("nor", "neither") and _inverts(c) for c in token.children):
            return True
        small = token.dep_ == "ccomp" and not any(c.dep_ in ("aux", "mark", "auxpass") for c in token.children)
        small = small and token.tag_ in ("VBN", "JJ")
        if (small or token.dep_ in ("xcomp", "acomp", "attr", "oprd", "auxpass")) and head is not token:
            if head.lemma_ in self._words["failing-verb"] and token.dep_ == "xcomp":
                return True
            above = head.dep_ in ("acomp", "xcomp") and head.pos_ == "ADJ" and self.negated(head)
            return above or any(self._denies(c) for c in head.children)
        if token.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in token.children):
            return any(self._denies(c) for c in head.children) and not _contrast(head)
        return False

    def _denies(self, token: Token) -> bool:
        if token.lower_ == "no":
            return any(t.lower_ == "longer" for t in token.head.children) or token.dep_ == "neg"
        if token.lower_ == "longer" and any(c.lower_ == "no" for c in token.children):
            return True
        return (
            token.lower_ in self._words["negator"]
            and token.dep_ in ("neg", "advmod", "preconj", "cc")
            and token.lower_ not in ("neither", "nor", "without")
        )

    def asked(self, root: Token) -> Verdict | None:
        """Return what a clause says should or must be done."""
        for verb in _coordinated(root):
            for child in verb.children:
                limits = child.lower_ == "may" and any(c.lower_ in ("not", "only") for c in verb.children)
                if child.dep_ == "aux" and (limits or child.lower_ in self._words["deontic"]):
                    against = self._against(verb)
                    if against is not None:
                        return against
                    return Verdict("propose", "require", child, verb)
            if _subjunctive(verb):
                return Verdict("propose", "require", verb, verb)
            if verb.lower_ in self._words["deontic"] and any(c.dep_ == "xcomp" for c in verb.children):
                return Verdict("propose", "require", verb, verb)
            aims = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
            if verb.lemma_ == "be" and any(c.lemma_.lower() in self._words["aim-noun"] for c in aims):
                content = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp")), None)
                if content is not None:
                    return Verdict("propose", "require", verb, content)
            infinitive = next(
                (c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "csubj", "advcl") and _to(c)), None
            )
            if verb.lemma_ in self._words["deontic-verb"] and infinitive is not None:
                if self.negated(verb):
                    return Verdict("oppose", "reject", verb, infinitive)
                return Verdict("propose", "require", verb, infinitive)
            if verb.lemma_ in self._linking:
                adjective = next(
                    (
                        c
                        for c in verb.children
                        if c.dep_ in ("acomp", "attr", "oprd", "ccomp")
                        and c.lemma_.lower() in self._words["call-adjective"]
                    ),
                    None,
                )
                to = infinitive or (
                    next(
                        (
                            c
                            for c in adjective.children
                            if c.dep_ in ("xcomp", "ccomp") and (_to(c) or _that(c))
                        ),
                        None,
                    )
                    if adjective is not None
                    else None
                )
                if adjective is not None and to is not None:
                    if self.negated(verb):
                        return Verdict("oppose", "reject", adjective, to)
                    return Verdict("propose", "require", adjective, to)
                need = next(
                    (
                        c
                        for c in verb.children
                        if c.dep_ in ("attr", "nsubj") and c.lemma_.lower() in self._words["need-noun"]
                    ),
                    None,
                )
                if need is not None and any(c.dep_ == "expl" for c in verb.children):
                    denied = self.negated(verb) or self.negated(need)
                    return Verdict("oppose" if denied else "propose", "require", need, need)
        return None

    def _later(self, root: Token) -> bool:
        """Is what must be done only said by a verb behind the first: "is a fabrication and must be reversed"?"""
        beside = (c for verb in _coordinated(root)[1:] for c in verb.children)
        own = any(c.dep_ == "aux" and c.lower_ in self._words["deontic"] for c in root.children)
        return not own and any(c.dep_ == "aux" and c.lower_ in self._words["deontic"] for c in beside)

    def _against(self, verb: Token) -> Verdict | None:
        """Return what "we must reject" says of its object, which nobody is asked to do but we."""
        match = self._stances.at(verb)
        ours = any(c.dep_ == "nsubj" and c.lower_ in self._words["first-person"] for c in verb.children)
        if not ours or match is None or match.cue.stance != "oppose" or self.negated(verb):
            return None
        return Verdict("oppose", match.cue.act, verb)

    def word(self, word: Token) -> Verdict | None:
        """Return what a word says of the thing that it is a label of: "unacceptable", "a fabrication"."""
        match = self._cues.at(word)
        if word.pos_ == "ADJ" and any(c.lower_ == "too" for c in word.children):
            return Verdict("support" if self.negated(word) else "reserve", "find-wanting", word)
        if match is None or match.category == "verb":
            return None
        stance = _FLIPPED_JUDGEMENT[match.cue.stance] if self.negated(word) else match.cue.stance
        return Verdict(stance, match.cue.act, word)

    def _consequence(self, root: Token) -> Verdict | None:
        """Judge by what the subject brings about or keeps away."""
        for verb in _coordinated(root):
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
        for verb in _coordinated(root):
            for word in (*_predicates(verb, self._linking), verb):
                if word.pos_ == "ADJ" and any(c.lower_ == "too" for c in word.children):
                    return Verdict("support" if self.negated(word) else "reserve", "find-wanting", word)
                match = self._cues.at(word)
                if match is not None and not _bare_noun(match, verb):
                    stance = match.cue.stance
                    if self.negated(word) or (word is not verb and self.negated(verb)):
                        stance = _FLIPPED_JUDGEMENT[stance]
                    return Verdict(stance, match.cue.act, word)
        return None


def _inverts(word: Token) -> bool:
    """Does a word of denial open a clause with its verb before its subject: "Nor can we subscribe"?"""
    return word.i + 1 < len(word.doc) and word.nbor().pos_ == "AUX"


def _bare_noun(match: Match, verb: Token) -> bool:
    return match.category == "noun" and match.head is verb and verb.dep_ not in ("ROOT", "ccomp")


def _coordinated(root: Token) -> list[Token]:
    return [root, *(c for c in root.children if c.dep_ == "conj" and c.pos_ in ("VERB", "AUX"))]


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


def _subjunctive(verb: Token) -> bool:
    """Is this a clause of what is wanted: "that attribution be backed by evidence"?"""
    if verb.dep_ != "ccomp" or not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return False
    passives = [c for c in verb.children if c.dep_ == "auxpass"]
    if any(c.dep_ == "aux" for c in verb.children):
        return False
    bare = passives[0].lower_ == "be" if passives else verb.lower_ == "be"
    return bare


def _to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _that(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def _contrast(head: Token) -> bool:
    return any(c.dep_ == "cc" and c.lower_ in ("but", "yet") for c in head.children)
