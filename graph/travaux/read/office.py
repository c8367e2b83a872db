"""Office documents are archives of XML: their parts, taken out with care."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from travaux.errors import UnreadableDocument
from travaux.read import clean
from travaux.read.limits import Limits

MOST_TAGS = 4_000_000
PROLOG = 4096
SIGNATURE = b"PK\x03\x04"
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError, OverflowError),
    *(NotImplementedError, RuntimeError),
)

Element = Any  # lxml gives no types


class Archive:
    """The parts of an office document, by their names."""

    def __init__(self, data: bytes, source: str, limits: Limits) -> None:
        """Open an archive.

        Raises UnreadableDocument for one that is broken, or larger than the limits when unpacked.
        """
        self.source, self.limits = source, limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {part.filename: part for part in self._zip.infolist()}
        except BROKEN as error:
            raise self._broken(error) from None
        self._refuse_large(data)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def part(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises UnreadableDocument where it is broken, locked, or larger than it says.
        """
        part, most = self._parts[name], self.limits.document
        if part.flag_bits & 1:
            raise UnreadableDocument(f"{self.source}: {name} is locked by a password; save it without one")
        try:
            with self._zip.open(part) as stream:
                data = stream.read(most + 1)
        except BROKEN as error:
            raise self._broken(error) from None
        if len(data) > most:
            raise self._large(f"{name} has more than {most:,} bytes", most)
        return data

    def tree(self, name: str) -> Element:
        """Return a part as a tree of XML, for which no entity is expanded and no other file is opened.

        Raises UnreadableDocument for what is no XML, and for XML that declares entities of its own.
        """
        data = self.part(name)
        if data.count(b"<") > MOST_TAGS:
            raise self._large(f"{name} has {data.count(b'<'):,} tags", MOST_TAGS)
        if b"<!DOCTYPE" in data[:PROLOG].replace(b"\x00", b""):
            raise self._declaring(name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError) as error:
            reason = clean.line(str(error))[:200]
            raise UnreadableDocument(f"{self.source}: {name} is broken ({reason}); save it anew") from None
        if root.getroottree().docinfo.doctype:
            raise self._declaring(name)
        return root

    def related(self, name: str, kind: str) -> list[str]:
        """Return the names of the parts that a part ("" for the document as a whole) relates to as a `kind`."""
        folder, file = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self:
            return []
        found = (
            posixpath.normpath(posixpath.join("/", folder, str(one.get("Target") or "")))[1:]
            for one in elements(self.tree(relations))
            if str(one.get("Type") or "").endswith(f"/{kind}") and one.get("TargetMode") != "External"
        )
        return [target for target in found if target in self]

    def _refuse_large(self, data: bytes) -> None:
        size, declared = len(data), sum(part.file_size for part in self._parts.values())
        if size > self.limits.document:
            raise self._large(f"{size:,} bytes", self.limits.document)
        if declared > self.limits.unpacked:
            raise self._large(f"{declared:,} bytes when unpacked", self.limits.unpacked)
        if len(self._parts) > self.limits.members:
            raise self._large(f"{len(self._parts):,} parts", self.limits.members)

    def _large(self, what: str, most: int) -> UnreadableDocument:
        return UnreadableDocument(f"{self.source}: {what}, over the limit of {most:,}; split the document")

    def _declaring(self, name: str) -> UnreadableDocument:
        return UnreadableDocument(
            f"{self.source}: {name} declares entities of its own, as no word processor does; save it anew"
        )

    def _broken(self, error: BaseException) -> UnreadableDocument:
        reason = clean.line(str(error))[:200] or type(error).__name__
        return UnreadableDocument(
            f"{self.source}: not a whole office document ({reason}); fetch it again, or save it anew"
        )


def members(data: bytes) -> frozenset[str]:
    """Return the names in an archive, none where bytes are no archive."""
    if not data.startswith(SIGNATURE):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except BROKEN:
        return frozenset()


def elements(parent: Element) -> Iterator[Element]:
    """Yield the child elements: no comment, no instruction, no entity."""
    return (child for child in parent if isinstance(child.tag, str))


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value(element: Element, name: str) -> str:
    """Return an attribute, whatever its namespace is."""
    found = (str(text) for key, text in element.attrib.items() if str(key).rpartition("}")[2] == name)
    return next(found, "")


def child(parent: Element | None, *names: str) -> Element | None:
    """Return what a path of names leads to, or None."""
    for name in names:
        if parent is None:
            return None
        parent = next((one for one in elements(parent) if name_of(one) == name), None)
    return parent


def words(parent: Element | None) -> str:
    """Return the text of an element that holds nothing but text."""
    return clean.line("".join(map(str, parent.itertext()))) if parent is not None else ""
