"""How much of a file is read at most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read: bytes of a document, bytes unpacked out of an archive, its members, archives within archives, pages."""

    document: int = 64 * 1024 * 1024
    unpacked: int = 16 * 1024**3
    members: int = 1_000_000
    depth: int = 3
    pages: int = 5_000
