"""Reading: a file becomes a Document whose text is fixed once and for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import ballots, formats, wordpress
from travaux.read.decode import decode
from travaux.read.folders import documents_in

__all__ = ["LARGEST", "documents_in", "read", "read_all", "read_bytes"]

LARGEST = 64 * 1024 * 1024


def read(path: Path, source: str | None = None, limit: int = LARGEST) -> Document:
    """Read the one document that a file holds.

    `source` is the name to know it by, the file's own by default; `limit` is the most bytes that it may have.
    Raises UnreadableDocument where the file cannot be read, with the reason and what to do.
    """
    name = source or path.name
    return read_bytes(_contents(path, name, limit), name)


def read_bytes(data: bytes, source: str) -> Document:
    """Read the one document that `data`, the contents of a file, holds.

    Raises UnreadableDocument where it cannot be read, with the reason and what to do.
    """
    return formats.read(decode(data, source), source)


def read_all(
    path: Path,
    source: str | None = None,
    limit: int = LARGEST,
    failed: Callable[[UnreadableDocument], object] | None = None,
) -> list[Document]:
    """Read every document that a file holds: one, the posts of a dump, or the roll calls of a table of votes.

    The source of one of many is "file#number", or "file#resolution".

    Raises UnreadableDocument where the file cannot be read. Where `failed` is given, it is handed the
    error of a document that cannot be read, and the others go on.
    """
    name = source or path.name
    found: list[Document] = []
    for one in _documents(decode(_contents(path, name, limit), name), name):
        if isinstance(one, Document):
            found.append(one)
        elif failed is None:
            raise one
        else:
            failed(one)
    return found


def _documents(characters: str, source: str) -> Iterator[Document | UnreadableDocument]:
    if ballots.is_table(characters):
        yield from ballots.documents(characters, source)
    elif formats.is_wordpress(characters):
        for label, post in wordpress.documents(characters, source):
            try:
                yield wordpress.document(post, label)
            except UnreadableDocument as error:
                yield error
    else:
        yield formats.read(characters, source)


def _contents(path: Path, source: str, limit: int) -> bytes:
    try:
        _refuse(path, source, limit)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument(f"{source}: there is no such file; check the path") from None
    except PermissionError:
        raise UnreadableDocument(
            f"{source}: no permission to read it; change the permissions of {path}"
        ) from None
    except OSError as error:
        raise UnreadableDocument(
            f"{source}: cannot be read ({error.strerror or error}); check the disk"
        ) from None


def _refuse(path: Path, source: str, limit: int) -> None:
    status = path.stat()
    if path.is_dir():
        raise UnreadableDocument(f"{source}: a folder, or one that may not be opened; give a file")
    if not path.is_file():
        raise UnreadableDocument(f"{source}: not a regular file; give a file")
    if status.st_size > limit:
        raise UnreadableDocument(
            f"{source}: {status.st_size:,} bytes, over the limit of {limit:,}; split the file"
        )
