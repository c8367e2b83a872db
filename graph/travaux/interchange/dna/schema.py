"""The tables of a database of DNA 3.0, and the hash of its passwords."""

from __future__ import annotations

import base64
import hashlib

VERSION, DATE = "3.0.7", "2022-06-10"
PASSWORD = "travaux"
LONGEST = 190

_PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip
_VALUES = {
    "DATABOOLEAN": "Value INTEGER NOT NULL DEFAULT 1",
    "DATAINTEGER": "Value INTEGER NOT NULL DEFAULT 0",
    "DATALONGTEXT": "Value TEXT DEFAULT ''",
    "DATASHORTTEXT": "Entity INTEGER NOT NULL",
}
TABLE_OF = {
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
    "long text": "DATALONGTEXT",
    "short text": "DATASHORTTEXT",
}


def _short(name: str, default: str = " DEFAULT ''") -> str:
    return f"{name} TEXT NOT NULL{default} CHECK (LENGTH({name}) < {LONGEST + 1})"


def _named(name: str) -> str:
    return _short(name, "")


def _flag(name: str, default: int = 1) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} BETWEEN 0 AND 1) DEFAULT {default}"


def _colour(form: str) -> str:
    return ", ".join(form.format(name) for name in ("Red", "Green", "Blue"))


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


_OPAQUE = _colour("{0} INTEGER NOT NULL DEFAULT 0 CHECK ({0} BETWEEN 0 AND 255)")
_NUMBERED = "ID INTEGER NOT NULL PRIMARY KEY"
_KEYED = "ID INTEGER PRIMARY KEY NOT NULL"
_RIGHTS = ", ".join(
    f"{name} INTEGER NOT NULL DEFAULT 1 CHECK({name} BETWEEN 0 AND 1)"
    for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
)


def _data(table: str) -> tuple[str, ...]:
    entity = (_refers("Entity", "ENTITIES"),) if table == "DATASHORTTEXT" else ()
    return (
        _KEYED, "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL", _VALUES[table],
        _refers("StatementId", "STATEMENTS"), _refers("VariableId", "VARIABLES"), *entity,
        "UNIQUE (StatementId, VariableId)",
    )  # fmt: skip


# Columns and checks as DNA itself makes them: it reads no others.
TABLES: dict[str, tuple[str, ...]] = {
    "SETTINGS": ("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"),
    "CODERS": (
        _NUMBERED, _named("Name"), _OPAQUE,
        "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0",
        "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14", _named("Password"),
        "PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300",
        _flag("ColorByCoder", 0), _flag("PopupDecoration", 0), _flag("PopupAutoComplete"),
        *(_flag(f"Permission{name}") for name in _PERMISSIONS),
    ),
    "DOCUMENTS": (
        _NUMBERED, _named("Title"), "Text TEXT NOT NULL", "Coder INTEGER", _short("Author"), _short("Source"),
        _short("Section"), "Notes TEXT NOT NULL DEFAULT ''", _short("Type"), "Date INTEGER NOT NULL",
        _refers("Coder", "CODERS"),
    ),
    "STATEMENTTYPES": (_NUMBERED, _named("Label"), _OPAQUE),
    "VARIABLES": (
        _NUMBERED, _named("Variable"),
        "DataType TEXT NOT NULL CHECK (DataType = 'boolean' OR DataType = 'integer' OR DataType = 'long text'"
        " OR DataType = 'short text') DEFAULT 'short text'",
        "StatementTypeId INTEGER", _refers("StatementTypeId", "STATEMENTTYPES"), "UNIQUE (Variable, StatementTypeId)",
    ),
    "VARIABLELINKS": (
        _NUMBERED, "SourceVariableId INTEGER", "TargetVariableId INTEGER",
        "CHECK (TargetVariableId != SourceVariableId)", _refers("SourceVariableId", "VARIABLES"),
        _refers("TargetVariableId", "VARIABLES"),
    ),
    "REGEXES": (f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < {LONGEST + 1})", _OPAQUE),
    "CODERRELATIONS": (
        _NUMBERED, "Coder INTEGER CHECK(Coder > 0)", "OtherCoder INTEGER CHECK(OtherCoder > 0)", _RIGHTS,
        "CHECK (Coder != OtherCoder)", _refers("Coder", "CODERS"), _refers("OtherCoder", "CODERS"),
    ),
    "STATEMENTS": (
        _NUMBERED, "StatementTypeId INTEGER", "DocumentId INTEGER", "Start INTEGER NOT NULL CHECK(Start >= 0)",
        "Stop INTEGER NOT NULL CHECK(Stop >= 0)", "Coder INTEGER", "CHECK (Start < Stop)",
        _refers("StatementTypeId", "STATEMENTTYPES"), _refers("Coder", "CODERS"), _refers("DocumentId", "DOCUMENTS"),
    ),
    "DATABOOLEAN": _data("DATABOOLEAN"),
    "DATAINTEGER": _data("DATAINTEGER"),
    "ENTITIES": (
        _KEYED, "VariableId INTEGER NOT NULL", _short("Value"),
        _colour("{0} INTEGER CHECK ({0} BETWEEN 0 AND 255)"), "ChildOf INTEGER CHECK(ChildOf > 0)",
        "UNIQUE (VariableId, Value)", _refers("ChildOf", "ENTITIES"), _refers("VariableId", "VARIABLES"),
    ),
    "DATASHORTTEXT": _data("DATASHORTTEXT"),
    "DATALONGTEXT": _data("DATALONGTEXT"),
    "ATTRIBUTEVARIABLES": (
        _KEYED, "VariableId INTEGER NOT NULL", _named("AttributeVariable"), "UNIQUE(VariableId, AttributeVariable)",
        _refers("VariableId", "VARIABLES"),
    ),
    "ATTRIBUTEVALUES": (
        _KEYED, "EntityId INTEGER NOT NULL", "AttributeVariableId INTEGER NOT NULL", _short("AttributeValue"),
        "UNIQUE (EntityId, AttributeVariableId)", _refers("EntityId", "ENTITIES"),
        _refers("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    ),
}  # fmt: skip


def statements() -> list[str]:
    """Return the SQL that makes the tables."""
    return [f"CREATE TABLE {name}({', '.join(columns)})" for name, columns in TABLES.items()]


def hashed(password: str) -> str:
    """Return a password as DNA keeps it: SHA-256, a hundred thousand times, after a salt of 16 bytes.

    The salt is always the same, so that the same store gives the same file; the password is in the manual, and
    protects nothing that a program for SQLite would not show.
    """
    salt = hashlib.sha256(PASSWORD.encode()).digest()[:16]
    total = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(99_999):
        total = hashlib.sha256(total).digest()
    return base64.b64encode(salt + total).decode()
