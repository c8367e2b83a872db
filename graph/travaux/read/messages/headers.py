"""The headers of a message, and how to know a message by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from travaux.read import clean
from travaux.read.messages.charsets import characters

LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?: |\t|$)")
SEPARATOR = re.compile(r"From \S+ .{0,60}\d\d:\d\d.{0,40}$")
KNOWN_NAMES = (
    "from to cc subject date sender reply-to message-id mime-version content-type received return-path delivered-to"
    " in-reply-to references list-id list-archive x-mailer user-agent dkim-signature content-transfer-encoding"
    " content-location snapshot-content-location x-original-to archived-at"
)
KNOWN = frozenset(KNOWN_NAMES.split())
BY_MACHINES = KNOWN & {
    *("message-id", "mime-version", "received", "return-path", "content-type", "dkim-signature")
}
ENOUGH = 3
LONGEST = 10_000
MESSAGE_ID = re.compile(r"<?([^<>\s]+@[^<>\s]+)>?")
LIKE_AN_ADDRESS = re.compile(r"<?\s*(https?://[^<>\s]+)\s*>?")
BROKEN = (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError)


def is_message(head: str) -> bool:
    """Say whether a text begins with several headers of a message, one of them such as only machines write."""
    names = set(_names(head))
    return len(names & KNOWN) >= ENOUGH and bool(names & BY_MACHINES)


def is_box(head: str) -> bool:
    """Say whether a text begins with the line that parts the messages of a box, and headers."""
    first, _, rest = head.partition("\n")
    return bool(SEPARATOR.match(first.strip())) and len(set(_names(rest)) & KNOWN) >= ENOUGH


def value(message: Message, name: str) -> str:
    """Return what a header says, decoded, on one line; or nothing."""
    try:
        return decoded(str(message.get(name) or ""))
    except BROKEN:
        return ""


def decoded(raw: str) -> str:
    """Return the characters of a header, whose words may be encoded each in its own way, on one line."""
    try:
        return clean.line("".join(_decoded(part, charset) for part, charset in decode_header(raw[:LONGEST])))
    except BROKEN:
        return clean.line(raw[:LONGEST])


def people(message: Message, name: str) -> tuple[str, ...]:
    """Return the names of those in a header, or their addresses where they have none."""
    try:
        found = getaddresses([value(message, name)])
    except BROKEN:
        return ()
    return tuple(dict.fromkeys(filter(None, (clean.line(name or address) for name, address in found))))


def address(message: Message) -> str | None:
    """Return where a message can be found: in its archive, or by its own name (RFC 2392)."""
    for name in ("Archived-At", "Content-Location", "Snapshot-Content-Location"):
        found = LIKE_AN_ADDRESS.match(value(message, name))
        if found:
            return found[1]
    own = MESSAGE_ID.match(value(message, "Message-ID"))
    return f"mid:{own[1]}" if own else None


def _names(head: str) -> Iterator[str]:
    """Yield the names of the headers that a text begins with, up to the first line that is none."""
    for line in head.split("\n"):
        found = LINE.match(line.rstrip("\r") + " ")
        if found:
            yield found[1].casefold()
        elif not line.startswith((" ", "\t")):
            return


def _decoded(part: str | bytes, charset: str | None) -> str:
    return part if isinstance(part, str) else characters(part, charset)
