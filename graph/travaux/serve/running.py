"""Running the server: a socket of its own, quiet logs, a graceful end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable

import uvicorn

from travaux.errors import TravauxError
from travaux.serve.app import app
from travaux.serve.problems import Broken
from travaux.serve.process import Process
from travaux.serve.settings import Settings
from travaux.store import Store

HEADER_BYTES = 64 * 1024
FAREWELL = 3
BACKLOG = 128


def run(settings: Settings, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve a store until Ctrl-C or SIGTERM; `started` is told the address.

    Raises TravauxError where the store cannot be read, by a worker neither, and where the address is taken.
    """
    Store(settings.store, writable=False).close()
    asyncio.run(_tried(settings))
    listening = _listen(host, port)
    config = uvicorn.Config(
        app(settings),
        http="h11",
        ws="none",
        lifespan="on",
        log_level="error",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=HEADER_BYTES,
        timeout_graceful_shutdown=FAREWELL,
    )
    logging.getLogger("uvicorn.error").addFilter(_told)
    with contextlib.closing(listening), contextlib.suppress(KeyboardInterrupt):
        shown, number = listening.getsockname()[:2]
        started(f"http://{f'[{shown}]' if ':' in shown else shown}:{number}")
        uvicorn.Server(config).run(sockets=[listening])


async def _tried(settings: Settings) -> None:
    """Start a worker and end it: where the memory does not do for the store, this tells."""
    worker = Process(settings, "read")
    try:
        await worker.start()
    finally:
        worker.kill()
        await worker.gone()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(BACKLOG)
    except OSError as error:
        raise TravauxError(
            f"nothing can be served at {host}:{port}: {error.strerror}; choose another --port or --host"
        ) from error
    return listening


def _told(record: logging.LogRecord) -> bool:
    """Leave out answers that were cut on purpose, by a limit or by the end of the server."""
    ended = record.getMessage().startswith("Cancel ")
    return not ended and not (
        record.exc_info and isinstance(record.exc_info[1], Broken | asyncio.CancelledError)
    )
