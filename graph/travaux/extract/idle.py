"""Cues that take no stance: what is only supposed, asked of others, courtesy, mere speaking."""

from __future__ import annotations

from spacy.tokens import Token

from travaux.extract.cues import Match, Matcher
from travaux.vocabulary import Vocabulary


class Idle:
    """Tells the cues of a vocabulary that take no stance where they stand."""

    def __init__(self, vocabulary: Vocabulary, cues: Matcher) -> None:
        self._words = vocabulary.words
        self._courtesies = vocabulary.acts["courteousActs"]
        self._submitting = vocabulary.acts["submittingActs"]
        self._cues = cues

    def idle(self, match: Match) -> bool:
        """Does a cue take no stance here?"""
        return (
            self._supposed(match)
            or self._courteous(match)
            or self._merely_speaks(match)
            or self._lends_itself(match)
            or _likes(match)
        )

    def _supposed(self, match: Match) -> bool:
        """Is the cue only supposed, or asked of others, and so nobody's stance?"""
        head = match.head
        auxiliaries = {c.lower_ for c in head.children if c.dep_ == "aux"}
        if auxiliaries & self._words["deontic"] or (auxiliaries & self._words["possibility"]):
            return True
        if match.cue.frame == "ask" and head.i == 0 and head.tag_ in ("VBN", "VBD") and head.dep_ != "ROOT":
            return True
        if match.cue.frame == "speech" and any(
            c.lower_ == "what" and c.dep_ == "dobj" for c in head.children
        ):
            return True
        if match.category == "verb" and head.doc[-1].text == "?" and '"' not in head.doc.text:
            return True
        for token in (head, *head.ancestors):
            if token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
                break
            if token.dep_ in ("acl", "relcl") and any(
                c.lower_ == "that" and c.dep_ == "mark" for c in token.children
            ):
                return self._cues.at(token.head) is not None
            supposed = token.dep_ == "advcl" or (token.dep_ == "ccomp" and token == head)
            if supposed and any(
                c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in token.children
            ):
                return True
        return (match.category == "noun" and head.dep_ in ("compound", "nmod")) or (
            match.category == "verb" and self._asked(head)
        )

    def _lends_itself(self, match: Match) -> bool:
        """Does the verb only lend a noun of stance its subject: "offered its support"?"""
        if match.category != "verb" or match.head.lemma_ not in self._words["light-verb"]:
            return False
        makes = match.head.lemma_ in self._words["making-verb"]
        found = (self._cues.at(c) for c in match.head.children if c.dep_ == "dobj")
        nouns = [n for n in found if n and n.category == "noun" and n.cue.stance != "state"]
        return len(match.tokens) < 3 and any(makes or n.cue.act not in self._submitting for n in nouns)

    def _courteous(self, match: Match) -> bool:
        """Is this kindness towards the addressee: "we wish you", "our appreciation for your efforts"?"""
        asked = [c for t in match.tokens for c in t.children if c.dep_ in ("dobj", "pobj")]
        if any(c.lower_ == "following" and not list(c.rights) for c in asked):
            return True
        if match.cue.frame == "ask" and any(c.lemma_.lower() in self._words["procedure"] for c in asked):
            return True
        if match.cue.act not in self._courtesies:
            return False
        objects = [c for t in match.tokens for c in t.children if c.dep_ in ("dobj", "dative", "pobj")]
        givers = (*match.tokens, *([match.head.head] if match.category == "noun" else []))
        if any(c.lower_ == "you" or c.dep_ == "dative" for t in givers for c in t.children):
            return True
        yours = (o for o in objects if any(c.lower_ == "your" for c in o.children))
        return any(o.lemma_.lower() in self._words["kindness"] for o in yours)

    def _merely_speaks(self, match: Match) -> bool:
        """Is what somebody wants only to speak: "would like to add", "wished to thank"?"""
        if match.cue.frame != "aim" and match.cue.act != "refuse":
            return False
        if match.category == "noun":
            return False
        clauses = (c for t in match.tokens for c in t.children if c.dep_ in ("xcomp", "ccomp", "advcl"))
        wanted = next((c for c in clauses if c not in match.tokens), None)
        if wanted is None or not any(c.lower_ == "to" for c in wanted.children):
            return False
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in wanted.children):
            return False
        inner = self._cues.at(wanted)
        if match.cue.act == "refuse":
            return wanted.lemma_.lower() in self._words["no-comment"]
        speaks = inner is not None and inner.cue.frame == "speech"
        return speaks or wanted.lemma_.lower() in self._words["courtesy"] | self._words["performative"]

    def _asked(self, verb: Token) -> bool:
        """Is the verb only what somebody is asked or meant to do: a subjunctive, an infinitive of purpose?"""
        while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            verb = verb.head
        above = self._cues.at(verb.head) if verb.dep_ == "ccomp" else None
        if above is not None and above.cue.stance == "propose" and above.cue.frame != "aim":
            return True
        if verb.tag_ != "VB":
            return False
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        if not infinitive:
            return verb.dep_ == "ccomp" and not any(c.dep_ == "aux" for c in verb.children)
        if verb.dep_ in ("acl", "advcl", "relcl"):
            return not self._occasion(verb)
        return self._under(verb, "ask")

    def _occasion(self, verb: Token) -> bool:
        """Is the infinitive what somebody takes the floor or uses an occasion for: "took the floor to stress"?"""
        return any(t.lemma_.lower() in self._words["occasion"] for t in (verb.head, verb.head.head))

    def _under(self, verb: Token, frame: str) -> bool:
        above = self._cues.at(verb.head) if verb.dep_ in ("xcomp", "ccomp") else None
        return above is not None and above.cue.frame == frame


def _likes(match: Match) -> bool:
    """Is this a bare "like" that wishes nothing of others: not "would like the term to be kept"?"""
    head = match.head
    if head.lemma_ != "like" or len(match.tokens) > 1:
        return False
    wishes = any(c.lower_ in ("would", "'d") for c in head.children)
    others = [c for c in head.children if c.dep_ in ("ccomp", "xcomp", "dobj") and c.i > head.i]
    own = any(g.dep_ in ("nsubj", "nsubjpass") for c in others for g in c.children)
    return not (wishes and (own or any(c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN") for c in others)))
