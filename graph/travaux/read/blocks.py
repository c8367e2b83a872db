"""From blocks to a text with passages: where the characters of a document get their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from travaux.errors import UnreadableDocument
from travaux.model import Passage, PassageKind
from travaux.read import clean

WORD = re.compile(r"[^\W_]")
SEPARATOR = "\n\n"
LONGEST_BLOCK = 1_000_000


class Block(NamedTuple):
    """A block of a document before it has a place in the text; its first `marker` characters are a bullet."""

    text: str
    kind: PassageKind = "paragraph"
    marker: int = 0


def tidy(blocks: Iterable[Block]) -> list[Block]:
    """Bring the text of each block to its normal form and drop those with nothing to read."""
    cleaned = (block._replace(text=clean.line(block.text)) for block in blocks)
    return [block for block in cleaned if block.text]


def assemble(blocks: Iterable[Block], source: str) -> tuple[str, tuple[Passage, ...]]:
    """Join tidy blocks into a document's text and say where each of them stands.

    Raises UnreadableDocument where there is no text, or a block that no writer would call a paragraph.
    """
    parts: list[str] = []
    passages: list[Passage] = []
    place = 0
    for block in blocks:
        _refuse_endless(block, len(passages) + 1, source)
        parts.append(block.text)
        passages.append(Passage(place + block.marker, place + len(block.text), block.kind))
        place += len(block.text) + len(SEPARATOR)
    text = SEPARATOR.join(parts)
    if not any(passage.kind != "aside" and WORD.search(text, *passage.span) for passage in passages):
        raise UnreadableDocument(f"{source}: there is no text in it to read; check that it was saved whole")
    return text, tuple(passages)


def refuse_endless_lines(text: str, source: str) -> None:
    """Refuse a line that no document has, before anything slower looks at it.

    Raises UnreadableDocument, naming the line.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_BLOCK:
            raise UnreadableDocument(_endless(f"{source}: line {number}", line))


def _refuse_endless(block: Block, number: int, source: str) -> None:
    if len(block.text) > LONGEST_BLOCK:
        raise UnreadableDocument(_endless(f"{source}: paragraph {number}", block.text))


def _endless(what: str, text: str) -> str:
    return (
        f"{what} has {len(text):,} characters, over the limit of {LONGEST_BLOCK:,};"
        " break it into paragraphs, or check that it is a document at all"
    )
