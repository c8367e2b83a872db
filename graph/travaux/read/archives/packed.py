"""Single files that gzip, bzip2 or xz have packed, tar archives among them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from typing import IO

from travaux.read.budget import Budget, stream
from travaux.read.items import Member, Unpack, Within

GZIP = b"\x1f\x8b\x08"
BZIP2 = b"BZh"
XZ = b"\xfd7zXZ\x00"
MEMORY = 128 * 1024 * 1024
PIECE = 64 * 1024


class _Xz(io.RawIOBase):
    """What an xz file holds; lzma.LZMAFile would take as much memory as the file asks for."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._data = b""
        self._stream = lzma.LZMADecompressor(memlimit=MEMORY)

    def readable(self) -> bool:
        return True

    def read(self, size: int = PIECE) -> bytes:
        while True:
            if self._stream.eof:
                self._data = self._stream.unused_data.lstrip(b"\x00") or self._file.read(PIECE)
                if not self._data:
                    return b""
                self._stream = lzma.LZMADecompressor(memlimit=MEMORY)
            elif self._stream.needs_input and not self._data:
                self._data = self._file.read(PIECE)
                if not self._data:
                    raise EOFError("it ends too early")
            piece, self._data = self._stream.decompress(self._data, size), b""
            if piece:
                return piece


def _gunzip(file: IO[bytes]) -> IO[bytes]:
    return gzip.GzipFile(fileobj=file, mode="rb")  # type: ignore[return-value]


def _xz(file: IO[bytes]) -> IO[bytes]:
    return _Xz(file)  # type: ignore[return-value]


def _unpacked(opened: Callable[[IO[bytes]], IO[bytes]]) -> Unpack:
    def unpack(file: IO[bytes], source: str, budget: Budget) -> Within:
        yield Member(source, stream(opened(file), source, budget))

    return unpack


gunzip = _unpacked(_gunzip)
bunzip2 = _unpacked(bz2.BZ2File)
unxz = _unpacked(_xz)
