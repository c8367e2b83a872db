"""Verbs in a dependency tree: in the passive, by whom, with which other verb they go."""

from __future__ import annotations

from spacy.tokens import Token


def misread(verb: Token) -> bool:
    """Did the parser take a verb behind a name for an adjective: "Oman preferred option two"?"""
    before = verb.nbor(-1) if verb.i else None
    return (
        verb.dep_ == "amod" and verb.tag_ in ("VBN", "VBD") and before is not None and before.pos_ == "PROPN"
    )


def passive(verb: Token) -> bool:
    """Is this verb in the passive: "was backed", "a proposal tabled by France"?"""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and agents(verb) and passive(verb.head):
        return True
    if verb.dep_ in ("advcl", "prep", "ccomp") and verb.tag_ == "VBN" and (as_done(verb) or trailing(verb)):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "relcl", "amod")
        and not any(c.dep_ == "aux" for c in verb.children)
    )


def as_done(verb: Token) -> bool:
    """Is this the passive of "as proposed by X"?"""
    marked = any(c.lower_ == "as" and c.i < verb.i for c in verb.children)
    return marked and bool(agents(verb)) and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def trailing(verb: Token) -> bool:
    """Is this a participle behind a comma that tells of the noun before it: "amendment L.61, put forward by X"?"""
    bare = not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "mark") for c in verb.children)
    return verb.dep_ == "advcl" and bare and noun_before(verb) is not None


def noun_before(verb: Token) -> Token | None:
    """Return the noun that ends right before a comma and a verb's first word."""
    at = verb.left_edge.i
    if at < 2 or verb.doc[at - 1].text != ",":
        return None
    ends = (t for t in verb.doc[:at] if t.right_edge.i == at - 2 and t.pos_ in ("NOUN", "PROPN"))
    return next(ends, None)


def agents(verb: Token) -> list[Token]:
    """Return those by whom a passive verb says that it was done."""
    near = [c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
    near = near or [
        g
        for c in verb.children
        if c.dep_ in ("advmod", "prt")
        for g in c.children
        if g.lower_ == "by" and c.i > verb.i
    ]
    found = [g for c in near for g in c.children if g.dep_ == "pobj"]
    return found + [
        c for c in verb.children if c.dep_ in ("npadvmod", "nmod") and c.i < verb.i and verb.dep_ == "amod"
    ]


def coordinate(verb: Token) -> Token:
    """Return the verb that a coordinated verb goes with: the nearest above it in the same tense.

    The parser often joins the last verb of "said that it could be discussed, and asked for more" to the nearest one.
    """
    wanted = _tense(verb)
    if wanted not in ("VBD", "VBZ", "VBP") or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return verb.head
    for above in verb.ancestors:
        if above.pos_ in ("VERB", "AUX") and _tense(above) == wanted:
            return above
    return verb.head


def _tense(verb: Token) -> str:
    first = next((c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i), verb)
    return first.tag_
