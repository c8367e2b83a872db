"""Real servers on loopback that play the web, a clock that nobody waits for, and names that lead where a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore

from travaux.fetch.client import Client
from travaux.fetch.outcome import Refused
from travaux.fetch.pace import Clock
from travaux.fetch.run import Options, fetch

PAGE = b"<html><p>Cuba opposed the draft.</p></html>"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class FakeClock(Clock):
    """A clock whose sleeper wakes at once, at the right time."""

    def __init__(self):
        self.time, self.slept = 1000.0, []

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds

    def date(self):
        return START + timedelta(seconds=self.time - 1000)


class Website:
    """What a server says at each path, and what it was asked: the time, the host and the path of each request."""

    def __init__(self, clock):
        self.clock, self.asked, self.headers = clock, [], []
        self.pages: dict[str, Callable] = {}
        self.port = 0

    def says(self, path, body=PAGE, status=200, **headers):
        """Let a path answer; headers are given as names of Python."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(handler):
            handler.send_response(status)
            for name, value in {"content-type": "text/html", "content-length": len(body), **named}.items():
                if value is not None:
                    handler.send_header(name, str(value))
            handler.end_headers()
            handler.wfile.write(body)

        self.pages[path] = answer

    def address(self, path="/", host="a.example"):
        return f"http://{host}:{self.port}{path}"

    def paths(self, host=None):
        return [path for _, name, path in self.asked if host in (None, name)]

    def times(self, host):
        return [time for time, name, _ in self.asked if name == host]


@contextmanager
def website(clock):
    """Run a website in threads of this process."""
    site = Website(clock)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            host = self.headers["host"].rpartition(":")[0] or self.headers["host"]
            site.asked.append((clock.now(), host, self.path))
            site.headers.append(dict(self.headers.items()))
            answer = site.pages.get(self.path)
            if answer is None:
                self.send_error(404)
                return
            try:
                answer(self)
            except OSError:
                self.close_connection = True  # the other side has seen enough

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Detour(httpcore.NetworkBackend):
    """Notes the numeric addresses to which connections go, and leads them all to this machine."""

    def __init__(self):
        self.reached = []

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.reached.append(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", port, timeout)


def names(**known):
    """Return a resolver that knows these names (with _ for dots), and numbers."""
    table = {name.replace("_", "."): places for name, places in known.items()}

    def find(host, port):
        if host in table:
            return [table[host]] if isinstance(table[host], str) else list(table[host])
        if host.replace(".", "").isdigit():
            return [host]
        raise Refused(f"there is no host {host}")

    return find


def everywhere_here(host, port):
    return ["127.0.0.1"]


def run(addresses, folder, clock, client=None, **options):
    """Fetch with names that all lead here."""
    seconds = options.pop("seconds", 20)
    client = client or Client(seconds=seconds, private=True, find=everywhere_here)
    return fetch(addresses, folder, client, Options(**options), clock)
