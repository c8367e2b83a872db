"""A store in one portable file: its graph, which files it was built from, and what people decided.

The file is a zip with a header of JSON, which names the format and the sum of each part. The same store gives the same
bytes: graphs and quads are sorted, and no part bears a time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyoxigraph import NamedNode

from travaux.errors import TravauxError
from travaux.link import decisions
from travaux.rdf import canonical
from travaux.resources import release
from travaux.review import judgements
from travaux.store import FORMAT as STORE_FORMAT
from travaux.store import MANIFEST as MANIFEST_FILE
from travaux.store import Store, open_store
from travaux.store.manifest import Manifest, Record

FORMAT = 1
HEADER, GRAPH, MANIFEST = "travaux-backup.json", "graph.nq", "manifest.json"
DECISIONS, JUDGEMENTS = "decisions.csv", "judgements.csv"
BESIDE = {DECISIONS: decisions.file_of, JUDGEMENTS: judgements.file_of}  # what people said, beside the store
EPOCH = (1980, 1, 1, 0, 0, 0)

Counts = dict[str, int]


def backup(where: str | Path, file: Path) -> Counts:
    """Write a store into a file, and return what is in it by its number; others may read and write it meanwhile.

    The file takes its name when it is whole. Raises TravauxError when it cannot be written.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        before = _record(Path(where))
        with open_store(where, writable=False) as store, ZipFile(part, "w", ZIP_DEFLATED) as archive:
            counts = _write(archive, store, before)
        part.replace(file)
    except OSError as error:
        raise TravauxError(
            f"{file} cannot be written: {error.strerror or error}; name another file"
        ) from error
    except sqlite3.Error as error:
        raise TravauxError(f"the files that {where} was built from cannot be read: {error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return counts


def _write(archive: ZipFile, store: Store, before: Record) -> Counts:
    manifest = _agreed(before, _record(store.path) if store.path else before, set(store.documents()))
    beside = {name: of(store.path) for name, of in BESIDE.items()} if store.path else {}
    said = {name: file for name, file in beside.items() if file.exists()}
    graph = _Part(archive, GRAPH)
    graphs = graph.write(canonical(store.quads(name)) for name in _graphs(store))
    parts = [graph, _Part(archive, MANIFEST)]
    parts[1].write([json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"])
    for name, file in said.items():
        parts.append(_Part(archive, name))
        parts[-1].write([file.read_bytes()])
    counts = {
        "documents": len(store.documents()),
        "graphs": graphs,
        "quads": graph.lines,
        "files": len(manifest["documents"]),
        "decisions": len(decisions.load(said[DECISIONS])) if DECISIONS in said else 0,
        "judgements": len(judgements.load(said[JUDGEMENTS])) if JUDGEMENTS in said else 0,
    }
    _Part(archive, HEADER).write([_header(parts, counts)])
    return counts


def _header(parts: Iterable[_Part], counts: Counts) -> bytes:
    said: dict[str, Any] = {
        "format": FORMAT,
        "travaux": release(),
        "store": STORE_FORMAT,
        "counts": counts,
        "parts": {part.name: {"size": part.size, "sha256": part.sum.hexdigest()} for part in parts},
    }
    return json.dumps(said, indent=1).encode() + b"\n"


class _Part:
    """A part of the archive that is being written, with its size, its lines and its sum."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive = archive
        self.name = name
        self.size = self.lines = 0
        self.sum = hashlib.sha256()

    def write(self, pieces: Iterable[bytes]) -> int:
        """Write the pieces one after the other, and return how many there were."""
        info = ZipInfo(self.name, EPOCH)
        info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 3, 0o100644 << 16
        number = 0
        with self._archive.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                self.sum.update(piece)
                self.size += len(piece)
                self.lines += piece.count(b"\n")
                number += 1
        return number


def _graphs(store: Store) -> Iterator[NamedNode]:
    rows = store.select("SELECT DISTINCT ?graph { GRAPH ?graph { ?subject ?predicate ?object } }")
    yield from sorted((row["graph"] for row in rows), key=str)


def _record(folder: Path) -> Record:
    file = folder / MANIFEST_FILE
    if not file.exists():
        return {"files": {}, "documents": {}}
    manifest = Manifest(file)
    try:
        return manifest.record()
    finally:
        manifest.close()


def _agreed(before: Record, after: Record, here: set[str]) -> Record:
    """Return what holds of the graph as it was between two looks at the manifest, which a build may have changed.

    A file about which both agree keeps its stamp if its documents are here; any other one has none, so that the next
    build reads it again, but its documents are known as its own.
    """
    documents = {
        file: sorted(here & {*before["documents"].get(file, ()), *after["documents"].get(file, ())})
        for file in sorted(before["documents"].keys() | after["documents"].keys())
    }
    files = {
        file: stamp
        for file, stamp in sorted(after["files"].items())
        if before["files"].get(file) == stamp
        and before["documents"].get(file, []) == after["documents"].get(file, []) == documents.get(file, [])
    }
    return {
        "files": files,
        "documents": {file: found for file, found in documents.items() if found or file in files},
        "items": [row for row in after.get("items", ()) if row[0] in files],
    }
