"""The story of a document of Word: paragraphs, tables, text boxes and notes, in the order in which one reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from travaux.model import PassageKind
from travaux.read.blocks import Block
from travaux.read.docx.styles import Styles, is_on
from travaux.read.kinds import ENDS_A_SENTENCE
from travaux.read.markup import LINE_BREAKS
from travaux.read.office import Element, child, elements, name_of, value

PROPERTIES = "pPr rPr tblPr trPr tcPr sdtPr sectPr"
GONE = frozenset(f"del moveFrom instrText delText delInstrText fldData rt {PROPERTIES}".split())
SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = ("footnoteReference", "endnoteReference")
NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")
ITEM_KINDS: tuple[PassageKind, ...] = ("paragraph", "heading")


class Story(NamedTuple):
    """The text of a paragraph, whether all of it is bold, and the text boxes that hang on it."""

    text: list[str]
    bold: list[bool]
    boxes: list[Element]


class Body:
    """Reads the elements of a story; the notes that it calls are read after it."""

    def __init__(self, styles: Styles, footnotes: Element | None, endnotes: Element | None) -> None:
        self._styles = styles
        self._notes = {
            (kind, value(note, "id")): note
            for kind, root in zip(NOTES, (footnotes, endnotes), strict=True)
            if root is not None
            for note in elements(root)
            if value(note, "type") not in NO_NOTES
        }
        self._called: list[tuple[str, str]] = []
        self._pending = ""

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Yield the blocks of a body, a cell, a box or a note."""
        for element in elements(parent):
            name = name_of(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tr" and child(element, "trPr", "del") is not None:
                continue
            elif name == "AlternateContent":
                yield from self.blocks(_choice(element))
            elif name not in GONE:
                yield from self.blocks(element)

    def notes(self) -> Iterator[Block]:
        """Yield the notes that were called, in order; a note's own calls are not followed."""
        for key in dict.fromkeys(self._called):
            if key in self._notes:
                for block in self.blocks(self._notes[key]):
                    yield block._replace(kind="item" if block.kind in ITEM_KINDS else block.kind)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        story = Story([], [], [])
        self._read(element, story)
        text, self._pending = self._pending + "".join(story.text), ""
        if child(element, "pPr", "rPr", "del") is not None:
            self._pending = text
        else:
            kind = self._kind(element, story, text)
            yield from (Block(part, kind) for part in LINE_BREAKS.split(text))
        for box in story.boxes:
            yield from self.blocks(box)

    def _kind(self, element: Element, story: Story, text: str) -> PassageKind:
        kind = self._styles.kind(element)
        bold = all(story.bold) if story.bold else False
        if kind == "paragraph" and (bold or self._styles.is_bold(element)):
            return "paragraph" if ENDS_A_SENTENCE.search(text.strip()) or not text.strip() else "heading"
        return kind

    def _read(self, parent: Element, story: Story) -> None:
        for element in elements(parent):
            name = name_of(element)
            if name == "t":
                story.text.append(element.text or "")
                if (element.text or "").strip():
                    story.bold.append(is_on(child(parent, "rPr", "b")))
            elif name in SIGNS:
                story.text.append(SIGNS[name])
            elif name in NOTES:
                self._called.append((name, value(element, "id")))
            elif name == "txbxContent":
                story.boxes.append(element)
            elif name == "AlternateContent":
                self._read(_choice(element), story)
            elif name not in GONE and not is_on(child(element, "rPr", "vanish")):
                self._read(element, story)


def _choice(element: Element) -> Element:
    """Return the first of several forms of one content."""
    return next(elements(element), element)
