"""Writing a .dna file that DNA 3 and rDNA open: the same coding gives the same bytes."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import count, permutations
from pathlib import Path
from typing import TypeVar

from travaux.interchange.dna import schema
from travaux.interchange.dna.coding import Coding, Statement, Value
from travaux.interchange.dna.offsets import Units

ATTRIBUTES = ("Type", "Alias", "Notes")
ADMIN = "Admin"
COLOURS = (
    (255, 255, 0), (51, 153, 255), (255, 102, 102), (102, 255, 0), (239, 208, 51), (100, 200, 190), (211, 211, 211),
)  # fmt: skip
Row = Sequence[str | int | None]
Thing = TypeVar("Thing")


def write(coding: Coding) -> bytes:
    """Return a coding as a database of DNA 3.0; its coders all have the password "travaux".

    What is too long for DNA, such as a title of 191 characters, is cut.
    """
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(":memory:")) as database:
        for made in schema.statements():
            database.execute(made)
        with database:
            _Writer(database, coding).write()
        file = Path(folder) / "written.dna"
        database.execute("VACUUM INTO ?", (str(file),))
        return file.read_bytes()


class _Writer:
    """Numbers what a coding holds, from 1 in its order, and writes it."""

    def __init__(self, database: sqlite3.Connection, coding: Coding) -> None:
        self._database = database
        self._coding = coding
        self._coders = _numbered(coding.coders or (ADMIN,))
        self._types = _numbered(one.label for one in coding.types)
        self._variables = _numbered((one.label, var.name) for one in coding.types for var in one.variables)
        self._kinds = {(one.label, var.name): var.kind for one in coding.types for var in one.variables}
        self._entities: dict[tuple[int, str], int] = {}

    def write(self) -> None:
        self._insert("SETTINGS", [("version", schema.VERSION), ("date", schema.DATE)])
        self._people()
        self._forms()
        self._insert("REGEXES", ((cut(label), *COLOURS[0]) for label in self._coding.regexes))
        self._documents()
        self._values_of_short_text()
        self._attributes()
        self._statements()

    def _insert(self, table: str, rows: Iterable[Row], columns: str = "") -> None:
        for row in rows:
            marks = ", ".join("?" * len(row))
            self._database.execute(f"INSERT INTO {table}{columns} VALUES ({marks})", row)  # our own names

    def _people(self) -> None:
        password = schema.hashed(schema.PASSWORD)
        people = [
            (number, cut(name), *COLOURS[(number - 1) % len(COLOURS)], password)
            for name, number in self._coders.items()
        ]
        self._insert("CODERS", people, "(ID, Name, Red, Green, Blue, Password)")
        pairs = zip(count(1), permutations(self._coders.values(), 2), strict=False)
        # DNA asks for the relation of any two coders, and fails where there is none.
        self._insert("CODERRELATIONS", ((number, *pair, 1, 1, 1, 1) for number, pair in pairs))

    def _forms(self) -> None:
        for label, number in self._types.items():
            self._insert("STATEMENTTYPES", [(number, cut(label), *COLOURS[(number + 3) % len(COLOURS)])])
        for (label, name), number in self._variables.items():
            self._insert("VARIABLES", [(number, cut(name), self._kinds[label, name], self._types[label])])

    def _documents(self) -> None:
        for number, one in enumerate(self._coding.documents, 1):
            about = (one.author, one.source, one.section)
            coder = self._coders.get(one.coder, 1)
            row: Row = (
                number, cut(one.title) or f"Document {number}", one.text, coder, *map(cut, about), one.notes,
                cut(one.type), one.date,
            )  # fmt: skip
            self._insert("DOCUMENTS", [row])

    def _values_of_short_text(self) -> None:
        """Write each value once: first those that the coding lists, then what its statements have beside."""
        for one in self._coding.entities:
            if self._kinds.get((one.type, one.variable)) == "short text":
                self._entity(self._variables[one.type, one.variable], one.value)
        for statement in self._coding.statements:
            for name, value in statement.values:
                if self._kinds[statement.type, name] == "short text":
                    self._entity(self._variables[statement.type, name], str(value))

    def _entity(self, variable: int, value: str) -> int:
        key = variable, cut(value)
        if key not in self._entities:
            self._entities[key] = len(self._entities) + 1
            self._insert("ENTITIES", [(self._entities[key], *key, 0, 0, 0, None)])
        return self._entities[key]

    def _attributes(self) -> None:
        """Write what is noted of each value: DNA wants a row for each value and each attribute of its variable."""
        noted = {
            self._entities[self._variables[one.type, one.variable], cut(one.value)]: dict(one.attributes)
            for one in self._coding.entities
            if self._kinds.get((one.type, one.variable)) == "short text"
        }
        own = {entity: variable for (variable, _), entity in self._entities.items()}
        names = {
            (own[entity], name): None for entity, about in noted.items() for name in about
        } or self._usual_attributes()
        numbers = _numbered(names)
        self._insert("ATTRIBUTEVARIABLES", ((number, *key) for key, number in numbers.items()))
        rows = (
            (entity, number, cut(noted.get(entity, {}).get(name, "")))
            for entity, variable in own.items()
            for (of, name), number in numbers.items()
            if of == variable
        )
        self._insert("ATTRIBUTEVALUES", ((number, *row) for number, row in enumerate(rows, 1)))

    def _usual_attributes(self) -> dict[tuple[int, str], None]:
        short = [number for key, number in self._variables.items() if self._kinds[key] == "short text"]
        return {(number, name): None for name in ATTRIBUTES for number in short}

    def _statements(self) -> None:
        units: dict[int, Units] = {}
        for number, one in enumerate(self._coding.statements, 1):
            if one.document not in units:
                units[one.document] = Units(self._coding.documents[one.document].text)
            place = units[one.document].of(one.span)
            row = (number, self._types[one.type], one.document + 1, *place, self._coders.get(one.coder, 1))
            self._insert("STATEMENTS", [row])
            for table, variable, value in self._data(one):
                self._insert(table, [(number, variable, value)], _columns(table))

    def _data(self, statement: Statement) -> Iterator[tuple[str, int, str | int]]:
        for name, value in statement.values:
            kind, variable = self._kinds[statement.type, name], self._variables[statement.type, name]
            yield schema.TABLE_OF[kind], variable, self._stored(kind, variable, value)

    def _stored(self, kind: str, variable: int, value: Value) -> str | int:
        if kind == "short text":
            return self._entity(variable, str(value))
        return str(value) if kind == "long text" else int(value)


def cut(text: str) -> str:
    """Return as much of a text as DNA has room for in a field."""
    return text if len(text) <= schema.LONGEST else text[: schema.LONGEST - 1] + "…"


def _columns(table: str) -> str:
    value = "Entity" if table == "DATASHORTTEXT" else "Value"
    return f"(StatementId, VariableId, {value})"


def _numbered(things: Iterable[Thing]) -> dict[Thing, int]:
    return {thing: number for number, thing in enumerate(dict.fromkeys(things), 1)}
