"""A run: a list of addresses into a folder, host by host in turn, going on where an earlier run stopped."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from travaux.errors import TravauxError
from travaux.fetch.addresses import checked, host_of
from travaux.fetch.client import Client, Reply
from travaux.fetch.manifest import Fetched, Journal, begun, manifest
from travaux.fetch.names import file_name
from travaux.fetch.outcome import Again, Refused
from travaux.fetch.pace import Clock, Pace
from travaux.fetch.visit import UNCHANGED, Visitor

TRIES = 4
BACKOFF = 2.0  # seconds after the first failure, twice as many after each other
HOPELESS = 3  # addresses of a host in a row of which each failed all its tries


@dataclass(frozen=True, slots=True)
class Options:
    """How to fetch: seconds between requests to a host, most bytes of a file, and whether also what did not change."""

    pause: float = 1.0
    most: int = 64 * 1024 * 1024
    again: bool = False


@dataclass(slots=True)
class Report:
    """What a run did: how many files are new or changed, unchanged, and from a run before; and what failed why."""

    fetched: int = 0
    unchanged: int = 0
    earlier: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Task:
    """An address to visit: as the list has it, in its normal form, and how often it was tried."""

    address: str
    url: httpx.URL
    tries: int = 0


def fetch(
    addresses: Sequence[str],
    folder: Path,
    client: Client,
    options: Options = Options(),
    clock: Clock | None = None,
    progress: Callable[[str, int, int], object] = lambda address, done, total: None,
) -> Report:
    """Fetch addresses into a folder and return what was done.

    What a run that was killed had fetched is not asked for again. Raises TravauxError where the folder cannot be
    written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Journal(folder) as journal:
            run = _Run(folder, client, journal, options, clock or Clock())
            run.fetch(addresses, progress)
            journal.finish()
    except OSError as error:
        raise TravauxError(
            f"{folder} cannot be written ({error.strerror or error}); name another with --into"
        ) from error
    return run.report


class _Run:
    def __init__(
        self, folder: Path, client: Client, journal: Journal, options: Options, clock: Clock
    ) -> None:
        self.report = Report()
        self._folder, self._journal, self._again, self._clock = folder, journal, options.again, clock
        self._known = manifest(folder)
        self._pace = Pace(options.pause, clock)
        self._visitor = Visitor(client, self._pace, clock, options.most)
        self._lost: Counter[str] = Counter()

    def fetch(self, addresses: Sequence[str], progress: Callable[[str, int, int], object]) -> None:
        queues = self._queues(addresses)
        while queues:
            host = min(queues, key=self._pace.due)
            task = queues[host].popleft()
            left = sum(map(len, queues.values()))
            progress(task.address, len(addresses) - left - 1, len(addresses))
            if self._is_to_be_tried_again(host, task):
                queues[host].appendleft(task)
            if not queues[host]:
                del queues[host]

    def _queues(self, addresses: Sequence[str]) -> dict[str, deque[Task]]:
        """Return what is to be fetched, by host in the order of the list."""
        queues: dict[str, deque[Task]] = {}
        earlier = {address for address, line in begun(self._folder).items() if line.file and not line.error}
        seen: set[httpx.URL] = set()
        for address in addresses:
            try:
                url = checked(address)
            except Refused as error:
                self._fail(Task(address, httpx.URL()), error)
                continue
            if str(url) in earlier:
                self.report.earlier += 1
            elif url not in seen:
                queues.setdefault(host_of(url), deque()).append(Task(address, url))
            seen.add(url)
        return queues

    def _is_to_be_tried_again(self, host: str, task: Task) -> bool:
        if self._lost[host] >= HOPELESS:
            self._fail(task, Refused(f"left out, since {HOPELESS} addresses of {host} in a row failed"))
            return False
        task.tries += 1
        try:
            self._visit(task)
        except Again as error:
            if task.tries < TRIES:
                self._pace.hold(host, max(error.wait, BACKOFF * 2 ** (task.tries - 1)))
                return True
            self._lost[host] += 1
            self._fail(task, error)
        except Refused as error:
            self._fail(task, error)
        else:
            self._lost[host] = 0
        return False

    def _visit(self, task: Task) -> None:
        before = self._known.get(str(task.url), Fetched(str(task.url)))
        url, reply = self._visitor.visit(task.url, self._conditions(before))
        if reply.status == UNCHANGED:
            self.report.unchanged += 1
            self._note(replace(before, status=reply.status, time=self._time(), error=None))
            return
        line = self._line(str(task.url), url, reply)
        same = line.sha256 == before.sha256 and line.file == before.file and self._is_whole(before)
        if not same:
            self._write(line, reply.body)
        self.report.unchanged += same
        self.report.fetched += not same
        self._note(line)
        if before.file and before.file != line.file:
            (self._folder / before.file).unlink(missing_ok=True)

    def _conditions(self, before: Fetched) -> dict[str, dict[str, str]]:
        """Return the headers that ask for changes only, by the address to which they belong."""
        if self._again or not before.final or not self._is_whole(before):
            return {}
        marks = {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified}
        return {before.final: {name: mark for name, mark in marks.items() if mark}}

    def _is_whole(self, line: Fetched) -> bool:
        """Say whether the file of a line is as it was fetched."""
        try:
            held = (self._folder / line.file).read_bytes() if line.file else b""
        except OSError:
            return False
        return bool(line.file) and hashlib.sha256(held).hexdigest() == line.sha256

    def _line(self, address: str, url: httpx.URL, reply: Reply) -> Fetched:
        return Fetched(
            address,
            final=str(url),
            file=file_name(address, reply.media),
            status=reply.status,
            time=self._time(),
            sha256=hashlib.sha256(reply.body).hexdigest(),
            type=_mark(reply, "content-type"),
            etag=_mark(reply, "etag"),
            last_modified=_mark(reply, "last-modified"),
        )

    def _write(self, line: Fetched, data: bytes) -> None:
        path = self._folder / (line.file or "")
        path.parent.mkdir(exist_ok=True)
        draft = path.with_name(f".{path.name}.part")
        draft.write_bytes(data)
        draft.replace(path)

    def _fail(self, task: Task, error: Refused) -> None:
        self.report.failed.append((task.address, str(error)))
        address = str(task.url) or task.address
        before = self._known.get(address, Fetched(address))
        self._note(replace(before, status=error.status, time=self._time(), error=str(error)))

    def _note(self, line: Fetched) -> None:
        self._known[line.address] = line
        self._journal.add(line)

    def _time(self) -> str:
        return self._clock.date().isoformat(timespec="seconds")


def _mark(reply: Reply, name: str) -> str | None:
    """Return a header that can be sent back as it is, or None."""
    value = str(reply.headers.get(name, "")).strip()
    return value if value.isascii() and value.isprintable() and 0 < len(value) < 500 else None
