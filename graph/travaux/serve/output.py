"""Where a worker writes its answer: a head, then data in frames of some size."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterable, Iterator
from typing import IO, Any, BinaryIO, TypeVar, cast

from travaux.serve import frames
from travaux.serve.counting import Counter
from travaux.serve.problems import Problem

BLOCK = 256 * 1024
Item = TypeVar("Item")


class Output:
    """A binary file that is a pipe to the server.

    An alarm ends the process when it computes longer than `patience` seconds on its own: should the server be gone,
    nobody else would. It does not count while the pipe is full.
    """

    def __init__(self, pipe: BinaryIO, patience: float) -> None:
        self._pipe = pipe
        self._patience = patience
        self._held: list[bytes] = []
        self._size = 0
        self._counter: Counter | None = None
        self._rows = self._most = 0
        self.begun = False

    def head(self, content_type: str, **more: Any) -> None:
        """Say of which form the answer is; nothing is written before."""
        self.begun = True
        self._send(frames.HEAD, json.dumps({"type": content_type, **more}).encode())

    def limit(self, counter: Counter, most: int) -> None:
        """Take so many rows from now on and no more."""
        self._counter, self._most = counter, most

    def write(self, data: bytes) -> int:
        self._held.append(bytes(data))
        self._size += len(data)
        if self._size >= BLOCK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._size >= BLOCK:
            self._release()

    def json(self, value: Any) -> None:
        """Answer with a value."""
        self.head("application/json")
        self.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def end(self) -> None:
        self._release()
        self._send(frames.END)

    def fail(self, status: int, message: str) -> None:
        self._held, self._size = [], 0
        self._send(frames.ERROR, json.dumps({"status": status, "message": message}).encode())

    def arm(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, self._patience)

    def disarm(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _release(self) -> None:
        data, self._held, self._size = b"".join(self._held), [], 0
        if self._counter:
            self._rows += self._counter(data)
            if self._rows > self._most:
                raise too_many(self._most, "rows")
        if data:
            self._send(frames.DATA, data)

    def _send(self, kind: bytes, payload: bytes = b"") -> None:
        self.disarm()
        self._pipe.write(frames.frame(kind, payload))
        self._pipe.flush()
        self.arm()


def as_file(out: Output) -> IO[bytes]:
    """Return an output as the engine wants it: of a file it uses write and flush only."""
    return cast("IO[bytes]", out)


def counted(items: Iterable[Item], limit: int, what: str = "triples") -> Iterator[Item]:
    """Yield items; raise Problem when there are more than so many."""
    for number, item in enumerate(items, 1):
        if number > limit:
            raise too_many(limit, what)
        yield item


def too_many(limit: int, what: str) -> Problem:
    return Problem(413, f"the result has more than {limit:,} {what}; ask for less, with LIMIT for instance")
