"""The order in which one reads the lines of a page: column after column, what spans them in between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from statistics import median

from travaux.read.pdf.lines import Line, joined, rows

GUTTER = 6.0
ALIGNED = 1.5
FEWEST = 3
SHARED = 2
LEAST_ALIGNED = 0.4
LEAST_SHARE = 0.2
NARROWEST = 8.0
LEAST_FILLED = 0.35
DEEPEST = 6
BAND = 3.2
TITLE_LEADING = 1.8
LARGER = 1.15

Column = list[Line]


def columns(pieces: Sequence[Line], depth: int = 0) -> list[Column]:
    """Return the columns of a page, or of a part of one, in the order in which one reads them."""
    for gutter in _gutters(pieces) if depth < DEEPEST else ():
        parts = _parted(pieces, gutter)
        if parts:
            return [column for part in parts for column in columns(part, depth + 1)]
    return [[joined(row) for row in rows(pieces)]] if pieces else []


def _gutters(pieces: Sequence[Line]) -> list[float]:
    """Return where a column may begin: the left edges that several lines share, most shared first."""
    counts: dict[int, int] = {}
    for piece in pieces:
        counts[round(piece.left / ALIGNED)] = counts.get(round(piece.left / ALIGNED), 0) + 1
    leftmost = min((piece.left for piece in pieces), default=0.0)
    shared = [(count, place) for place, count in counts.items() if count >= SHARED]
    ordered = sorted(shared, key=lambda one: (-one[0], one[1]))
    return [place * ALIGNED - ALIGNED for _, place in ordered if place * ALIGNED > leftmost + GUTTER]


def _parted(pieces: Sequence[Line], gutter: float) -> list[list[Line]]:
    """Part lines at a gutter into stretches in reading order; none where the gutter parts no columns."""
    parts: list[list[Line]] = []
    found = False
    for spans, group in _stretches(pieces, gutter):
        left = [piece for piece in group if piece.left < gutter]
        right = [piece for piece in group if piece.left >= gutter]
        if not spans and _are_columns(left, right):
            parts += [left, right]
            found = True
        elif parts and not _is_column(parts[-1], gutter):
            parts[-1] += group
        else:
            parts.append(list(group))
    return parts if found else []


def _stretches(pieces: Sequence[Line], gutter: float) -> Iterator[tuple[bool, list[Line]]]:
    """Yield lines that span the gutter, and those between them that do not, from the top down.

    What stands alone above them, such as a head, is parted from them too.
    """
    group: list[Line] = []
    spanning, first = False, True
    usual = median(piece.size for piece in pieces)
    for row in rows(pieces):
        spans = any(piece.left < gutter and piece.right > gutter - GUTTER for piece in row)
        spans = spans or (spanning and bool(group) and _ends_title(group[-1], row, usual))
        apart = first and 0 < len(group) < FEWEST and row[0].base - group[-1].base > BAND * row[0].size
        if group and (spans != spanning or apart):
            yield spanning, group
            group, first = [], False
        spanning = spans
        group += row
    if group:
        yield spanning, group


def _ends_title(here: Line, row: Sequence[Line], usual: float) -> bool:
    """Say whether a row is a further line of a title that spans columns."""
    line = row[0]
    close = line.base - here.base < TITLE_LEADING * line.size
    return close and len(row) == 1 and line.size > LARGER * usual and abs(line.size - here.size) < 0.1


def _is_column(part: Sequence[Line], gutter: float) -> bool:
    return all(piece.left >= gutter for piece in part) or all(piece.right <= gutter for piece in part)


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Say whether two groups of lines are columns of text, and not figures with what they number."""
    if not left or not right or min(left[-1].base, right[-1].base) < max(left[0].base, right[0].base):
        return False
    starts = [row[0].left for row in rows(right)]
    margin = min(starts)
    aligned = sum(start - margin <= ALIGNED for start in starts) >= LEAST_ALIGNED * len(starts)
    if not aligned or min(len(starts), len(rows(left))) < FEWEST:
        return False
    gap = _gap(left, right)
    sides = [_widths(side, gap) for side in (left, right)]
    typical = [_typical(side) for side in sides]
    least = max(LEAST_SHARE * sum(typical), NARROWEST * median(piece.size for piece in left))
    return min(typical) >= least and all(map(_are_filled, sides))


def _gap(left: Sequence[Line], right: Sequence[Line]) -> float:
    """Return how far two groups of lines are apart."""
    return min(piece.left for piece in right) - max(piece.right for piece in left)


def _widths(side: Sequence[Line], gap: float) -> list[float]:
    """Return how wide lines are, in order, with the pieces into which wide spaces part them put together again."""
    found: list[float] = []
    for row in rows(side):
        start = end = row[0].left
        for piece in row:
            if piece.left - end >= 0.95 * gap:
                found.append(end - start)
                start = piece.left
            end = piece.right
        found.append(end - start)
    return sorted(found)


def _typical(widths: Sequence[float]) -> float:
    """Return the width that half of the text is wider than."""
    sums = list(accumulate(widths))
    return widths[bisect_left(sums, sums[-1] / 2)]


def _are_filled(widths: Sequence[float]) -> bool:
    """Say whether much of the text is about as wide as the widest lines are, as running text is."""
    usual = widths[int(0.9 * (len(widths) - 1))]
    return sum(width for width in widths if width > 0.8 * usual) >= LEAST_FILLED * sum(widths)
