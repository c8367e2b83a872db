"""Answers on their way to a client: streamed with bounded memory, cut where they fail, given up when nobody listens."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from travaux.serve.pool import Pool, Run
from travaux.serve.problems import Broken, Problem
from travaux.serve.settings import STALLED

Result = TypeVar("Result")
SPOOL = 4 * 1024 * 1024


class Gone(Exception):
    """The client has hung up."""


class Streamed(Response):
    """The answer of a run. Whole answers get a length; others are chunked, for HTTP/1.0 put in a file first."""

    def __init__(self, run: Run, headers: dict[str, str], *, body: bool = True) -> None:
        self._run, self._body = run, body
        self.status_code = int(run.head.get("status", 200))
        self.background = None
        kind = {"content-type": run.head["type"]} if run.head.get("type") else {}
        length = {} if run.whole is None or self.status_code == 204 else {"content-length": str(run.whole)}
        self.init_headers({**headers, **kind, **length})

    def init_headers(self, headers: Any = None) -> None:
        self.raw_headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
            for name, value in headers.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await unless_gone(receive, self._send(scope, send))
        except (Gone, TimeoutError) as error:
            raise Broken("the client has stopped reading") from error
        finally:
            self._run.close()

    async def _send(self, scope: Scope, send: Send) -> None:
        if scope.get("http_version") == "1.0" and self._run.whole is None and self._body:
            return await self._send_file(send)
        await self._start(send)
        if self._body:
            async for piece in self._run.pieces():
                await _passed(send, piece)
        await _passed(send, b"", more=False)
        return None

    async def _send_file(self, send: Send) -> None:
        with tempfile.SpooledTemporaryFile(SPOOL) as file:
            async for piece in self._run.pieces():
                file.write(piece)
            self.raw_headers.append((b"content-length", str(file.tell()).encode()))
            file.seek(0)
            await self._start(send)
            while piece := file.read(64 * 1024):
                await _passed(send, piece)
        await _passed(send, b"", more=False)

    async def _start(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})


async def _passed(send: Send, piece: bytes, *, more: bool = True) -> None:
    async with asyncio.timeout(STALLED):
        await send({"type": "http.response.body", "body": piece, "more_body": more})


async def streamed(
    request: Request, pool: Pool, job: dict[str, Any], headers: dict[str, str] | None = None
) -> Response:
    """Run a job for a request and return its answer; a client that hangs up meanwhile ends the job."""
    work = pool.begin(job, seconds_of(request, pool))
    run = await unless_gone(request.receive, work)
    body = request.method != "HEAD"
    vary = (
        "Accept" if body else "Accept, Accept-Encoding"
    )  # what compresses says so itself, where there is a body
    return Streamed(run, {"vary": vary, **(headers or {})}, body=body)


async def value(request: Request, pool: Pool, job: dict[str, Any]) -> Any:
    """Run a job whose answer is JSON for a request, and return it."""
    return await unless_gone(request.receive, pool.value(job, seconds_of(request, pool)))


def seconds_of(request: Request, pool: Pool) -> float:
    """Return how long a request may compute: what it asks for, but no more than the server allows."""
    asked = request.query_params.get("timeout")
    if asked is None:
        return pool.settings.timeout
    try:
        seconds = float(asked)
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        raise Problem(400, f"timeout={asked[:40]!r} is no number of seconds; write for instance timeout=10")
    return min(seconds, pool.settings.timeout)


async def unless_gone(receive: Receive, work: Coroutine[Any, Any, Result]) -> Result:
    """Return what comes of some work; raises Gone and ends it when the client hangs up first."""
    task, gone = asyncio.create_task(work), asyncio.create_task(_gone(receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Gone
        return task.result()
    finally:
        for one in (task, gone):
            one.cancel()
        with contextlib.suppress(BaseException):
            await asyncio.gather(task, gone, return_exceptions=True)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def problem(request: Request, error: Problem) -> Response:
    """Return what is said of a problem: JSON to those who ask for it, else a plain sentence."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **error.headers}
    if "json" in request.headers.get("accept", ""):
        return JSONResponse({"error": str(error)}, error.status, headers)
    return Response(f"{error}\n", error.status, headers, "text/plain")
