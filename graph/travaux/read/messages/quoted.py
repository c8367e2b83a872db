"""What a message says itself, and what it only repeats of others: that is kept as asides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from travaux.read import clean, furniture, html, kinds, wrapping
from travaux.read.blocks import Block, refuse_endless_lines, tidy

QUOTED = re.compile(r"\s*>")
MARKS = re.compile(r"^\s*(?:>\s?)+")
INTRODUCED = re.compile(
    r"(?:On|Le|El|Am|Em|Il)\b.{4,250} (?:wrote|writes|a écrit|escribió|schrieb|escreveu|ha scritto) ?:"
)
REST = re.compile(r"-- ?$|-{2,} ?(?:original message|message d'origine)\b.*$", re.IGNORECASE)
ASIDE = "figcaption"
HISTORY = (
    "blockquote[type=cite], .gmail_quote, .gmail_attr, .yahoo_quoted, .moz-cite-prefix, .moz-signature,"
    " .gmail_signature, #divRplyFwdMsg, #appendonsend ~ *, #divRplyFwdMsg ~ *, .OutlookMessageHeader"
)
LONGEST_INTRODUCTION = 3
LONGEST = 400


def of_lines(text: str, source: str) -> list[Block]:
    """Return the blocks of a message in plain text.

    Raises UnreadableDocument for a line that no message has.
    """
    refuse_endless_lines(text, source)
    blocks: list[Block] = []
    for own, lines in groupby(_lines(text), key=lambda line: line[0]):
        groups = [
            [MARKS.sub("", line).strip() for _, line in group]
            for filled, group in groupby(lines, key=lambda line: bool(MARKS.sub("", line[1]).strip()))
            if filled
        ]
        paragraphs = wrapping.paragraphs(groups, text)
        blocks += [Block(paragraph, "paragraph" if own else "aside") for paragraph in paragraphs]
    return kinds.mark_headings(furniture.mark(_marked(tidy(blocks))))


def of_html(text: str, source: str) -> list[Block]:
    """Return the blocks of a message in HTML.

    Raises UnreadableDocument for what is too large or too deeply nested.
    """
    soup = html.parse(text, source)
    for repeated in soup.select(HISTORY):
        repeated.name = ASIDE  # a caption is an aside
    return _marked(html.fragment(str(soup), source))


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """Yield each line, and whether it is the writer's own."""
    lines = clean.characters(text).split("\n")
    own = [not QUOTED.match(line) for line in lines]
    for place, line in enumerate(lines):
        if own[place] and REST.match(line):
            own[place:] = [False] * (len(lines) - place)
            break
        if line.strip() and own[place]:
            for last in _introduction(lines, own, place):
                own[last] = False
    return zip(own, lines, strict=True)


def _introduction(lines: list[str], own: list[bool], place: int) -> range:
    """Return the lines from `place` on that say whose words are quoted below, if they do."""
    for end in range(place + 1, min(place + 1 + LONGEST_INTRODUCTION, len(lines))):
        if INTRODUCED.fullmatch(" ".join(lines[place:end]).strip()):
            return range(place, end)
    return range(0)


def _marked(blocks: list[Block]) -> list[Block]:
    return [
        block._replace(kind="aside") if INTRODUCED.fullmatch(block.text[:LONGEST]) else block
        for block in blocks
    ]
