"""Engines: all documents are read whatever a few of them do to a worker, and the graph is the same on each engine."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import stand_in
from conftest import TEXT
from travaux.build import build
from travaux.errors import TravauxError
from travaux.rdf import canonical
from travaux.store import Store
from travaux.work import Guard
from travaux.work.here import Here
from travaux.work.local import Local
from travaux.work.maker import Maker

POISON = {
    "crash": "ended by SIGSEGV",
    "hang": "more than the 8 seconds",
    "eat": "more than the 512 MB",
    "end": "ended by itself with 3",
}
GUARD = Guard(seconds=8, megabytes=512)


def built(folder, engine, store=None):
    store = store or Store()
    try:
        return build(store, [folder], engine, mark="1"), store
    finally:
        engine.close()


def sources(store):
    return sorted(row["n"].value for row in store.select("SELECT ?n { ?d trv:sourceName ?n }"))


@pytest.fixture
def papers(tmp_path):
    return stand_in.written(tmp_path / "papers", [f"Number {number}." for number in range(130)])


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_graph_is_the_same_with_any_number_of_processes(papers, jobs):
    _, here = built(papers, Here(stand_in.Finder))
    report, store = built(papers, Local(stand_in.Finder, jobs))
    assert report.read == 130
    assert canonical(store.quads()) == canonical(here.quads())


@pytest.mark.slow
def test_a_document_that_ends_its_worker_is_quarantined_and_all_others_are_read(tmp_path):
    texts = [f"Number {number}." for number in range(120)]
    guilty = dict(zip((7, 30, 31, 99), POISON, strict=True))
    for number, deed in guilty.items():
        texts[number] = f"Please {deed}."
    texts[50] = "Please fail."
    papers = stand_in.written(tmp_path / "papers", texts)
    report, store = built(papers, Local(stand_in.Finder, 2, guard=GUARD))
    assert [name for name, _ in report.quarantined] == [f"papers/{number:03}.txt" for number in guilty]
    for (_, reason), deed in zip(report.quarantined, guilty.values(), strict=True):
        assert POISON[deed] in reason
    assert report.failed[0][0] == "papers/050.txt"
    assert report.read == len(sources(store)) == 115
    again, _ = built(papers, Local(stand_in.stillborn, 1), store)
    assert (again.read, again.unchanged) == (0, 115)
    assert again.quarantined == report.quarantined, "they are named again, and not read again"
    for number in guilty:
        (papers / f"{number:03}.txt").write_text(f"{TEXT}\n\nMended {number}.", encoding="utf-8")
    mended, _ = built(papers, Local(stand_in.Finder, 1), store)
    assert (mended.read, mended.unchanged, mended.quarantined) == (4, 115, [])


def test_a_document_whose_worker_died_for_another_reason_is_read(tmp_path):
    mark = tmp_path / "mark"
    papers = stand_in.written(tmp_path / "papers", ["One.", f"Please crash once. mark: {mark}", "Three."])
    report, _ = built(papers, Local(stand_in.Finder, 1))
    assert mark.exists()
    assert (report.read, report.quarantined) == (3, [])


@pytest.mark.slow
def test_workers_that_are_killed_at_random_lose_nothing(papers):
    engine = Local(stand_in.slow, 2)
    chance, over = random.Random(8), threading.Event()

    def kill():
        for _ in range(4):  # fewer than the starts that may fail in a row
            if over.wait(chance.uniform(0.5, 2.0)):
                return
            for number in chance.sample(engine.processes, min(1, len(engine.processes))):
                os.kill(number, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    report, store = built(papers, engine)
    over.set()
    killer.join()
    assert report.read + len(report.quarantined) == 130
    assert len(report.quarantined) <= 1, "two kills in a row may meet the same document"
    assert len(sources(store)) == report.read


def test_workers_that_cannot_start_end_the_build_with_a_message(papers):
    with pytest.raises(TravauxError, match="no worker can be started: its worker ended by itself with 5"):
        built(papers, Local(stand_in.stillborn, 2))
    with pytest.raises(TravauxError, match="another version of travaux"):
        built(papers, Local(Maker(("cyber",), "another"), 1))


def test_a_build_that_breaks_off_ends_its_workers(papers):
    engine = Local(stand_in.slow, 2)

    class Full(Store):
        def take(self, rows, graphs, cards):
            raise TravauxError("the disk is full")

    with pytest.raises(TravauxError, match="the disk is full"):
        build(Full(), [papers], engine, mark="1")
    numbers = engine.processes
    engine.close()
    assert engine.processes == []
    assert not any(Path(f"/proc/{number}").exists() for number in numbers)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are looked up in /proc")
def test_workers_end_when_the_build_is_killed(papers, tmp_path):
    code = (
        "import sys; from pathlib import Path; import stand_in; from travaux.build import build;"
        "from travaux.store import Store; from travaux.work.local import Local;"
        "build(Store(), [Path(sys.argv[1])], Local(stand_in.slow, 1), progress=lambda seen: print(flush=True))"
    )
    paths = os.pathsep.join(map(str, (Path(__file__).parent, Path(__file__).parents[1], *sys.path)))
    command = [sys.executable, "-c", code, str(papers)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
    ) as process:
        process.stdout.readline()
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert workers
        process.kill()
    end = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < end
        time.sleep(0.05)
