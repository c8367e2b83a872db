"""Those whom names in and beside a word name: "X, on behalf of Y", "the Cuban", "partners from X and Y"."""

from __future__ import annotations

from collections.abc import Container, Sequence

from spacy.tokens import Token

from travaux.parse import Sentence
from travaux.parse.units import BEHALF, Member
from travaux.resolve.holder import Holder

_PLURAL = ("NNS", "NNPS")


def members(
    sentence: Sentence, token: Token, named: Sequence[Member], venues: Container[str]
) -> list[Holder]:
    """Return those whom a word names and who are no `venues`, or on whose behalf it says that they speak."""
    relations = [r for r in sentence.units[token.i].relations if r.kind in BEHALF]
    behalf = [m for r in relations for m in r.members if m.holds]
    speaking = [Holder(m.entity, m.span) for m in named if m.entity.iri not in venues]
    if not behalf:
        return speaking
    via = named[0].entity
    own = speaking if relations[0].kind == "also-behalf" else []
    return own + [Holder(m.entity, m.span, None, None, via if via != m.entity else None) for m in behalf]


def adjective(sentence: Sentence, token: Token) -> list[Holder]:
    """Return those of an adjective: "the Cuban ..."."""
    return [Holder(m.entity, m.span) for m in sentence.members(token) if m.holds and m.kind == "demonym"]


def groups(sentence: Sentence, noun: Token) -> list[Holder]:
    """Return the groups before a noun: "EU members"."""
    before = (c for c in noun.children if c.dep_ in ("compound", "nmod", "amod", "poss"))
    named = (m for c in before for m in sentence.members(c))
    return [Holder(m.entity, m.span) for m in named if m.entity.type == "Group"]


def apposed(sentence: Sentence, noun: Token) -> list[Holder]:
    """Return the names beside a plural noun: "the candidate countries X and Y"."""
    beside = (c for c in noun.children if c.dep_ == "appos" and c.i > noun.i)
    named = (m for c in beside for m in sentence.members(c) if m.kind == "name" and m.holds)
    return [Holder(m.entity, m.span) for m in named] if noun.tag_ in _PLURAL else []


def origins(sentence: Sentence, noun: Token) -> list[Holder]:
    """Return the states that a plural noun comes from: "our partners from X and Y"."""
    sources = (g for c in noun.children if c.lower_ == "from" for g in c.children if g.dep_ == "pobj")
    named = (m for g in sources for m in sentence.members(g) if m.entity.type == "State" and m.kind == "name")
    return [Holder(m.entity, m.span) for m in named] if noun.tag_ in _PLURAL else []
