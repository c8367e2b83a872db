"""Real servers for tests, started once on this machine and stopped at the end, and a line to them that breaks."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from travaux.model import THINGS
from travaux.store import Store
from travaux.store.remote import Credentials, Remote

PATIENCE = 30.0
NOBODY = Credentials()
VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server that runs answers queries, takes changes, and has whole graphs; `user` may change all there."""

    port: int
    address: str
    update: str
    graphs: str
    user: Credentials

    def engine(self, whole_graphs: bool = False) -> Remote:
        return Remote(
            self.address,
            update=self.update,
            graphs=self.graphs if whole_graphs else None,
            credentials=self.user,
        )

    def empty(self) -> None:
        engine = self.engine()
        rows = engine.query("SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }")
        graphs = {row["graph"].value for row in rows}
        engine.replace({graph for graph in graphs if graph.startswith(THINGS)}, {})
        engine.close()

    def through(self, port: int) -> Server:
        """Return the same server as it is seen through another port."""
        old, new = f":{self.port}/", f":{port}/"
        moved = (text.replace(old, new) for text in (self.address, self.update, self.graphs))
        return Server(port, *moved, self.user)


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory) -> Iterator[Server]:
    with oxigraph_in(None, free_port()) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory) -> Iterator[Server]:
    with virtuoso_in(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@contextmanager
def oxigraph_in(folder: Path | None, port: int) -> Iterator[Server]:
    """Run `oxigraph serve`, in memory or in a folder."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the program oxigraph is not installed: pip install oxigraph")
    place = ["--location", str(folder)] if folder else []
    with running([program, "serve", *place, "--bind", f"127.0.0.1:{port}"], port, folder):
        start = f"http://127.0.0.1:{port}"
        yield Server(port, f"{start}/query?union-default-graph", f"{start}/update", f"{start}/store", NOBODY)


@contextmanager
def virtuoso_in(folder: Path, rows: int = 1_000_000) -> Iterator[Server]:
    """Run Virtuoso with a new database in a folder; it sends `rows` rows of an answer at most."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql=sql, http=http, rows=rows), encoding="ascii")
    with running(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], http, folder):
        start = f"http://127.0.0.1:{http}"
        changes, graphs = f"{start}/sparql-auth", f"{start}/sparql-graph-crud-auth"
        yield Server(http, f"{start}/sparql", changes, graphs, Credentials("dba", "dba"))


@contextmanager
def running(command: list[str], port: int, folder: Path | None) -> Iterator[None]:
    """Run a program until the end of the block, which starts when somebody answers at its port."""
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        until_it_answers(program, port)
        yield
    finally:
        program.kill()
        program.wait()


def until_it_answers(program: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and program.poll() is None:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise AssertionError(f"{program.args!r} does not answer")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def opened(place: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Store]:
    """Open an empty store in one of the places where a graph may be."""
    if place in ("memory", "disk"):
        with Store(folder / "a.store" if place == "disk" else None) as store:
            yield store
        return
    name, _, whole = place.partition(" ")
    server: Server = request.getfixturevalue(name)
    server.empty()
    with Store(folder / "notes", engine=server.engine(bool(whole))) as store:
        yield store


class Line:
    """A port that leads to another one, until so many bytes went there; then it is dead."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.left: float = float("inf")
        self._open: set[socket.socket] = set()
        self._here = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._here.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._here.shutdown(socket.SHUT_RDWR)
        self._here.close()
        self._hang_up()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller = self._here.accept()[0]
                if self.left <= 0:
                    caller.close()
                    continue
                called = socket.create_connection(("127.0.0.1", self._to))
                self._open |= {caller, called}
                for one, other, counts in ((caller, called, True), (called, caller, False)):
                    threading.Thread(target=self._pass, args=(one, other, counts), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, counts: bool) -> None:
        with suppress(OSError):
            while data := one.recv(4096):
                if counts:
                    data = data[: int(min(self.left, len(data)))]
                    self.left -= len(data)
                other.sendall(data)
                if self.left <= 0:
                    self._hang_up()
            other.shutdown(socket.SHUT_WR)

    def _hang_up(self) -> None:
        for end in tuple(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()
