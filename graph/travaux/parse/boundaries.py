"""Where sentences end: abbreviations, initials and document symbols do not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from travaux.model import Passage, Span

_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s+["'“‘«(\[]*[\w$€£]|\s*$)""")
_INITIAL = re.compile(r"(?:^|\W)[A-Z]\.$")
_LOWER_NEXT = re.compile(r"""\s+["'“‘«(\[]*[a-z]""")


def sentences(text: str, passage: Passage, abbreviations: Set[str]) -> Iterator[Span]:
    """Yield the spans of the sentences of one passage, in order, without white space at their ends.

    `abbreviations` end with their full stop. A passage that is no prose (a heading) is one sentence.
    """
    start = passage.start
    for match in _END.finditer(text, passage.start, passage.end):
        if match.end() < passage.end and _ends_sentence(text, start, match, abbreviations):
            yield _strip(text, start, match.end())
            start = match.end()
    last = _strip(text, start, passage.end)
    if last.end > last.start:
        yield last


def _ends_sentence(text: str, start: int, match: re.Match[str], abbreviations: Set[str]) -> bool:
    if _LOWER_NEXT.match(text, match.end()):
        return False
    if not match.group().startswith("."):
        return True
    before = text[start : match.start() + 1]
    word = before.rsplit(None, 1)[-1].lstrip("\"'“‘«([") if before.split() else ""
    if word in abbreviations or _INITIAL.search(before[-3:]):
        return False
    return not _inside_bracket(text, start, match.start())


def _inside_bracket(text: str, start: int, at: int) -> bool:
    piece = text[start:at]
    return len(piece) < 400 and piece.count("(") > piece.count(")")


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
