"""Workers that stand ready, the queue before them, and runs: jobs that are being answered within their limits."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from travaux.serve import frames
from travaux.serve.problems import Broken, Problem
from travaux.serve.process import Process
from travaux.serve.settings import HELD_BYTES, Settings

PAUSE = 1.0  # seconds until a worker that could not start is tried again


class Pool:
    """Some workers of one kind, "read" or "write"; one that is killed is replaced at once."""

    def __init__(self, settings: Settings, kind: str, size: int) -> None:
        self.settings = settings
        self.size = size
        self._kind = kind
        self._idle: asyncio.LifoQueue[Process] = asyncio.LifoQueue()
        self._all: set[Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._open = False

    async def open(self) -> None:
        self._open = True
        await asyncio.gather(*(self._start() for _ in range(self.size)))

    async def close(self) -> None:
        self._open = False
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in self._all:
            worker.kill()
        await asyncio.gather(*(worker.gone() for worker in self._all))

    @property
    def idle(self) -> int:
        return self._idle.qsize()

    async def begin(self, job: frames.Job, seconds: float, wait: float | None = None) -> Run:
        """Give a job to a free worker and return its run once enough has come to tell how it goes.

        Raises Problem when all are busy for too long, and where the job fails early.
        """
        run = Run(self, await self._free(self.settings.wait if wait is None else wait), seconds)
        try:
            await run.begin(job)
        except BaseException:
            run.close()
            raise
        return run

    async def value(self, job: frames.Job, seconds: float, wait: float | None = None) -> Any:
        """Return the answer to a job whose answer is JSON."""
        run = await self.begin(job, seconds, wait)
        try:
            return json.loads(b"".join([piece async for piece in run.pieces()]))
        finally:
            run.close()

    def give_back(self, worker: Process, *, clean: bool) -> None:
        """Take a worker back; one that was not through with its job is killed and replaced."""
        if clean and worker.alive and self._open:
            self._idle.put_nowait(worker)
            return
        worker.kill()
        if self._open:
            task = asyncio.create_task(self._replace(worker))
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _free(self, wait: float) -> Process:
        try:
            async with asyncio.timeout(wait):
                while not (worker := await self._idle.get()).alive:
                    self.give_back(worker, clean=False)
                return worker
        except TimeoutError as error:
            raise Problem(
                503,
                f"all {self.size} workers have been busy for {wait:g} seconds; try again in a while",
                {"Retry-After": str(max(1, round(wait)))},
            ) from error

    async def _replace(self, worker: Process) -> None:
        await asyncio.gather(self._start_at_last(), worker.gone())
        self._all.discard(worker)

    async def _start_at_last(self) -> None:
        """Start a worker, again and again where the machine has no room for it at the moment."""
        while True:
            try:
                return await self._start()
            except (OSError, Problem):
                await asyncio.sleep(PAUSE)

    async def _start(self) -> None:
        worker = Process(self.settings, self._kind)
        self._all.add(worker)
        try:
            await worker.start()
        except (OSError, Problem):
            worker.kill()
            await worker.gone()
            self._all.discard(worker)
            raise
        self._idle.put_nowait(worker)


class Run:
    """A job on a worker. Time counts while the server waits for the worker, not while a client reads slowly."""

    def __init__(self, pool: Pool, worker: Process, seconds: float) -> None:
        self.head: dict[str, Any] = {}
        self._pool = pool
        self._worker: Process | None = worker
        self._seconds = self._left = seconds
        self._held: list[bytes] = []
        self._ended = False

    async def begin(self, job: frames.Job) -> None:
        """Ask, and hold what comes until it ends or is so much that it has to be sent on."""
        assert self._worker is not None
        await self._worker.ask({**job, "seconds": self._seconds})
        size = 0
        while not self._ended and size < HELD_BYTES:
            kind, payload = await self._next()
            if kind == frames.HEAD:
                self.head = json.loads(payload)
            elif kind == frames.DATA:
                self._held.append(payload)
                size += len(payload)

    @property
    def whole(self) -> int | None:
        """Return the length of the answer, if all of it is here."""
        return sum(map(len, self._held)) if self._ended else None

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the answer; raises Broken when it fails after all."""
        while self._held:
            yield self._held.pop(0)
        while not self._ended:
            try:
                kind, payload = await self._next()
            except Problem as error:
                raise Broken(str(error)) from error
            if kind == frames.DATA:
                yield payload

    def close(self) -> None:
        """Let the worker go; if it is still at it, it is killed."""
        worker, self._worker = self._worker, None
        if worker is not None:
            self._pool.give_back(worker, clean=self._ended)

    async def _next(self) -> tuple[bytes, bytes]:
        assert self._worker is not None
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            async with asyncio.timeout(max(0.0, self._left)):
                kind, payload = await self._worker.frame()
        except TimeoutError as error:
            raise Problem(
                504, f"no answer within {self._seconds:g} seconds; ask for less, or allow more time"
            ) from error
        except Problem:
            self._ended = self._worker.alive
            raise
        finally:
            self._left -= clock() - begun
        self._ended = kind == frames.END
        return kind, payload


@contextlib.asynccontextmanager
async def pools(settings: Settings) -> AsyncIterator[tuple[Pool, Pool | None]]:
    """Hold the readers, and the one writer where writing is allowed."""
    readers = Pool(settings, "read", settings.workers)
    writer = Pool(settings, "write", 1) if settings.writable else None
    try:
        await readers.open()
        if writer:
            await writer.open()
        yield readers, writer
    finally:
        await readers.close()
        if writer:
            await writer.close()
