"""Akoma Ntoso: debates, documents, acts and judgments in XML, with who speaks at the head of each speech."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from travaux.model import Document, PassageKind
from travaux.read import clean, dates, language, xml
from travaux.read.blocks import Block, assemble, tidy
from travaux.read.limits import Limits
from travaux.read.records.fields import languages

FORMAT = "akoma-ntoso"
ROOT = "akomaNtoso"
BREAKS = ("eol", "br")
INLINE_NAMES = (
    "ref mref rref def docTitle docNumber docType docDate docProponent docStage docStatus docCommittee docPurpose"
    " docIntroducer docJurisdiction docketNumber docAuthority session shortTitle legislature b i u a span sup sub ins"
    " del abbr term person organization concept role entity date time quantity quotedText event process object"
    " location party judge lawyer witness opinion argument signature mod rmod mmod inline omissis marker placeholder"
    " fillIn decoration recordedTime vote outcome affectedDocument relatedDocument change courtType neutralCitation"
    " embeddedText noteRef img eol br"
)
INLINE = frozenset(INLINE_NAMES.split())
NOTES = frozenset(("remark", "authorialNote", "note", "comment"))
LEFT_OUT = frozenset(("meta", "toc"))
SPEECHES = frozenset(("speech", "question", "answer"))
KINDS: dict[str, PassageKind] = {
    **dict.fromkeys(("heading", "subheading", "crossHeading"), "heading"),
    **dict.fromkeys(("item", "li"), "item"),
    **dict.fromkeys(("quotedStructure", "blockquote"), "quotation"),
}


def is_akoma(head: str) -> bool:
    """Say whether a text begins as Akoma Ntoso."""
    return xml.root(head)[0] == ROOT


def read(data: bytes, source: str, limits: Limits) -> Document:
    """Read a document in Akoma Ntoso.

    Raises UnreadableDocument where it is broken, or no text is in it.
    """
    root = xml.parsed(data, source)
    names = _references(root)
    writer = _Writer(names)
    writer.write(root, "paragraph")
    blocks = tidy(writer.blocks)
    text, passages = assemble(blocks, source)
    title = next((block.text for block in blocks if block.kind == "title"), None)
    return Document(
        source=source,
        text=text,
        passages=passages,
        title=title or next(_values(root, "FRBRalias", "value"), None),
        date=next(filter(None, map(dates.edtf, _values(root, "FRBRdate", "date"))), None),
        authors=_authors(root, names),
        publisher=next(_values(root, "publication", "showAs"), None),
        address=next((one for one in _values(root, "FRBRuri", "value") if one.startswith("http")), None),
        language=next(map(languages, _values(root, "FRBRlanguage", "language")), None)
        or language.guess(text),
        format=FORMAT,
    )


class _Writer:
    """The blocks of a document, with what is to stand at the head of the next one."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.blocks: list[Block] = []
        self._names = names
        self._number = ""
        self._speaker = ""

    def write(self, element: etree._Element, kind: PassageKind) -> None:
        """Write the blocks in an element that is no part of a line."""
        pieces, notes = [element.text or ""], list[str]()
        for child in element:
            name = xml.name(child)
            if name in INLINE:
                _gather(child, pieces, notes)
            elif name in NOTES:
                notes.append(xml.words(child))
            elif name:
                self._line(pieces, notes, _titled(element, kind))
                self._enter(child, name, kind)
            pieces.append(child.tail or "")
        self._line(pieces, notes, _titled(element, kind))

    def _enter(self, element: etree._Element, name: str, kind: PassageKind) -> None:
        if name in LEFT_OUT:
            return
        if name == "num":
            self._number = clean.line(xml.words(element))
        elif name == "from":
            self._speaker = clean.line(xml.words(element)).rstrip(": ")
        else:
            if name in SPEECHES:
                self._speaker = self._names.get((element.get("by") or "").lstrip("#"), "")
            self.write(element, KINDS.get(name, kind))

    def _line(self, pieces: list[str], notes: list[str], kind: PassageKind) -> None:
        """Write what was gathered as one block, and the notes in it below."""
        text = clean.line("".join(pieces))
        if text:
            self.blocks.append(self._headed(text, kind))
        self.blocks += (Block(note, "aside") for note in notes)
        pieces.clear()
        notes.clear()

    def _headed(self, text: str, kind: PassageKind) -> Block:
        number, self._number = self._number, ""
        if kind in ("heading", "title"):
            return Block(f"{number} {text}".strip(), kind)
        if self._speaker:
            text, self._speaker = f"{self._speaker}: {text}", ""
        if not number:
            return Block(text, kind)
        return Block(f"{number} {text}", "item" if kind == "paragraph" else kind, len(number) + 1)


def _gather(element: etree._Element, pieces: list[str], notes: list[str]) -> None:
    """Gather the words of a part of a line, and the notes in it apart."""
    pieces.append(" " if xml.name(element) in BREAKS else element.text or "")
    for child in element:
        if xml.name(child) in NOTES:
            notes.append(xml.words(child))
        elif xml.name(child):
            _gather(child, pieces, notes)
        pieces.append(child.tail or "")


def _titled(element: etree._Element, kind: PassageKind) -> PassageKind:
    return "title" if xml.children(element, "docTitle") else kind


def _references(root: etree._Element) -> dict[str, str]:
    """Return what persons and organisations are called, by the names that the document has for them."""
    found = (reference for part in root.iter("{*}references") for reference in part)
    return {
        reference.get("eId") or reference.get("id") or "": clean.line(reference.get("showAs") or "")
        for reference in found
    }


def _authors(root: etree._Element, names: Mapping[str, str]) -> tuple[str, ...]:
    known = (names.get(href.lstrip("#"), "") for href in _values(root, "FRBRauthor", "href"))
    return tuple(dict.fromkeys(filter(None, known)))


def _values(root: etree._Element, name: str, attribute: str) -> Iterator[str]:
    """Yield what an attribute says wherever an element of this name has it."""
    values = (clean.line(element.get(attribute) or "") for element in root.iter(f"{{*}}{name}"))
    yield from filter(None, values)
