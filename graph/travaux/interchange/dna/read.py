"""Reading a .dna file: a database that may be broken or hostile, so it is opened read-only and within limits."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from travaux.errors import UnreadableDocument
from travaux.interchange.dna.coding import (
    CodedDocument,
    CodedEntity,
    Coding,
    Statement,
    StatementType,
    Value,
    Variable,
)
from travaux.interchange.dna.offsets import Units, lines
from travaux.interchange.dna.schema import TABLE_OF

MAGIC = b"SQLite format 3\x00"
LARGEST = 512 * 1024 * 1024
LONGEST_TEXT = 64 * 1024 * 1024
STEPS, MOST_STEPS = 1_000_000, 2_000
NEEDED = (
    "CODERS", "DOCUMENTS", "STATEMENTTYPES", "VARIABLES", "STATEMENTS", "ENTITIES", "REGEXES", "ATTRIBUTEVARIABLES",
    "ATTRIBUTEVALUES", *TABLE_OF.values(),
)  # fmt: skip
DOCUMENTS = (
    "SELECT ID, Title, Text, Coder, Author, Source, Section, Notes, Type, Date FROM DOCUMENTS ORDER BY ID"
)
STATEMENTS = "SELECT ID, DocumentId, Start, Stop, StatementTypeId, Coder FROM STATEMENTS ORDER BY ID"
ENTITIES = "SELECT ID, VariableId, Value FROM ENTITIES ORDER BY ID"
ATTRIBUTES = (
    "SELECT EntityId, AttributeVariable, AttributeValue FROM ATTRIBUTEVALUES"
    " JOIN ATTRIBUTEVARIABLES ON ATTRIBUTEVARIABLES.ID = AttributeVariableId ORDER BY ATTRIBUTEVARIABLES.ID"
)
VARIABLES = "SELECT ID, Variable, DataType, StatementTypeId FROM VARIABLES ORDER BY ID"
VALUES = {
    "short text": "SELECT StatementId, DATASHORTTEXT.VariableId, Value FROM DATASHORTTEXT"
    " JOIN ENTITIES ON ENTITIES.ID = Entity",
    **{
        kind: f"SELECT StatementId, VariableId, Value FROM {table}"  # the names of tables are ours
        for kind, table in TABLE_OF.items()
        if kind != "short text"
    },
}
Key = Any


def is_dna(path: Path) -> bool:
    """Say whether a file is a database such as DNA keeps, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def read(path: Path) -> Coding:
    """Read all that was coded in a file of DNA 3.

    `path` is the .dna file, which is never written. A statement that cannot be read is left out and named. Raises
    UnreadableDocument for what is no such file, for one of DNA 2, and for one that is broken or too large.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableDocument(
                f"{path.name}: {size:,} bytes, over the limit of {LARGEST:,}; split it in DNA"
            )
        with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as database:
            _guard(database)
            _refuse_others(database, path.name)
            return _Reader(database).coding()
    except (sqlite3.Error, OSError, OverflowError) as error:
        raise UnreadableDocument(
            f"{path.name}: cannot be read as a database of DNA 3 ({error}); open it in DNA and save it anew"
        ) from error


def _guard(database: sqlite3.Connection) -> None:
    """Let nothing in a database run, write, or take more time and room than a coding does."""
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_TEXT)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA query_only = ON")
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    steps = iter(range(MOST_STEPS))
    database.set_progress_handler(lambda: next(steps, None) is None, STEPS)


def _refuse_others(database: sqlite3.Connection, name: str) -> None:
    rows = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = {table for table, sql in rows if str(sql).upper().startswith("CREATE TABLE")}
    columns = {row[1] for row in database.execute("PRAGMA table_info(DATASHORTTEXT)")}
    settings = (
        "SELECT Value FROM SETTINGS WHERE Property = 'version'" if "SETTINGS" in tables else "SELECT ''"
    )
    version = next((str(value) for (value,) in database.execute(settings)), "")
    if version.startswith("2") or "CODERPERMISSIONS" in tables:
        raise UnreadableDocument(
            f"{name}: made by DNA 2; make a new database in DNA 3, import this one there, and give the new one"
        )
    if missing := [table for table in NEEDED if table not in tables]:
        raise UnreadableDocument(
            f"{name}: no database of DNA 3, as it has no table {missing[0]}; give a .dna file"
        )
    if "VariableId" not in columns:
        raise UnreadableDocument(
            f"{name}: made by another form of DNA ({version}) than 3.0; save it with DNA 3.0"
        )


class _Reader:
    """Reads the tables of one database, each once."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._rows = database.execute
        self._coders = {
            key: _text(name) for key, name in self._rows("SELECT ID, Name FROM CODERS ORDER BY ID")
        }
        self._types = {
            key: _text(name) for key, name in self._rows("SELECT ID, Label FROM STATEMENTTYPES ORDER BY ID")
        }
        self._variables: dict[Key, list[tuple[Key, Variable]]] = defaultdict(list)
        for key, name, kind, of in self._rows(VARIABLES):
            self._variables[of].append((key, Variable(_text(name), _text(kind))))
        self._left_out: list[str] = []

    def coding(self) -> Coding:
        documents = dict(self._documents())
        numbers = {key: number for number, key in enumerate(documents)}
        statements = tuple(self._statements(list(documents.values()), numbers))
        return Coding(
            documents=tuple(documents.values()),
            statements=statements,
            types=tuple(
                StatementType(label, tuple(variable for _, variable in self._variables[key]))
                for key, label in self._types.items()
            ),
            coders=tuple(self._coders.values()),
            entities=tuple(self._entities()),
            regexes=tuple(sorted(_text(label) for (label,) in self._rows("SELECT Label FROM REGEXES"))),
            left_out=tuple(self._left_out),
        )

    def _documents(self) -> Iterator[tuple[Key, CodedDocument]]:
        for key, title, text, coder, *about, date in self._rows(DOCUMENTS):
            author, source, section, notes, kind = map(_text, about)
            yield (
                key,
                CodedDocument(
                    _text(title), lines(_text(text)), self._coders.get(coder, ""), author, source, section, notes, kind,
                    date if isinstance(date, int) else 0,
                ),
            )  # fmt: skip

    def _statements(self, documents: list[CodedDocument], numbers: dict[Key, int]) -> Iterator[Statement]:
        values = self._values()
        units: dict[int, Units] = {}
        for key, document, start, stop, of, coder in self._rows(STATEMENTS):
            number = numbers.get(document)
            if number is None or of not in self._types:
                self._left_out.append(f"statement {key}: there is no document or type of statement for it")
                continue
            if number not in units:
                units[number] = Units(documents[number].text)
            span = (
                units[number].span(start, stop) if isinstance(start, int) and isinstance(stop, int) else None
            )
            if span is None:
                self._left_out.append(f"statement {key}: {start} to {stop} is no place in its document")
                continue
            given = tuple(
                (variable.name, values[key, number_of])
                for number_of, variable in self._variables[of]
                if (key, number_of) in values
            )
            yield Statement(number, span, self._types[of], self._coders.get(coder, ""), given)

    def _values(self) -> dict[tuple[Key, Key], Value]:
        found: dict[tuple[Key, Key], Value] = {}
        for kind, query in VALUES.items():
            for statement, variable, value in self._rows(query):
                found[statement, variable] = _value(kind, value)
        return found

    def _entities(self) -> Iterator[CodedEntity]:
        noted: dict[Key, list[tuple[str, str]]] = defaultdict(list)
        for entity, name, value in self._rows(ATTRIBUTES):
            noted[entity].append((_text(name), _text(value)))
        of = {
            key: (self._types.get(type_key, ""), variable.name)
            for type_key, variables in self._variables.items()
            for key, variable in variables
        }
        for key, variable, value in self._rows(ENTITIES):
            if variable in of:
                yield CodedEntity(*of[variable], _text(value), tuple(noted[key]))


def _value(kind: str, value: object) -> Value:
    if kind in ("boolean", "integer"):
        number = value if isinstance(value, int) else 0
        return bool(number) if kind == "boolean" else number
    return _text(value)


def _text(value: object) -> str:
    """Return a value of any type as text: SQLite lets a column hold what it likes."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
