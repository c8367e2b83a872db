"""How much a file may unpack to, counted as it is read: what archives say of their sizes is not believed."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import IO

from travaux.errors import UnreadableDocument
from travaux.read.limits import Limits

FREE = 16 * 1024 * 1024
MOST_TIMES = 250
KEPT = 64 * 1024
PIECE = 64 * 1024
BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
    *(EOFError, OSError, ValueError, RuntimeError, MemoryError),
)


class Exhausted(UnreadableDocument):
    """A file holds more than is read of any file, so that nothing more of it is."""


class Budget:
    """What is left to unpack of one file, with all that is nested in it.

    Text shrinks to a twentieth, tables to a hundredth: what grows by more than 250 was made to fill a memory.
    """

    def __init__(self, limits: Limits, source: str, size: int) -> None:
        self.limits = limits
        self.source = source
        self.most = min(limits.unpacked, FREE + MOST_TIMES * size)
        self.unpacked = 0
        self.members = 0

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked.

        Raises Exhausted where they are over the limit of the file.
        """
        self.unpacked += size
        if self.unpacked > self.most:
            raise Exhausted(
                f"{self.source}: unpacks to more than {self.most:,} bytes, the limit for a file of its size;"
                " unpack it yourself, if you trust it"
            )

    def count(self) -> None:
        """Count a member of an archive.

        Raises Exhausted where they are too many.
        """
        self.members += 1
        if self.members > self.limits.members:
            raise Exhausted(
                f"{self.source}: more than {self.limits.members:,} files in it, the limit; split it"
            )


class _Forward(io.RawIOBase):
    """A stream that is counted as it is read, and that can be gone back in as far as its beginning is kept."""

    def __init__(self, file: IO[bytes], source: str, budget: Budget | None) -> None:
        self._read: Callable[[int], bytes] = getattr(file, "read1", file.read)
        self._source = source
        self._budget = budget
        self._kept = bytearray()
        self._place = 0
        self._beyond = False
        self._broken = ""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or self._beyond or not 0 <= offset <= len(self._kept):
            raise io.UnsupportedOperation("only the beginning is kept")
        self._place = offset
        return offset

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._place == len(self._kept) < KEPT:
            self._kept += self._piece(KEPT - len(self._kept))
        data = bytes(self._kept[self._place : self._place + len(buffer)])
        if not data and len(self._kept) >= KEPT:
            self._beyond = True
            data = self._piece(min(PIECE, len(buffer)))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def _piece(self, size: int) -> bytes:
        """Return as much as comes at once, so that what is before a break is not lost with it."""
        if self._broken:
            raise UnreadableDocument(self._broken)
        try:
            data = self._read(size)
        except BROKEN as error:
            reason = str(error) or "it ends too early"
            self._broken = f"{self._source}: damaged or cut off ({reason}); get it anew"
            raise UnreadableDocument(self._broken) from None
        if self._budget:
            self._budget.spend(len(data))
        return data


def stream(file: IO[bytes], source: str, budget: Budget | None = None) -> IO[bytes]:
    """Return a stream whose head can be looked at, though `file` only goes forward; `budget` counts it.

    Reading it raises UnreadableDocument where the file turns out to be damaged, or larger than the budget.
    """
    return io.BufferedReader(_Forward(file, source, budget))


def size_of(file: IO[bytes]) -> int | None:
    """Return how many bytes a file has, or None where only reading it would tell."""
    try:
        size = file.seek(0, io.SEEK_END)
    except io.UnsupportedOperation:
        return None
    file.seek(0)
    return size
