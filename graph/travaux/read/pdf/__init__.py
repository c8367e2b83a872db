"""PDF: the words of its pages as the paragraphs that one reads, without what the page puts around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import clean, dates, furniture, language, properties
from travaux.read.blocks import Block, assemble, tidy
from travaux.read.limits import Limits
from travaux.read.masthead import Masthead, titled
from travaux.read.pdf import layout
from travaux.read.pdf.engine import Contents, contents
from travaux.read.pdf.marks import marked

HEAD = 1024
SIGNATURE = re.compile(rb"%PDF-\d")
DATED_BLOCKS = 12
STRANGE = re.compile("[\ufffd\x00-\x1f\x7f-\x9f]")
MOST_STRANGE = 0.2

__all__ = ["is_pdf", "read"]


def is_pdf(head: bytes) -> bool:
    """Say whether bytes begin as a PDF does, with some others before it at most."""
    return bool(SIGNATURE.search(head[:HEAD]))


def read(data: bytes, source: str, limits: Limits) -> Document:
    """Read a PDF.

    Raises UnreadableDocument for what is locked, broken, over the limits, or without a text.
    """
    found = contents(data, source, limits)
    _refuse_pictures(found, source)
    pages = layout.layout(found.pages)
    blocks = tidy(marked(pages))
    text, passages = assemble(blocks, source)
    return Document(
        source=source,
        text=text,
        passages=passages,
        title=_title(blocks, pages.masthead, found.properties["Title"]),
        date=_date(blocks, pages.masthead) or properties.date(found.properties["CreationDate"], text),
        authors=_authors(blocks, pages.masthead, found.properties["Author"]),
        publisher=pages.publisher,
        language=language.guess(text),
        format="pdf",
    )


def _refuse_pictures(found: Contents, source: str) -> None:
    letters = "".join(word.text for page in found.pages for word in page.words[:200])
    if not letters:
        raise UnreadableDocument(f"{source}: this PDF has no text layer; run it through OCR first")
    if len(STRANGE.findall(letters)) > MOST_STRANGE * len(letters):
        raise UnreadableDocument(
            f"{source}: the fonts of this PDF do not say which letters they draw; run it through OCR first"
        )


def _title(blocks: Sequence[Block], masthead: Masthead | None, given: str) -> str | None:
    stated = next((block.text for block in blocks if block.kind == "title"), None)
    title = stated or properties.title(given)
    return titled(masthead.symbol, title) if masthead else title


def _date(blocks: Sequence[Block], masthead: Masthead | None) -> str | None:
    if masthead and masthead.date:
        return masthead.date
    head = blocks[:DATED_BLOCKS]
    lines = (dates.dateline(block.text) for block in head)
    ends = (dates.closing(block.text) for block in head if block.kind in ("title", "heading"))
    return next((found[0] for found in lines if found), None) or next(filter(None, ends), None)


def _authors(blocks: Sequence[Block], masthead: Masthead | None, given: str) -> tuple[str, ...]:
    """Return who wrote a document; the properties of an organisation's document name who typed it."""
    return furniture.authors(blocks) or (() if masthead else properties.authors(clean.line(given)))
