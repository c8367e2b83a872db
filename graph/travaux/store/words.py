"""The cards of documents in an index beside the graph (SQLite FTS5): what is found by words, and what is told.

An entry is a position, the title of a document or a paragraph of its text. All of it follows from the document's graph
alone, so that the index can always be made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Any, Literal

import pyoxigraph as ox

from travaux.errors import TravauxError
from travaux.store.asked import BEGINNINGS, expression, parse
from travaux.store.cards import Card, card
from travaux.store.entries import Entry
from travaux.store.told import Source, unpack

Kind = Literal["position", "passage"]

FILE = "words.sqlite"
VERSION = 2
TOGETHER = 32
START, END = "\x02", "\x03"
SURFACE = "unicode61 remove_diacritics 2"
SCHEMA = f"""
CREATE TABLE entry (
  id INTEGER PRIMARY KEY, document TEXT NOT NULL, node TEXT NOT NULL, start INTEGER NOT NULL);
CREATE INDEX entry_document ON entry (document);
CREATE TABLE told (document TEXT PRIMARY KEY, packed TEXT NOT NULL);
CREATE VIRTUAL TABLE position USING fts5 (text, target, quotation, names, tokenize = 'porter {SURFACE}');
CREATE VIRTUAL TABLE passage USING fts5 (text, tokenize = 'porter {SURFACE}');
CREATE VIRTUAL TABLE surface USING fts5 (
  text, content = '', columnsize = 0, detail = none, tokenize = '{SURFACE}');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (surface, row);
PRAGMA user_version = {VERSION};
"""
# How much a word counts in each column: in the target, and as a name, twice.
RANK: dict[Kind, str] = {"position": "bm25(position, 1, 2, 1, 2)", "passage": "bm25(passage)"}


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found: a position or a document, the text shown, and where in it the words are.

    `start` is where the text stands in the document; a title stands nowhere and has -1.
    """

    node: str
    document: str
    start: int
    text: str
    found: tuple[tuple[int, int], ...]


class Words:
    """The index of words of a store. With a path it is that file, without one in memory.

    One process may write, many may read meanwhile. A file that is no index, or a damaged one, is replaced by an empty
    one when it is opened to write. To read, an empty one in memory stands for one that is not there or not whole:
    it is `made_here`.
    """

    def __init__(self, path: Path | None = None, *, writable: bool = True) -> None:
        self._lock = RLock()  # a server asks from several threads
        self.made_here = False
        self._database = _open_to_write(path) if writable else _open_to_read(path)
        if not writable and not self.whole:
            self.close()
            self.made_here = True
            self._database = _open_to_write(None)

    @property
    def whole(self) -> bool:
        """Whether all that was in the graph when the index was made is in it."""
        return bool(self._rows("SELECT 1 FROM sqlite_master WHERE name = 'whole'"))

    def replace(self, old: Iterable[str], new: Sequence[Card]) -> None:
        """Drop the cards of documents and put others in their place, in one transaction."""
        with self._lock, self._database:
            for document in sorted({*old, *(card.document for card in new)}):
                self._drop(document)
            for card in new:
                self._database.execute("INSERT INTO told VALUES (?, ?)", (card.document, card.told))
                for entry in card.entries:
                    self._add(entry)

    def catch_up(self, documents: Iterable[str], facts: Callable[[str], Iterable[ox.Triple]]) -> None:
        """Make sure that exactly these documents have cards; `facts` gives the graph of one that has none yet."""
        with self._lock:
            here, wanted = self.documents(), set(documents)
            if here - wanted:
                self.replace(here - wanted, ())
            missing = iter(sorted(wanted - here))
            while some := list(islice(missing, TOGETHER)):
                self.replace((), [card(one, facts(one)) for one in some])
            if not self.whole:
                with self._database:
                    self._database.execute("CREATE TABLE whole (here INTEGER)")

    def documents(self) -> set[str]:
        """Return the documents that have cards."""
        return {iri for (iri,) in self._rows("SELECT document FROM told")}

    def told(self) -> Iterator[Source]:
        """Yield what each document tells, in the order of their addresses."""
        for document in sorted(self.documents()):
            for (packed,) in self._rows("SELECT packed FROM told WHERE document = ?", document):
                yield unpack(packed)

    def hits(self, kind: Kind, asked: str) -> list[tuple[int, str]]:
        """Return the number and the node of each entry in which all words asked for occur, the best first.

        Raises TravauxError when nothing is asked for.
        """
        return self._rows(
            f"SELECT id, node FROM {kind} JOIN entry ON id = {kind}.rowid WHERE {kind} MATCH ?"
            f" ORDER BY {RANK[kind]}, node, start",
            self._expression(asked),
        )

    def hit(self, kind: Kind, number: int, node: str, asked: str) -> Hit | None:
        """Return an entry with the places of the words asked for; nothing if a build replaced it meanwhile."""
        rows = self._rows(
            f"SELECT document, start, highlight({kind}, 0, '{START}', '{END}')"
            f" FROM {kind} JOIN entry ON id = {kind}.rowid WHERE {kind} MATCH ? AND {kind}.rowid = ? AND node = ?",
            self._expression(asked),
            number,
            node,
        )
        return next((Hit(node, document, start, *_places(marked)) for document, start, marked in rows), None)

    def nodes(self, asked: str, kinds: Iterable[Kind] = ("position", "passage")) -> set[str]:
        """Return the positions and documents in which all words asked for occur; of a document, in one paragraph."""
        query = "SELECT node FROM {0} JOIN entry ON id = {0}.rowid WHERE {0} MATCH ?"
        wanted = self._expression(asked)
        return {node for kind in kinds for (node,) in self._rows(query.format(kind), wanted)}

    def dump(self) -> list[tuple[str | int, ...]]:
        """Return all that the index holds, in an order that does not depend on how it came to be."""
        entry = "SELECT document, node, start, {1} FROM {0} JOIN entry ON id = {0}.rowid"
        found = self._rows(entry.format("position", "text, target, quotation, names"))
        found += self._rows(entry.format("passage", "text"))
        found += self._rows("SELECT document, packed FROM told")
        return [*sorted(found, key=repr), *self._rows("SELECT term, doc FROM vocabulary ORDER BY term")]

    def close(self) -> None:
        self._database.close()

    def _expression(self, asked: str) -> str:
        return expression(parse(asked), self._beginnings)

    def _beginnings(self, start: str) -> list[str]:
        """Return the words of the index that begin so, as written there: their forms would begin otherwise."""
        folded = self._folded(start)
        rows = self._rows(
            "SELECT term FROM vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC, term LIMIT ?",
            folded,
            f"{folded}\U0010ffff",
            BEGINNINGS + 1,
        )
        return [term for (term,) in rows]

    def _folded(self, word: str) -> str:
        """Return a word as the index writes it: small, without accents."""
        with closing(sqlite3.connect(":memory:")) as scratch:
            scratch.execute(f"CREATE VIRTUAL TABLE one USING fts5 (text, tokenize = '{SURFACE}')")
            scratch.execute("CREATE VIRTUAL TABLE term USING fts5vocab (one, row)")
            scratch.execute("INSERT INTO one VALUES (?)", (word,))
            return next((term for (term,) in scratch.execute("SELECT term FROM term")), word)

    def _rows(self, query: str, *given: str | int) -> list[Any]:
        try:
            with self._lock:
                return self._database.execute(query, given).fetchall()
        except sqlite3.DatabaseError as error:
            raise TravauxError(
                f"the index of words cannot be read: {error}; delete {FILE} in the folder of the store, which is"
                " then made anew"
            ) from error

    def _add(self, entry: Entry) -> None:
        execute = self._database.execute
        number = execute(
            "INSERT INTO entry (document, node, start) VALUES (?, ?, ?)",
            (entry.document, entry.node, entry.start),
        ).lastrowid
        if entry.kind == "position":
            execute(
                "INSERT INTO position (rowid, text, target, quotation, names) VALUES (?, ?, ?, ?, ?)",
                (number, entry.text, entry.target, entry.quotation, entry.names),
            )
        else:
            execute("INSERT INTO passage (rowid, text) VALUES (?, ?)", (number, entry.text))
        execute("INSERT INTO surface (rowid, text) VALUES (?, ?)", (number, entry.written))

    def _drop(self, document: str) -> None:
        execute = self._database.execute
        for kind, written in (("position", "text || char(10) || names"), ("passage", "text")):
            rows = execute(
                f"SELECT id, {written} FROM entry JOIN {kind} ON id = {kind}.rowid WHERE document = ?",
                (document,),
            ).fetchall()
            for number, text in rows:
                execute("INSERT INTO surface (surface, rowid, text) VALUES ('delete', ?, ?)", (number, text))
                execute(f"DELETE FROM {kind} WHERE rowid = ?", (number,))
        execute("DELETE FROM entry WHERE document = ?", (document,))
        execute("DELETE FROM told WHERE document = ?", (document,))


