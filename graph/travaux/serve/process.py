"""A worker process as the server sees it: started, asked, killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from typing import Any

from travaux.serve import frames
from travaux.serve.problems import Problem
from travaux.serve.settings import Settings

BUFFERED = 512 * 1024


class Process:
    """One worker; it answers one job at a time."""

    def __init__(self, settings: Settings, kind: str) -> None:
        self._settings = settings
        self._kind = kind
        self._process: asyncio.subprocess.Process | None = None
        self._dead = self._killed = False

    async def start(self) -> None:
        """Start the process and wait until it can be asked; raises Problem when it cannot."""
        settings = self._settings
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "travaux.serve.worker"),
            *(self._kind, str(settings.store), str(settings.memory)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the server, which ends its workers itself
            limit=BUFFERED,
        )
        await self.frame()

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None and not self._dead

    async def ask(self, job: frames.Job) -> None:
        """Send a job; a worker that has died is noticed when its answer is read."""
        assert self._process is not None
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError):
            self._process.stdin.write(frames.pack(job))
            await self._process.stdin.drain()

    async def frame(self) -> tuple[bytes, bytes]:
        """Return the next frame of the answer; raises Problem when the worker says so, or has died."""
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            kind, payload = await frames.read(self._process.stdout)
        except asyncio.IncompleteReadError as error:
            self._dead = True
            raise Problem(507, self._death()) from error
        if kind == frames.ERROR:
            said: dict[str, Any] = json.loads(payload)
            raise Problem(said["status"], said["message"], _later(said["status"]))
        return kind, payload

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is None or self._killed or self._process.returncode is not None:
            return
        self._killed = True
        # Its own kill() would reap one that has just died, and asyncio, which waits for it as well, would complain.
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGKILL)

    async def gone(self) -> None:
        """Wait until a killed process is gone."""
        if self._process is not None:
            await self._process.wait()

    def _death(self) -> str:
        return (
            f"the worker that was at it has ended; most likely {self._settings.memory:,} MB of memory were not"
            " enough: ask for less, or start the server with a higher --memory"
        )


def _later(status: int) -> dict[str, str]:
    return {"Retry-After": "2"} if status == 503 else {}
