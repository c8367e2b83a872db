"""What is whole in a ZIP archive that was cut off, and so has lost the directory at its end."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import IO, NamedTuple

from travaux.errors import UnreadableDocument
from travaux.read.archives import names, office
from travaux.read.budget import Budget, Exhausted
from travaux.read.items import Member, Within

LOCAL = struct.Struct("<4s5HIIIHH")
SIGNATURE = b"PK\x03\x04"
DESCRIPTOR = b"PK\x07\x08"
DESCRIPTORS = struct.Struct("<4sIII")
OF_A_DOCUMENT = (office.CONTENT_TYPES, office.MIMETYPE)
ENCRYPTED = 0x1
SIZES_FOLLOW = 0x8
PIECE = 64 * 1024


class _Header(NamedTuple):
    """What stands before a member."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int


def members(file: IO[bytes], source: str, budget: Budget, reason: str) -> Within:
    """Yield the members before the break, and the break as an error."""
    sources = names.Sources(source)
    for number, header in enumerate(iter(lambda: _header(file), None)):
        if number == 0 and header.name in OF_A_DOCUMENT:
            reason = "an Office document"
            break
        try:
            data = _data(file, header, budget)
        except Exhausted:
            raise
        except (zlib.error, EOFError, UnreadableDocument) as error:
            reason = str(error) or reason
            break
        name = names.portable(header.name)
        if header.name.endswith("/") or not names.is_document(name):
            continue
        budget.count()
        try:
            yield Member(sources.of(name), io.BytesIO(data))
        except UnreadableDocument as error:
            yield error
    yield UnreadableDocument(
        f"{source}: a ZIP archive that is cut off or damaged ({reason}); the files before the break are kept"
    )


def _header(file: IO[bytes]) -> _Header | None:
    head = file.read(LOCAL.size)
    if len(head) < LOCAL.size or not head.startswith(SIGNATURE):
        return None
    _, _, flags, method, _, _, crc, packed, _, length, extra = LOCAL.unpack(head)
    name = file.read(length).decode("utf-8", "replace")
    file.read(extra)
    return _Header(name, flags, method, crc, packed)


def _data(file: IO[bytes], header: _Header, budget: Budget) -> bytes:
    """Return a member's bytes; raises EOFError, zlib.error or UnreadableDocument where they are not whole."""
    if header.flags & ENCRYPTED:
        raise UnreadableDocument("an encrypted file in it")
    if header.method == zipfile.ZIP_DEFLATED:
        data = _inflated(file, budget)
    elif header.method == zipfile.ZIP_STORED and not header.flags & SIZES_FOLLOW:
        data = _stored(file, header.packed, budget)
    else:
        raise UnreadableDocument("a file in it cannot be found without the directory")
    crc = _descriptor(file) if header.flags & SIZES_FOLLOW else header.crc
    if zlib.crc32(data) != crc:
        raise UnreadableDocument("a wrong checksum")
    return data


def _stored(file: IO[bytes], size: int, budget: Budget) -> bytes:
    budget.spend(min(size, budget.limits.document + 1))
    data = file.read(min(size, budget.limits.document + 1))
    if len(data) < size:
        raise EOFError("its last file is not whole")
    return data


def _inflated(file: IO[bytes], budget: Budget) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    data = bytearray()
    packed = b""
    while not inflater.eof:
        packed = inflater.unconsumed_tail or file.read(PIECE)
        if not packed:
            raise EOFError("its last file is not whole")
        piece = inflater.decompress(packed, PIECE)
        budget.spend(len(piece))
        data += piece
        if len(data) > budget.limits.document:
            raise UnreadableDocument("a file over the limit of a document")
    file.seek(-len(inflater.unused_data), io.SEEK_CUR)
    return bytes(data)


def _descriptor(file: IO[bytes]) -> int:
    """Return the checksum that follows a member whose header does not have it."""
    data = file.read(DESCRIPTORS.size)
    signed = data.startswith(DESCRIPTOR)
    file.seek((DESCRIPTORS.size if signed else DESCRIPTORS.size - 4) - len(data), io.SEEK_CUR)
    return int.from_bytes(data[4:8] if signed else data[:4], "little")