def _open_to_write(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return _made(sqlite3.connect(":memory:", check_same_thread=False))
    database = sqlite3.connect(path, check_same_thread=False)
    try:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version == VERSION:
            database.execute("SELECT (SELECT COUNT(*) FROM entry), (SELECT MAX(term) FROM vocabulary)")
            return _tuned(database)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "no such" not in str(error):
            database.close()
            raise
    database.close()
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    return _made(_tuned(sqlite3.connect(path, check_same_thread=False)))


def _tuned(database: sqlite3.Connection) -> sqlite3.Connection:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    return database


def _made(database: sqlite3.Connection) -> sqlite3.Connection:
    database.executescript(f"BEGIN; {SCHEMA} COMMIT;")
    return database


def _open_to_read(path: Path | None) -> sqlite3.Connection:
    """Open a file that a writer may be writing to; on a disk that is read-only, as one that nobody writes to."""
    if path is not None and path.exists():
        for mode in ("mode=ro", "immutable=1"):
            database = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, check_same_thread=False)
            with suppress(sqlite3.DatabaseError):
                if database.execute("PRAGMA user_version").fetchone() == (VERSION,):
                    return database
            database.close()
    return _made(sqlite3.connect(":memory:", check_same_thread=False))


def _places(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without its marks, and where they were."""
    pieces, found, length = [], [], 0
    first, *rest = marked.split(START)
    pieces.append(first)
    length += len(first)
    for piece in rest:
        word, _, after = piece.partition(END)
        found.append((length, length + len(word)))
        pieces += [word, after]
        length += len(word) + len(after)
    return "".join(pieces), tuple(found)


def matching(words: Words) -> Callable[..., ox.Literal]:
    """Return the function trv:matches of one query: whether words occur in a position or a document."""
    found: dict[str, set[str]] = {}

    def matches(node: Any, asked: Any) -> ox.Literal:
        if asked.value not in found:
            try:
                found[asked.value] = words.nodes(asked.value)
            except TravauxError:  # nothing is asked for, and nothing is found
                found[asked.value] = set()
        return ox.Literal(node.value in found[asked.value])

    return matches
