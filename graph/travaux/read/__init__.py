"""Reading: a file is unpacked into items, and an item becomes a Document whose text is fixed once and for ever."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import formats
from travaux.read.budget import Budget, Exhausted, size_of
from travaux.read.folders import documents_in
from travaux.read.formats import read as read_item
from travaux.read.items import Item, Member, Unpacked, whole
from travaux.read.limits import Limits

__all__ = [
    "DEFAULT",
    "Item",
    "Limits",
    "documents_in",
    "items",
    "read",
    "read_all",
    "read_bytes",
    "read_item",
]

DEFAULT = Limits()


def read(path: Path, source: str | None = None, limits: Limits = DEFAULT) -> Document:
    """Read the one document that a file holds.

    `source` is the name to know it by, the file's own by default.
    Raises UnreadableDocument where the file cannot be read or holds several, with the reason and what to do.
    """
    return _only(items(path, source, limits), source or path.name, limits)


def read_bytes(data: bytes, source: str, limits: Limits = DEFAULT) -> Document:
    """Read the one document that `data`, the contents of a file, holds.

    Raises UnreadableDocument where it cannot be read, with the reason and what to do.
    """
    return _only(unpack(io.BytesIO(data), source, limits), source, limits)


def read_all(
    path: Path,
    source: str | None = None,
    limits: Limits = DEFAULT,
    failed: Callable[[UnreadableDocument], object] | None = None,
) -> list[Document]:
    """Read every document that a file holds: one, or the members, posts or roll calls that are in it.

    The source of a member of an archive is "file/member", of another one of many "file#number".

    Raises UnreadableDocument for what cannot be read. Where `failed` is given, it is handed such errors,
    and the others go on.
    """
    found: list[Document] = []
    for item in items(path, source, limits):
        try:
            found.append(_document(item, limits))
        except UnreadableDocument as error:
            if failed is None:
                raise
            failed(error)
    return found


def items(path: Path, source: str | None = None, limits: Limits = DEFAULT) -> Unpacked:
    """Unpack a file into the items that each stand for one document.

    What cannot be unpacked is an error among the items, with the reason and what to do.
    """
    name = source or path.name
    try:
        _refuse(path, name)
        with path.open("rb") as file:
            yield from unpack(file, name, limits)
    except UnreadableDocument as error:
        yield error
    except FileNotFoundError:
        yield UnreadableDocument(f"{name}: there is no such file; check the path")
    except PermissionError:
        yield UnreadableDocument(f"{name}: no permission to read it; change the permissions of {path}")
    except OSError as error:
        yield UnreadableDocument(f"{name}: cannot be read ({error.strerror or error}); check the disk")


def unpack(file: IO[bytes], source: str, limits: Limits) -> Unpacked:
    """Unpack what a binary file that can be sought holds, archives within it too, as deep as the limits let."""
    budget = Budget(limits, source, size_of(file) or 0)
    try:
        yield from _unpack(file, source, budget, 0)
    except UnreadableDocument as error:
        yield error


def _unpack(file: IO[bytes], source: str, budget: Budget, depth: int) -> Unpacked:
    found = formats.format_of(formats.head_of(file))
    if found.unpack is None:
        yield Item(source, whole(file, source, budget.limits))
    elif depth > budget.limits.depth:
        yield UnreadableDocument(
            f"{source}: nested in more than {budget.limits.depth} other files; take it out of them"
        )
    else:
        for one in found.unpack(file, source, budget):
            if isinstance(one, Member):
                yield from _inner(one, budget, depth + 1)
            else:
                yield one


def _inner(member: Member, budget: Budget, depth: int) -> Unpacked:
    """Unpack a file within a file; what is wrong with it does not concern the others."""
    try:
        yield from _unpack(member.file, member.source, budget, depth)
    except Exhausted:
        raise
    except UnreadableDocument as error:
        yield error


def _document(item: Item | UnreadableDocument, limits: Limits) -> Document:
    if isinstance(item, UnreadableDocument):
        raise item
    return read_item(item, limits)


def _only(unpacked: Unpacked, source: str, limits: Limits) -> Document:
    first = next(unpacked, None)
    if first is None:
        raise UnreadableDocument(f"{source}: nothing in it is a document")
    if not isinstance(first, UnreadableDocument) and _another(unpacked):
        raise UnreadableDocument(f"{source}: it holds several documents; read it with read_all")
    return _document(first, limits)


def _another(unpacked: Iterator[object]) -> bool:
    return next(unpacked, None) is not None


def _refuse(path: Path, source: str) -> None:
    path.stat()
    if path.is_dir():
        raise UnreadableDocument(f"{source}: a folder, or one that may not be opened; give a file")
    if not path.is_file():
        raise UnreadableDocument(f"{source}: not a regular file; give a file")
