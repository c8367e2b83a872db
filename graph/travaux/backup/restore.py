"""A store made from a backup: checked, loaded in bulk beside its place, and put there when it is whole."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from travaux.backup import BESIDE, DECISIONS, FORMAT, GRAPH, HEADER, JUDGEMENTS, MANIFEST, Counts
from travaux.errors import TravauxError
from travaux.link import decisions
from travaux.review import cells, judgements
from travaux.store import FORMAT as STORE_FORMAT
from travaux.store import MARK, Store, replaced_by_restore
from travaux.store.engine import Embedded
from travaux.store.manifest import Record

LARGEST = {
    HEADER: 1_000_000,
    GRAPH: 500_000_000_000,
    MANIFEST: 500_000_000,
    DECISIONS: decisions.LARGEST,
    JUDGEMENTS: cells.LARGEST,
}
LOADED: dict[str, Callable[[Path], object]] = {DECISIONS: decisions.load, JUDGEMENTS: judgements.load}
# N-Quads pack to about a thirtieth; what unpacks to so many times its size is meant to fill a disk.
DENSEST = 300
ROOM = 10_000_000


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a backup says: what is in it, and the sum of each part."""

    counts: Counts
    sums: dict[str, str]
    store: object


def restore(file: Path, where: Path, replace: bool = False) -> Counts:
    """Make a store from a backup, and return what is in it by its number.

    With `replace`, one that is there gives way, at the very end. Raises TravauxError for a file that is no backup or a
    damaged one, when something is in the way, and when someone is writing there.
    """
    if re.match(r"https?:", str(where)):
        raise TravauxError("a backup is restored into a folder on this machine; name one with --store")
    place = where.resolve()
    work = place.with_name(f".{place.name}.restoring")
    with _opened(file) as archive:
        header = _header(file, archive)
        _see_that_it_is_free(place, replace)
        said = {name: _part(file, archive, name, header) for name in BESIDE if name in header.sums}
        _see_that_they_agree(place, said, replace)
        _clear(work)
        try:
            _load(file, archive, header, work)
            _put_beside(place, said)
            _put(work, place)
        except OSError as error:
            raise TravauxError(f"{place} cannot be restored: {error}; see that the disk has room") from error
        finally:
            _remove(work)  # what has its place is not there any more
    return header.counts


def _opened(file: Path) -> ZipFile:
    try:
        archive = ZipFile(file)
    except BadZipFile as error:
        raise TravauxError(f"{file} is no backup of travaux, or a damaged one: {error}") from error
    except OSError as error:
        raise TravauxError(f"{file} cannot be read: {error.strerror or error}") from error
    try:
        _check_parts(file, archive)
    except BaseException:
        archive.close()
        raise
    return archive


def _check_parts(file: Path, archive: ZipFile) -> None:
    """Refuse what no backup has: parts of other names, twice the same, locked ones, and ones that fill the disk."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    strange = sorted(set(names) - set(LARGEST))
    if strange or len(names) != len(set(names)) or not {HEADER, GRAPH, MANIFEST} <= set(names):
        what = f"it holds {strange[0][:80]!r}" if strange else "its parts are not those of one"
        raise TravauxError(f"{file} is no backup of travaux: {what}")
    for info in infos:
        if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise TravauxError(
                f"{file} is no backup of travaux: {info.filename} is locked or packed otherwise"
            )
        if info.file_size > min(LARGEST[info.filename], DENSEST * info.compress_size + ROOM):
            raise TravauxError(
                f"{file}: {info.filename} would unpack to {info.file_size:,} bytes, which no backup does; it was"
                " not unpacked"
            )


def _header(file: Path, archive: ZipFile) -> Header:
    try:
        said: Any = json.loads(_bytes(file, archive, HEADER))
        made, program = int(said["format"]), str(said["travaux"])
        if made != FORMAT:
            raise TravauxError(
                f"{file} is of backup format {made}, made by travaux {program[:20]}; this one reads format {FORMAT}:"
                " restore it with that version, or build again"
            )
        counts = {str(name): int(number) for name, number in said["counts"].items()}
        sums = {str(name): str(part["sha256"]) for name, part in said["parts"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TravauxError(f"{file} is no backup of travaux: its header cannot be read") from error
    if set(sums) != set(archive.namelist()) - {HEADER}:
        raise TravauxError(f"{file} is damaged: its parts are not those that its header names")
    return Header(counts, sums, said.get("store"))


def _load(file: Path, archive: ZipFile, header: Header, work: Path) -> None:
    record = _manifest(file, _part(file, archive, MANIFEST, header))
    with Store(work) as store:
        try:
            with archive.open(GRAPH) as packed:
                graph = _Summed(packed)
                store.fill(graph)  # type: ignore[arg-type]
        except (BadZipFile, EOFError, zlib.error) as error:
            raise _damaged(file, GRAPH) from error
        if graph.sum.hexdigest() != header.sums[GRAPH] or len(store) != header.counts.get("quads"):
            raise _damaged(file, GRAPH)
        store.manifest.restore(record)
        if header.store != STORE_FORMAT:
            store.derive()  # what questions read was written otherwise


class _Summed(io.RawIOBase):
    """A stream that adds up what is read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.sum = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.sum.update(data)
        return data


