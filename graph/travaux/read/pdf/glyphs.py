"""Characters on pages: what the engine knows of each, as runs of one height and size."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterator
from math import hypot
from operator import attrgetter
from typing import Any, NamedTuple

BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
BOLD_WEIGHT = 600
NAME_BYTES = 128
FAR = 0.35
SLACK = 0.08
SAMPLE = 100
SKEW = 0.1
ASKEW = -1
EDGES: tuple[Callable[[Any], tuple[float, float, float, float]], ...] = (
    attrgetter("left", "right", "bottom", "top"),
    attrgetter("bottom", "top", "left", "right"),
    lambda box: (-box.right, -box.left, box.bottom, box.top),
    lambda box: (-box.top, -box.bottom, box.left, box.right),
)
HYPHEN, SPACE, NO_BREAK, LAST = 2, 32, 160, 0x10FFFF


class Run(NamedTuple):
    """Characters of a word that stand at one height in one size."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    upright: bool


class Frame(NamedTuple):
    """The edges of a page in the engine's coordinates, and by how many quarters its text is turned."""

    left: float
    bottom: float
    width: float
    height: float
    turns: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return how far from the left and from the top of the page, as one reads it, a point is."""
        x, y = x - self.left, y - self.bottom
        return ((x, self.height - y), (y, x), (self.width - x, y), (self.height - y, self.width - x))[
            self.turns
        ]

    @property
    def seen(self) -> tuple[float, float]:
        """The width and the height as one reads the page."""
        return (self.height, self.width) if self.turns % 2 else (self.width, self.height)


class Glyphs:
    """The characters of a page, in the order in which they are drawn."""

    def __init__(self, text_page: Any, count: int, edges: tuple[float, float, float, float]) -> None:
        from pypdfium2 import raw

        self._raw, self._page, self._count = raw, text_page, count
        self._x, self._y, self._matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
        self._place = ctypes.byref(self._x), ctypes.byref(self._y)
        self._shape = ctypes.byref(self._matrix)
        self._fonts: dict[int, bool] = {}
        left, bottom, right, top = edges
        self.frame = Frame(left, bottom, right - left, top - bottom, self._turns())

    def runs(self) -> Iterator[Run | None]:
        """Yield the runs of a page, and None where a word ends."""
        box = self._raw.FS_RECTF()
        pointer, page, get_edges = ctypes.byref(box), self._page, EDGES[self.frame.turns]
        get_character, get_box = self._raw.FPDFText_GetUnicode, self._raw.FPDFText_GetLooseCharBox
        letters: list[str] = []
        first = 0
        start = end = low = high = 0.0
        for index in range(self._count):
            code = get_character(page, index)
            if (code <= SPACE and code != HYPHEN) or code == NO_BREAK or code > LAST:
                if letters:
                    yield self._run(first, letters, start, end)
                    letters = []
                yield None
                continue
            get_box(page, index, pointer)
            left, right, bottom, top = get_edges(box)
            if letters:
                slack = SLACK * (high - low)
                apart = left > end + FAR * (high - low) or left < start - slack
                if apart or abs(bottom - low) > slack or abs(top - high) > slack:
                    yield self._run(first, letters, start, end)
                    letters = []
                    if apart:
                        yield None
            if not letters:
                first, start, end, low, high = index, left, right, bottom, top
            elif right > end:
                end = right
            letters.append(chr(code))
        if letters:
            yield self._run(first, letters, start, end)

    def _run(self, index: int, letters: list[str], start: float, end: float) -> Run:
        raw, page, turns = self._raw, self._page, self.frame.turns
        raw.FPDFText_GetCharOrigin(page, index, *self._place)
        raw.FPDFText_GetMatrix(page, index, self._shape)
        size = raw.FPDFText_GetFontSize(page, index) * hypot(self._matrix.c, self._matrix.d)
        if turns > 1:
            start, end = -start, -end
        x, y = self._x.value, self._y.value
        left, base = self.frame.place(*((x, start) if turns % 2 else (start, y)))
        right, _ = self.frame.place(*((x, end) if turns % 2 else (end, y)))
        upright = _direction(self._matrix) == turns
        return Run("".join(letters), left, right, base, size, self._is_bold(index), upright)

    def _is_bold(self, index: int) -> bool:
        """Say whether the font of a character is a bold one; asked once for each piece of text that is drawn."""
        raw, page = self._raw, self._page
        key = ctypes.cast(raw.FPDFText_GetTextObject(page, index), ctypes.c_void_p).value or 0
        known = self._fonts.get(key)
        if known is None:
            name = ctypes.create_string_buffer(NAME_BYTES)
            raw.FPDFText_GetFontInfo(page, index, name, NAME_BYTES, ctypes.byref(ctypes.c_int()))
            heavy = raw.FPDFText_GetFontWeight(page, index) >= BOLD_WEIGHT
            known = self._fonts[key] = heavy or bool(BOLD_NAME.search(name.value))
        return known

    def _turns(self) -> int:
        """Return by how many quarters most of the text is turned."""
        found: Counter[int] = Counter()
        for index in range(0, self._count, max(1, self._count // SAMPLE)):
            if self._raw.FPDFText_GetMatrix(self._page, index, self._shape):
                found[_direction(self._matrix)] += 1
        del found[ASKEW]
        return max(found, key=lambda quarters: (found[quarters], -quarters), default=0)


def _direction(matrix: Any) -> int:
    """Return by how many quarters, against the clock, text is turned."""
    across, up = matrix.a, matrix.b
    if abs(up) <= SKEW * abs(across):
        return 0 if across >= 0 else 2
    if abs(across) <= SKEW * abs(up):
        return 1 if up > 0 else 3
    return ASKEW
