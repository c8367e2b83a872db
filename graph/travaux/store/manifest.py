"""Which graphs came from which file, kept beside the graph: a machine's paths never enter the graph."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NotRequired, TypedDict

SCHEMA = """
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, stamp TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS document (path TEXT NOT NULL, iri TEXT NOT NULL, PRIMARY KEY (path, iri));
CREATE TABLE IF NOT EXISTS sketch (iri TEXT PRIMARY KEY, marks BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS document_iri ON document (iri);
CREATE TABLE IF NOT EXISTS item (
    path TEXT NOT NULL, name TEXT NOT NULL, stamp TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
    iri TEXT NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (path, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
KEPT = """
CREATE TABLE IF NOT EXISTS kept.parse (
    path TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (path, name)
);
"""
PARSES = "parses.sqlite"
FAULTS = ("failed", "quarantined")


class Record(TypedDict):
    """What a manifest holds: the stamp of each file, the documents of each, and what came of the items in it."""

    files: dict[str, str]
    documents: dict[str, list[str]]
    items: NotRequired[list[list[str]]]


class Row(NamedTuple):
    """What came of an item of a file: the document `iri` in the graph, or a reason why there is none.

    `stamp` tells what it was made of and by which program, `content` the former alone; `parses` are kept for the next
    program.
    """

    file: str
    name: str
    stamp: str
    state: str
    reason: str = ""
    iri: str = ""
    content: str = ""
    parses: bytes = b""


class Manifest:
    """The files that a store was built from, each with a stamp of its content and its documents."""

    def __init__(self, path: Path | None = None) -> None:
        self._database = sqlite3.connect(path or ":memory:")
        self._database.executescript(SCHEMA)
        self._database.execute("ATTACH ? AS kept", (str(path.with_name(PARSES)) if path else ":memory:",))
        self._database.executescript(KEPT)

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

    def _nowhere_else(self, documents: Iterable[str]) -> set[str]:
        """Return those of some documents that at most one file holds."""
        count = "SELECT COUNT(*) FROM document WHERE iri = ?"
        return {iri for iri in documents if self._database.execute(count, (iri,)).fetchone()[0] <= 1}

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
            self._database.execute("DELETE FROM item WHERE path = ?", (file,))
            self._database.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (file, stamp))
            self._add(file, documents)

    def item(self, file: str, name: str) -> Row | None:
        """Return what came of an item; nothing where it was being replaced when a build broke off."""
        found = self._database.execute(
            "SELECT path, name, stamp, state, reason, iri FROM item WHERE path = ? AND name = ?", (file, name)
        ).fetchone()
        return Row(*found) if found else None

    def items(self, file: str) -> list[Row]:
        """Return what came of the items of a file, by name."""
        rows = self._database.execute(
            "SELECT path, name, stamp, state, reason, iri FROM item WHERE path = ? ORDER BY name", (file,)
        )
        return [Row(*row) for row in rows]

    def faulty(self) -> set[str]:
        """Return the files of which an item could not be read."""
        rows = self._database.execute("SELECT DISTINCT path FROM item WHERE state IN (?, ?)", FAULTS)
        return {path for (path,) in rows}

    def parses(self, file: str, name: str, content: str) -> bytes:
        """Return the parses that were kept of an item with this content."""
        found = self._database.execute(
            "SELECT packed FROM kept.parse WHERE path = ? AND name = ? AND content = ?", (file, name, content)
        ).fetchone()
        return found[0] if found else b""

    def begin(self, files: Iterable[str]) -> None:
        """Note that files are being read: their items are not seen yet, and they have no stamp."""
        with self._database:
            for file in files:
                self._database.execute("UPDATE item SET seen = 0 WHERE path = ?", (file,))
                self._database.execute("DELETE FROM file WHERE path = ?", (file,))

    def see(self, items: Iterable[tuple[str, str]]) -> None:
        """Note items, by file and name, that are as they were."""
        with self._database:
            self._database.executemany("UPDATE item SET seen = 1 WHERE path = ? AND name = ?", items)

    def announce_items(self, rows: Sequence[Row]) -> set[str]:
        """Note items before their documents enter the graph; return the documents that these take the place of."""
        former = {row.iri for one in rows if (row := self.item(one.file, one.name)) and row.iri}
        with self._database:
            self._database.executemany(
                "DELETE FROM item WHERE path = ? AND name = ?", [row[:2] for row in rows]
            )
            for row in rows:
                self._add(row.file, [row.iri] if row.iri else [])
        return self._nowhere_else(former - {row.iri for row in rows})

    def settle_items(self, rows: Sequence[Row], former: Iterable[str]) -> None:
        """Note that the graph now holds the documents of these items, and `former` no more."""
        with self._database:
            self._database.executemany("DELETE FROM document WHERE iri = ?", [(iri,) for iri in former])
            self._database.executemany(
                "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?, 1)", [row[:6] for row in rows]
            )
            self._database.executemany(
                "INSERT OR REPLACE INTO kept.parse VALUES (?, ?, ?, ?)",
                [(row.file, row.name, row.content, row.parses) for row in rows if row.parses],
            )

    def vanished(self, files: Iterable[str]) -> set[str]:
        """Return the documents of files that no item which was seen stands for, and that no other file holds."""
        found: set[str] = set()
        for file in files:
            rows = self._database.execute(
                "SELECT iri FROM document WHERE path = ?1"
                " AND iri NOT IN (SELECT iri FROM item WHERE path = ?1 AND seen = 1)"
                " AND iri NOT IN (SELECT iri FROM document WHERE path <> ?1)",
                (file,),
            )
            found |= {iri for (iri,) in rows}
        return found

    def end(self, files: Iterable[tuple[str, str]]) -> None:
        """Note that files, each with its stamp, have been read: of them there is what was seen, and nothing else."""
        with self._database:
            for file, stamp in files:
                self._database.execute("DELETE FROM item WHERE path = ? AND seen = 0", (file,))
                self._database.execute(
                    "DELETE FROM document WHERE path = ?1"
                    " AND iri NOT IN (SELECT iri FROM item WHERE path = ?1)",
                    (file,),
                )
                self._database.execute(
                    "DELETE FROM kept.parse WHERE path = ?1"
                    " AND name NOT IN (SELECT name FROM item WHERE path = ?1)",
                    (file,),
                )
                self._database.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (file, stamp))

    def note(self, name: str) -> str:
        """Return a note; the empty text where there is none."""
        found = self._database.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def write_note(self, name: str, value: str) -> None:
        """Write a note, or wipe it out with an empty text."""
        if value == self.note(name):
            return
        with self._database:
            self._database.execute("DELETE FROM note WHERE name = ?", (name,))
            if value:
                self._database.execute("INSERT INTO note VALUES (?, ?)", (name, value))

    def forget(self, file: str) -> None:
        """Drop all memory of a file."""
        with self._database:
            for table in ("document", "file", "item", "kept.parse"):
                self._database.execute(f"DELETE FROM {table} WHERE path = ?", (file,))

    def drop(self, document: str) -> None:
        """Drop a document wherever it came from; its files will be read again by the next build."""
        with self._database:
            self._database.execute(
                "DELETE FROM file WHERE path IN (SELECT path FROM document WHERE iri = ?)", (document,)
            )
            self._database.execute("DELETE FROM item WHERE iri = ?", (document,))
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
            rows = self._database.execute(
                "SELECT path, name, stamp, state, reason, iri FROM item ORDER BY path, name"
            )
            return {"files": self.stamps(), "documents": documents, "items": [list(row) for row in rows]}

    def restore(self, record: Record) -> None:
        """Take over what `record` returned; this one must be empty."""
        with self._database:
            self._database.executemany("INSERT INTO file VALUES (?, ?)", record["files"].items())
            self._database.executemany(
                "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, 1)", record.get("items", [])
            )
            for file, documents in record["documents"].items():
                self._add(file, documents)

    def close(self) -> None:
        self._database.close()

    def _add(self, file: str, documents: Iterable[str]) -> None:
        rows = [(file, iri) for iri in documents]
        self._database.executemany("INSERT OR IGNORE INTO document VALUES (?, ?)", rows)
