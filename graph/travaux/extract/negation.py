"""What is denied: by "not" and "no longer", by verbs of failing, by "nor" before the verb."""

from __future__ import annotations

from spacy.tokens import Token

from travaux.vocabulary import Vocabulary

_CLAUSE = ("xcomp", "acomp", "attr", "oprd", "auxpass")


class Negation:
    """Tells whether words of a sentence are denied, with a vocabulary's words of denial."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words

    def denied(self, token: Token) -> bool:
        """Is a word denied, by itself, in its objects or by what governs it?"""
        return self._itself(token) or _none_of(token) or self._above(token)

    def _itself(self, token: Token) -> bool:
        return any(
            self._denies(c)
            or (c.lower_ == "no" and c.dep_ == "det")
            or (c.lower_ in ("nor", "neither") and _inverts(c))
            for c in token.children
        )

    def _above(self, token: Token) -> bool:
        """Does the verb or adjective that governs a word deny it: "failed to agree", "not able to join"?"""
        head = token.head
        if head == token:
            return False
        if token.dep_ in _CLAUSE or _small(token):
            if token.dep_ == "xcomp" and head.lemma_ in self._words["failing-verb"]:
                return True
            through = head.pos_ == "ADJ" and head.dep_ in ("acomp", "xcomp") and self.denied(head)
            return through or any(self._denies(c) for c in head.children)
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


def _none_of(token: Token) -> bool:
    """Is it said of nobody, or does it have no object: "no delegation wants", "sees little merit"?"""
    subjects = (c for c in token.children if c.dep_ in ("nsubj", "nsubjpass"))
    if any(g.lower_ in ("neither", "no") for c in subjects for g in c.children):
        return True
    kinds = ("dobj", "attr", "pobj") if token.pos_ == "ADP" else ("dobj", "attr")
    objects = (c for c in token.children if c.dep_ in kinds)
    return any(
        g.lower_ in ("no", "little") and g.dep_ in ("det", "amod") for c in objects for g in c.children
    )


def _small(token: Token) -> bool:
    """Is this the label of a small clause: "does not consider itself bound"?"""
    marked = any(c.dep_ in ("aux", "mark", "auxpass") for c in token.children)
    return token.dep_ == "ccomp" and token.tag_ in ("VBN", "JJ") and not marked


def _inverts(word: Token) -> bool:
    """Does a word of denial open a clause with its verb before its subject: "Nor can we subscribe"?"""
    return word.i + 1 < len(word.doc) and word.nbor().pos_ == "AUX"


def _contrast(head: Token) -> bool:
    return any(c.dep_ == "cc" and c.lower_ in ("but", "yet") for c in head.children)
