"""What every answer of the server may use: its settings, its workers, a folder for what is uploaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from travaux.serve.pool import Pool
from travaux.serve.settings import Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a running server; `writer` is there where writing is allowed."""

    settings: Settings
    readers: Pool
    writer: Pool | None
    folder: Path


def parts_of(request: Request) -> Parts:
    """Return the parts of the server that got a request."""
    parts = request.state.parts
    assert isinstance(parts, Parts)
    return parts


def address(request: Request) -> str:
    """Return the address that was asked, without its query."""
    return str(request.url.replace(query="", fragment=""))
