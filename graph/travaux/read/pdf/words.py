"""Words on pages: what the engine knows of each character, put together as far as white space reaches."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from math import hypot
from typing import Any, NamedTuple

CALL, CALL_END = "\ue000", "\ue001"
BULLETS = re.compile("[\uf000-\uf8ff]")
PRIVATE = re.compile("[\ue000-\uf8ff]")
LIGATURES = str.maketrans(
    {
        **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
        **dict.fromkeys("\x02\ufffe\u2010", "-"),
    }
)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
BOLD_WEIGHT = 600
FAR = 0.35
RAISED = 0.15
SMALL = 0.85
NAME_BYTES = 128
SAMPLE = 100
SKEW = 0.1
ASKEW = -1


class Word(NamedTuple):
    """A word and its place: points from the left and from the top, where its base line is."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


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


def words(text_page: Any, count: int, frame: Frame) -> list[Word]:
    """Return the words of a page in the order in which they are drawn, but for those beside it, and upright ones."""
    found: list[Word] = []
    runs: list[Run] = []
    for run in _runs(text_page, count, frame):
        if run is not None:
            runs.append(run)
        elif runs:
            found += _word(runs)
            runs = []
    width, height = frame.seen
    found += _word(runs)
    return [word for word in found if word.right > 0 and word.left < width and 0 < word.base < height]


def _runs(text_page: Any, count: int, frame: Frame) -> Iterator[Run | None]:
    """Yield the runs of a page, and None where a word ends."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    get_character, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    turns = frame.turns
    fonts: dict[int, bool] = {}
    letters: list[str] = []
    first = 0
    start = end = low = high = 0.0
    for index in range(count):
        code = get_character(text_page, index)
        if (code <= 32 and code != 2) or code == 0xA0:
            if letters:
                yield _run(text_page, first, letters, (start, end), frame, fonts)
                letters = []
            yield None
            continue
        get_box(text_page, index, pointer)
        if turns == 0:
            left, right, bottom, top = box.left, box.right, box.bottom, box.top
        elif turns == 1:
            left, right, bottom, top = box.bottom, box.top, box.left, box.right
        elif turns == 2:
            left, right, bottom, top = -box.right, -box.left, box.bottom, box.top
        else:
            left, right, bottom, top = -box.top, -box.bottom, box.left, box.right
        if letters:
            slack = 0.08 * (high - low)
            apart = left > end + FAR * (high - low) or left < start - slack
            if apart or abs(bottom - low) > slack or abs(top - high) > slack:
                yield _run(text_page, first, letters, (start, end), frame, fonts)
                letters = []
                if apart:
                    yield None
        if not letters:
            first, start, end, low, high = index, left, right, bottom, top
        elif right > end:
            end = right
        letters.append(chr(code))
    if letters:
        yield _run(text_page, first, letters, (start, end), frame, fonts)


def _run(
    text_page: Any,
    index: int,
    letters: list[str],
    extent: tuple[float, float],
    frame: Frame,
    fonts: dict[int, bool],
) -> Run:
    from pypdfium2 import raw

    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
    raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    size = raw.FPDFText_GetFontSize(text_page, index) * hypot(matrix.c, matrix.d)
    start, end = sorted(extent) if frame.turns < 2 else sorted((-extent[0], -extent[1]))
    low, high = ((x.value, start), (x.value, end)) if frame.turns % 2 else ((start, y.value), (end, y.value))
    (one, base), (other, _) = frame.place(*low), frame.place(*high)
    return Run(
        "".join(letters),
        min(one, other),
        max(one, other),
        base,
        size,
        _is_bold(text_page, index, fonts),
        _direction(matrix) == frame.turns,
    )


def turns(text_page: Any, count: int) -> int:
    """Return by how many quarters most of the text of a page is turned."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    found: Counter[int] = Counter()
    for index in range(0, count, max(1, count // SAMPLE)):
        if raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
            found[_direction(matrix)] += 1
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


def _is_bold(text_page: Any, index: int, fonts: dict[int, bool]) -> bool:
    """Say whether the font of a character is a bold one; asked once for each piece of text that is drawn."""
    from pypdfium2 import raw

    drawn = raw.FPDFText_GetTextObject(text_page, index)
    key = ctypes.cast(drawn, ctypes.c_void_p).value or 0
    if key not in fonts:
        name = ctypes.create_string_buffer(NAME_BYTES)
        raw.FPDFText_GetFontInfo(text_page, index, name, NAME_BYTES, ctypes.byref(ctypes.c_int()))
        heavy = raw.FPDFText_GetFontWeight(text_page, index) >= BOLD_WEIGHT
        fonts[key] = heavy or bool(BOLD_NAME.search(name.value))
    return fonts[key]


def _word(runs: list[Run]) -> list[Word]:
    """Put runs together to a word, with raised figures between marks of their own."""
    runs = [run for run in runs if run.upright and run.size > 0]
    if not runs:
        return []
    main = max(runs, key=lambda run: (run.size, len(run.text)))
    text = "".join(_written(run, main) for run in runs)
    if BULLETS.fullmatch(text):
        text = "•"
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    return [Word(text, left, right, main.base, main.size, main.bold)] if text else []


def _written(run: Run, main: Run) -> str:
    text = run.text if len(run.text) == 1 else PRIVATE.sub("", run.text)
    text = text.translate(LIGATURES)
    higher = main.base - run.base > RAISED * main.size
    if higher and run.size < SMALL * main.size and (len(text) == 1 or not text.isalpha()):
        return f"{CALL}{text}{CALL_END}"
    return SUPERSCRIPT.sub(lambda found: f"{CALL}{found.group().translate(SUPERSCRIPTS)}{CALL_END}", text)
