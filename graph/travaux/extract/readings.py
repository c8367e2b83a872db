"""What stance a cue takes, and towards what: denied, conditional, said in a clause."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from travaux.extract.cues import Match
from travaux.extract.judgement import FLIPPED, Judge
from travaux.extract.targets import clause, complement, text_words
from travaux.extract.verdict import Verdict
from travaux.model import Stance
from travaux.resolve.holder import Holder
from travaux.vocabulary import Vocabulary

_CONDITION = 25


@dataclass(frozen=True, slots=True)
class Reading:
    """A cue that was read: its match, its holders, the words of its target."""

    match: Match
    holders: tuple[Holder, ...]
    stance: Stance
    act: str
    cue: tuple[Token, ...]
    target: tuple[Token, ...]


class Readings:
    """Reads the stance of a cue with a vocabulary's words and judgements."""

    def __init__(self, vocabulary: Vocabulary, judge: Judge) -> None:
        self._words = vocabulary.words
        self._undeniable = vocabulary.acts["undeniableActs"]
        self._judge = judge

    def of(self, match: Match, holders: tuple[Holder, ...]) -> Reading | None:
        """Return what a cue says on behalf of `holders`, or None where it takes no stance."""
        words = text_words(complement(match, self._words["summary"]))
        if match.cue.frame == "speech":
            return self._speech(match, holders, words)
        words = self._received(match) or _met(match, words) or words
        stance = "state" if _questions(match) else match.cue.stance
        denied = self._denied(match)
        prevented = match.category == "noun" and match.head.dep_ == "dobj" and stance in ("reserve", "oppose")
        if prevented and match.head.head.lemma_ in self._words["prevent-verb"]:
            if not denied:
                return None
            denied = False
        if denied:
            stance = "state" if match.cue.act in self._undeniable else FLIPPED[stance]
        if stance in ("support", "propose") and (_counterfactual(match.head) or self._grudging(match.head)):
            stance = "reserve"
        return Reading(match, holders, stance, match.cue.act, match.tokens, tuple(words))

    def _denied(self, match: Match) -> bool:
        """Is a cue denied: by its verb, by "no", or by an aim that is to keep something from being done?"""
        head = match.head
        denied = self._judge.negated(head) or any(
            c.lower_ == "no" and c.dep_ == "det" for t in match.tokens for c in t.children
        )
        if not denied and match.category != "verb":
            below = head.dep_ in ("acomp", "attr", "prep", "dobj", "oprd")
            denied = below and self._judge.negated(head.head)
        aims = (t for t in head.children if t.dep_ in ("acl", "xcomp"))
        if match.cue.frame == "aim" and any(c.dep_ == "neg" for t in aims for c in t.children):
            return not denied
        return denied

    def further(self, reading: Reading) -> list[Reading]:
        """Return what else is said in clauses beside the first: "that A must be done and that B was premature"."""
        if reading.match.cue.frame != "speech":
            return []
        said = [c for t in reading.match.tokens for c in t.children if c.dep_ == "ccomp"]
        beside = [
            c
            for clause_ in said[:1]
            for c in clause_.children
            if c.dep_ == "conj" and any(g.dep_ in ("nsubj", "nsubjpass", "expl") for g in c.children)
        ]
        judged = ((c, self._judge.verdict(c)) for c in beside)
        return [
            replace(reading, stance=v.stance, act=v.act, target=tuple(text_words(clause(c))))
            for c, v in judged
            if v
        ]

    def _received(self, match: Match) -> list[Token]:
        """Return what meets with a stance: "the request drew criticism from X", "the text enjoys the support of X"."""
        verb = match.head.head
        while verb.pos_ == "ADP" and verb.head != verb:
            verb = verb.head
        if match.category != "noun" or verb.lemma_ not in self._words["receiving-verb"]:
            return []
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return text_words(subject.subtree) if subject is not None else []

    def _grudging(self, head: Token) -> bool:
        """Is support given under a condition or with reluctance?"""
        if any(c.lower_ in self._words["grudging"] for c in head.children):
            return True
        following = head.doc[head.i : head.i + _CONDITION].text.lower() + " "
        if any(f" {phrase} " in following for phrase in self._words["condition"]):
            return True
        if not any(c.lower_ in ("would", "could", "can") for t in (head, head.head) for c in t.children):
            return False
        conditions = [c for t in (head, head.head) for c in t.children if c.dep_ == "advcl" and c.i > head.i]
        marked = any(c.lower_ in ("if", "unless") for clause_ in conditions for c in clause_.children)
        return marked or any(w.lower_ == "only" for w in head.subtree)

    def _speech(self, match: Match, holders: tuple[Holder, ...], words: list[Token]) -> Reading | None:
        said = [
            c
            for t in match.tokens
            for c in t.children
            if c.dep_ in ("ccomp", "parataxis") and c.i < match.head.i and not _apart(c, match.head)
        ]
        said = said or [
            c for t in match.tokens for c in t.children if c.dep_ == "ccomp" and not _apart(c, match.head)
        ]
        words = text_words(clause(said[0])) if said else words
        verdict = self._clause_verdict(match)
        if verdict is not None and verdict.stance == "support" and self._grudging(verdict.cue):
            verdict = replace(verdict, stance="reserve")
        if verdict is None and not _says_something(match):
            return None
        if (
            verdict is not None
            and match.head.lemma_ in self._words["opinion-verb"]
            and self._judge.negated(match.head)
        ):
            verdict = replace(verdict, stance=FLIPPED[verdict.stance])
        if verdict is None:
            return Reading(match, holders, match.cue.stance, match.cue.act, match.tokens, tuple(words))
        return Reading(match, holders, verdict.stance, verdict.act, match.tokens, tuple(words))

    def _clause_verdict(self, match: Match) -> Verdict | None:
        for token in match.tokens:
            for child in token.children:
                if _apart(child, token):
                    continue
                if child.dep_ in ("ccomp", "xcomp", "parataxis", "oprd", "acl") and (
                    child.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "PROPN")
                ):
                    verdict = self._judge.verdict(child)
                    if verdict is not None:
                        return verdict
        labels = [c for c in match.head.children if c.dep_ == "oprd" or c.lower_ == "as"]
        objects = (c for c in match.head.children if c.dep_ == "dobj")
        after = [g for o in objects for g in o.children if g.i > o.i]
        labels += [g for g in after if g.pos_ == "ADJ" or (g.tag_ == "VBN" and not list(g.children))]
        for label in labels:
            for word in (
                label,
                *label.children,
                *(g for c in label.children for g in c.children if g.dep_ == "amod"),
            ):
                verdict = self._judge.word(word)
                if verdict is not None:
                    return verdict
        head = match.head
        if head.dep_ in ("ccomp", "parataxis") and head.head.pos_ in ("VERB", "AUX"):
            opened = any(c.dep_ == "mark" and c.lower_ == "that" for t in head.children for c in t.children)
            asks = any(c.tag_ == "WP" for c in head.children)
            if not asks and (head.head.i < head.i or opened):
                return self._judge.verdict(head.head)
        return None


