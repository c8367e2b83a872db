"""What a file is unpacked into: each item stands for one document, and is read on its own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

from travaux.errors import UnreadableDocument
from travaux.read.budget import Budget, size_of
from travaux.read.limits import Limits


class Item(NamedTuple):
    """The bytes of one document: a file, a member of an archive, a post of a dump, a row of a table.

    `format` is the name of its format where that is known already; else the bytes tell it.
    """

    source: str
    data: bytes
    format: str | None = None


class Member(NamedTuple):
    """A file within a file, to be unpacked in its turn; it is read before the next one is asked for."""

    source: str
    file: IO[bytes]


Unpacked = Iterator[Item | UnreadableDocument]
Within = Iterator[Item | Member | UnreadableDocument]
Unpack = Callable[[IO[bytes], str, Budget], Within]


class Names:
    """Names for the parts of a file, none of them given twice."""

    def __init__(self, source: str, most: int) -> None:
        self._source = source
        self._most = most
        self._given: set[str] = set()

    def name(self, given: str, number: int) -> str:
        """Return "file#given", or the number in the place of nothing, and behind what was given before."""
        name = given or str(number)
        if name in self._given or len(self._given) >= self._most:
            name = f"{name} ({number})"
        self._given.add(name)
        return f"{self._source}#{name}"


def whole(file: IO[bytes], source: str, limits: Limits) -> bytes:
    """Return all that a file holds; raises UnreadableDocument where that is over the limit of a document."""
    data = file.read(limits.document + 1)
    if len(data) <= limits.document:
        return data
    try:
        size = f"{file.seek(0, io.SEEK_END):,} bytes"
    except io.UnsupportedOperation:
        size = "more bytes than can be told"
    raise UnreadableDocument(f"{source}: {size}, over the limit of {limits.document:,}; split the file")


def anywhere(file: IO[bytes], source: str, limits: Limits) -> IO[bytes]:
    """Return a file that can be read at any place: itself, or a copy in memory of one that only goes forward.

    Raises UnreadableDocument where the copy would be over the limit of a document.
    """
    return io.BytesIO(whole(file, source, limits)) if size_of(file) is None else file
