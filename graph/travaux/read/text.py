"""Plain text: lines, with or without soft line ends, and whatever they say of title, date and author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from travaux.model import Document
from travaux.read import clean, dates, furniture, kinds, language, wrapping
from travaux.read.blocks import Block, assemble, refuse_endless_lines, tidy

DATED_LINES = 10
BULLET = re.compile(r"(?:[•·▪◦‣∙●○■*–-] |\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)] )(?=\S)")


def read(text: str, source: str) -> Document:
    """Read plain text.

    Raises UnreadableDocument where it holds no words, or a line that no document has.
    """
    refuse_endless_lines(text, source)
    blocks, date = _dated(tidy(Block(paragraph) for paragraph in _paragraphs(text)))
    blocks = kinds.mark_title(furniture.mark([_itemised(block) for block in blocks]))
    blocks = kinds.mark_headings(blocks)
    kept, passages = assemble(blocks, source)
    title = next((block.text for block in blocks if block.kind == "title"), None)
    return Document(
        source=source,
        text=kept,
        passages=passages,
        title=title,
        date=date or (dates.closing(title) if title else None),
        authors=furniture.authors(blocks),
        language=language.guess(kept),
    )


def _paragraphs(text: str) -> list[str]:
    lines = [line.strip() for line in clean.characters(text).split("\n")]
    groups = [list(group) for filled, group in groupby(lines, bool) if filled]
    return wrapping.paragraphs(groups, text)


def _dated(blocks: Sequence[Block]) -> tuple[list[Block], str | None]:
    """Find the line that dates the document, and set it apart from what follows on the same line."""
    for place, block in enumerate(blocks[:DATED_LINES]):
        found = dates.dateline(block.text)
        if found:
            return [*blocks[:place], *_set_apart(block, found[1]), *blocks[place + 1 :]], found[0]
    return list(blocks), None


def _set_apart(block: Block, end: int) -> list[Block]:
    rest = block.text[end:].strip(" .|")
    if rest and not block.text.casefold().startswith("date "):
        return [block]
    line = Block(block.text[: len(block.text) - len(rest)].rstrip() if rest else block.text, "aside")
    return [line, Block(rest)] if rest else [line]


def _itemised(block: Block) -> Block:
    bullet = BULLET.match(block.text)
    return block._replace(kind="item", marker=bullet.end()) if bullet and block.kind == "paragraph" else block
