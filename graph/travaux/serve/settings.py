"""How a server was told to run."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

QUERY_BYTES = 10 * 1024 * 1024
UPLOAD_BYTES = 1024 * 1024 * 1024
HELD_BYTES = 1024 * 1024
STALLED = 60.0


def cores() -> int:
    """Return how many workers a machine should have."""
    return min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """The store and the limits.

    `timeout` is how many seconds a query may compute, `rows` how many rows or triples a result may have, `memory` how
    many megabytes a worker may take, `wait` how many seconds a request waits for a free worker. With a `token` those
    who send it may write.
    """

    store: Path
    workers: int = field(default_factory=cores)
    timeout: float = 60.0
    rows: int = 1_000_000
    memory: int = 2048
    wait: float = 10.0
    token: str | None = None

    @property
    def writable(self) -> bool:
        return self.token is not None