def _part(file: Path, archive: ZipFile, name: str, header: Header) -> bytes:
    data = _bytes(file, archive, name)
    if hashlib.sha256(data).hexdigest() != header.sums[name]:
        raise _damaged(file, name)
    return data


def _bytes(file: Path, archive: ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (BadZipFile, EOFError, zlib.error) as error:
        raise _damaged(file, name) from error


def _damaged(file: Path, name: str) -> TravauxError:
    return TravauxError(f"{file} is damaged: {name} is not as it was written; take another backup")


def _manifest(file: Path, data: bytes) -> Record:
    try:
        said: Any = json.loads(data)
        return {
            "files": {str(name): str(stamp) for name, stamp in said["files"].items()},
            "documents": {
                str(name): [str(iri) for iri in found] for name, found in said["documents"].items()
            },
            "items": [list(map(str, row))[:6] for row in said.get("items", ()) if len(row) >= 6],
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(file, MANIFEST) from error


def _see_that_it_is_free(place: Path, replace: bool) -> None:
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return
    if not (place / MARK).is_file():
        raise TravauxError(f"{place} is there already and is no travaux store; name another one with --store")
    if not replace:
        raise TravauxError(
            f"there is a store at {place} already; give --replace to put the backup in its place"
        )
    if (place / "graph").is_dir():
        Embedded(place / "graph").close()  # raises when someone is writing


def _see_that_they_agree(place: Path, said: Mapping[str, bytes], replace: bool) -> None:
    for name, of in BESIDE.items():
        file = of(place)
        if file.exists() and not replace and file.read_bytes() != said.get(name):
            raise TravauxError(
                f"{file} is there already and is not what the backup holds; move it away, or give --replace, which"
                f" keeps it as {file.name}.old"
            )


def _put_beside(place: Path, said: Mapping[str, bytes]) -> None:
    """Put what people said, of the backup, beside the store; other files that are there are kept under other names."""
    for name, data in said.items():
        beside = BESIDE[name](place)
        new = beside.with_name(f"{beside.name}.new")
        new.write_bytes(data)
        LOADED[name](new)
    for name, of in BESIDE.items():
        file = of(place)
        if file.exists() and file.read_bytes() != said.get(name):
            file.replace(file.with_name(f"{file.name}.old"))
        if name in said:
            file.with_name(f"{file.name}.new").replace(file)


def _put(work: Path, place: Path) -> None:
    """Give a store its place; one that is there steps aside before, and is removed after."""
    old = replaced_by_restore(place)
    if place.exists() and not any(place.iterdir()):
        place.rmdir()
    elif place.exists():
        _remove(old)
        place.rename(old)
    try:
        work.rename(place)
    except BaseException:
        if old.exists():
            old.rename(place)
        raise
    _remove(old)


def _clear(work: Path) -> None:
    """Remove what a restore left that broke off; raises TravauxError when one is running."""
    if (work / "graph").is_dir():
        Embedded(work / "graph").close()
    _remove(work)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
