"""Soft line ends: which lines of a plain text are one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

WIDEST = 130
NARROWEST = 40
FULL_SHARE = 0.6
RAGGED = 3
ENDS_A_SENTENCE = re.compile(r"[.!?;:…][\"”’')\]*]*$")
GOES_ON = re.compile(r"[a-z,;)\]]")
HYPHENATED = re.compile(r"[a-z]{2,}-$")

Group = Sequence[str]


def paragraphs(groups: Sequence[Group], text: str) -> list[str]:
    """Join the lines of each group, which no blank line parts, wherever the end of a line is soft."""
    pairs = [pair for group in groups for pair in pairwise(group)]
    width = _width(groups, pairs)
    ragged = sum(_goes_on(*pair) for pair in pairs) >= RAGGED
    words = frozenset(re.findall(r"[a-z]+", text)) if width or ragged else frozenset()
    return [paragraph for group in groups for paragraph in _join(group, width, ragged, words)]


def _width(groups: Sequence[Group], pairs: Sequence[tuple[str, str]]) -> int:
    """Return the width at which the lines were broken, or 0 where they were not."""
    width = max((len(line) for group in groups for line in group), default=0)
    if not pairs or not NARROWEST <= width <= WIDEST:
        return 0
    full = sum(_is_full(here, after, width) for here, after in pairs)
    return width if full >= FULL_SHARE * len(pairs) else 0


def _is_full(here: str, after: str, width: int) -> bool:
    """Say whether the first word of the next line would not have fitted."""
    return len(here) + 1 + len(after.split(maxsplit=1)[0]) > width


def _goes_on(here: str, after: str) -> bool:
    return bool(GOES_ON.match(after)) and not ENDS_A_SENTENCE.search(here)


def _join(group: Group, width: int, ragged: bool, words: frozenset[str]) -> list[str]:
    joined: list[list[str]] = []
    before = ""
    for line in group:
        if joined and _is_soft(before, line, width, ragged):
            joined[-1].append(line)
        else:
            joined.append([line])
        before = line
    return [_one_line(lines, words) for lines in joined]


def _is_soft(here: str, after: str, width: int, ragged: bool) -> bool:
    if width and _is_full(here, after, width):
        return True
    if _goes_on(here, after):
        return ragged or bool(width) or len(here) > NARROWEST
    return ragged and len(here) > NARROWEST and not ENDS_A_SENTENCE.search(here)


def _one_line(lines: list[str], words: frozenset[str]) -> str:
    pieces = [lines[0]]
    for here, after in pairwise(lines):
        if HYPHENATED.search(here) and after[0].islower():
            pieces[-1] = _unhyphenated(pieces[-1], after, words)
            pieces.append(after)
        else:
            pieces.append(" " + after)
    return "".join(pieces)


def _unhyphenated(piece: str, after: str, words: frozenset[str]) -> str:
    """Drop the hyphen at a line end only where the document has the whole word elsewhere."""
    head = re.search(r"[a-z]+(?=-$)", piece)
    tail = re.match(r"[a-z]+", after)
    known = head and tail and head.group() + tail.group() in words
    return piece[:-1] if known else piece
