"""Where a document quotes: between quotation marks, and in block quotations."""

from __future__ import annotations

import re

from travaux.model import Document, Span

_QUOTE = re.compile(r"[“«„]|(?<!\w)\"|(?<![\w’])[‘']")
_CLOSES = {"“": "”", "«": "»", "„": "”“", '"': '"', "‘": "’", "'": "'"}


def quotations(document: Document) -> list[Span]:
    """Return the spans inside quotation marks and the block quotations, in order.

    A quotation that is never closed ends with its passage.
    """
    found: list[Span] = []
    for passage in document.passages:
        marked = _quoted(document.text, passage.start, passage.end)
        block = passage.kind == "quotation" and not marked
        found += [Span(passage.start, passage.end)] if block else marked
    return found


def _quoted(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = start
    while match := _QUOTE.search(text, at, end):
        mark = match.group()
        close = _closing(text, match.end(), end, mark)
        if close is None:
            if mark in "‘'":
                at = match.end()
                continue
            close = end
        found.append(Span(match.end(), close))
        at = min(close + 1, end)
    return found


def _closing(text: str, start: int, end: int, mark: str) -> int | None:
    for i in range(start, end):
        if text[i] in _CLOSES[mark]:
            inner = text[i] in "’'" and i + 1 < end and text[i + 1].isalpha()
            if not inner:
                return i
    return None
