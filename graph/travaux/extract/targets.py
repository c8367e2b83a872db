"""What a stance is about: the complement of its cue, to the end of its clause."""

from __future__ import annotations

from collections.abc import Iterable, Set

from spacy.tokens import Token

from travaux.extract.cues import Match
from travaux.parse.verbs import as_done, coordinate, misread, noun_before, passive, trailing

_NO_COMPLEMENT = (
    "conj",
    "cc",
    "punct",
    "parataxis",
    "nsubj",
    "nsubjpass",
    "aux",
    "auxpass",
    "neg",
    "intj",
    "meta",
)
_ADJUNCT = ("npadvmod", "advmod", "mark")


def complement(match: Match, summaries: Set[str] = frozenset()) -> list[Token]:
    """Return the words that complete a cue: its objects and clauses, none of its coordinated verbs.

    `summaries` are nouns that sum up a clause: ", a move not supported by X" is no part of what it sums up.
    """
    if misread(match.head):
        return [w for w in match.head.head.subtree if w.i > match.last.i]
    if passive(match.head):
        return _passive_target(match.head)
    words: list[Token] = []
    for token in match.tokens:
        words += [
            w
            for child in token.children
            if child.i > token.i and _completes(token, child)
            for w in _inner(child)
        ]
    words = [w for w in words if not any(summary(t, summaries) for t in (w, *w.ancestors))]
    used = {t.i for t in match.tokens}
    after = match.last.i
    words = sorted(
        {w for w in words if w.i not in used and (w.i > after or len(match.tokens) == 1)}, key=lambda w: w.i
    )
    return words or _relative_target(match.head) or _own_words(match)


def _relative_target(verb: Token) -> list[Token]:
    """Return the noun that a relative clause without an object is about: "a compromise which X endorsed"."""
    if verb.dep_ != "relcl" or not any(
        c.dep_ in ("dobj", "pobj") and c.tag_ in ("WDT", "WP") for c in verb.children
    ):
        return []
    inside = {w.i for w in verb.subtree}
    return sorted((w for w in verb.head.subtree if w.i not in inside), key=lambda w: w.i)


def summary(noun: Token, summaries: Set[str]) -> bool:
    """Does a noun sum up the clause before it: ", a move that ..."?"""
    left = next((word for word in noun.subtree if not word.is_punct), noun)
    return (
        noun.lemma_.lower() in summaries
        and left.i > 0
        and left.nbor(-1).text == ","
        and left.lower_ in ("a", "an")
    )


def clause(root: Token) -> list[Token]:
    """Return the words of a clause, coordinated clauses with a subject of their own left out."""
    return sorted(_inner(root), key=lambda w: w.i)


def _passive_target(verb: Token) -> list[Token]:
    if trailing(verb):
        noun = noun_before(verb)
        return sorted(noun.subtree, key=lambda w: w.i) if noun is not None else []
    if as_done(verb):
        inside = {w.i for w in verb.subtree}
        return sorted((w for w in verb.head.subtree if w.i not in inside and w.i < verb.i), key=lambda w: w.i)
    subject = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")), None)
    if subject is not None and subject.tag_ not in ("WDT", "WP"):
        return sorted(subject.subtree, key=lambda w: w.i)
    if verb.dep_ == "xcomp" and subject is None:
        subject = next((c for c in verb.head.children if c.dep_ in ("nsubjpass", "nsubj")), None)
        return sorted(subject.subtree if subject is not None else verb.subtree, key=lambda w: w.i)
    if verb.dep_ == "conj":
        return _passive_target(verb.head)
    head = verb.head if verb.dep_ in ("acl", "relcl", "amod") else None
    if head is None:
        return sorted(verb.subtree, key=lambda w: w.i)
    inside = {w.i for w in verb.subtree}
    words = [w for w in head.subtree if w.i not in inside and w.dep_ != "relcl"]
    return sorted(words, key=lambda w: w.i)


def _completes(head: Token, child: Token) -> bool:
    if child.dep_ in _NO_COMPLEMENT or (child.dep_ == "dep" and child.tag_ in ("VBD", "VBZ", "VBP")):
        return False
    if (
        head.pos_ == "NOUN"
        and child.lower_ in ("from", "by")
        and all(g.pos_ == "PROPN" for g in child.children)
    ):
        return False
    if child.dep_ == "advcl":
        return any(c.lower_ == "to" for c in child.children) or child.i < head.i + 4
    return child.dep_ not in _ADJUNCT


def _inner(token: Token) -> Iterable[Token]:
    """Yield the words below `token`, without coordinated clauses that have a subject and verbs in the past."""
    yield token
    for child in token.children:
        finite = child.pos_ in ("VERB", "AUX") and any(
            c.dep_ in ("nsubj", "nsubjpass") for c in child.children
        )
        if child.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and (finite or coordinate(child) != token):
            continue
        if child.dep_ in ("parataxis",):
            continue
        yield from _inner(child)


def _own_words(match: Match) -> list[Token]:
    head = match.head
    if match.category == "noun":
        return sorted(head.subtree, key=lambda w: w.i)
    return list(match.tokens)


def text_words(words: Iterable[Token]) -> list[Token]:
    """Return the words without punctuation at their ends."""
    ordered = sorted(words, key=lambda w: w.i)
    while len(ordered) > 1 and (ordered[0].is_punct or ordered[0].dep_ == "cc"):
        ordered.pop(0)
    while len(ordered) > 1 and (ordered[-1].is_punct or ordered[-1].dep_ == "cc"):
        ordered.pop()
    return ordered
