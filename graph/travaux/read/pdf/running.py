"""Running heads and feet: what stands at the same edge of several pages, and the numbers of pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from travaux.read.pdf.lines import Line, joined, rows
from travaux.read.pdf.words import CALL

DEEPEST_ROWS = 4
SAME_PLACE = 5.0
EDGE = 0.14
FIGURES = re.compile(r"\d+|\b[ivxlc]{1,6}\b")
PAGE_NUMBER = re.compile(
    r"[-–—|\[ ]*(?:page |p\. ?)?(?:\d{1,3}|[ivxlc]{1,6})(?: ?(?:/|of) ?\d{1,4})?[-–—|\] ]*", re.IGNORECASE
)
JOB_NUMBER = re.compile(
    r"\d{2}-\d{5}(?: ?\([A-Z]\))?(?: +\d{6})*|\*\d{5,8}\*|please recycle.{0,3}", re.IGNORECASE
)

Place = tuple[str, str]


def without(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """Return the lines of each page without its running heads and feet."""
    repeated = _repeated(pages, heights)
    return [
        _kept(page, height, number, repeated)
        for number, (page, height) in enumerate(zip(pages, heights, strict=True))
    ]


def _kept(
    page: Sequence[Line], height: float, number: int, repeated: dict[Place, list[tuple[int, float]]]
) -> list[Line]:
    running: set[int] = set()
    for edge, ordered in _edges(page):
        for row in ordered[:DEEPEST_ROWS]:
            whole = joined(row)
            numbered = _is_at_edge(whole, edge, height) and _is_number(whole.text, edge)
            if not numbered and not all(_is_running(one, edge, height, number, repeated) for one in row):
                break
            running.update(id(piece) for piece in row)
    return [piece for piece in page if id(piece) not in running]


def _edges(page: Sequence[Line]) -> Iterator[tuple[str, list[list[Line]]]]:
    ordered = rows(page)
    yield "top", ordered
    yield "bottom", ordered[::-1]


def _repeated(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> dict[Place, list[tuple[int, float]]]:
    """Return the texts at the edges of pages, figures aside, with the pages and the heights where they stand."""
    found: dict[Place, list[tuple[int, float]]] = defaultdict(list)
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        for edge, ordered in _edges(page):
            for row in ordered[:DEEPEST_ROWS]:
                for piece in row:
                    if _is_at_edge(piece, edge, height):
                        found[edge, _key(piece.text)].append((number, piece.base))
    return found


def _is_running(
    piece: Line, edge: str, height: float, number: int, repeated: dict[Place, list[tuple[int, float]]]
) -> bool:
    if not _is_at_edge(piece, edge, height) or piece.text.startswith(CALL):
        return False
    if _is_number(piece.text, edge):
        return True
    return any(
        other != number and abs(base - piece.base) < SAME_PLACE
        for other, base in repeated[edge, _key(piece.text)]
    )


def _is_number(text: str, edge: str) -> bool:
    return bool(PAGE_NUMBER.fullmatch(text) or (edge == "bottom" and JOB_NUMBER.fullmatch(text)))


def _is_at_edge(piece: Line, edge: str, height: float) -> bool:
    return piece.base < EDGE * height if edge == "top" else piece.base > (1 - EDGE) * height


def _key(text: str) -> str:
    return FIGURES.sub("#", text.casefold()).replace(" ", "")
