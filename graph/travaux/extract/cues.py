"""Cues of stance in a dependency tree: a pattern's head word and the particles and objects linked to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from travaux.vocabulary import Cue, Pattern

_CATEGORY = {
    "verb": ("VERB", "AUX"),
    "noun": ("NOUN", "PROPN"),
    "adjective": ("ADJ", "VERB", "ADV"),
    "predicate": ("ADP", "SCONJ", "ADV"),
}
_SPELLING = (
    (re.compile(r"is(e|ed|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(able|ed|ing|s)?$"), r"or\1"),
)
_ADJECTIVE_TAGS = ("JJ", "JJR", "JJS", "VBN", "VBG", "RB", "IN")


@dataclass(frozen=True, slots=True)
class Match:
    """A cue found: what it is, its category, and its words, the head first."""

    cue: Cue
    category: str
    tokens: tuple[Token, ...]

    @property
    def head(self) -> Token:
        return self.tokens[0]

    @property
    def last(self) -> Token:
        return self.tokens[-1]


@lru_cache(maxsize=65536)
def spelled(word: str) -> str:
    """Return a word in one spelling: -ize for -ise, -or for -our, without hyphens."""
    for pattern, spelling in _SPELLING:
        word = pattern.sub(spelling, word)
    return word.replace("-", "") if len(word) > 2 else word


class Matcher:
    """Finds cues; at each word the longest pattern wins."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._index: dict[tuple[str, str], list[tuple[Pattern, Cue]]] = defaultdict(list)
        for cue in cues:
            for pattern in cue.patterns:
                first = Pattern(tuple(spelled(w) for w in pattern.lemmas), pattern.category)
                self._index[pattern.category, first.lemmas[0]].append((first, cue))
        for entries in self._index.values():
            entries.sort(key=lambda entry: (-len(entry[0].lemmas), entry[0].lemmas, entry[1].act))

    def find(self, doc: Doc) -> Iterator[Match]:
        """Yield the cues of a sentence, in the order of their head words, at most one a word."""
        for token in doc:
            match = self.at(token)
            if match is not None:
                yield match

    def at(self, token: Token) -> Match | None:
        """Return the cue whose head word is `token`, if there is one."""
        known = token.doc.user_data.setdefault(f"cues {id(self)}", {})
        if token.i not in known:
            known[token.i] = self._at(token)
        match: Match | None = known[token.i]
        return match

    def _at(self, token: Token) -> Match | None:
        best: Match | None = None
        for category, tags in _CATEGORY.items():
            if token.pos_ not in tags or (category == "adjective" and token.tag_ not in _ADJECTIVE_TAGS):
                continue
            for key in dict.fromkeys((spelled(token.lemma_.lower()), spelled(token.lower_))):
                for pattern, cue in self._index.get((category, key), ()):
                    linked = _linked(token, pattern.lemmas)
                    if linked and (best is None or len(linked) > len(best.tokens)):
                        best = Match(cue, category, linked)
                        break
        return best


def _linked(head: Token, lemmas: tuple[str, ...]) -> tuple[Token, ...] | None:
    tokens = [head]
    for lemma in lemmas[1:]:
        following = _next(tokens, lemma)
        if following is None:
            return None
        tokens.append(following)
    return tuple(tokens)


def _next(tokens: list[Token], lemma: str) -> Token | None:
    """Return the word with a lemma that hangs from the words so far, or stands right behind them."""
    head, last = tokens[0], tokens[-1]
    seen: set[int] = set()
    for parent in dict.fromkeys((last, *reversed(tokens))):
        for child in parent.children:
            beside = child.i > head.i or child.dep_ in ("amod", "advmod", "compound")
            if beside and child.i not in seen and _is(child, lemma):
                return child
            seen.add(child.i)
            named = (g for g in child.children if child.dep_ == "dobj" and g.dep_ in ("compound", "nmod"))
            kind = next((g for g in named if child.pos_ == "PROPN" and _is(g, lemma)), None)
            if kind is not None and kind.i > head.i:
                return kind
            if child.dep_ in ("xcomp", "ccomp", "advcl", "acl") and lemma in ("to", "that"):
                for grand in child.children:
                    if grand.i > head.i and grand.dep_ in ("aux", "mark") and _is(grand, lemma):
                        return grand
    doc = head.doc
    for i in range(last.i + 1, min(last.i + 3, len(doc))):
        if doc[i].is_punct:
            break
        if _is(doc[i], lemma) and doc[i].dep_ in (
            "prep",
            "prt",
            "mark",
            "aux",
            "agent",
            "advmod",
            "dobj",
            "dative",
        ):
            return doc[i]
    return None


def _is(token: Token, lemma: str) -> bool:
    return spelled(token.lemma_.lower()) == lemma or spelled(token.lower_) == lemma
