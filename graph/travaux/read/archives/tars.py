"""Tar archives: each regular file in its turn; links and devices are no documents."""

from __future__ import annotations

import tarfile
from typing import IO

from travaux.errors import UnreadableDocument
from travaux.read.archives import names
from travaux.read.budget import BROKEN, Budget, stream
from travaux.read.items import Member, Within

BLOCK = 512
LONGEST_HEADER = 8 * 1024  # over which Python before 3.11.10 thinks for seconds
EXTENDED = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)


class _Header(tarfile.TarInfo):
    """The header of a member, which may not be larger than any name or attribute is: it is held in memory."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        header = super().frombuf(buf, encoding, errors)
        if header.type in EXTENDED and not 0 <= header.size <= LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {header.size:,} bytes")
        return header


def is_tar(head: bytes) -> bool:
    """Say whether a file begins with the header of a member, whose checksum is right."""
    try:
        tarfile.TarInfo.frombuf(head[:BLOCK], "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def unpack(file: IO[bytes], source: str, budget: Budget) -> Within:
    """Yield the regular files of an archive; what breaks it off is an error after those before."""
    sources = names.Sources(source)
    try:
        with tarfile.open(
            fileobj=file, mode="r|", bufsize=BLOCK, tarinfo=_Header, errors="replace"
        ) as archive:
            while (member := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]
                yield from _member(archive, member, sources, budget)
    except BROKEN as error:
        yield UnreadableDocument(
            f"{source}: a tar archive that is cut off or damaged ({error}); the files before the break are kept"
        )


def _member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, sources: names.Sources, budget: Budget
) -> Within:
    name = names.portable(member.name)
    if not member.isreg() or not names.is_document(name):
        return
    budget.count()
    try:
        source = sources.of(name)
    except UnreadableDocument as error:
        yield error
        return
    if member.issparse():
        yield UnreadableDocument(f"{source}: a sparse file; pack it with tar without --sparse")
        return
    data = archive.extractfile(member)
    if data is not None:
        yield Member(source, stream(data, source))
