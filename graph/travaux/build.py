"""Building: files and folders become graphs of a store, each document on its own: a bad one stops nothing."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from travaux.follow import follow
from travaux.plan import Program, Source, Step, find, steps, vanished
from travaux.read import DEFAULT, Limits
from travaux.store import PACE, Store
from travaux.store.manifest import Row
from travaux.validate.shapes import engine as shapes
from travaux.work import Engine, Finder, Job, Outcome
from travaux.work.here import Here

TOGETHER = 50  # documents of a batch that is worked on
AT_ONCE = 1000  # documents of a transaction
BYTES = 4 * 1024 * 1024  # of a batch, unless one document has more
WRITTEN = 32 * 1024 * 1024  # bytes of a transaction


class Progress(NamedTuple):
    """How far a build is: the document that was read last, how many, their positions, and bytes of all bytes."""

    source: str
    documents: int
    positions: int
    done: int
    total: int


@dataclass(slots=True)
class Report:
    """What a build did: counts of documents, each that was left out with the reason, and what else there is to tell."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    quarantined: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def left_out(self) -> dict[str, list[tuple[str, str]]]:
        """Return the documents that are not in the graph, by kind of trouble."""
        return {"skipped": self.skipped, "failed": self.failed, "quarantined": self.quarantined}

    def as_json(self) -> dict[str, Any]:
        """Return the report as values that JSON has."""
        lists = {
            kind: [{"document": name, "reason": reason} for name, reason in found]
            for kind, found in self.left_out.items()
        }
        counts = {"read": self.read, "unchanged": self.unchanged, "removed": self.removed}
        return {**counts, **lists, "notes": self.notes}


def build(  # noqa: PLR0913, PLR0917
    store: Store,
    paths: Sequence[Path],
    finder: Finder | Engine,
    mark: str = "",
    progress: Callable[[Progress], object] = lambda seen: None,
    debug: bool = False,
    retry: bool = False,
    limits: Limits = DEFAULT,
    address_of: Callable[[Path], str | None] = lambda path: None,
) -> Report:
    """Bring a store up to date with files and folders, and return what was done.

    Only what changed is read again: a document whose bytes and `mark` (of the program and its vocabulary) are as
    before is left alone, one that is gone takes its facts with it. What could not be read is named each time, and
    read again with `retry`. `finder` reads in this process; an engine (travaux.work) does it elsewhere, and is closed
    at the end. `progress` hears how far it is. With `debug`, an error of the program is raised.
    """
    shapes()  # says at once where none is installed
    engine = finder if isinstance(finder, Engine) else Here(lambda: finder, limits, debug=debug)
    sources, missing = find(paths)
    writer = _Writer(store, sources, progress)
    writer.report.failed += missing
    writer.report.removed += sum(store.forget(file) for file in vanished(store, paths, sources))
    todo = steps(store, sources, Program(mark, limits, address_of), retry)
    begun = time.monotonic()
    for outcomes in engine.outcomes(writer.batches(todo)):
        for outcome in outcomes:
            writer.take(outcome)
    writer.close(time.monotonic() - begun)
    engine.close()  # what follows needs the memory
    writer.report.notes += follow(store, mark)
    return writer.report


class _Writer:
    """Takes the steps of a build and the outcomes of what was asked, in the same order, and writes both together."""

    def __init__(
        self, store: Store, sources: Sequence[Source], progress: Callable[[Progress], object]
    ) -> None:
        self.report = Report()
        self._store = store
        self._progress = progress
        self._pending: deque[Step] = deque()
        self._group: list[tuple[Step, Outcome | None]] = []
        self._written = self._documents = self._positions = self._done = self._inside = self._read = 0
        self._total = sum(source.size for source in sources)

    def batches(self, todo: Iterator[Step]) -> Iterator[list[Job]]:
        """Yield what is asked of workers; all steps are remembered."""
        batch: list[Job] = []
        size = 0
        for step in todo:
            self._pending.append(step._replace(job=None))
            if step.job is not None:
                batch.append(step.job)
                size += len(step.job.item.data)
            if len(batch) == TOGETHER or size >= BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def take(self, outcome: Outcome) -> None:
        """Take the outcome of the next step that was asked."""
        self._advance()
        self._add(self._pending.popleft(), outcome)
        if len(self._group) >= AT_ONCE or self._written >= WRITTEN:
            self._flush()

    def close(self, seconds: float) -> None:
        """Write what is left, after the last outcome, and note how fast it went."""
        self._advance()
        self._flush()
        if self._documents >= TOGETHER:
            self._store.note(PACE, f"{self._read / seconds:.0f}")
        self._progress(Progress("", self._documents, self._positions, self._total, self._total))

    def _advance(self) -> None:
        while self._pending and self._pending[0].kind != "asked":
            self._add(self._pending.popleft(), None)

    def _add(self, step: Step, outcome: Outcome | None) -> None:
        if step.kind == "same":
            self._count_same(step.source)
        elif step.row is not None:
            self._count(step, outcome)
        self._inside += step.size
        if step.kind in ("same", "end"):
            self._done += step.source.size
            self._inside = 0
        if step.kind != "same":
            self._group.append((step, outcome))
        if outcome is not None:
            self._written += len(outcome.graph)
            self._read += step.size
            done = self._done + min(
                self._inside, step.source.size
            )  # what is packed has more bytes than its file
            self._progress(Progress(outcome.source, self._documents, self._positions, done, self._total))

    def _count_same(self, source: Source) -> None:
        rows = self._store.manifest.items(source.key)
        for row in rows:
            self._leave_out(row)
        self.report.unchanged += sum(row.state == "read" for row in rows)

    def _count(self, step: Step, outcome: Outcome | None) -> None:
        assert step.row is not None
        if outcome is None:
            self._leave_out(step.row)
            self.report.unchanged += step.row.state == "read"
            return
        self._leave_out(step.row._replace(state=outcome.state, reason=outcome.reason))
        self.report.read += outcome.state == "read"
        self._documents += 1
        self._positions += outcome.positions

    def _leave_out(self, row: Row) -> None:
        if row.state in self.report.left_out:
            self.report.left_out[row.state].append((row.name, row.reason))

    def _flush(self) -> None:
        group, self._group, self._written = self._group, [], 0
        if not group:
            return
        manifest = self._store.manifest
        manifest.begin([step.source.key for step, _ in group if step.kind == "begin"])
        manifest.see(step.row[:2] for step, _ in group if step.kind == "kept" and step.row)
        rows, graphs, cards = [], {}, {}
        for step, outcome in group:
            if step.kind == "left" and step.row:
                rows.append(step.row)
            elif step.row and outcome:
                row = step.row._replace(state=outcome.state, reason=outcome.reason, iri=outcome.iri)
                rows.append(row._replace(parses=outcome.parses))
                if outcome.card:
                    graphs[outcome.iri] = outcome.graph
                    cards[outcome.iri] = outcome.card
        if rows:
            self._store.take(rows, graphs, list(cards.values()))
        ends = [(step.source.key, step.stamp) for step, _ in group if step.kind == "end"]
        self.report.removed += self._store.end(ends) if ends else 0
