"""Which documents hold the same text: from two addresses, or with another frame around it."""

from __future__ import annotations

import array
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from travaux.link.judge import Judgement

RUN = 6  # words that stand together
KEPT = 256  # marks of a text that are kept: a likeness of 0.9 is then told within 0.02
INDEXED = 24
COPY, DOUBTFUL = 0.85, 0.5
FEWEST = 20  # shorter texts are copies only if they are equal
COMMON = 60  # a run of words in more documents than this is a formula, not a sign of copying


def sketch(text: str) -> bytes:
    """Return the smallest hashes of the runs of words of a text, by which its likeness to others is told."""
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))
    marks = array.array(
        "I", sorted({zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs})[:KEPT]
    )
    if sys.byteorder == "big":
        marks.byteswap()
    return marks.tobytes()


def judge_documents(sketches: Mapping[str, bytes]) -> list[Judgement]:
    """Return the judgements on documents that share much of their text, in order.

    Of documents with the same text the first is compared with each of the rest, and alone with others.
    """
    same: dict[bytes, list[str]] = defaultdict(list)
    for iri, found in sorted(sketches.items()):
        same[found].append(iri)
    equal = [
        Judgement(first, iri, "same", 1.0, "the same text") for first, *rest in same.values() for iri in rest
    ]
    marks = {iris[0]: _marks(found) for found, iris in same.items()}
    pairs = (pair for pair in _candidates(marks) if _may_share(*(marks[iri] for iri in pair)))
    judged = (_pair(one, other, marks[one], marks[other]) for one, other in pairs)
    return sorted([*equal, *(one for one in judged if one)])


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Return which part of the runs of two texts they share, as the marks of their sketches tell."""
    smallest = sorted(one | other)[:KEPT]
    return len((one & other).intersection(smallest)) / len(smallest)


def _marks(found: bytes) -> frozenset[int]:
    marks = array.array("I", found)
    if sys.byteorder == "big":
        marks.byteswap()
    return frozenset(marks)


def _candidates(marks: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    for iri, found in marks.items():
        for mark in sorted(found)[:INDEXED]:
            holders[mark].append(iri)
    seen: set[tuple[str, str]] = set()
    for _, block in sorted(holders.items()):
        for pair in combinations(block, 2) if len(block) <= COMMON else ():
            if pair not in seen:
                seen.add(pair)
                yield pair


def _may_share(one: frozenset[int], other: frozenset[int]) -> bool:
    """Say whether two texts can share enough to be judged: told by all that their sketches share, which is quick."""
    shared = len(one & other)
    return round(shared / min(KEPT, len(one) + len(other) - shared), 2) >= DOUBTFUL


def _pair(one: str, other: str, first: frozenset[int], second: frozenset[int]) -> Judgement | None:
    shared = round(likeness(first, second), 2)
    if shared < DOUBTFUL or min(len(first), len(second)) < FEWEST:
        return None
    return Judgement(one, other, "same" if shared >= COPY else "unsure", shared, "much of the same text")
