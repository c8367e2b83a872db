"""Whether the server is well: for those who watch it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from travaux.resources import release
from travaux.serve.parts import parts_of
from travaux.serve.problems import Problem

PATIENCE = 2.0


async def health(request: Request) -> JSONResponse:
    """Say whether the store can be read; while all workers are busy, that they are."""
    readers = parts_of(request).readers
    said = {"version": release(), "workers": readers.size, "idle": readers.idle}
    headers = {"Cache-Control": "no-store"}
    try:
        found = await readers.value({"do": "health"}, PATIENCE, wait=0.5)
    except Problem as error:
        busy = error.status in (503, 504)
        return JSONResponse({"ok": busy, **said, "said": str(error)}, 200 if busy else 500, headers)
    return JSONResponse({"ok": True, **said, **found}, headers=headers)
