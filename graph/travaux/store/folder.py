"""The folder of a store: how one is made, told from others, and refused where it is not whole."""

from __future__ import annotations

import json
from pathlib import Path

from travaux.errors import TravauxError

FORMAT = 4
MARK = "travaux.json"
BEGINNING = f"{MARK}.new"


def replaced_by_restore(path: Path) -> Path:
    """Return where a store is while another takes its place."""
    return path.with_name(f".{path.name}.replaced")


def _refuse_unfinished(path: Path) -> None:
    old = replaced_by_restore(path)
    if old.exists() and not path.exists():
        raise TravauxError(
            f"a restore of {path} broke off at its last step; the store as it was is in {old}: rename that to"
            f" {path.name}, or restore again"
        )


def prepare(path: Path) -> None:
    """Make the folder of a store where none is; raises TravauxError where something else is."""
    _refuse_unfinished(path)
    if path.is_dir() and (path / MARK).exists():
        return check(path)
    if path.exists() and not _is_empty(path):
        raise TravauxError(f"{path} is there already and is no travaux store; name another one with --store")
    try:
        path.mkdir(parents=True, exist_ok=True)
        beginning = path / BEGINNING
        beginning.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        beginning.replace(path / MARK)
    except OSError as error:
        raise TravauxError(f"no store can be made at {path}: {error.strerror}") from error
    return None


def check(path: Path) -> None:
    """Raise TravauxError unless a store of this format is there."""
    _refuse_unfinished(path)
    if not path.exists() or _is_empty(path):
        raise TravauxError(
            f"there is no store at {path}; make one with: travaux build PATH... --store {path}"
        )
    try:
        found = json.loads((path / MARK).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TravauxError(f"{path} is not a travaux store; name another one with --store") from error
    if found != FORMAT:
        raise TravauxError(
            f"{path} has store format {found}, this travaux reads {FORMAT}; delete it and build again,"
            f" or restore a backup of it: travaux restore FILE --store {path} --replace"
        )


def _is_empty(path: Path) -> bool:
    """Is this a folder with nothing in it but what a build that broke off at its first step leaves?"""
    return path.is_dir() and all(one.name == BEGINNING for one in path.iterdir())
