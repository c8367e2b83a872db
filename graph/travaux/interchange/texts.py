"""Texts of files that are not read as the program's own: kept as they are, as offsets count them."""

from __future__ import annotations

import re

from travaux.model import Passage

# What XML cannot hold, and what no text is made of; each goes for one character, so that offsets hold.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PARAGRAPH = re.compile(r"\S(?:(?!\n\s*\n).)*", re.DOTALL)


def printable(text: str) -> str:
    """Return a text of the same length that every format can hold."""
    return UNPRINTABLE.sub("\ufffd", text)


def paragraphs(text: str) -> tuple[Passage, ...]:
    """Return the paragraphs of a text, which blank lines part, without the white space around them."""
    found = (
        (match.start(), match.start() + len(match.group().rstrip())) for match in _PARAGRAPH.finditer(text)
    )
    return tuple(Passage(start, end) for start, end in found)
