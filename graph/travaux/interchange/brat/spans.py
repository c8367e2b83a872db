"""Places of a text as brat gives them: in fragments, as an annotation never crosses the end of a line."""

from __future__ import annotations

import re

from travaux.model import Span

_FRAGMENT = re.compile(r"[^\n]+")


def fragments(text: str, span: Span) -> list[Span]:
    """Return the pieces of a span that stand on one line each."""
    return [Span(*match.span()) for match in _FRAGMENT.finditer(text, *span)]


def hull(text: str, span: Span) -> Span:
    """Return a span without the ends of lines at its own ends, which is what its fragments can say."""
    pieces = fragments(text, span)
    return pieces[0].join(pieces[-1]) if pieces else span


def told(pieces: list[Span]) -> str:
    """Return fragments as brat writes them: "0 5;7 9"."""
    return ";".join(f"{piece.start} {piece.end}" for piece in pieces)


def heard(said: str) -> Span | None:
    """Return from where to where fragments reach; nothing where they are none."""
    if not re.fullmatch(r"\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*", said):
        return None
    numbers = [int(number) for number in re.split("[ ;]", said)]
    return Span(min(numbers), max(numbers))
