"""Offsets as Java counts them: in units of UTF-16, two for a character beyond the first 65,536."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from travaux.model import Span


class Units:
    """The offsets of a text in units of UTF-16, and back."""

    def __init__(self, text: str) -> None:
        self._starts = list(accumulate((1 + (character > "\uffff") for character in text), initial=0))

    def of(self, span: Span) -> tuple[int, int]:
        """Return where a span begins and ends in units."""
        return self._starts[span.start], self._starts[span.end]

    def span(self, start: int, stop: int) -> Span | None:
        """Return the characters that units lie in, whole ones; nothing where the text has no such units."""
        if not 0 <= start < stop <= self._starts[-1]:
            return None
        return Span(bisect_right(self._starts, start) - 1, bisect_left(self._starts, stop))


def lines(text: str) -> str:
    """Return a text with the ends of its lines as DNA's window counts them: one character each."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def moved(text: str, span: Span) -> Span:
    """Return where a span of `text` is in lines(text)."""
    return Span(*(place - text.count("\r\n", 0, place) for place in span))
