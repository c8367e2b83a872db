"""The engine that does jobs in this very process: for tests, notebooks and the search for faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from travaux.read import DEFAULT, Limits
from travaux.work import Finder, Job, Outcome
from travaux.work.worker import Worker


class Here:
    """Does jobs one after the other, unguarded: what ends the process ends the build."""

    def __init__(self, make: Callable[[], Finder], limits: Limits = DEFAULT, *, debug: bool = False) -> None:
        self._worker = Worker(make, limits, debug=debug)

    def outcomes(self, batches: Iterable[Sequence[Job]]) -> Iterator[Sequence[Outcome]]:
        for batch in batches:
            for job in batch:
                yield [self._worker.do(job)]

    def close(self) -> None:
        """Do nothing: there is no other process to end."""
