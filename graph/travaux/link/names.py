"""Names of people, compared whatever the alphabet they were spelled out of: Krutskikh, Kroutskikh, Krutskih."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from travaux.letters import fold

# What the usual romanisations of Russian, Ukrainian, Arabic, Persian and German write differently, in this order.
_SPELLINGS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"(?:sh|s)tch|shch|schtsch", "S"),
        (r"tsch|tch|tsh", "C"),
        (r"sch|sh", "S"),
        (r"ch", "C"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"gh|gu(?=[eiy])", "g"),
        (r"dh", "d"),
        (r"(?<=\w)th", "t"),
        (r"ff$", "v"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"tz|cz", "ts"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c|q", "k"),
        (r"ou|oo|ue", "u"),
        (r"oe", "o"),
        (r"ee", "i"),
        (r"[yj]", "i"),
        (r"i+(?=[aeou])", ""),
        (r"ae", "a"),
        (r"(.)\1+", r"\1"),
    )
)
_CLOSE_FROM = 5  # shorter names that share their consonants are mostly different names: Jun, Jin


class Likeness(Enum):
    """How two names go together, with how far that alone may be trusted for people of one state."""

    SAME = 0.99
    SPELLING = 0.97
    LONGER = 0.95
    INITIAL = 0.9
    CLOSE = 0.88
    SURNAME = 0.85
    FIRST = 0.5
    APART = 0.0


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a key that the spellings of one name share: the same for Andrey and Andrei, not for Andrea."""
    key = fold(word)
    for pattern, written in _SPELLINGS:
        key = pattern.sub(written, key)
    return key


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the consonants of a name, with its first vowel if it begins with one: mhmd for Mohammed."""
    key = sound(word)
    first = key[:1].translate(str.maketrans("oe", "ui"))
    return first + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]", "", key[1:]))


def words(name: str, titles: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the words of a name, folded, without the titles before it and the initials inside it."""
    found = [word for word in re.split(r"[^\w-]+", fold(name)) if word.strip("-_")]
    while len(found) > 1 and found[0] in titles:
        found.pop(0)
    return (*found[:1], *(word for word in found[1:-1] if len(word) > 1), *found[1:][-1:])


def bare(name: str, titles: frozenset[str]) -> str:
    """Return a name as it is written, without the titles before it."""
    while (first := re.match(r"\s*([\w-]+)\.?\s*(?=\w)", name)) and fold(first[1]) in titles:
        name = name[first.end() :]
    return name


def alike(one: str, other: str) -> bool:
    """Do two words sound the same but for their vowels, and end alike? Petrov and Petrova do not."""
    if min(len(one), len(other)) < _CLOSE_FROM or skeleton(one) != skeleton(other):
        return False
    vowels = {sound(word)[-1:] in tuple("aeiou") for word in (one, other)}
    return len(vowels) == 1


def compare(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """Return how the words of two names go together; which comes first does not matter."""
    short, long = sorted((one, other), key=lambda found: (len(found), found))
    if not short:
        return Likeness.APART
    if short == long:
        return Likeness.SAME
    if len(short) == 1:
        return _single(short[0], long)
    if sorted(map(sound, short)) == sorted(map(sound, long)):
        return Likeness.SPELLING
    if len(short) < len(long) and _equal(short[0], long[0]) and _within(short[1:], long[1:]):
        return Likeness.LONGER
    return _nearly(short, long)


def _single(word: str, long: tuple[str, ...]) -> Likeness:
    if len(long) == 1:
        return Likeness.SPELLING if _equal(word, long[0]) else Likeness.APART
    if _equal(word, long[-1]):
        return Likeness.SURNAME
    return Likeness.FIRST if _equal(word, long[0]) else Likeness.APART


def _nearly(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness:
    first, last = (short[0], long[0]), (short[-1], long[-1])
    if _equal(*last) and _initial(*first):
        return Likeness.INITIAL
    if len(short) != len(long):
        return Likeness.APART
    near = (_equal(*first) and alike(*last)) or (_equal(*last) and alike(*first))
    return Likeness.CLOSE if near else Likeness.APART


def _equal(one: str, other: str) -> bool:
    return sound(one) == sound(other)


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) <= 2 and sound(one)[:1] == sound(other)[:1]


def _within(short: Iterable[str], long: Iterable[str]) -> bool:
    rest = iter(list(map(sound, long)))
    return all(sound(word) in rest for word in short)
