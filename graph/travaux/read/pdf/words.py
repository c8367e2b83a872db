"""Words on pages: characters put together as far as white space reaches."""

from __future__ import annotations

import re
from typing import NamedTuple

from travaux.read.pdf.glyphs import Glyphs, Run

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
RAISED = 0.15
SMALL = 0.85


class Word(NamedTuple):
    """A word and its place: points from the left and from the top, where its base line is."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


def words(glyphs: Glyphs) -> list[Word]:
    """Return the words of a page in the order in which they are drawn, but for those beside it, and turned ones."""
    found: list[Word] = []
    runs: list[Run] = []
    for run in glyphs.runs():
        if run is not None:
            runs.append(run)
        elif runs:
            found += _word(runs)
            runs = []
    found += _word(runs)
    width, height = glyphs.frame.seen
    return [word for word in found if word.right > 0 and word.left < width and 0 < word.base < height]


def _word(runs: list[Run]) -> list[Word]:
    """Put runs together to a word, with raised figures between marks of their own."""
    runs = [run for run in runs if run.upright and run.size > 0]
    if not runs:
        return []
    main = runs[0] if len(runs) == 1 else max(runs, key=lambda run: (run.size, len(run.text)))
    text = "".join(_written(run, main) for run in runs)
    if BULLETS.fullmatch(text):
        text = "•"
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    return [Word(text, left, right, main.base, main.size, main.bold)] if text else []


def _written(run: Run, main: Run) -> str:
    if run.text.isascii() and run is main and "\x02" not in run.text:
        return run.text
    text = run.text if len(run.text) == 1 else PRIVATE.sub("", run.text)
    text = text.translate(LIGATURES)
    higher = main.base - run.base > RAISED * main.size
    if higher and run.size < SMALL * main.size and (len(text) == 1 or not text.isalpha()):
        return f"{CALL}{text}{CALL_END}"
    return SUPERSCRIPT.sub(lambda found: f"{CALL}{found.group().translate(SUPERSCRIPTS)}{CALL_END}", text)
