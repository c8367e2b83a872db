"""ZIP archives: each member in its turn, counted as it is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
from itertools import pairwise
from typing import IO

from travaux.errors import UnreadableDocument
from travaux.read.archives import names, office, salvage
from travaux.read.budget import BROKEN, Budget, stream
from travaux.read.items import Item, Member, Within, anywhere, whole

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
LOCAL_HEADER = 30
ENTRY = 128
ENCRYPTED = 0x1
UTF8 = 0x800


def is_zip(head: bytes) -> bool:
    """Say whether a file begins as a ZIP archive does."""
    return head.startswith(SIGNATURES)


def unpack(file: IO[bytes], source: str, budget: Budget) -> Within:
    """Yield the members of an archive that are documents, or the one document that it is."""
    file = anywhere(file, source, budget.limits)
    try:
        archive = zipfile.ZipFile(_Guarded(file, ENTRY * budget.limits.members))
    except BROKEN as error:
        file.seek(0)
        yield from salvage.members(file, source, budget, str(error))
        return
    with archive:
        kind = office.kind(archive.NameToInfo, _mimetype(archive))
        if kind:
            file.seek(0)
            yield Item(source, whole(file, source, budget.limits), kind)
        else:
            yield from _members(archive, source, budget)


class _Guarded(io.RawIOBase):
    """A file of which nothing is read at once that is too large for a directory of members."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self._most = most

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        if size > self._most:
            raise zipfile.BadZipFile(f"its directory has {size:,} bytes")
        return self._file.read(size)


def _members(archive: zipfile.ZipFile, source: str, budget: Budget) -> Within:
    infos = archive.infolist()
    if _overlap(infos):
        raise UnreadableDocument(
            f"{source}: a ZIP archive whose files overlap, made to fill a memory; do not trust it"
        )
    sources = names.Sources(source)
    for info in infos:
        name = names.portable(_name(info))
        if not names.is_document(name) or info.is_dir() or _is_link(info):
            continue
        budget.count()
        yield from _member(archive, info, name, sources, budget)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, sources: names.Sources, budget: Budget
) -> Within:
    try:
        source = sources.of(name)
    except UnreadableDocument as error:
        yield error
        return
    reason = _refusal(info)
    if reason:
        yield UnreadableDocument(f"{source}: {reason}")
        return
    try:
        with archive.open(info) as member:
            yield Member(source, stream(member, source, budget))
    except BROKEN as error:
        yield UnreadableDocument(f"{source}: damaged in its archive ({error}); get the archive anew")


def _refusal(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & ENCRYPTED:
        return "encrypted; unpack it with its password"
    if info.compress_type not in READ:
        return (
            f"packed by a method that is not read ({info.compress_type}); pack it as usual ZIP archives are"
        )
    return None


def _mimetype(archive: zipfile.ZipFile) -> str:
    info = archive.NameToInfo.get(office.MIMETYPE)
    if info is None or _refusal(info):
        return ""
    try:
        with archive.open(info) as member:
            return member.read(100).decode("ascii", "replace")
    except BROKEN:
        return ""


def _overlap(infos: list[zipfile.ZipInfo]) -> bool:
    spans = sorted(_span(info) for info in infos)
    return any(end > start for (_, end), (start, _) in pairwise(spans))


def _span(info: zipfile.ZipInfo) -> tuple[int, int]:
    return info.header_offset, info.header_offset + LOCAL_HEADER + info.compress_size


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name, which many programs write in UTF-8 without saying so."""
    if info.flag_bits & UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename
