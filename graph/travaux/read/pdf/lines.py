"""Lines: words that stand side by side, as far as no wide gap parts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from travaux.read.pdf.words import CALL, CALL_END, RAISED, SMALL, Word

GAP = 0.9
SAME_ROW = 0.45
IDEOGRAPHIC = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
RULE = re.compile(r"[_\-–—─*=. ]*[_–—─=]{5,}[_\-–—─*=. ]*")


class Line(NamedTuple):
    """A line of text and its place; `first` is where its first word ends, `second` where its second one starts."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first: float
    second: float
    page: int = 0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def is_rule(self) -> bool:
        return bool(RULE.fullmatch(self.text))


def lines(words: Sequence[Word], page: int) -> list[Line]:
    """Return the lines of a page, two where a wide gap parts a row, from the top down."""
    pieces = [_line(group, page) for group in _beside(words)]
    return sorted(pieces, key=lambda line: (round(line.base, 1), line.left))


def rows(pieces: Iterable[Line]) -> list[list[Line]]:
    """Return lines by the rows in which they stand, each from left to right."""
    found: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda line: (line.base, line.left)):
        if found and piece.base - found[-1][0].base < SAME_ROW * min(piece.size, found[-1][0].size):
            found[-1].append(piece)
        else:
            found.append([piece])
    return [sorted(row, key=lambda line: line.left) for row in found]


def joined(row: Sequence[Line]) -> Line:
    """Return the pieces of a row as one line."""
    if len(row) == 1:
        return row[0]
    main = max(row, key=lambda line: len(line.text))
    text = row[0].text
    for piece in row[1:]:
        text = _joint(text, piece.text)
    first = row[0]
    return main._replace(
        text=text,
        left=first.left,
        right=max(piece.right for piece in row),
        bold=all(piece.bold for piece in row),
        first=first.first,
        second=first.second if " " in first.text else row[1].left,
    )


def between(here: str, after: str) -> str:
    """Return the space between two pieces of text, which some writing has not."""
    tight = here and after and IDEOGRAPHIC.match(here[-1]) and IDEOGRAPHIC.match(after[0])
    return "" if tight else " "


def _joint(here: str, after: str) -> str:
    return f"{here}{between(here, after)}{after}"


def _beside(words: Sequence[Word]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and not _goes_on(group[-1], word):
            yield group
            group = []
        if not (group and _is_doubled(group[-1], word)):
            group.append(word)
    if group:
        yield group


def _goes_on(here: Word, after: Word) -> bool:
    size = max(here.size, after.size)
    level = abs(here.base - after.base) < SAME_ROW * size
    return (level and -0.5 * size < after.left - here.right < GAP * size) or _is_doubled(here, after)


def _is_doubled(here: Word, after: Word) -> bool:
    """Say whether a word is drawn a second time to look bold."""
    return (
        here.text == after.text
        and abs(here.left - after.left) < 0.1 * here.size
        and abs(here.base - after.base) < 0.1 * here.size
    )


def _line(words: Sequence[Word], page: int) -> Line:
    weights = {
        style: sum(len(word.text) for word in group)
        for style, group in groupby(sorted(words, key=_style), key=_style)
    }
    size = max(weights, key=lambda style: (weights[style], style))[0]
    main = next(word for word in words if word.size == size)
    bold = sum(len(word.text) for word in words if word.bold)
    text = _written(words[0], main)
    for word in words[1:]:
        text = _joint(text, _written(word, main))
    return Line(
        _calls_after_words(text),
        words[0].left,
        max(word.right for word in words),
        main.base,
        size,
        bold >= 0.9 * sum(len(word.text) for word in words),
        words[0].right,
        words[1].left if len(words) > 1 else words[0].right,
        page,
    )


def _written(word: Word, main: Word) -> str:
    """Return a word, between the marks of a raised figure where it stands higher and smaller than its line."""
    raised = word.size < SMALL * main.size and main.base - word.base > RAISED * main.size
    single = CALL not in word.text and (len(word.text) == 1 or not word.text.isalpha())
    return f"{CALL}{word.text}{CALL_END}" if raised and single else word.text


def _calls_after_words(text: str) -> str:
    """Move a raised figure to the end of the word before it, where a space came between them."""
    return text.replace(f" {CALL}", CALL)


def _style(word: Word) -> tuple[float]:
    return (word.size,)
