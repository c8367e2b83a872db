"""A worker process as its parent sees it: jobs go in, and what it says comes out of one queue for all."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from travaux.errors import TravauxError
from travaux.read import Limits
from travaux.work import Finder, Guard, Job, Outcome
from travaux.work.child import TOO_LITTLE_MEMORY, send


class Gone(NamedTuple):
    """The end of a worker process: why, and whether it had been ready before."""

    reason: str
    ready: bool


Said = tuple["Process", Outcome | TravauxError | Gone | None]
START = 600.0  # seconds until a process must be ready


class Process:
    """One worker process, which says None when it is ready.

    `deadline` is when its present job will have taken too long, by the monotonic clock.
    """

    def __init__(
        self, make: Callable[[], Finder], limits: Limits, guard: Guard, heard: queue.SimpleQueue[Said]
    ) -> None:
        self.deadline = time.monotonic() + START
        self._guard = guard
        self._killed = ""
        self._child = subprocess.Popen(
            [sys.executable, "-m", "travaux.work.child", str(guard.megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._ready = False
        self._outbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        for value in (list(sys.path), (make, limits)):
            self._outbox.put(value)
        self._heard = heard
        for task in (self._listen, self._talk):
            threading.Thread(target=task, daemon=True).start()

    @property
    def number(self) -> int:
        """Return the number that the system gave the process."""
        return self._child.pid

    def give(self, jobs: Sequence[Job]) -> None:
        """Give it jobs, which it does one after the other."""
        for job in jobs:
            self._outbox.put(job)
        if self.deadline == float("inf"):
            self.wind(True)

    def wind(self, busy: bool) -> None:
        """Let the time of the next job begin now, where there is one."""
        self.deadline = time.monotonic() + self._guard.seconds if busy else float("inf")

    def kill(self, reason: str = "") -> None:
        """End it at once; what it says after that is why."""
        self._killed = reason
        self._child.kill()

    def close(self) -> None:
        """End it and wait until it has ended."""
        self._outbox.put(None)
        self._child.kill()
        self._child.wait()

    def _talk(self) -> None:
        assert self._child.stdin is not None
        try:
            with self._child.stdin as pipe:
                while (value := self._outbox.get()) is not None:
                    send(pipe, value)  # type: ignore[arg-type]
        except (BrokenPipeError, OSError):
            return  # it is gone, which the other thread tells

    def _listen(self) -> None:
        assert self._child.stdout is not None
        with self._child.stdout as pipe:
            while True:
                try:
                    value = pickle.load(pipe)
                except (EOFError, pickle.UnpicklingError, OSError):
                    break
                self._ready = self._ready or value is None
                self._heard.put((self, value))
        self._outbox.put(None)
        self._heard.put((self, Gone(self._why(self._child.wait()), self._ready)))

    def _why(self, code: int) -> str:
        if self._killed:
            return self._killed
        if code == TOO_LITTLE_MEMORY:
            return f"it needs more than the {self._guard.megabytes:,} MB of memory that a worker may take"
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
            return f"its worker was ended by {name}"
        return f"its worker ended by itself with {code}"
