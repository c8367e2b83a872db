"""The formats that travaux reads, known by their content and never by a file's name."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, NamedTuple

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import akoma, ballots, dates, docx, html, markdown, odt, pdf, text, wordpress
from travaux.read.archives import office, packed, tars, zips
from travaux.read.decode import BYTE_ORDER_MARKS, decode
from travaux.read.items import Item, Unpack
from travaux.read.limits import Limits
from travaux.read.messages import box, headers, mail
from travaux.read.records import dumps, feeds, fields, tables

Read = Callable[[bytes, str, Limits], Document]


class Head(NamedTuple):
    """How a file begins: its first bytes, and their characters as far as they are some."""

    data: bytes
    text: str


class Format(NamedTuple):
    """A format: how to know it by its head, how to read a document of it, how to unpack a file of several."""

    name: str
    matches: Callable[[Head], bool]
    read: Read | None
    unpack: Unpack | None = None


HEAD = 20_000
DATED = 4  # passages at the head of a text in which its day may stand
BLOCK = 512
JSON = re.compile(r"\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:[{\]]|$))")
XML = re.compile(r"\s*<\?xml\b(?!(?:(?!<html\b).)*<html\b)", re.DOTALL | re.IGNORECASE)
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
TAGS = re.compile(
    r"</?(?:p|div|br|h[1-6]|article|section|table|ul|ol|li|blockquote|span|a)\b[^<>]*>", re.IGNORECASE
)
FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?:[ \t]*#.*\n|[ \t]*\n)*[A-Za-z][\w -]*:")
MARKDOWN = re.compile(r"^#{1,6} +\S|\]\(https?://|\*\*\S[^*\n]*\*\*|^```", re.MULTILINE)


def head_of(file: IO[bytes]) -> Head:
    """Return how a file begins, and go back to its beginning."""
    data = b"".join(_pieces(file))
    file.seek(0)
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Head(data, codecs.getincrementaldecoder(encoding)("replace").decode(data[len(mark) :]))
    return Head(data, data.decode("utf-8", "replace"))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the first bytes of a file, up to where it breaks off: reading it tells of that."""
    size = 0
    try:
        while size < HEAD and (piece := file.read(min(BLOCK, HEAD - size))):
            yield piece
            size += len(piece)
    except UnreadableDocument:
        return


def format_of(head: Head) -> Format:
    """Return the format that a file is of; the last one takes all."""
    return next(one for one in FORMATS if one.matches(head))


def read(item: Item, limits: Limits) -> Document:
    """Read the one document of an item; raises UnreadableDocument for what no reader can make sense of."""
    found = _named(item.format) if item.format else format_of(head_of(io.BytesIO(item.data)))
    if found is None:
        raise UnreadableDocument(f"{item.source}: this is {office.WHAT_TO_DO[item.format or '']}")
    if found.read is None:
        raise UnreadableDocument(f"{item.source}: it holds other files; unpack them first")
    document = found.read(item.data, item.source, limits)
    return document if document.date else replace(document, date=_date(document))


def _date(document: Document) -> str | None:
    """Return the day that the head of a text tells, whatever its format: before its first sentence, or in a heading."""
    head = [(passage.kind, passage.span.of(document.text)) for passage in document.passages[:DATED]]
    leads = (dates.lead(text) for _, text in head)
    ends = (dates.closing(text) for kind, text in head if kind in ("title", "heading"))
    return next(filter(None, (*leads, *ends)), None)


def _named(name: str) -> Format | None:
    return next((one for one in FORMATS if one.name == name), None)


def _characters(read: Callable[[str, str], Document]) -> Read:
    """Return the reader of bytes that are characters."""
    return lambda data, source, limits: read(decode(data, source), source)


def _is_html(head: Head) -> bool:
    return bool(PAGE.match(head.text)) or len(TAGS.findall(head.text)) >= 3


def _is_markdown(head: Head) -> bool:
    return bool(FRONT_MATTER.match(head.text)) or len(MARKDOWN.findall(head.text)) >= 2


def _refuse_xml(characters: str, source: str) -> Document:
    raise UnreadableDocument(f"{source}: XML of an unknown kind; convert it to HTML or text first")


def _never(head: Head) -> bool:
    """Match nothing: such items come out of other files."""
    return False


FORMATS = (
    Format("zip", lambda head: zips.is_zip(head.data), None, zips.unpack),
    Format("gzip", lambda head: head.data.startswith(packed.GZIP), None, packed.gunzip),
    Format("bzip2", lambda head: head.data.startswith(packed.BZIP2), None, packed.bunzip2),
    Format("xz", lambda head: head.data.startswith(packed.XZ), None, packed.unxz),
    Format("tar", lambda head: tars.is_tar(head.data), None, tars.unpack),
    Format("pdf", lambda head: pdf.is_pdf(head.data), pdf.read),
    Format("roll-call", lambda head: ballots.is_table(head.text), ballots.read, ballots.items),
    Format(
        tables.FORMAT, lambda head: tables.is_table(head.text), fields.reader(tables.FORMAT), tables.unpack
    ),
    Format("json", lambda head: bool(JSON.match(head.text)), None, dumps.unpack),
    Format("docx", _never, docx.read),
    Format("odt", _never, odt.read),
    Format(dumps.FORMAT, _never, fields.reader(dumps.FORMAT)),
    Format(wordpress.FORMAT, _never, _characters(wordpress.read)),
    Format("mbox", lambda head: headers.is_box(head.text), None, box.unpack),
    Format(mail.FORMAT, lambda head: headers.is_message(head.text), mail.read, mail.unpack),
    Format(mail.HTML, _never, mail.read_html),
    Format(mail.PAGE, _never, mail.read_page),
    Format(feeds.FORMAT, lambda head: feeds.is_feed(head.text), fields.reader(feeds.FORMAT), feeds.unpack),
    Format(akoma.FORMAT, lambda head: akoma.is_akoma(head.text), akoma.read),
    Format("xml", lambda head: bool(XML.match(head.text)), _characters(_refuse_xml)),
    Format("markdown", lambda head: bool(FRONT_MATTER.match(head.text)), _characters(markdown.read)),
    Format("html", _is_html, _characters(html.read)),
    Format("markdown", _is_markdown, _characters(markdown.read)),
    Format("text", lambda head: True, _characters(text.read)),
)
