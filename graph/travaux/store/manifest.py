"""Which graphs came from which file, kept beside the graph: a machine's paths never enter the graph."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypedDict

SCHEMA = """
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, stamp TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS document (path TEXT NOT NULL, iri TEXT NOT NULL, PRIMARY KEY (path, iri));
CREATE TABLE IF NOT EXISTS sketch (iri TEXT PRIMARY KEY, marks BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS document_iri ON document (iri);
"""


class Record(TypedDict):
    """What a manifest holds: the stamp of each file, and the documents of each."""

    files: dict[str, str]
    documents: dict[str, list[str]]


class Manifest:
    """The files that a store was built from, each with a stamp of its content and its documents."""

    def __init__(self, path: Path | None = None) -> None:
        self._database = sqlite3.connect(path or ":memory:")
        self._database.executescript(SCHEMA)

    def stamps(self) -> dict[str, str]:
        """Return the stamp of each file; a file that was being replaced when a build broke off has none."""
        return dict(self._database.execute("SELECT path, stamp FROM file ORDER BY path"))

    def files(self) -> list[str]:
        """Return all files that documents may have come from, those of a broken build included."""
        rows = self._database.execute("SELECT path FROM file UNION SELECT path FROM document ORDER BY path")
        return [path for (path,) in rows]

    def documents(self, file: str) -> set[str]:
        """Return the documents that were read from a file."""
        return {iri for (iri,) in self._database.execute("SELECT iri FROM document WHERE path = ?", (file,))}

    def only_here(self, file: str) -> set[str]:
        """Return the documents of a file that no other file holds as well."""
        rows = self._database.execute(
            "SELECT iri FROM document WHERE path = ?1"
            " AND iri NOT IN (SELECT iri FROM document WHERE path <> ?1)",
            (file,),
        )
        return {iri for (iri,) in rows}

    def announce(self, file: str, documents: Iterable[str]) -> None:
        """Note documents before they enter the graph, so that a build that breaks off leaves no orphan."""
        with self._database:
            self._database.execute("DELETE FROM file WHERE path = ?", (file,))
            self._add(file, documents)

    def settle(self, file: str, documents: Iterable[str], stamp: str) -> None:
        """Note that the graph now holds exactly `documents` of this file."""
        with self._database:
            self._database.execute("DELETE FROM document WHERE path = ?", (file,))
            self._database.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (file, stamp))
            self._add(file, documents)

    def forget(self, file: str) -> None:
        """Drop all memory of a file."""
        with self._database:
            self._database.execute("DELETE FROM document WHERE path = ?", (file,))
            self._database.execute("DELETE FROM file WHERE path = ?", (file,))

    def drop(self, document: str) -> None:
        """Drop a document wherever it came from; its files will be read again by the next build."""
        with self._database:
            self._database.execute(
                "DELETE FROM file WHERE path IN (SELECT path FROM document WHERE iri = ?)", (document,)
            )
            self._database.execute("DELETE FROM document WHERE iri = ?", (document,))

    def sketches(self) -> dict[str, bytes]:
        """Return the sketch of each document's text, as far as they were kept."""
        return dict(self._database.execute("SELECT iri, marks FROM sketch ORDER BY iri"))

    def keep_sketches(self, sketches: Mapping[str, bytes]) -> None:
        """Keep these sketches and no others."""
        with self._database:
            self._database.execute("DELETE FROM sketch")
            self._database.executemany("INSERT INTO sketch VALUES (?, ?)", sorted(sketches.items()))

    def record(self) -> Record:
        """Return all that is noted, as lists of texts for a file; sketches are not, as they can be made again."""
        with self._database:  # one transaction, so that both are of one moment
            self._database.execute("BEGIN")
            documents = {file: sorted(self.documents(file)) for file in self.files()}
            return {"files": self.stamps(), "documents": documents}

    def restore(self, record: Record) -> None:
        """Take over what `record` returned; this one must be empty."""
        with self._database:
            self._database.executemany("INSERT INTO file VALUES (?, ?)", record["files"].items())
            for file, documents in record["documents"].items():
                self._add(file, documents)

    def close(self) -> None:
        self._database.close()

    def _add(self, file: str, documents: Iterable[str]) -> None:
        rows = [(file, iri) for iri in documents]
        self._database.executemany("INSERT OR IGNORE INTO document VALUES (?, ?)", rows)
