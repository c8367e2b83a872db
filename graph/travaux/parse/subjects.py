"""Whose verb it is: subjects through control, coordination, inversion and relative clauses."""

from __future__ import annotations

from spacy.tokens import Token

from travaux.parse.verbs import coordinate

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_SHARING = ("conj", "xcomp", "advcl", "ccomp", "dep", "parataxis", "acomp", "attr", "appos", "oprd")


def subject_word(verb: Token) -> Token | None:
    """Return the word that is a verb's subject, its own or the one that it shares with the verb above it."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = [c for c in verb.children if c.dep_ in SUBJECTS]
        if own:
            return verb.head if own[-1].tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else own[-1]
        loose = loose_subject(verb)
        if loose is not None:
            return loose
        if verb.dep_ in ("acl", "relcl"):
            return verb.head if verb.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        above = _sharing(verb)
        if above is None:
            return None
        verb = above
    return None


def _sharing(verb: Token) -> Token | None:
    """Return the word above a verb that has no subject of its own, with which it may share one."""
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return coordinate(verb)
    if verb.dep_ in _SHARING:
        return verb.head
    if verb.dep_ not in ("pcomp", "prep", "pobj", "dobj") or verb.head == verb:
        return None
    told = verb.dep_ == "prep" and verb.head.pos_ == "NOUN" and verb.head.dep_ == "pobj"
    return None if told else verb.head


def inverted(verb: Token) -> Token | None:
    """Return the subject behind a participle and its copula: "Echoing that stance was the delegate of X"."""
    if verb.tag_ != "VBG":
        return None
    for copula in (verb.head, *verb.children):
        if copula.lemma_ == "be" and copula.i > verb.i:
            after = (c for c in copula.children if c.i > copula.i)
            return next((c for c in after if c.dep_ in ("attr", "nsubj", "acomp")), None)
    return None


def among(verb: Token) -> Token | None:
    """Return those named in "Among those opposing it were X and Y", "X and Y were among the five that opposed it"."""
    those = verb.head
    if verb.dep_ == "relcl" and those.head.lower_ == "among" and those.head.head.lemma_ == "be":
        before = (c for c in those.head.head.children if c.dep_ in SUBJECTS)
        return next(before, None)
    several = those.lower_ == "those" or those.tag_ == "NNS"
    if verb.dep_ != "acl" or not several or those.head.lower_ != "among":
        return None
    copula = those.head.head
    after = (c for c in copula.children if c.i > copula.i and c.dep_ in ("attr", "nsubj"))
    return next(after, None) if copula.lemma_ == "be" else None


def loose_subject(verb: Token) -> Token | None:
    """Return the name before a participle between commas, taken for an adverb: "X, aligning itself with"."""
    participles = [c for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i < verb.i]
    for head in (verb, *participles):
        for child in head.children:
            loose = child.dep_ == "npadvmod" and child.pos_ == "PROPN" and child.i < head.i
            if loose and child.nbor().text == ",":
                return child
    return None


def governor(noun: Token) -> Token:
    """Return the verb above a noun, through prepositions and the nouns that they complete."""
    word = noun.head
    while word.pos_ in ("ADP", "NOUN") and word.head != word and (word.pos_ == "ADP" or word.dep_ == "pobj"):
        word = word.head
    return word


def first_of_row(token: Token) -> Token:
    """Return the first of a row of coordinated words."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    return token


def antecedent_of(token: Token) -> Token | None:
    """Return the noun above the relative clause that a word stands in."""
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl":
            return ancestor.head
    return None


def in_fronted_clause(token: Token, subject: Token) -> bool:
    """Is `token` in an adverbial clause before the main clause whose subject is `subject`?"""
    return any(a.dep_ in ("advcl", "prep") and a.head == subject.head for a in token.ancestors)
