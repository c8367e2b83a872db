"""OpenDocument texts: what their author wrote, with the changes that were tracked carried out."""

from __future__ import annotations

from collections.abc import Iterator

from travaux.errors import UnreadableDocument
from travaux.model import Document, PassageKind
from travaux.read import office, paper
from travaux.read.blocks import Block
from travaux.read.limits import Limits
from travaux.read.markup import LINE_BREAKS
from travaux.read.office import Archive, Element, child, elements, name_of, value, words

CONTENT, META, TYPE = "content.xml", "meta.xml", "mimetype"
TEXT = b"application/vnd.oasis.opendocument.text"
GONE = frozenset(("tracked-changes", "annotation", "note-citation", "sequence-decls", "forms", "ruby-text"))
INDEXES = frozenset(("table-of-content", "illustration-index", "table-index", "alphabetical-index"))
SIGNS = {"s": " ", "tab": " ", "line-break": "\n"}
KINDS: dict[str, PassageKind] = {
    "Title": "title",
    "Subtitle": "heading",
    "Quotations": "quotation",
    "Caption": "aside",
}
DEEPEST = 12

__all__ = ["is_odt", "read"]


def is_odt(data: bytes) -> bool:
    """Say whether bytes are an OpenDocument text, by what the archive says of itself."""
    return TEXT in data[:200] and {TYPE, CONTENT} <= office.members(data)


def read(data: bytes, source: str, limits: Limits) -> Document:
    """Read an OpenDocument text.

    Raises UnreadableDocument for what is none, and for one that is locked, broken, over the limits or without a text.
    """
    archive = Archive(data, source, limits)
    if CONTENT not in archive:
        raise UnreadableDocument(f"{source}: no OpenDocument text, though an archive; unpack it first")
    root = archive.tree(CONTENT)
    story = Story(child(root, "automatic-styles"))
    text = child(root, "body", "text")
    blocks = list(story.blocks(text)) if text is not None else []
    return paper.document(blocks, list(story.notes()), [], _properties(archive), source, "odt")


class Story:
    """Reads the elements of a text; its notes are read after it."""

    def __init__(self, styles: Element | None) -> None:
        found = elements(styles) if styles is not None else ()
        self._parents = {value(one, "name"): value(one, "parent-style-name") for one in found}
        self._notes: list[Element] = []

    def blocks(self, parent: Element, kind: PassageKind = "paragraph") -> Iterator[Block]:
        """Yield the blocks of a text, a cell, a box or a note."""
        for element in elements(parent):
            name = name_of(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, "heading" if name == "h" and kind != "aside" else kind)
            elif name not in GONE:
                inner = "aside" if name in INDEXES else "item" if name == "list-item" else kind
                yield from self.blocks(element, inner)

    def notes(self) -> Iterator[Block]:
        """Yield the notes, in order; those within notes are left out."""
        for note in list(self._notes):
            yield from self.blocks(note, "item")

    def _paragraph(self, element: Element, kind: PassageKind) -> Iterator[Block]:
        boxes: list[Element] = []
        text = "".join(self._text(element, boxes))
        named = KINDS.get(self._style(element)) if kind in ("paragraph", "heading") else None
        yield from (Block(part, named or kind) for part in LINE_BREAKS.split(text))
        for box in boxes:
            yield from self.blocks(box, kind)

    def _style(self, element: Element) -> str:
        """Return the style of a paragraph that a writer would know, not the one made up for its looks."""
        name = value(element, "style-name")
        for _ in range(DEEPEST):
            if not self._parents.get(name):
                break
            name = self._parents[name]
        return name

    def _text(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        yield parent.text or ""
        for element in elements(parent):
            name = name_of(element)
            if name in SIGNS:
                yield SIGNS[name]
            elif name == "note-body":
                self._notes.append(element)
            elif name == "text-box":
                boxes.append(element)
            elif name not in GONE:
                yield from self._text(element, boxes)
            yield element.tail or ""


def _properties(archive: Archive) -> paper.Properties:
    meta = child(archive.tree(META), "meta") if META in archive else None
    if meta is None:
        return paper.Properties()
    values = {name_of(one): words(one) for one in elements(meta)}
    author = values.get("initial-creator") or values.get("creator")
    return paper.Properties(values.get("title"), author, values.get("creation-date"))
