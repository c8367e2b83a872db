"""A worker process: it does the jobs that come on its standard input until that ends, or until it is killed."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
from typing import BinaryIO

from travaux.errors import TravauxError

TOO_LITTLE_MEMORY = 77


def main() -> None:
    """Run as: python -m travaux.work.child MEGABYTES, by travaux.work.process only."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends its workers
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed by mistake goes where errors go, not between the frames
    _limit_memory(int(sys.argv[1]))
    _serve(sys.stdin.buffer, pipe)


def send(pipe: BinaryIO, value: object) -> None:
    """Write a value of ours to a process of ours."""
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _serve(jobs: BinaryIO, pipe: BinaryIO) -> None:
    try:
        sys.path[:] = pickle.load(jobs)
        make, limits = pickle.load(jobs)
        from travaux.validate.shapes import engine
        from travaux.work.worker import Worker

        engine()
        worker = Worker(make, limits)
        worker.prepare()
        gc.freeze()  # vocabulary and model stay: rounds of the collector over them cost a twentieth of the time
        send(pipe, None)
        while True:
            try:
                job = pickle.load(jobs)
            except EOFError:
                return
            send(pipe, worker.do(job))
    except MemoryError:
        os._exit(TOO_LITTLE_MEMORY)
    except TravauxError as error:
        send(pipe, error)
    except BrokenPipeError:
        os._exit(1)  # the parent is gone


def _limit_memory(megabytes: int) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if megabytes:
            resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))


if __name__ == "__main__":
    main()
