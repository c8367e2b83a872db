"""The engine that opens a PDF, and what it refuses."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from travaux.errors import UnreadableDocument
from travaux.read.limits import Limits
from travaux.read.pdf.glyphs import Glyphs
from travaux.read.pdf.words import Word, words

MOST_CHARACTERS = 200_000
PASSWORD, FORMAT, SECURITY = 4, 3, 5
KEYS = ("Title", "Author", "CreationDate")
ONE_AT_A_TIME = threading.Lock()


class Page(NamedTuple):
    """A page: its size in points and its words."""

    width: float
    height: float
    words: list[Word]


class Contents(NamedTuple):
    """What a PDF holds: its pages, and what it says about itself."""

    pages: list[Page]
    properties: dict[str, str]


def contents(data: bytes, source: str, limits: Limits) -> Contents:
    """Return the words of each page.

    Raises UnreadableDocument for what is locked, broken, or larger than the limits.
    """
    if len(data) > limits.document:
        raise UnreadableDocument(
            f"{source}: {len(data):,} bytes, over the limit of {limits.document:,}; split the file"
        )
    with ONE_AT_A_TIME, _opened(data, source) as document:
        count = len(document)
        if count > limits.pages:
            raise UnreadableDocument(
                f"{source}: {count:,} pages, over the limit of {limits.pages:,}; split it into documents"
            )
        pages = [_page(document, number, source) for number in range(count)]
        return Contents(pages, {key: document.get_metadata_value(key) for key in KEYS})


@contextmanager
def _opened(data: bytes, source: str) -> Iterator[Any]:
    import pypdfium2

    logging.getLogger("pypdfium2").setLevel(logging.ERROR)
    if b"%%EOF" not in data:
        raise UnreadableDocument(f"{source}: this PDF has no end; was it cut off? fetch or save it again")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"{source}: {_reason(error.err_code)}") from None
    try:
        yield document
    finally:
        document.close()


def _reason(code: int | None) -> str:
    if code == PASSWORD:
        return "this PDF opens with a password only; save it without one"
    if code == SECURITY:
        return "this PDF is locked in a way that is not known here; save it without protection"
    return "this PDF is broken; fetch it again, or open it in a viewer and save it anew"


def _page(document: Any, number: int, source: str) -> Page:
    import pypdfium2

    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise UnreadableDocument(
            f"{source}: page {number + 1} of this PDF is broken; open it in a viewer and save it anew"
        ) from None
    count = text_page.count_chars()
    if count > MOST_CHARACTERS:
        raise UnreadableDocument(
            f"{source}: page {number + 1} has {count:,} characters, over the limit of {MOST_CHARACTERS:,};"
            " check that it is a document at all"
        )
    glyphs = Glyphs(text_page.raw, count, page.get_bbox())
    found = Page(*glyphs.frame.seen, words(glyphs))
    text_page.close()
    page.close()
    return found
