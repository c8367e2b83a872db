"""The manifest of a folder of fetched files: one line for each address, kept whole whenever a run is killed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import TracebackType

FINISHED = ".fetched.jsonl"
BEGUN = ".fetching.jsonl"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of an address: the last answer, the file that holds what was got, and what went wrong if anything.

    `file` is relative to the folder; it stays when a later run fails, with the `sha256`, `etag` and
    `last_modified` that belong to it. `final` is the address after all redirects.
    """

    address: str
    final: str | None = None
    file: str | None = None
    status: int | None = None
    time: str | None = None
    sha256: str | None = None
    type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    error: str | None = None


NAMES = tuple(field.name for field in fields(Fetched))


def manifest(folder: Path) -> dict[str, Fetched]:
    """Return what is known of each address that was fetched into `folder`, also by a run that was killed."""
    return {**_lines(folder / FINISHED), **begun(folder)}


def begun(folder: Path) -> dict[str, Fetched]:
    """Return what a run that did not come to its end had done."""
    return _lines(folder / BEGUN)


def address_of(file: Path) -> str | None:
    """Return the address that a file was fetched from, or None where no manifest tells."""
    folder = file.parent.parent
    stamps = tuple(_stamp(folder / name) for name in (FINISHED, BEGUN))
    return _addresses(folder, stamps).get(f"{file.parent.name}/{file.name}") if any(stamps) else None


class Journal:
    """Writes down each address as it is done; `finish` makes that, and what was known before, the manifest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / BEGUN).open("ab")
        if self._file.tell():
            self._file.write(b"\n")  # a killed run may have left half a line

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, line: Fetched) -> None:
        """Note what became of an address."""
        self._file.write(_written(line))
        self._file.flush()

    def finish(self) -> None:
        """Put the manifest in its place, whole."""
        self._file.close()
        whole = manifest(self._folder)
        draft = self._folder / f"{FINISHED}.part"
        draft.write_bytes(b"".join(_written(whole[address]) for address in sorted(whole)))
        draft.replace(self._folder / FINISHED)
        (self._folder / BEGUN).unlink()


def _written(line: Fetched) -> bytes:
    return json.dumps(asdict(line), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _lines(path: Path) -> dict[str, Fetched]:
    try:
        written = path.read_bytes().splitlines()
    except FileNotFoundError:
        return {}
    found = (_line(one) for one in written)
    return {line.address: line for line in found if line}


def _line(written: bytes) -> Fetched | None:
    """Return a line of a manifest, or None for half of one and for what this program never writes."""
    try:
        values = json.loads(written)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or not isinstance(values.get("address"), str):
        return None
    known = {name: values[name] for name in NAMES if values.get(name) is not None}
    status = known.pop("status", None)
    if not all(isinstance(value, str) for value in known.values()) or not _is_inside(known.get("file", "")):
        return None
    return Fetched(**known, status=status if isinstance(status, int) else None)


def _is_inside(file: str) -> bool:
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in file and "\0" not in file


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _addresses(folder: Path, stamps: tuple[object, ...]) -> dict[str, str]:
    return {line.file: line.final or line.address for line in manifest(folder).values() if line.file}
