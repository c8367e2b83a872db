"""Jobs on a store in processes of their own, which can be killed at any moment.

A process that has loaded everything and never opens a store forks one for each job, so that jobs begin at once.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


class Jobs:
    """Starts jobs, one after the other, and kills those that take longer than they may."""

    def __init__(self):
        paths = [HERE.parents[1] / "graph", HERE.parent, HERE]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))}
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "jobs.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def run(self, kind, *places, after=None, largest=None):
        """Run a job, kill it after so many seconds, and return whether it was, how long it ran, what it said."""
        given = {"kind": kind, "places": [str(place) for place in places], "after": after, "largest": largest}
        self._process.stdin.write(json.dumps(given) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def start(self, kind, *places):
        """Start a job whose end is asked for by `finish`."""
        given = {"kind": kind, "places": [str(place) for place in places], "after": None, "largest": None}
        self._process.stdin.write(json.dumps(given) + "\n")
        self._process.stdin.flush()

    def finish(self):
        return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:  # a test failed before its job ended
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


def build(store, papers, ontology):
    from conftest import Reader
    from travaux.build import build as run
    from travaux.store import Store

    with Store(Path(store)) as opened:
        opened.load_ontology([Path(ontology)])
        run(opened, [Path(papers)], Reader(), mark="1", debug=True)


def bulk(store, papers, ontology):
    """Build, and write all that is new as files of tables, however little it is."""
    from travaux.store import engine

    engine.BULK = range(1, 500_000)
    build(store, papers, ontology)


def link(store):
    from travaux.link import link as run
    from travaux.store import Store

    with Store(Path(store)) as opened:
        run(opened)


def restore(file, store):
    from travaux.backup.restore import restore as run

    run(Path(file), Path(store), replace=True)


def rebuild(store, one, other, rounds):
    """Build two versions of a folder in turn, each time opening the store anew."""
    from conftest import Reader
    from travaux.build import build as run
    from travaux.store import Store

    for number in range(int(rounds)):
        with Store(Path(store)) as opened:
            for papers in (one, other)[number % 2 :: 2]:
                run(opened, [Path(papers)], Reader(), mark=str(number), debug=True)
            for papers in (one, other)[(number + 1) % 2 :: 2]:
                for file in opened.manifest.files():
                    if Path(file).is_relative_to(Path(papers).resolve()):
                        opened.forget(file)


def _child(given, talk):
    """Do a job in this process, and say what went wrong through a pipe."""
    said = ""
    try:
        if given["largest"] is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (given["largest"], given["largest"]))
        globals()[given["kind"]](*given["places"])
    except BaseException as error:
        said = f"{type(error).__name__}: {error}"
    os.write(talk, said.encode()[:4000])
    os._exit(0)


def _job(given):
    heard, talk = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.close(heard)
        _child(given, talk)
    os.close(talk)
    ended = 0
    if given["after"] is not None:
        time.sleep(given["after"])
        ended, _ = os.waitpid(child, os.WNOHANG)
        if not ended:
            os.kill(child, signal.SIGKILL)  # nobody has waited for it, so the number is still its own
    killed = given["after"] is not None and not ended
    if not ended:
        os.waitpid(child, 0)
    seconds = time.perf_counter() - started
    with os.fdopen(heard, "rb") as pipe:
        said = pipe.read().decode()
    return {"killed": killed, "seconds": seconds, "said": said}


def main():
    for name in ("conftest", "travaux.build", "travaux.backup.restore"):
        import_module(name)  # once, before the forks
    import_module("travaux.validate.shapes").engine()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_job(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
