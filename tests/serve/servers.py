"""Real servers for tests: processes of their own on loopback, asked over sockets."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from travaux.store import Store
from travaux.store.engine import Embedded

TOKEN = "sesame"
FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def media(self):
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def rows(self):
        found = json.loads(self.body)["results"]["bindings"]
        return [{name: value["value"] for name, value in row.items()} for row in found]


class Server:
    """A running server."""

    def __init__(self, address, process, log):
        self.address, self.process, self.log = address, process, log
        parts = urlsplit(address)
        self.host, self.port = parts.hostname, parts.port

    def ask(self, method, path, body=None, timeout=60, **headers):
        """Send one request; headers are given as names of Python: content_type."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            data = body.encode("utf-8") if isinstance(body, str) else body
            sent = {name.replace("_", "-").title(): value for name, value in headers.items()}
            connection.request(method, path, data, sent)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            read = response.read()
            if found.get("content-encoding") == "gzip":
                read = gzip.decompress(read)
            return Answer(response.status, found, read)
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def query(self, text, accept=JSON, **parameters):
        """Ask a query by a form."""
        body = urlencode({"query": text, **parameters}, doseq=True)
        path = "/sparql" + (f"?timeout={parameters['timeout']}" if "timeout" in parameters else "")
        return self.ask("POST", path, body, content_type=FORM, accept=accept)

    def update(self, text, token=TOKEN):
        return self.ask(
            "POST", "/sparql", text, content_type="application/sparql-update", authorization=f"Bearer {token}"
        )

    def graph(self, iri):
        return f"/data?graph={quote(iri, safe='')}"

    def workers(self):
        """Return the ids of the processes that the server has started, where the system tells."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return {int(pid) for pid in found.stdout.split()}


@contextmanager
def serving(store, *options, token=None):
    """Run a server of a store in a folder, at a free port."""
    command = [sys.executable, "-m", "travaux", "serve", "--store", str(store), "--port", "0", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    if token:
        command.append("--writable")
        environment["TRAVAUX_TOKEN"] = token
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        line = process.stderr.readline()
        found = re.search(r"served at (http://\S+)", line)
        assert found, line + process.stderr.read()
        yield Server(found[1], process, process.stderr)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()


def empty_store(folder: Path) -> Path:
    """Make a store without anything in it."""
    Store(folder).close()
    return folder


def store_of(folder: Path, *updates: str) -> Path:
    """Make a store and fill it by updates."""
    empty_store(folder)
    engine = Embedded(folder / "graph")
    for update in updates:
        engine.graph.update(update)
    engine.close()
    return folder


def many(count: int) -> str:
    """Return an update that puts so many triples into a graph."""
    facts = "\n".join(f'<urn:n{n}> <urn:number> {n} ; <urn:text> "number {n}, told" .' for n in range(count))
    return f"INSERT DATA {{ GRAPH <urn:many> {{ {facts} }} }}"


def missing(program: str) -> bool:
    """Tell whether a program is not here."""
    return shutil.which(program) is None
