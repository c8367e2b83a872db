"""The store as a worker holds it: opened again when it has changed on disk since."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox

from travaux.store import LINKED, MANIFEST, Store
from travaux.store.engine import Embedded
from travaux.store.manifest import Manifest

Mark = tuple[tuple[str, int, int], ...]
_LOG_BYTES = 4 * 1024 * 1024


class Place:
    """A store that is read. What was written before a request came is seen by it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mark: Mark = ()
        self._engine: Embedded | None = None
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        self._refresh()
        assert self._store is not None
        return self._store

    @property
    def graph(self) -> ox.Store:
        self._refresh()
        assert self._engine is not None
        return self._engine.graph

    def forget(self) -> None:
        """Let the store go; it is opened again when it is needed."""
        if self._store is not None:
            self._store.close()
        self._mark, self._engine, self._store = (), None, None

    def _refresh(self) -> None:
        mark = fingerprint(self.path / "graph")
        if self._store is None or mark != self._mark:
            self.forget()
            engine = Embedded(self.path / "graph", writable=False)
            self._store, self._engine, self._mark = (
                Store(self.path, writable=False, engine=engine),
                engine,
                mark,
            )


class WritablePlace:
    """A store that is written. It is held while there is something to write, so that a build may come between."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Embedded | None = None

    @property
    def graph(self) -> ox.Store:
        if self._engine is None:
            Store(self.path, writable=False).close()  # says so where this is no store
            self._engine = Embedded(self.path / "graph", writable=True)
            manifest = Manifest(self.path / MANIFEST)
            manifest.write_note(LINKED, "")  # the next build works out anew what follows
            manifest.close()
        return self._engine.graph

    def settle(self) -> None:
        """Move what was written from the journal into tables when it has become long: readers open faster."""
        sizes = (size for name, size, _ in fingerprint(self.path / "graph") if name.endswith(".log"))
        if sum(sizes) > _LOG_BYTES:
            self.graph.flush()

    def forget(self) -> None:
        """Let the store go, so that others may write."""
        if self._engine is not None:
            self._engine.graph.flush()
            self._engine.close()
        self._engine = None

    @property
    def held(self) -> bool:
        return self._engine is not None


def fingerprint(folder: Path) -> Mark:
    """Return what changes when a store is written: the names, sizes and times of its files but for its diary."""
    found = []
    with os.scandir(folder) as files:
        for file in files:
            if not file.name.startswith("LO"):  # LOG, LOG.old, LOCK
                try:
                    seen = file.stat()
                except FileNotFoundError:
                    continue
                found.append((file.name, seen.st_size, seen.st_mtime_ns))
    return tuple(sorted(found))
