"""How server and worker talk: jobs as JSON one way, an answer in frames the other, each with its length before it."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Iterator
from typing import Any, Protocol

Job = dict[str, Any]

HEAD, DATA, END, ERROR = b"H", b"D", b"E", b"X"
_FRAME = struct.Struct(">cI")
_JOB = struct.Struct(">I")


class Source(Protocol):
    """What jobs are read from."""

    def read(self, size: int) -> bytes: ...


def pack(job: Job) -> bytes:
    """Return a job as it goes to a worker."""
    written = json.dumps(job).encode("utf-8")
    return _JOB.pack(len(written)) + written


def jobs(source: Source) -> Iterator[Job]:
    """Yield jobs until the server closes the pipe."""
    while len(head := source.read(_JOB.size)) == _JOB.size:
        (length,) = _JOB.unpack(head)
        yield json.loads(source.read(length))


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """Return one frame of an answer."""
    return _FRAME.pack(kind, len(payload)) + payload


async def read(source: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Return the kind and the payload of the next frame; raises IncompleteReadError when the worker has died."""
    kind, length = _FRAME.unpack(await source.readexactly(_FRAME.size))
    return kind, await source.readexactly(length)
