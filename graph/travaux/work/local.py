"""The engine of one machine: processes that may die of a document, which is then set apart alone."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from travaux.errors import TravauxError
from travaux.read import DEFAULT, Limits
from travaux.work import Finder, Guard, Job, Outcome
from travaux.work.process import Gone, Process, Said

AHEAD = 3  # batches for each worker that are read before their turn
LOW = 10  # jobs that a worker still has when it is given more, so that it never waits
DEATHS = 2  # workers that a document may cost before it is quarantined
STARTS = 5  # processes in a row that may end before they are ready


@dataclass(eq=False, slots=True)
class _Task:
    """A job, what came of it, and how many workers died of it."""

    job: Job
    outcome: Outcome | None = None
    deaths: int = 0


class Local:
    """Does jobs in processes of their own: they are started when they are needed, and replaced when they die.

    A document that was being read when its worker died is tried once more, alone and in another one; if that dies as
    well, the document is quarantined with the reason. The others of its batch go on.
    """

    def __init__(
        self, make: Callable[[], Finder], jobs: int, limits: Limits = DEFAULT, guard: Guard | None = None
    ) -> None:
        """Take the maker of a finder, which must be one that can be pickled, and the number of processes."""
        self._make, self._jobs, self._limits = make, jobs, limits
        self._guard = guard or Guard()
        self._heard: queue.SimpleQueue[Said] = queue.SimpleQueue()
        self._at: dict[Process, deque[_Task]] = {}
        self._todo: deque[list[_Task]] = deque()
        self._stillborn = 0

    @property
    def processes(self) -> list[int]:
        """Return the numbers of the processes that there are now."""
        return [process.number for process in self._at]

    def outcomes(self, batches: Iterable[Sequence[Job]]) -> Iterator[Sequence[Outcome]]:
        """Yield the outcomes of each batch, in order.

        Raises TravauxError where no worker can be started.
        """
        coming, waiting = iter(batches), deque[list[_Task]]()
        try:
            while True:
                while len(waiting) < AHEAD * self._jobs and (jobs := next(coming, None)) is not None:
                    waiting.append([_Task(job) for job in jobs])
                    self._todo.append(waiting[-1])
                if not waiting:
                    return
                done = [task.outcome for task in waiting[0] if task.outcome is not None]
                if len(done) == len(waiting[0]):
                    waiting.popleft()
                    yield done
                else:
                    self._give()
                    self._hear()
        finally:
            if waiting:  # it broke off
                self.close()

    def close(self) -> None:
        """End all processes."""
        for process in self._at:
            process.close()
        self._at.clear()
        self._todo.clear()

    def _give(self) -> None:
        while self._todo:
            process = min(self._at, key=lambda one: len(self._at[one]), default=None)
            if process is None or (self._at[process] and len(self._at) < self._jobs):
                process = Process(self._make, self._limits, self._guard, self._heard)
                self._at[process] = deque()
            elif len(self._at[process]) >= LOW:
                return
            tasks = self._todo.popleft()
            self._at[process].extend(tasks)
            process.give([task.job for task in tasks])

    def _hear(self) -> None:
        rest = min((process.deadline for process in self._at), default=float("inf")) - time.monotonic()
        try:
            process, said = self._heard.get(timeout=min(max(rest, 0.0), 3600.0))
        except queue.Empty:
            return self._end_the_late()
        if process not in self._at:
            return None  # it was closed
        if isinstance(said, TravauxError):
            raise said
        if isinstance(said, Gone):
            return self._bury(self._at.pop(process), said)
        if said is not None:
            self._at[process].popleft().outcome = said
            self._stillborn = 0
        process.wind(bool(self._at[process]))
        return None

    def _end_the_late(self) -> None:
        for process in self._at:
            if process.deadline <= time.monotonic():
                process.deadline = float("inf")
                process.kill(f"it takes more than the {self._guard.seconds:g} seconds that a document may")

    def _bury(self, tasks: deque[_Task], gone: Gone) -> None:
        if not gone.ready:
            self._stillborn += 1
            if self._stillborn == STARTS:
                raise TravauxError(f"no worker can be started: {gone.reason}; --debug does without workers")
        elif tasks:
            guilty = tasks.popleft()
            guilty.deaths += 1
            if guilty.deaths < DEATHS:
                self._todo.appendleft([guilty])
            else:
                guilty.outcome = Outcome(guilty.job.item.source, "quarantined", gone.reason)
        if tasks:
            self._todo.appendleft(list(tasks))
