"""Organisations, groups and bodies that texts name in more than one way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from travaux.letters import fold
from travaux.link.judge import Judgement
from travaux.link.names import sound

_SMALL = frozenset(("the", "of", "for", "and", "on", "in", "de", "des", "du", "la"))


def judge_things(known: Mapping[str, frozenset[str]], found: Mapping[str, str]) -> list[Judgement]:
    """Return the judgements on things of texts that have a name of another one, in order.

    `known` are the things of the vocabulary with all their names, `found` those of the texts alone with the name
    they have there. Two things of the vocabulary are never one.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for iri, names in sorted(known.items()):
        for name in names:
            holders[key(name)].add(iri)
            short[initials(name)].add(iri)
    judged = list(_by_known(found, holders, short)) + list(_among(found))
    return sorted({(one.one, one.other): one for one in sorted(judged)}.values())


def key(name: str) -> str:
    """Return what the spellings of a thing's name share."""
    return " ".join(sound(word) for word in _words(name))


def initials(name: str) -> str:
    """Return the initials of a name of several words, else nothing."""
    found = [word for word in _words(name) if word not in _SMALL]
    return "".join(word[0] for word in found) if len(found) > 1 else ""


def _words(name: str) -> list[str]:
    found = re.findall(r"\w+", fold(name))
    return found[1:] if found[:1] == ["the"] else found


def _by_known(
    found: Mapping[str, str], holders: Mapping[str, set[str]], short: Mapping[str, set[str]]
) -> Iterator[Judgement]:
    for iri, name in sorted(found.items()):
        bearers = sorted(holders.get(key(name), ()))
        for bearer in bearers:
            one, other = sorted((iri, bearer))
            if len(bearers) == 1:
                yield Judgement(one, other, "same", 0.95, "a name of the vocabulary")
            else:
                yield Judgement(one, other, "unsure", 0.5, "a name that several share")
        if not bearers and name.isupper():
            for bearer in sorted(short.get(fold(name), ())):
                yield _initials(iri, bearer)


def _among(found: Mapping[str, str]) -> Iterator[Judgement]:
    named: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    for iri, name in sorted(found.items()):
        named[key(name)].append(iri)
        short[initials(name)].append(iri)
    for _, block in sorted(named.items()):
        for one, other in combinations(block, 2):
            yield Judgement(one, other, "same", 0.95, "one name in two spellings")
    for iri, name in sorted(found.items()):
        for bearer in short.get(fold(name), ()) if name.isupper() else ():
            if bearer != iri:
                yield _initials(iri, bearer)


def _initials(iri: str, bearer: str) -> Judgement:
    return Judgement(min(iri, bearer), max(iri, bearer), "unsure", 0.5, "initials")
