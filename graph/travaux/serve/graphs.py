"""The SPARQL 1.1 Graph Store Protocol at /data: whole graphs read, and by those who may, written."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response

from travaux.serve import bodies, forms
from travaux.serve.multipart import files as multipart_files
from travaux.serve.parts import Parts, address, parts_of
from travaux.serve.problems import Problem
from travaux.serve.responses import streamed
from travaux.serve.rights import may_write
from travaux.serve.settings import UPLOAD_BYTES

METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
MULTIPART = "multipart/form-data"


async def data(request: Request) -> Response:
    """Read or write the graph that a request names."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": METHODS})
    parts, graph = parts_of(request), named(request)
    if request.method in ("GET", "HEAD"):
        job = {"do": "graph", "graph": graph, "rows": parts.settings.rows}
        return await streamed(request, parts.readers, {**job, "accept": request.headers.get("accept")})
    may_write(request, parts.settings)
    assert parts.writer is not None
    if request.method == "DELETE":
        return await streamed(request, parts.writer, {"do": "delete", "graph": _one(graph)})
    return await _write(request, parts, graph)


def named(request: Request) -> str | None:
    """Return the name of the graph that a request is about: "" for the unnamed one, None for the whole dataset.

    Raises Problem for a request that names two.
    """
    said = bodies.fields(request.url.query)
    names = [value for name, value in said if name == "graph"]
    default = any(name == "default" for name, _ in said)
    direct = request.url.path.rstrip("/") != "/data"
    if len(names) + default + direct > 1:
        raise Problem(400, "name one graph: by ?graph=ADDRESS, by ?default, or by an address under /data/")
    if direct:
        return address(request)
    return names[0] if names else ("" if default else None)


async def _write(request: Request, parts: Parts, graph: str | None) -> Response:
    made: dict[str, str] = {}
    if graph is None and request.method == "POST":
        graph = f"{address(request).rstrip('/')}/{secrets.token_hex(8)}"
        made = {"Location": graph}
    async with _sent(request, parts.folder) as files:
        job = {"do": request.method.lower(), "graph": _one(graph), "files": files}
        assert parts.writer is not None
        return await streamed(request, parts.writer, {**job, "base": graph or address(request)}, made)


@contextlib.asynccontextmanager
async def _sent(request: Request, folder: Path) -> AsyncIterator[list[dict[str, str]]]:
    """Hold what a request sends in files, each with its media type, until it is read."""
    media, files = bodies.media_type(request), []
    try:
        if media == MULTIPART:
            async for path, kind in multipart_files(request, folder, UPLOAD_BYTES):
                files.append({"path": str(path), "type": kind})
        else:
            forms.uploaded(media)
            path = await bodies.file(request, folder, UPLOAD_BYTES)
            files.append({"path": str(path), "type": media})
        yield files
    except MultiPartException as error:
        raise Problem(400, f"the form cannot be read: {error.message}") from error
    finally:
        for file in files:
            Path(file["path"]).unlink(missing_ok=True)


def _one(graph: str | None) -> str:
    if graph is None:
        raise Problem(400, "say which graph: ?graph=ADDRESS, ?default, or an address under /data/")
    return graph
