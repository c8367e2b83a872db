"""A message: its own words as a document, and what is attached to it as files of their own."""

from __future__ import annotations

import email
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from typing import IO

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import html
from travaux.read.archives.names import Sources, portable
from travaux.read.budget import Budget
from travaux.read.items import Item, Member, Within, whole
from travaux.read.limits import Limits
from travaux.read.messages import headers, quoted
from travaux.read.messages.charsets import characters
from travaux.read.records.fields import Fields, date, pack, reader

FORMAT = "message"
HTML = "message in HTML"
PAGE = "mht"
WORDS = ("text/plain", "text/html")
NESTED = b"boundary="
MOST_NESTED = 100
NO_DOCUMENTS = ("image", "audio", "video", "font")
NO_DOCUMENT = frozenset(
    (
        *("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"),
        *("application/pgp-encrypted", "text/calendar", "text/css", "text/x-vcard", "text/vcard"),
    )
)
SAVED = re.compile(r"<?saved by ", re.IGNORECASE)

read = reader(FORMAT, quoted.of_lines)
read_html = reader(FORMAT, quoted.of_html)


def unpack(file: IO[bytes], source: str, budget: Budget) -> Within:
    """Yield what a message says and what is attached to it.

    Raises UnreadableDocument for what is too large, or broken past all reading.
    """
    yield from message(whole(file, source, budget.limits), source, budget)


def message(data: bytes, source: str, budget: Budget) -> Within:
    """Yield what a message says and what is attached to it.

    Raises UnreadableDocument where it is broken past all reading.
    """
    if data.count(NESTED) > MOST_NESTED:
        raise UnreadableDocument(f"{source}: a message of too many nested parts; take the texts out of it")
    try:
        parsed = email.message_from_bytes(data)
        bodies = _bodies(parsed)
        attached = [part for part in _leaves(parsed) if _is_attached(part)]
        item = _item(parsed, bodies, source)
    except headers.BROKEN as error:
        raise UnreadableDocument(f"{source}: a broken message ({error}); save it anew, or as text") from None
    if item is not None:
        yield item
    elif not attached:
        yield UnreadableDocument(f"{source}: a message without words; check that it was saved whole")
    if item is None or item.format != PAGE:
        yield from _attached(attached, source, budget)


def read_page(data: bytes, source: str, limits: Limits) -> Document:
    """Read a page that a browser has saved with all that belongs to it.

    Raises UnreadableDocument where no text is in it.
    """
    fields = json.loads(data)
    page = html.read(fields["text"], source)
    return replace(page, address=page.address or fields["address"], format=PAGE)


def _item(message: Message, bodies: list[Message], source: str) -> Item | None:
    texts = list(filter(None, (_text(body).strip() for body in bodies)))
    if not texts:
        return None
    is_html = bodies[0].get_content_subtype() == "html"
    fields = Fields(
        text="\n\n".join(texts),
        title=headers.value(message, "Subject") or None,
        date=date(headers.value(message, "Date")),
        authors=headers.people(message, "From"),
        address=headers.address(message) or (headers.address(bodies[0]) if is_html else None),
    )
    if is_html and _is_page(message, bodies[0]):
        return Item(source, pack(fields), PAGE)
    return Item(source, pack(fields), HTML if is_html else FORMAT)


def _is_page(message: Message, body: Message) -> bool:
    """Say whether a browser has saved a page as this message."""
    sender = headers.value(message, "From")
    located = any(part.get("Content-Location") for part in (message, body))
    saved = SAVED.match(sender) or message.get("Snapshot-Content-Location")
    return bool(saved) or (located and not sender)


def _bodies(part: Message) -> list[Message]:
    """Return the parts that are what the message says: in HTML where that can be chosen."""
    if part.is_multipart():
        if part.get_content_maintype() != "multipart":
            return []
        inner = [_bodies(child) for child in _children(part)]
        if part.get_content_subtype() == "alternative":
            return next(filter(_is_html, inner), next(filter(None, inner), []))
        found = [body for bodies in inner for body in bodies]
        kind = found[0].get_content_subtype() if found else ""
        same = [body for body in found if body.get_content_subtype() == kind]
        return same[:1] if part.get_content_subtype() == "related" else same
    return [] if _is_attached(part) else [part]


def _is_html(bodies: list[Message]) -> bool:
    return bool(bodies) and bodies[0].get_content_subtype() == "html"


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _leaves(part: Message) -> Iterator[Message]:
    """Yield the parts that hold something; a message within the message is one."""
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in _children(part):
            yield from _leaves(child)
    else:
        yield part


def _text(part: Message) -> str:
    return characters(_bytes(part), part.get_content_charset())


def _bytes(part: Message) -> bytes:
    children = _children(part)
    if children:
        return children[0].as_bytes()
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attached(parts: list[Message], source: str, budget: Budget) -> Within:
    sources = Sources(source)
    for number, part in enumerate(parts, 1):
        try:
            if _is_left_out(part):
                continue
            name = sources.of(portable(_name(part)) or f"attachment-{number}")
            data = _bytes(part)
        except UnreadableDocument as error:
            yield error
            continue
        except headers.BROKEN as error:
            yield UnreadableDocument(
                f"{source}: a broken attachment, number {number} ({error}); save it anew"
            )
            continue
        budget.count()
        budget.spend(len(data))
        yield Member(name, io.BytesIO(data))


def _is_attached(part: Message) -> bool:
    """Say whether a part is no words of the message, in whichever form it has them."""
    named = part.get_content_disposition() == "attachment" or part.get_filename()
    return bool(named) or part.get_content_type() not in WORDS


def _is_left_out(part: Message) -> bool:
    return part.get_content_maintype() in NO_DOCUMENTS or part.get_content_type() in NO_DOCUMENT


def _name(part: Message) -> str:
    return headers.decoded(part.get_filename() or "")
