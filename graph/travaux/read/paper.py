"""Documents as on paper, from the blocks of a word processor or of pages: masthead, title, date, notes at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from travaux.model import Document
from travaux.read import dates, furniture, kinds, language, properties
from travaux.read import masthead as mastheads
from travaux.read.blocks import Block, assemble, tidy
from travaux.read.masthead import Masthead
from travaux.read.text import BULLET

DATED = 12


class Properties(NamedTuple):
    """What a file says about itself."""

    title: str | None = None
    author: str | None = None
    created: str | None = None


def document(
    blocks: Sequence[Block],
    notes: Sequence[Block],
    heads: Sequence[str],
    about: Properties,
    source: str,
    form: str,
) -> Document:
    """Make a document of its blocks; `heads` are the lines of running heads, of which only a masthead is used.

    Raises UnreadableDocument where there is no text.
    """
    body = tidy(blocks)
    masthead = mastheads.masthead([*heads, *(block.text for block in body)])
    length = max(0, masthead.length - len(heads)) if masthead else 0
    head = [block._replace(kind="aside") for block in body[:length]]
    rest = mastheads.mark_title([_itemised(block) for block in body[length:]], masthead)
    marked = [*head, *kinds.mark_headings(furniture.mark(rest)), *tidy(notes)]
    text, passages = assemble(marked, source)
    return Document(
        source=source,
        text=text,
        passages=passages,
        title=title(marked, masthead, about.title),
        date=date(marked, masthead) or properties.date(about.created, text),
        authors=furniture.authors(marked) or (() if masthead else properties.authors(about.author)),
        publisher=masthead.publisher if masthead else None,
        language=language.guess(text),
        format=form,
    )


def title(blocks: Sequence[Block], masthead: Masthead | None, given: str | None) -> str | None:
    """Return the title that stands in a document, or the one that its properties give; after the symbol, if any."""
    stated = next((block.text for block in blocks if block.kind == "title"), None)
    found = stated or properties.title(given)
    return mastheads.titled(masthead.symbol, found) if masthead else found


def date(blocks: Sequence[Block], masthead: Masthead | None) -> str | None:
    """Return the date of the masthead, of a line that dates the document, or at the end of its title."""
    if masthead and masthead.date:
        return masthead.date
    head = blocks[:DATED]
    lines = (dates.dateline(block.text) for block in head)
    ends = (dates.closing(block.text) for block in head if block.kind in ("title", "heading"))
    return next((found[0] for found in lines if found), None) or next(filter(None, ends), None)


def _itemised(block: Block) -> Block:
    marker = BULLET.match(block.text) if block.kind in ("paragraph", "item") else None
    return block._replace(kind="item", marker=marker.end()) if marker else block
