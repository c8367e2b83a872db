"""Which files of a folder are documents."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from travaux.errors import UnreadableDocument

ABOUT_THE_FOLDER = ("readme", "license", "licence")


def documents_in(path: Path) -> list[tuple[Path, str]]:
    """Return the documents of a folder, or the one that `path` is, each with a source that holds everywhere.

    Hidden files, files about the folder (README, LICENSE) and what is no file are left out; links are
    followed, but not in circles. A folder that may not be opened is in the list: reading it tells the reason.
    Raises UnreadableDocument where there is nothing at `path`.
    """
    if not path.exists():
        raise UnreadableDocument(f"{path}: there is no such file or folder; check the path")
    if not path.is_dir():
        return [(path, _portable(path.name))]
    name = path.resolve().name
    files = _walk(path, frozenset())
    found = ((file, _portable("/".join((name, *file.relative_to(path).parts)))) for file in files)
    return sorted(found, key=lambda one: one[1])


def _walk(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    real = folder.resolve()
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, above | {real})
        elif _is_document(entry):
            yield entry


def _is_document(entry: Path) -> bool:
    about = entry.name.casefold().startswith(ABOUT_THE_FOLDER)
    return not about and (entry.is_file() or _leads_nowhere(entry))


def _leads_nowhere(entry: Path) -> bool:
    """Say whether a link leads to nothing, which is worth telling; one in a circle is not."""
    try:
        entry.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _portable(source: str) -> str:
    return unicodedata.normalize("NFC", os.fsencode(source).decode("utf-8", "replace"))
