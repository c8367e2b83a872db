"""Documents of Word: what their author wrote, with the changes that were tracked carried out."""

from __future__ import annotations

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import office, paper
from travaux.read.blocks import Block
from travaux.read.docx.body import Body
from travaux.read.docx.styles import Styles
from travaux.read.limits import Limits
from travaux.read.office import Archive, child, elements, words

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "word/document.xml"
MOST_HEADS = 8

__all__ = ["is_docx", "read"]


def is_docx(data: bytes) -> bool:
    """Say whether bytes are a document of Word, by what the archive holds."""
    return {CONTENT_TYPES, MAIN} <= office.members(data)


def read(data: bytes, source: str, limits: Limits) -> Document:
    """Read a document of Word.

    Raises UnreadableDocument for what is none, and for one that is locked, broken, over the limits or without a text.
    """
    archive = Archive(data, source, limits)
    main = next(iter(archive.related("", "officeDocument")), MAIN)
    if main not in archive:
        raise UnreadableDocument(f"{source}: no document of Word, though an archive; unpack it first")
    styles = Styles(_part(archive, main, "styles"))
    body = Body(styles, _part(archive, main, "footnotes"), _part(archive, main, "endnotes"))
    root = child(archive.tree(main), "body")
    blocks = list(body.blocks(root)) if root is not None else []
    return paper.document(
        blocks, list(body.notes()), _heads(archive, main, styles), _properties(archive), source, "docx"
    )


def _part(archive: Archive, main: str, kind: str) -> office.Element | None:
    found = archive.related(main, kind)
    return archive.tree(found[0]) if found else None


def _heads(archive: Archive, main: str, styles: Styles) -> list[str]:
    """Return the lines of running heads: only a masthead that stands in one of them is of use."""
    blocks: list[Block] = []
    for part in archive.related(main, "header")[:MOST_HEADS]:
        blocks += Body(styles, None, None).blocks(archive.tree(part))
    return [block.text for block in blocks]


def _properties(archive: Archive) -> paper.Properties:
    found = archive.related("", "core-properties")
    if not found:
        return paper.Properties()
    root = archive.tree(found[0])
    values = {office.name_of(one): words(one) for one in elements(root)}
    return paper.Properties(values.get("title"), values.get("creator"), values.get("created"))
