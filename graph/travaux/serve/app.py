"""The server put together: its routes, and what is true of every answer."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypedDict

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from travaux.serve import graphs, health, pages, protocol, questions, things
from travaux.serve.parts import Parts
from travaux.serve.pool import pools
from travaux.serve.problems import Problem
from travaux.serve.responses import Gone, problem
from travaux.serve.settings import Settings

ASSETS = Path(__file__).parent.parent / "assets"
SAFE = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]


class State(TypedDict):
    parts: Parts


class SafeHeaders:
    """Says of every answer that it is what its type says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def safer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *SAFE]
            await send(message)

        await self._app(scope, receive, safer if scope["type"] == "http" else send)


def app(settings: Settings) -> Starlette:
    """Return the server of a store."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[State]:
        with tempfile.TemporaryDirectory(prefix="travaux-") as folder:
            async with pools(settings) as (readers, writer):
                yield {"parts": Parts(settings, readers, writer, Path(folder))}

    return Starlette(
        routes=_routes(),
        middleware=[
            Middleware(SafeHeaders),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=METHODS,
                allow_headers=["Accept", "Authorization", "Content-Type"],
                expose_headers=["Link", "Location", "Retry-After"],
            ),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers={Problem: _problem, Gone: _gone, HTTPException: _refused},
        lifespan=lifespan,
    )


def _routes() -> list[Route | Mount]:
    return [
        Route("/", pages.start, methods=["GET"]),
        Route("/sparql", protocol.sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/data", graphs.data, methods=METHODS),
        Route("/data/{rest:path}", graphs.data, methods=METHODS),
        Route("/questions", questions.listing, methods=["GET"]),
        Route("/questions/{name}", questions.question, methods=["GET"]),
        Route("/find", pages.find, methods=["GET"]),
        Route("/graph", pages.graph, methods=["GET"]),
        Route("/schema", pages.schema, methods=["GET"]),
        Route("/id/{key:path}", things.thing, methods=["GET"]),
        Route("/health", health.health, methods=["GET"]),
        Mount("/static", StaticFiles(directory=ASSETS / "serve" / "static")),
        Mount("/vendor", StaticFiles(directory=ASSETS / "vendor")),
    ]


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    if pages.wanted(request):
        return pages.problem(request, error)
    return problem(request, error)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {404: "there is nothing at this address", 405: "this address does not know this method"}
    return _problem(
        request,
        Problem(error.status_code, said.get(error.status_code, error.detail), dict(error.headers or {})),
    )


def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=499)  # nobody reads it
