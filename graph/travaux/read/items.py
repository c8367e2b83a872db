"""What a file is unpacked into: each item stands for one document, and is read on its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, NamedTuple

from travaux.errors import UnreadableDocument
from travaux.read.limits import Limits


class Item(NamedTuple):
    """The bytes of one document: a file, a member of an archive, a post of a dump, a row of a table.

    `format` is the name of its format where that is known already; else the bytes tell it.
    """

    source: str
    data: bytes
    format: str | None = None


Unpacked = Iterator[Item | UnreadableDocument]


def whole(file: IO[bytes], source: str, limits: Limits) -> bytes:
    """Return all that a file holds; raises UnreadableDocument where that is over the limit of a document."""
    data = file.read(limits.document + 1)
    if len(data) > limits.document:
        file.seek(0, io.SEEK_END)
        raise UnreadableDocument(
            f"{source}: {file.tell():,} bytes, over the limit of {limits.document:,}; split the file"
        )
    return data
