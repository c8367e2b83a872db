"""PDF: the words of its pages as the paragraphs that one reads, without what the page puts around them."""

from __future__ import annotations

import re

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import furniture, language, paper, properties
from travaux.read.blocks import assemble, tidy
from travaux.read.limits import Limits
from travaux.read.pdf import layout
from travaux.read.pdf.engine import Contents, contents
from travaux.read.pdf.marks import marked

HEAD = 1024
SIGNATURE = re.compile(rb"%PDF-\d")
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
    if not is_pdf(data):
        raise UnreadableDocument(f"{source}: this is no PDF; check what the file is")
    found = contents(data, source, limits)
    _refuse_pictures(found, source)
    pages = layout.layout(found.pages)
    blocks, masthead = tidy(marked(pages)), pages.masthead
    text, passages = assemble(blocks, source)
    about = found.properties
    return Document(
        source=source,
        text=text,
        passages=passages,
        title=paper.title(blocks, masthead, about["Title"]),
        date=paper.date(blocks, masthead) or properties.date(about["CreationDate"], text),
        authors=furniture.authors(blocks) or (() if masthead else properties.authors(about["Author"])),
        publisher=masthead.publisher if masthead else None,
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
