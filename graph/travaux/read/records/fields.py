"""What a record says of a document, and the Document that it makes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from email.utils import parsedate_to_datetime

from travaux.model import Document
from travaux.read import clean, dates, html, language, text
from travaux.read.blocks import Block, assemble
from travaux.read.limits import Limits

TAGS = re.compile(
    r"</?(?:p|div|br|h[1-6]|article|section|table|ul|ol|li|blockquote|span|a|em|strong|b|i)\b[^<>]*>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{2,6}|#x[\da-f]{2,5}|[a-z]{2,8});", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
BETWEEN_NAMES = re.compile(r"\s*[;|]\s*")
LANGUAGES = {
    name: code
    for code, names in {
        "ar": "ara arabic",
        "de": "deu ger german",
        "en": "eng english",
        "es": "spa esp spanish español",
        "fr": "fra fre french français",
        "it": "ita italian",
        "pt": "por portuguese",
        "ru": "rus russian",
        "zh": "zho chi chinese",
    }.items()
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class Fields:
    """What a record says of a document; its text is HTML or plain."""

    text: str
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    address: str | None = None
    language: str | None = None


def pack(fields: Fields) -> bytes:
    """Return fields as the bytes of an item."""
    return json.dumps(asdict(fields)).encode()


def reader(
    format: str, blocks: Callable[[str, str], list[Block]] | None = None
) -> Callable[[bytes, str, Limits], Document]:
    """Return the reader of such bytes; `blocks` makes blocks of the text, if not what HTML or lines make."""

    def read(data: bytes, source: str, limits: Limits) -> Document:
        values = json.loads(data)
        fields = Fields(**{**values, "authors": tuple(values["authors"])})
        return _document(fields, _body(fields.text, source, blocks), format)

    return read


def is_html(value: str) -> bool:
    """Say whether a text is a piece of HTML."""
    return bool(TAGS.search(value) or ENTITY.search(value))


def date(value: str) -> str | None:
    """Return the date that a cell or a header holds, as EDTF."""
    value = value.strip()
    for form in (YEAR_FIRST, DIGITS):
        found = form.match(value)
        if found:
            return dates.edtf("-".join(part.zfill(2) for part in found.groups()))
    return dates.edtf(value) or _of_mail(value)


def people(value: str) -> tuple[str, ...]:
    """Return the names in a cell, which semicolons or bars part."""
    return tuple(dict.fromkeys(filter(None, map(clean.line, BETWEEN_NAMES.split(value)))))


def languages(value: str) -> str | None:
    """Return the two-letter code of a language that is named, or given by two or three letters."""
    tag = language.tag(value)
    return LANGUAGES.get(value.strip().casefold()) or LANGUAGES.get(tag or "", tag)


def _of_mail(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _body(value: str, source: str, blocks: Callable[[str, str], list[Block]] | None) -> Document:
    if blocks is None and not is_html(value):
        return text.read(value, source)
    kept, passages = assemble((blocks or _fragment)(value, source), source)
    return Document(source=source, text=kept, passages=passages, language=language.guess(kept))


def _fragment(value: str, source: str) -> list[Block]:
    return html.fragment(value, source)


def _document(fields: Fields, body: Document, format: str) -> Document:
    return replace(
        body,
        title=html.words(fields.title or "") or body.title,
        date=fields.date or body.date,
        authors=tuple(filter(None, map(clean.line, fields.authors))) or body.authors,
        publisher=html.words(fields.publisher or "") or None,
        address=clean.line(fields.address or "") or None,
        language=fields.language or body.language,
        format=format,
    )
