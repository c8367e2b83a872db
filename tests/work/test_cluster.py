"""A real Ray cluster of two machines' worth of workers: poison is set apart, and a lost one loses nothing."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

import stand_in
from travaux.build import build
from travaux.errors import TravauxError
from travaux.rdf import canonical
from travaux.store import Store
from travaux.work import Guard
from travaux.work.cluster import Cluster
from travaux.work.here import Here

ray = pytest.importorskip("ray", reason="Ray is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
GUARD = Guard(seconds=10, megabytes=1024)


@pytest.fixture(scope="module")
def cluster():
    """Return a cluster of a head that does no work, and two nodes of one worker each."""
    from ray.cluster_utils import Cluster as Machines

    paths = os.pathsep.join(map(str, (Path(__file__).parent, Path(__file__).parents[1])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (paths, os.environ.get("PYTHONPATH")))))
        machines = Machines(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
        nodes = [machines.add_node(num_cpus=1) for _ in range(2)]
        machines.wait_for_nodes()
        yield machines, nodes
        ray.shutdown()
        machines.shutdown()


def test_what_a_document_does_to_its_worker_costs_no_other_one(cluster, tmp_path):
    texts = [f"Number {number}." for number in range(110)]
    texts[20], texts[77] = "Please crash.", "Please hang."
    papers, store = stand_in.written(tmp_path / "papers", texts), Store()
    engine = Cluster(stand_in.Finder, guard=GUARD, address=cluster[0].address)
    try:
        report = build(store, [papers], engine, mark="1")
    finally:
        engine.close()
    assert [name for name, _ in report.quarantined] == ["papers/020.txt", "papers/077.txt"]
    assert "ended by SIGSEGV" in report.quarantined[0][1]
    assert "more than the 10 seconds" in report.quarantined[1][1]
    assert report.read == 108
    for number in (20, 77):
        (papers / f"{number:03}.txt").unlink()
    here = Store()
    build(here, [papers], Here(stand_in.Finder))
    assert canonical(store.quads()) == canonical(here.quads())


def test_a_machine_that_is_killed_in_the_middle_loses_nothing(cluster, tmp_path):
    machines, nodes = cluster
    papers = stand_in.written(tmp_path / "papers", [f"Number {number}." for number in range(400)])
    store, seen = Store(), threading.Event()

    def kill():
        seen.wait(120)
        time.sleep(0.5)
        machines.remove_node(nodes.pop(), allow_graceful=False)

    killer = threading.Thread(target=kill)
    killer.start()
    engine = Cluster(stand_in.slow, guard=GUARD, address=machines.address)
    try:
        report = build(store, [papers], engine, mark="1", progress=lambda step: seen.set())
    finally:
        engine.close()
        killer.join()
    assert len(nodes) == 1
    assert (report.read, report.quarantined) == (400, [])
    here = Store()
    build(here, [papers], Here(stand_in.Finder))
    assert canonical(store.quads()) == canonical(here.quads())


def test_a_worker_of_the_cluster_that_is_killed_with_its_batch_is_done_elsewhere(cluster, tmp_path):
    mark = tmp_path / "mark"
    texts = [f"Number {number}." for number in range(60)]
    texts[5] = f"Please kill the parent. mark: {mark}"
    papers, store = stand_in.written(tmp_path / "papers", texts), Store()
    engine = Cluster(stand_in.Finder, guard=GUARD, address=cluster[0].address)
    try:
        report = build(store, [papers], engine, mark="1")
    finally:
        engine.close()
    assert int(mark.read_text()) >= 2
    assert [name for name, _ in report.quarantined] == ["papers/005.txt"]
    assert "its worker was lost" in report.quarantined[0][1]
    assert report.read == 59


def test_a_cluster_that_is_not_there_is_said():
    with pytest.raises(TravauxError, match=r"no Ray cluster can be joined at 127\.0\.0\.1:1"):
        Cluster(stand_in.Finder, address="127.0.0.1:1")
