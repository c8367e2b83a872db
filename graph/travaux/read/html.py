"""HTML: the words of a page or a fragment as blocks, without its menus and machinery."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import clean, content, furniture, kinds, language, main_part, markup, page
from travaux.read.blocks import Block, assemble, tidy

LARGEST = 16 * 1024 * 1024
MOST_TAGS = 200_000
DEEPEST = 300
HEAD = 5
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def read(text: str, source: str) -> Document:
    """Read a page of HTML, or a fragment of one.

    Raises UnreadableDocument where no text is in it, or where it is too large or too deeply nested.
    """
    soup = parse(text, source)
    about = page.metadata(soup)
    blocks = _without_title(_marked(_article(soup, text)), about.title)
    kept, passages = assemble(blocks, source)
    return Document(
        source=source,
        text=kept,
        passages=passages,
        title=about.title,
        date=about.date,
        authors=about.authors or furniture.authors(blocks),
        publisher=about.publisher,
        address=about.address,
        language=about.language or language.guess(kept),
        format="html",
    )


def fragment(text: str, source: str) -> list[Block]:
    """Return the blocks of a piece of HTML, opening again the blocks that it only closes."""
    _refuse_large(text, source)
    soup = parse(markup.reopened(text), source)
    content.strip(soup)
    return _marked(markup.blocks(soup))


def words(text: str) -> str:
    """Return the words of a line of HTML such as a title."""
    return clean.line(_soup(text).get_text() if "<" in text or "&" in text else text)


def parse(text: str, source: str) -> BeautifulSoup:
    """Parse HTML with lxml, which neither expands entities of its own nor opens another file.

    Raises UnreadableDocument for what is too large or too deeply nested.
    """
    _refuse_large(text, source)
    soup = _soup(text)
    deepest = content.depth(soup)
    if deepest > DEEPEST:
        raise UnreadableDocument(
            f"{source}: HTML nested {deepest:,} tags deep, over the limit of {DEEPEST}; close its tags"
        )
    return soup


def _refuse_large(text: str, source: str) -> None:
    tags = text.count("<")
    if len(text) > LARGEST or tags > MOST_TAGS:
        raise UnreadableDocument(
            f"{source}: HTML of {len(text):,} characters and {tags:,} tags, over the limit of"
            f" {LARGEST:,} and {MOST_TAGS:,}; split it into documents"
        )


def _soup(text: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return BeautifulSoup(clean.LONE_SURROGATES.sub("\ufffd", text), "lxml")


def _article(soup: BeautifulSoup, text: str) -> Iterator[Block]:
    """Yield the blocks of the article of a page, or all of a fragment that are no machinery."""
    root = content.article(soup)
    placed = _placed(root)
    if PAGE.search(text):
        kept = main_part.article(clean.LONE_SURROGATES.sub("\ufffd", text))
        chosen = main_part.choose(placed, kept)
        if not chosen and root is not soup:
            chosen = main_part.choose(_placed(soup), kept)
        placed = chosen or placed
    return (one.block for one in placed)


def _placed(root: Tag) -> list[markup.Placed]:
    return [one for one in markup.placed(root) if clean.line(one.block.text)]


def _marked(blocks: Iterable[Block]) -> list[Block]:
    return kinds.mark_headings(furniture.mark(tidy(blocks)))


def _without_title(blocks: list[Block], title: str | None) -> list[Block]:
    """Drop the heading that repeats the title, which is kept as metadata."""
    first = next((place for place, block in enumerate(blocks[:HEAD]) if block.kind == "heading"), None)
    if title and first is not None and blocks[first].text.casefold() in title.casefold():
        return [*blocks[:first], *blocks[first + 1 :]]
    return blocks
