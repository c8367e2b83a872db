"""Which paragraphs of a page are headings, items or asides, by how they look and by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from travaux.read import furniture, kinds
from travaux.read.blocks import Block, tidy
from travaux.read.kinds import ENDS_A_SENTENCE, TITLE_LENGTH
from travaux.read.pdf import notes
from travaux.read.pdf.layout import Layout
from travaux.read.pdf.paragraphs import Paragraph
from travaux.read.text import BULLET

LARGER = 1.08
LARGE = 1.2
MOST_BOLD = 0.4
TITLE_WITHIN = 8
FEWEST_WORDS = 3
LEADERS = re.compile(r"(?:[.…·_] ?){5,}\s*(?:\d+|[ivxlc]+)?$")
NUMBERED = re.compile(r"(?:[IVXL]{1,6}|[A-Z]|\d{1,2}(?:\.\d+)*)[.)] ")


def marked(layout: Layout) -> list[Block]:
    """Return the blocks of a document: its masthead, its paragraphs, its footnotes."""
    head = [Block(line, "aside") for line in layout.head]
    body = _titled(tidy(_body(layout)), layout)
    notes_ = [_note(layout.joiner.paragraph(lines)) for lines in layout.notes]
    return [*head, *kinds.mark_headings(furniture.mark(body)), *tidy(notes_)]


def _body(layout: Layout) -> Iterator[Block]:
    bold = sum(len(paragraph.lines) for paragraph in layout.paragraphs if paragraph.bold)
    lines = sum(len(paragraph.lines) for paragraph in layout.paragraphs)
    bold_is_usual = bold > MOST_BOLD * lines
    for paragraph in layout.paragraphs:
        text = layout.joiner.paragraph([line.text for line in paragraph.lines])
        if LEADERS.search(text):
            yield Block(text, "aside")
        elif _is_heading(paragraph, text, layout.body, bold_is_usual):
            yield Block(text, "heading")
        else:
            marker = BULLET.match(text)
            yield Block(text, "item", marker.end()) if marker else Block(text)


def _is_heading(paragraph: Paragraph, text: str, body: float, bold_is_usual: bool) -> bool:
    if len(text) > TITLE_LENGTH or not any(letter.isalpha() for letter in text):
        return False
    stands_out = paragraph.size > LARGER * body or (paragraph.bold and not bold_is_usual)
    return stands_out and (paragraph.size > LARGE * body or not ENDS_A_SENTENCE.search(text))


def _titled(blocks: Sequence[Block], layout: Layout) -> list[Block]:
    """Mark the title: the largest line of the head, the first heading below a masthead, or what names a statement."""
    place = _title_place(blocks, layout)
    if place is None:
        return kinds.mark_title(blocks)
    return [block._replace(kind="title") if number == place else block for number, block in enumerate(blocks)]


def _title_place(blocks: Sequence[Block], layout: Layout) -> int | None:
    head = [place for place, block in enumerate(blocks[:TITLE_WITHIN]) if block.kind == "heading"]
    fit = [
        place
        for place in head
        if len(blocks[place].text.split()) >= FEWEST_WORDS and not NUMBERED.match(blocks[place].text)
    ]
    if layout.masthead:
        return fit[0] if fit else None
    return next((place for place in fit if kinds.STATEMENT.search(blocks[place].text)), fit[0] if fit else None)


def _note(text: str) -> Block:
    return Block(text, "item", notes.mark(text))
