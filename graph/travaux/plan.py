"""What a build has to do: each file and each item in it, as it was, or new, or not to be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from travaux.errors import UnreadableDocument
from travaux.read import Item, Limits, documents_in, items
from travaux.store import PACE, Store
from travaux.store.manifest import FAULTS, Row
from travaux.work import Job

PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, the name that its documents get, and its size in bytes."""

    path: Path
    name: str
    size: int = 0

    @property
    def key(self) -> str:
        return str(self.path.resolve())


class Step(NamedTuple):
    """A step of a build, in the order of the documents: `row` is what is noted of an item, or what came of it before.

    A file is the "same", or it begins, has items that are "kept", "left" out or "asked" of a worker, and ends. `size`
    counts the bytes of an item.
    """

    kind: Literal["same", "begin", "kept", "left", "asked", "end"]
    source: Source
    row: Row | None = None
    job: Job | None = None
    stamp: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Program:
    """What reads: `mark` tells the program, its vocabulary and model, `address_of` where a file was fetched from."""

    mark: str
    limits: Limits
    address_of: Callable[[Path], str | None] = lambda path: None


def find(paths: Sequence[Path]) -> tuple[list[Source], list[tuple[str, str]]]:
    """Return the files under `paths`, each once, and the paths that are not there with the reason."""
    found: dict[str, Source] = {}
    missing = []
    for path in paths:
        try:
            for file, name in documents_in(path):
                source = Source(file, name, _size(file))
                found.setdefault(source.key, source)
        except UnreadableDocument as error:
            missing.append((str(path), str(error).removeprefix(f"{path}: ")))
    return list(found.values()), missing


def vanished(store: Store, paths: Sequence[Path], sources: Sequence[Source]) -> list[str]:
    """Return the files that were under `paths` at an earlier build and are not there any more."""
    present = {source.key for source in sources}
    roots = [path.resolve() for path in paths]
    files = (file for file in store.manifest.files() if file not in present)
    return [file for file in files if any(Path(file).is_relative_to(root) for root in roots)]


def steps(store: Store, sources: Sequence[Source], program: Program, retry: bool = False) -> Iterator[Step]:
    """Yield the steps of a build; with `retry`, what could not be read is asked for again."""
    settled, here = store.settled(), set(store.documents())
    faulty = store.manifest.faulty() if retry else set()
    for source in sources:
        stamp = _stamp(source, program)
        if stamp and settled.get(source.key) == stamp and source.key not in faulty:
            yield Step("same", source)
            continue
        yield Step("begin", source)
        names: set[str] = set()
        for item in items(source.path, source.name, program.limits):
            yield _step(store, source, item, names, program, here, retry)
        yield Step("end", source, stamp=stamp)


class Forecast(NamedTuple):
    """What a build would do: documents to read and their bytes, those that stay, files that are gone, what is left out.

    `pace` is how many bytes a second the last build of the store read; 0 where none has told.
    """

    documents: int
    size: int
    unchanged: int
    gone: int
    left: list[tuple[str, str]]
    pace: int


def foresee(store: Store, paths: Sequence[Path], program: Program, retry: bool = False) -> Forecast:
    """Return what a build would do, without doing any of it."""
    sources, left = find(paths)
    documents = size = unchanged = 0
    for step in steps(store, sources, program, retry):
        if step.kind == "same":
            unchanged += len(store.manifest.documents(step.source.key))
        elif step.kind == "kept" and step.row:
            unchanged += bool(step.row.iri)
        elif step.kind == "left" and step.row:
            left.append((step.row.name, step.row.reason))
        elif step.kind == "asked":
            documents += 1
            size += step.size
    gone = len(vanished(store, paths, sources))
    return Forecast(documents, size, unchanged, gone, left, int(store.manifest.note(PACE) or 0))


def _step(
    store: Store,
    source: Source,
    item: Item | UnreadableDocument,
    names: set[str],
    program: Program,
    here: set[str],
    retry: bool,
) -> Step:
    if isinstance(item, UnreadableDocument):
        name, colon, reason = str(item).partition(": ")
        if not (colon and name.startswith(source.name)):
            name, reason = source.name, str(item)
        return Step("left", source, Row(source.key, _own(name, names), "", "failed", reason))
    item = item._replace(source=_own(item.source, names))
    address = program.address_of(source.path)
    content = hashlib.sha256(item.data).hexdigest()
    stamp = _digest(program.mark, item.source, address or "", content)
    former = store.manifest.item(source.key, item.source)
    if former and program.mark and former.stamp == stamp and _holds(former, here, retry):
        return Step("kept", source, former, size=len(item.data))
    job = Job(item, address, store.manifest.parses(source.key, item.source, content))
    row = Row(source.key, item.source, stamp, "", content=content)
    return Step("asked", source, row, job, size=len(item.data))


def _holds(row: Row, here: set[str], retry: bool) -> bool:
    return row.iri in here if row.iri else not (retry and row.state in FAULTS)


def _own(name: str, names: set[str]) -> str:
    """Return a name that no other item of the file has."""
    own, number = name, 1
    while own in names:
        number += 1
        own = f"{name}~{number}"
    names.add(own)
    return own


def _stamp(source: Source, program: Program) -> str:
    total = hashlib.sha256()
    try:
        with source.path.open("rb") as file:
            while piece := file.read(PIECE):
                total.update(piece)
    except OSError:
        return ""
    return _digest(program.mark, source.name, program.address_of(source.path) or "", total.hexdigest())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
