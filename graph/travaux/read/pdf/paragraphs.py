"""From lines to paragraphs, over the ends of columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from travaux.read.pdf.columns import Column
from travaux.read.pdf.lines import Line
from travaux.read.text import BULLET
from travaux.read.wrapping import ENDS_A_SENTENCE

GOES_ON = re.compile(r"[a-zà-ÿ,;)\]]")
REFERS = re.compile(
    r"\b(?:and|article|articles|annex|at|by|chapter|for|from|in|item|no|of|on|operative|or|paragraph|paragraphs"
    r"|para|paras|part|resolution|resolutions|rule|section|sections|than|the|to|with)\.?$|-$",
    re.IGNORECASE,
)
MARKER = re.compile(rf"{BULLET.pattern}|(?:[IVXL]{{1,6}}|[A-Z]|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.? (?=[A-Z])")
BROKEN = re.compile(r"\w[-\u00ad]$")
WIDER = 1.3
WIDEST = 2.3
OTHER_SIZE = 0.08
INDENT = 0.8
SPACE = 0.25
NEAR = 2.0
DOUBT = 0.4
DEFAULT_LEADING = 1.2


class Paragraph(NamedTuple):
    """The lines of one paragraph."""

    lines: list[Line]

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


def paragraphs(columns: Sequence[Column], body: float) -> list[Paragraph]:
    """Return the paragraphs of a document whose running text has the size `body`."""
    leading = _leading(columns, body)
    indented = _has_indents(columns)
    found: list[Paragraph] = []
    for before, column in pairwise([[], *columns]):
        for place, group in enumerate(_groups(column, leading)):
            if place == 0 and found and _goes_over(found[-1], before, column, indented):
                found[-1].lines.extend(group)
            else:
                found.append(Paragraph(group))
    return found


def _leading(columns: Sequence[Column], body: float) -> float:
    """Return how far lines of running text are apart, as a multiple of their size."""
    pairs = [pair for column in columns for pair in pairwise(column) if _same_size(*pair)]
    text = [(here, after) for here, after in pairs if abs(here.size - body) <= 0.5]
    certain = [pair for pair in text if not ENDS_A_SENTENCE.search(pair[0].text) and not pair[0].bold]
    apart: Counter[float] = Counter()
    for here, after in certain or text:
        apart[round((after.base - here.base) / here.size, 1)] += 1
    close = {gap: count for gap, count in apart.items() if 0.8 <= gap <= 3}
    return max(close, key=lambda gap: (close[gap], -gap), default=DEFAULT_LEADING)


def _goes_on(here: Line, after: Line) -> bool:
    if BROKEN.search(here.text):
        return after.text[0].isalnum()
    return bool(GOES_ON.match(after.text)) and not ENDS_A_SENTENCE.search(here.text)


def _has_indents(columns: Sequence[Column]) -> bool:
    """Say whether paragraphs are told by the indent of their first line."""
    pairs = [pair for column in columns for pair in pairwise(column)]
    indents = sum(0.8 < (here.left - after.left) / here.size < 6 for here, after in pairs)
    return indents >= max(2, 0.05 * len(pairs))


def _groups(column: Column, leading: float) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of a column."""
    edges = _edges(column, leading)
    margin = min((line.left for line in column), default=0.0)
    group: list[Line] = []
    for line, edge, below in zip(column, edges, [*column[1:], None], strict=True):
        if group and (_parts(group, line, edge, margin, leading) or _follows(group, line, below, margin)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _edges(column: Column, leading: float) -> list[float]:
    """Return how far the line above each line could have gone: to the edge of the block, or of the column."""
    blocks: list[list[Line]] = []
    for line in column:
        near = blocks and line.base - blocks[-1][-1].base <= WIDER * leading * line.size
        if near and _same_size(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    edges = [max(line.right for line in block) if _is_filled(block) else None for block in blocks]
    filled = [edge for edge in edges if edge is not None]
    widest = max(filled, default=max((line.right for line in column), default=0.0))
    return [
        widest if edge is None else edge for block, edge in zip(blocks, edges, strict=True) for _ in block
    ]


def _is_filled(block: Sequence[Line]) -> bool:
    edge = max(line.right for line in block)
    near = sum(edge - line.right < NEAR * line.size for line in block)
    return len(block) >= 3 and near >= 0.5 * len(block)


def _parts(group: Sequence[Line], after: Line, edge: float, margin: float, leading: float) -> bool:
    """Say whether a new paragraph begins with the line after the group."""
    here = group[-1]
    going = _goes_on(here, after)
    gap = (after.base - here.base) / (leading * max(here.size, after.size))
    slack = SPACE if ENDS_A_SENTENCE.search(here.text) else SPACE + DOUBT
    full = here.right + slack * here.size + (after.first - after.left) > edge
    if not _same_size(here, after):
        return True
    if gap > WIDER:
        return not (going and full and gap < WIDEST)
    if _is_marked(here, after, full):
        return True
    if going and (full or not MARKER.match(after.text)):
        return False
    if here.bold != after.bold and not going:
        return True
    if _is_centred(group, after):
        return False
    return _is_indented(group, after, margin) or not full


def _is_marked(here: Line, after: Line, full: bool) -> bool:
    """Say whether a line begins with a marker of its own, and not by chance with the figure of a reference."""
    if not MARKER.match(after.text) or REFERS.search(here.text):
        return False
    return (
        bool(ENDS_A_SENTENCE.search(here.text))
        or not full
        or abs(after.left - here.left) > INDENT * here.size
    )


def _is_centred(group: Sequence[Line], after: Line) -> bool:
    """Say whether lines of a title stand one below the other around one middle."""
    here = group[-1]
    apart = abs(here.left - after.left) > INDENT * here.size
    return here.bold and apart and abs(here.middle - after.middle) < 0.3 * here.size


def _is_indented(group: Sequence[Line], after: Line, margin: float) -> bool:
    """Say whether a line starts where the first line of a paragraph does, or one of another paragraph."""
    here = group[-1]
    shift = (after.left - here.left) / here.size
    if len(group) > 1:
        return abs(shift) > INDENT
    hangs = MARKER.match(here.text) and abs(after.left - here.second) < INDENT * here.size
    alike = abs(shift) < 0.1 and here.left - margin > INDENT * here.size
    return (shift > INDENT and not hangs) or (alike and bool(ENDS_A_SENTENCE.search(here.text)))


def _follows(group: Sequence[Line], after: Line, below: Line | None, margin: float) -> bool:
    """Say whether a line is the first of a paragraph that follows one of a single line, both of them indented."""
    here, indent = group[-1], INDENT * after.size
    alike = len(group) == 1 and abs(after.left - here.left) < 0.1 * after.size
    returns = below is not None and below.left < after.left - indent
    return alike and here.left > margin + indent and returns and not _goes_on(here, after)


def _goes_over(paragraph: Paragraph, before: Column, column: Column, indented: bool) -> bool:
    """Say whether a paragraph goes on at the head of the next column or page."""
    here, after = paragraph.lines[-1], column[0]
    if not _same_size(here, after) or (MARKER.match(after.text) and not REFERS.search(here.text)):
        return False
    if here.bold != after.bold and not GOES_ON.match(after.text):
        return False
    room = max(line.right for line in before) - here.right - (after.first - after.left)
    if not ENDS_A_SENTENCE.search(here.text):
        return not paragraph.bold and (room < DOUBT * here.size or bool(GOES_ON.match(after.text)))
    return indented and len(paragraph.lines) > 1 and room < 0 and not _starts_indented(column)


def _starts_indented(column: Column) -> bool:
    margin = median(line.left for line in column)
    return column[0].left - margin > INDENT * column[0].size


def _same_size(here: Line, after: Line) -> bool:
    return abs(here.size - after.size) <= OTHER_SIZE * max(here.size, after.size)
