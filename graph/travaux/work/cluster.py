"""The engine of many machines: a Ray cluster gives out the batches, and each of its workers guards one process."""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from travaux.errors import TravauxError
from travaux.read import DEFAULT, Limits
from travaux.work import Finder, Guard, Job, Outcome
from travaux.work.local import AHEAD, Local

ANSWER = 10.0  # seconds until somebody must answer at the address of a cluster
LOSSES = 2  # times that the same jobs may be lost with their machine until they are halved


@dataclass(eq=False, slots=True)
class _Piece:
    """Some jobs of a batch, what came of each, and how often they were lost."""

    jobs: Sequence[Job]
    places: list[int]
    outcomes: list[Outcome | None]
    losses: int = 0


class Cluster:
    """Does jobs on the machines of a Ray cluster.

    On each of them a document that ends its process is set apart as travaux.work.local does it. A batch whose machine
    or Ray worker is lost is done elsewhere; one that is lost again is halved, until a document that costs its worker
    each time stands alone and is quarantined.
    """

    def __init__(
        self,
        make: Callable[[], Finder],
        jobs: int | None = None,
        limits: Limits = DEFAULT,
        guard: Guard | None = None,
        address: str | None = None,
    ) -> None:
        """Join the cluster at an address, or start one on this machine with so many workers.

        Raises TravauxError where Ray is not installed or there is no cluster.
        """
        try:
            import ray
        except ImportError as error:
            raise TravauxError("--engine ray needs Ray: pip install 'travaux[ray]'") from error
        self._ray = ray
        self._setup = pickle.dumps((make, limits, guard or Guard()))
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its maker
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        _see_that_it_answers(address)
        try:
            ray.init(
                address=address or "local",
                num_cpus=None if address else jobs,
                include_dashboard=None if address else False,
                log_to_driver=False,
                logging_level=logging.ERROR,
                ignore_reinit_error=True,
            )
        except (ConnectionError, OSError, RuntimeError, ValueError) as error:
            raise TravauxError(
                f"no Ray cluster can be joined at {address or 'this machine'}: {error}"
            ) from error
        self._jobs = jobs

    def outcomes(self, batches: Iterable[Sequence[Job]]) -> Iterator[Sequence[Outcome]]:
        """Yield the outcomes of each batch, in order; raises TravauxError where the workers are of another version."""
        coming, waiting = iter(batches), deque[_Piece]()
        running: dict[Any, _Piece] = {}
        task = self._ray.remote(num_cpus=1, max_retries=0)(_work)
        while True:
            while len(waiting) < AHEAD * self._workers() and (jobs := next(coming, None)) is not None:
                waiting.append(_Piece(jobs, list(range(len(jobs))), [None] * len(jobs)))
                self._send(task, waiting[-1], running)
            if not waiting:
                return
            done = [outcome for outcome in waiting[0].outcomes if outcome is not None]
            if len(done) == len(waiting[0].jobs):
                waiting.popleft()
                yield done
                continue
            (ready, *_), _ = self._ray.wait(list(running), num_returns=1)
            self._receive(ready, running.pop(ready), running, task)

    def close(self) -> None:
        """Leave the cluster, or end the one that was started here."""
        self._ray.shutdown()

    def _workers(self) -> int:
        resources: dict[str, float] = self._ray.cluster_resources()  # type: ignore[no-untyped-call]
        return self._jobs or max(1, int(resources.get("CPU", 1)))

    def _send(self, task: Any, piece: _Piece, running: dict[Any, _Piece]) -> None:
        jobs = [piece.jobs[place] for place in piece.places]
        running[task.remote(self._setup, jobs)] = piece

    def _receive(self, ready: Any, piece: _Piece, running: dict[Any, _Piece], task: Any) -> None:
        try:
            for place, outcome in zip(piece.places, self._ray.get(ready), strict=True):
                piece.outcomes[place] = outcome
        except self._ray.exceptions.RayTaskError as error:
            raise TravauxError(f"a worker of the cluster failed: {error.cause or error}") from error
        except self._ray.exceptions.RayError as error:
            for part in _parts(piece, f"its worker was lost ({type(error).__name__})"):
                self._send(task, part, running)


def _see_that_it_answers(address: str | None) -> None:
    """Ask whether anybody listens at the address of a cluster: Ray itself would try for minutes."""
    host, colon, port = (address or "").removeprefix("ray://").rpartition(":")
    if not (colon and port.isdigit()):
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), ANSWER).close()
    except (OSError, OverflowError) as error:
        raise TravauxError(f"no Ray cluster can be joined at {address}: {error}") from error


def _parts(piece: _Piece, reason: str) -> list[_Piece]:
    """Return what to do again of a piece that was lost; a document that was lost alone is quarantined."""
    piece.losses += 1
    if piece.losses < LOSSES:
        return [piece]
    if len(piece.places) == 1:
        (place,) = piece.places
        piece.outcomes[place] = Outcome(piece.jobs[place].item.source, "quarantined", reason)
        return []
    half = len(piece.places) // 2
    return [
        _Piece(piece.jobs, places, piece.outcomes) for places in (piece.places[:half], piece.places[half:])
    ]


_PROCESSES: dict[str, Local] = {}


def _work(setup: bytes, jobs: list[Job]) -> list[Outcome]:
    """Do jobs on a worker of the cluster, in a process that it keeps from one batch to the next."""
    key = hashlib.sha256(setup).hexdigest()
    if key not in _PROCESSES:
        make, limits, guard = pickle.loads(setup)
        _PROCESSES[key] = Local(make, 1, limits, guard)
    return [outcome for outcomes in _PROCESSES[key].outcomes([jobs]) for outcome in outcomes]
