"""Gold and predictions as files: read in full, or refused with the reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from travaux.errors import TravauxError
from travaux.evaluate.items import STANCES, Gold, Item, Office

Record = Mapping[str, Any]
Made = TypeVar("Made")


class Fields(NamedTuple):
    """The fields that an object of a gold file must have, and those that it may have."""

    needed: tuple[str, ...]
    allowed: tuple[str, ...] = ()


DOCUMENT = Fields(("doc", "positions", "roles"))
POSITION = Fields(
    ("holder", "stance", "topics", "evidence"),
    ("holder_type", "iso3", "speaker", "via", "target", "quote", "body", "certainty", "unnamed"),
)
ROLE = Fields(("person",), ("state", "organisation", "role", "body", "evidence"))


def read_gold(folder: Path) -> list[Gold]:
    """Return the gold of each document of a folder, by file name.

    Raises TravauxError where there is none, and for a file that is no gold.
    """
    found = [_gold(path) for path in gold_files(folder)]
    names = [gold.document for gold in found]
    if twice := {one for one in names if names.count(one) > 1}:
        raise TravauxError(f"{folder}: two gold files are about {min(twice)}; put them into one")
    return found


def gold_files(folder: Path) -> list[Path]:
    """Return the gold files of a folder, in order; raises TravauxError where there are none."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise TravauxError(f"{folder}: no gold files; give a folder with one NAME.json for each document")
    return files


def text_file(gold: Gold, texts: Path) -> Path:
    """Return the file that gold is about; raises TravauxError where it is missing."""
    path = texts / gold.document
    if not path.is_file():
        raise TravauxError(f"{texts}: there is gold for {gold.document}, but no such text; add the text")
    return path


def digest(golds: Path, texts: Path) -> str:
    """Return the SHA-256 of all gold files of a folder and of the texts that they are about."""
    total = hashlib.sha256()
    for path in gold_files(golds):
        for file in (path, text_file(_gold(path), texts)):
            total.update(f"{file.name}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def read_lines(path: Path, make: Callable[[Record], Made]) -> dict[str, list[Made]]:
    """Return what `make` makes of each line of a file of JSON lines, in order.

    They are sorted by the last part of the path or address of their document. Raises TravauxError for a line
    that is not as the program prints it.
    """
    found: dict[str, list[Made]] = {}
    for number, line in enumerate(_read(path).split("\n"), 1):
        if line.strip():
            where = f"{path}, line {number}"
            document, made = _prediction(_record(line, where), make, where)
            found.setdefault(document, []).append(made)
    return found


def _prediction(record: Record, make: Callable[[Record], Made], where: str) -> tuple[str, Made]:
    try:
        return Path(record["document"]).name, make(record)
    except KeyError as error:
        raise TravauxError(f"{where}: no field {error}; print it with --format jsonl") from None
    except (TypeError, AttributeError):
        raise TravauxError(f"{where}: a field is of the wrong kind; print it with --format jsonl") from None


def item_of(record: Record) -> Item:
    """Return a position from the record that `travaux positions` prints."""
    holder = record["holder"]
    return Item(
        holder=holder["label"],
        iso3=holder.get("iso3"),
        stance=record["stance"],
        topics=tuple(record.get("topics") or ()),
        evidence=(record.get("evidence") or {}).get("text", ""),
        speaker=_label(record.get("speaker")),
        quote=record.get("quote"),
    )


def office_of(record: Record) -> Office:
    """Return an office from the record that `travaux delegates` prints."""
    side = record.get("state") or record.get("organisation")
    return Office(record["person"]["label"], _label(side) or "")


def _label(value: str | Record | None) -> str | None:
    return value if value is None or isinstance(value, str) else value["label"]


def _gold(path: Path) -> Gold:
    whole = _checked(_record(_read(path), str(path)), DOCUMENT, str(path))
    positions = [_item(p, f"{path}, position {n}") for n, p in enumerate(whole["positions"], 1)]
    offices = [_office(r, f"{path}, role {n}") for n, r in enumerate(whole["roles"], 1)]
    return Gold(Path(whole["doc"]).name, tuple(positions), tuple(offices))


def _item(record: Record, where: str) -> Item:
    _checked(record, POSITION, where)
    if record["stance"] not in STANCES:
        raise TravauxError(f"{where}: unknown stance {record['stance']!r}; write one of {', '.join(STANCES)}")
    return Item(
        holder=record["holder"],
        iso3=record.get("iso3"),
        stance=record["stance"],
        topics=tuple(record["topics"]),
        evidence=record["evidence"],
        speaker=record.get("speaker"),
        quote=record.get("quote"),
        unnamed=bool(record.get("unnamed")),
    )


def _office(record: Record, where: str) -> Office:
    _checked(record, ROLE, where)
    return Office(record["person"], record.get("state") or record.get("organisation") or "")


def _checked(record: Record, fields: Fields, where: str) -> Record:
    """Return a record that has all fields it needs and no unknown ones; raises TravauxError for another."""
    if unknown := sorted(set(record) - {*fields.needed, *fields.allowed}):
        known = ", ".join((*fields.needed, *fields.allowed))
        raise TravauxError(f"{where}: unknown field {unknown[0]!r}; known are {known}")
    if missing := [field for field in fields.needed if record.get(field) is None]:
        raise TravauxError(f"{where}: no field {missing[0]!r}; add it")
    return record


def _record(text: str, where: str) -> Record:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise TravauxError(f"{where}: not JSON ({error}); mend it") from None
    if not isinstance(found, dict):
        raise TravauxError(f"{where}: not an object with fields; mend it")
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TravauxError(f"{path}: cannot be read ({error}); give a UTF-8 text file") from None
