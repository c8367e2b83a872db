"""Which paragraphs of a page are headings, items or asides, by how they look and by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from travaux.read import furniture, kinds, masthead
from travaux.read.blocks import Block, tidy
from travaux.read.kinds import ENDS_A_SENTENCE, TITLE_LENGTH
from travaux.read.pdf import notes
from travaux.read.pdf.layout import Layout
from travaux.read.pdf.paragraphs import Paragraph
from travaux.read.text import BULLET

LARGER = 1.08
LARGE = 1.2
MUCH_LARGER = 1.4
TITLE_WITHIN = 8
TITLE_LINES = 6
MOST_BOLD = 0.4
LEADERS = re.compile(r"(?:[.…·_] ?){5,}\s*(?:\d+|[ivxlc]+)?$")


def marked(layout: Layout) -> list[Block]:
    """Return the blocks of a document: its masthead, its paragraphs, its footnotes."""
    head = [Block(line, "aside") for line in layout.head]
    body = masthead.mark_title(tidy(_body(layout)), layout.masthead)
    notes_ = [_note(layout.joiner.paragraph(lines)) for lines in layout.notes]
    return [*head, *kinds.mark_headings(furniture.mark(body)), *tidy(notes_)]


def _body(layout: Layout) -> Iterator[Block]:
    bold = sum(len(paragraph.lines) for paragraph in layout.paragraphs if paragraph.bold)
    lines = sum(len(paragraph.lines) for paragraph in layout.paragraphs)
    bold_is_usual = bold > MOST_BOLD * lines
    largest = None if layout.masthead else _largest(layout)
    for paragraph in layout.paragraphs:
        text = layout.joiner.paragraph([line.text for line in paragraph.lines])
        if LEADERS.search(text):
            yield Block(text, "aside")
        elif paragraph is largest and not kinds.INSTITUTION.match(text):
            yield Block(text, "title")
        elif _is_heading(paragraph, text, layout.body, bold_is_usual):
            yield Block(text, "heading")
        else:
            marker = BULLET.match(text)
            yield Block(text, "item", marker.end()) if marker else Block(text)


def _largest(layout: Layout) -> Paragraph | None:
    """Return the one paragraph of the first page's head that is set much larger than all else there.

    The head of a statement may be the sender's: its title is told by its words.
    """
    head = [paragraph for paragraph in layout.paragraphs[:TITLE_WITHIN] if paragraph.lines[0].page == 0]
    ordered = sorted(head, key=lambda paragraph: -paragraph.size)
    if not ordered or ordered[0].size < MUCH_LARGER * layout.body or len(ordered[0].lines) > TITLE_LINES:
        return None
    if any(kinds.STATEMENT.search(paragraph.lines[0].text) for paragraph in head):
        return None
    alone = len(ordered) == 1 or ordered[0].size > LARGER * ordered[1].size
    return ordered[0] if alone else None


def _is_heading(paragraph: Paragraph, text: str, body: float, bold_is_usual: bool) -> bool:
    if len(text) > TITLE_LENGTH or not any(letter.isalpha() for letter in text):
        return False
    stands_out = paragraph.size > LARGER * body or (paragraph.bold and not bold_is_usual)
    return stands_out and (paragraph.size > LARGE * body or not ENDS_A_SENTENCE.search(text))


def _note(text: str) -> Block:
    return Block(text, "item", notes.mark(text))
