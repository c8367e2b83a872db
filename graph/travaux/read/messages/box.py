"""Boxes of messages (mbox): each message in its turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from travaux.errors import UnreadableDocument
from travaux.read.budget import Budget, Exhausted
from travaux.read.items import Within
from travaux.read.limits import Limits
from travaux.read.messages import headers, mail

PIECE = 1024 * 1024
ESCAPED = b">From "
SEPARATOR = b"From "


def unpack(file: IO[bytes], source: str, budget: Budget) -> Within:
    """Yield what each message says and what is attached to it; a message that is broken is an error."""
    for number, data in enumerate(_messages(file, budget.limits), 1):
        name = f"{source}#{number}"
        try:
            if len(data) > budget.limits.document:
                raise UnreadableDocument(
                    f"{name}: over the limit of {budget.limits.document:,} bytes; take it out"
                )
            yield from mail.message(data, name, budget)
        except Exhausted:
            raise
        except UnreadableDocument as error:
            yield error


def _messages(file: IO[bytes], limits: Limits) -> Iterator[bytes]:
    """Yield the bytes of each message, cut above the limit of a document."""
    message = bytearray()
    blank = begun = False
    for line in iter(lambda: file.readline(PIECE), b""):
        if (blank or not begun) and _separates(line):
            if begun:
                yield bytes(message)
            message.clear()
            begun, blank = True, False
            continue
        blank = not line.strip()
        if len(message) <= limits.document:
            message += line[1:] if line.startswith(ESCAPED) else line
    if begun:
        yield bytes(message)


def _separates(line: bytes) -> bool:
    return line.startswith(SEPARATOR) and bool(
        headers.SEPARATOR.match(line.decode("ascii", "replace").strip())
    )
