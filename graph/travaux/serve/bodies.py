"""What a client sends: read up to a limit, as text or into files."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncGenerator
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from travaux.serve.problems import Problem
from travaux.serve.responses import Gone

MOST_FIELDS = 1000


def media_type(request: Request) -> str:
    """Return the Content-Type without its parameters. Raises Problem for text that is said not to be UTF-8."""
    media, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    for parameter in parameters:
        name, _, charset = parameter.partition("=")
        if name == "charset" and charset.strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise Problem(415, "text comes in UTF-8 here; leave the charset out, or say charset=utf-8")
    return media


async def pieces(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """Yield the body of a request; raises Problem as soon as it is longer than so many bytes."""
    said = request.headers.get("content-length", "0")
    if not said.isdigit() or int(said) > limit:
        raise too_long(limit)
    size = 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > limit:
                raise too_long(limit)
            yield piece
    except ClientDisconnect as error:
        raise Gone from error


async def text(request: Request, limit: int) -> str:
    """Return the body of a request as text."""
    body = b"".join([piece async for piece in pieces(request, limit)])
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"the text is not UTF-8: {error}") from error


async def form(request: Request, limit: int) -> list[tuple[str, str]]:
    """Return the fields of an urlencoded form."""
    return fields(await text(request, limit))


def fields(encoded: str) -> list[tuple[str, str]]:
    """Return the fields of an urlencoded text; raises Problem where they are not UTF-8."""
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise Problem(400, f"the text is not UTF-8: {error}") from error
    except ValueError as error:
        raise Problem(400, f"the form cannot be read: {error}") from error


async def file(request: Request, folder: Path, limit: int) -> Path:
    """Write the body of a request into a file of a folder."""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as written:
        async for piece in pieces(request, limit):
            written.write(piece)
    return Path(written.name)


def too_long(limit: int) -> Problem:
    return Problem(413, f"a request may have {limit:,} bytes here and no more")
