"""A worker: a process that opens the store and answers jobs one after the other, until it is killed."""

from __future__ import annotations

import contextlib
import os
import select
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from travaux.errors import TravauxError
from travaux.serve import answering, asking, frames, keeping, looking, telling
from travaux.serve.output import Output
from travaux.serve.place import Place, WritablePlace
from travaux.serve.problems import Problem

READING: dict[str, Callable[[Place, frames.Job, Output], None]] = {
    "query": answering.query,
    "graph": keeping.read,
    "question": asking.question,
    "table": asking.table,
    "bound": asking.bound,
    "names": looking.names,
    "find": looking.find,
    "overview": looking.overview,
    "picture": looking.picture,
    "health": looking.health,
    "thing": telling.thing,
    "facts": telling.facts,
}
WRITING: dict[str, Callable[[WritablePlace, frames.Job, Output], None]] = {
    "update": answering.update,
    "put": keeping.put,
    "post": keeping.post,
    "delete": keeping.drop,
}
GRACE = 5.0  # seconds after which a worker ends itself when the server, which keeps the time, has not
IDLE = 2.0  # seconds after which the writer lets others write


def serve(place: Any, known: dict[str, Callable[[Any, frames.Job, Output], None]], pipe: BinaryIO) -> None:
    """Answer jobs until the server is gone."""
    for job in frames.jobs(_Input(place)):
        out = Output(pipe, job["seconds"] + GRACE)
        out.arm()
        try:
            _answer(place, known[job["do"]], job, out)
            out.end()
        except BaseException as error:
            out.fail(*_said(error))
            if not isinstance(error, Exception):
                raise
        out.disarm()


def _answer(place: Any, how: Callable[[Any, frames.Job, Output], None], job: frames.Job, out: Output) -> None:
    try:
        how(place, job, out)
    except OSError:  # a writer may have tidied away a file that was open here
        if out.begun or isinstance(place, WritablePlace):
            raise
        place.forget()
        how(place, job, out)


def _ready(pipe: BinaryIO) -> None:
    pipe.write(frames.frame(frames.END))
    pipe.flush()


class _Input:
    """Standard input; where nothing comes for a while, a store that is held for writing is let go."""

    def __init__(self, place: Place | WritablePlace) -> None:
        self._place = place

    def read(self, size: int) -> bytes:
        got = b""
        while len(got) < size:
            if isinstance(self._place, WritablePlace) and self._place.held:
                ready, _, _ = select.select([0], [], [], IDLE)
                if not ready:
                    self._place.forget()
            piece = os.read(0, size - len(got))
            if not piece:
                break
            got += piece
        return got


def _said(error: BaseException) -> tuple[int, str]:
    if isinstance(error, Problem):
        return error.status, str(error)
    if isinstance(error, TravauxError):
        return (503 if "another travaux is writing" in str(error) else 400), str(error)
    if isinstance(error, MemoryError):
        return 507, "the request needs more memory than a worker may take; ask for less"
    return 500, f"the store could not answer: {type(error).__name__}: {error}"


def limit_memory(megabytes: int) -> None:
    """Let this process take so much memory and no more, where the system can hold it to that."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Run as: python -m travaux.serve.worker read|write STORE MEGABYTES"""
    kind, path, megabytes = sys.argv[1:]
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed by mistake goes where errors go, not between the frames
    limit_memory(int(megabytes))
    if kind == "write":
        _ready(pipe)
        serve(WritablePlace(Path(path)), WRITING, pipe)
    else:
        place = Place(Path(path))
        with contextlib.suppress(TravauxError):  # it is said when something is asked
            _ = place.graph
        _ready(pipe)
        serve(place, READING, pipe)


if __name__ == "__main__":
    main()