def _met(match: Match, words: list[Token]) -> list[Token]:
    """Return what is met with a stance: "met the draft with scepticism"."""
    head, above = match.head, match.head.head
    if match.category != "noun" or head not in words or head.dep_ != "pobj" or above.lower_ != "with":
        return []
    objects = [c for c in above.head.children if c.dep_ == "dobj"]
    return text_words(objects[0].subtree) if objects else []


def _apart(clause_: Token, verb: Token) -> bool:
    """Is a clause before a verb of speech parted from it by a semicolon?"""
    return clause_.i < verb.i and any(t.text == ";" for t in verb.doc[clause_.i : verb.i])


def _counterfactual(verb: Token) -> bool:
    """Would it have been so, but is not: "would have supported", "would have preferred"?"""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return "would" in auxiliaries and "have" in auxiliaries


def _questions(match: Match) -> bool:
    """Is something asked about, and not asked for: "asked who would pay"?"""
    if match.cue.act != "request" or match.category != "verb" or len(match.tokens) > 1:
        return False
    clauses = [c for c in match.head.children if c.dep_ in ("ccomp", "xcomp", "advcl")]
    return any(
        w.tag_ in ("WP", "WRB", "WDT") or w.lower_ in ("whether", "if") for c in clauses for w in c.children
    )


def _says_something(match: Match) -> bool:
    """Is there a clause or a quotation in what is said?"""
    if match.category == "verb" and match.head.dep_ in ("ROOT", "conj"):
        return True
    clauses = any(c.dep_ in ("ccomp", "parataxis", "acl") for t in match.tokens for c in t.children)
    return (
        clauses or match.head.dep_ in ("ccomp", "parataxis") or any(t.text == '"' for t in match.head.subtree)
    )
