"""What a clause says should or must be done: modal verbs, needs, aims, subjunctives."""

from __future__ import annotations

from spacy.tokens import Token

from travaux.extract.cues import Matcher
from travaux.extract.negation import Negation
from travaux.extract.verdict import Verdict, coordinated
from travaux.vocabulary import Vocabulary

_CLAUSES = ("xcomp", "ccomp", "csubj", "advcl")


class Demands:
    """Reads what clauses ask for with a vocabulary's words."""

    def __init__(self, vocabulary: Vocabulary, negation: Negation) -> None:
        self._words = vocabulary.words
        self._stances = Matcher(vocabulary.cues)
        self._negation = negation

    def asked(self, root: Token) -> Verdict | None:
        """Return what the clause with this root, or a clause coordinated with it, says should be done."""
        readers = (self._modal, self._aim, self._need, self._call, self._lack)
        return next((v for verb in coordinated(root) for read in readers if (v := read(verb))), None)

    def later(self, root: Token) -> bool:
        """Is what must be done only said by a verb behind the first: "is a fabrication and must be reversed"?"""
        return not self._obliges(root) and any(self._obliges(verb) for verb in coordinated(root)[1:])

    def _obliges(self, verb: Token) -> bool:
        return any(c.dep_ == "aux" and c.lower_ in self._words["deontic"] for c in verb.children)

    def _modal(self, verb: Token) -> Verdict | None:
        for child in verb.children:
            limits = child.lower_ == "may" and any(c.lower_ in ("not", "only") for c in verb.children)
            if child.dep_ == "aux" and (limits or child.lower_ in self._words["deontic"]):
                return self._against(verb) or Verdict("propose", "require", child, verb)
        ought = verb.lower_ in self._words["deontic"] and any(c.dep_ == "xcomp" for c in verb.children)
        return Verdict("propose", "require", verb, verb) if ought or _subjunctive(verb) else None

    def _aim(self, verb: Token) -> Verdict | None:
        """Read "the priority is to ..."."""
        subjects = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
        aims = verb.lemma_ == "be" and any(c.lemma_.lower() in self._words["aim-noun"] for c in subjects)
        content = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp")), None) if aims else None
        return Verdict("propose", "require", verb, content) if content is not None else None

    def _need(self, verb: Token) -> Verdict | None:
        """Read "we need to ..."."""
        infinitive = _infinitive(verb)
        if verb.lemma_ not in self._words["deontic-verb"] or infinitive is None:
            return None
        return self._required(verb, verb, infinitive)

    def _call(self, verb: Token) -> Verdict | None:
        """Read "it is necessary to ..."."""
        if verb.lemma_ not in self._words["linking-verb"]:
            return None
        labels = (c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd", "ccomp"))
        adjective = next((c for c in labels if c.lemma_.lower() in self._words["call-adjective"]), None)
        if adjective is None:
            return None
        below = (c for c in adjective.children if c.dep_ in ("xcomp", "ccomp") and (_to(c) or _that(c)))
        content = _infinitive(verb) or next(below, None)
        return self._required(verb, adjective, content) if content is not None else None

    def _lack(self, verb: Token) -> Verdict | None:
        """Read "there is a need for ..."."""
        if verb.lemma_ not in self._words["linking-verb"] or not any(c.dep_ == "expl" for c in verb.children):
            return None
        nouns = (c for c in verb.children if c.dep_ in ("attr", "nsubj"))
        need = next((c for c in nouns if c.lemma_.lower() in self._words["need-noun"]), None)
        if need is None:
            return None
        denied = self._negation.denied(verb) or self._negation.denied(need)
        return Verdict("oppose" if denied else "propose", "require", need, need)

    def _required(self, verb: Token, cue: Token, content: Token) -> Verdict:
        if self._negation.denied(verb):
            return Verdict("oppose", "reject", cue, content)
        return Verdict("propose", "require", cue, content)

    def _against(self, verb: Token) -> Verdict | None:
        """Return what "we must reject" says of its object, which nobody is asked to do but we."""
        match = self._stances.at(verb)
        ours = any(c.dep_ == "nsubj" and c.lower_ in self._words["first-person"] for c in verb.children)
        if not ours or match is None or match.cue.stance != "oppose" or self._negation.denied(verb):
            return None
        return Verdict("oppose", match.cue.act, verb)


def _infinitive(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in _CLAUSES and _to(c)), None)


def _subjunctive(verb: Token) -> bool:
    """Is this a clause of what is wanted: "that attribution be backed by evidence"?"""
    if verb.dep_ != "ccomp" or not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return False
    passives = [c for c in verb.children if c.dep_ == "auxpass"]
    if any(c.dep_ == "aux" for c in verb.children):
        return False
    return (passives[0] if passives else verb).lower_ == "be"


def _to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _that(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
