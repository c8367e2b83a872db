"""Processes that are killed while they write: nothing is ever half, and the next run makes it whole."""

from __future__ import annotations

import os
import random
import shutil
from contextlib import closing
from types import SimpleNamespace

import pytest
from jobs import Jobs

from conftest import TEXT, make_findings
from travaux.ask import search
from travaux.backup import backup
from travaux.errors import TravauxError
from travaux.rdf import canonical
from travaux.store import Store, replaced_by_restore
from travaux.store.manifest import Manifest
from travaux.triples import quads

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="processes are forked, which this system cannot"
)

KILLS = {"build": 17, "bulk": 17, "replace": 17, "link": 17, "restore": 9}
ONTOLOGY = "@prefix trv: <https://w3id.org/travaux/ns#> . <https://example.org/atlantis> a trv:State .\n"
OLD = {f"{name}.txt": TEXT for name in "abcde"}
NEW = {**{f"{name}.txt": f"{TEXT}\n\nMore of {name}." for name in "abc"}, "d.txt": TEXT, "f.txt": TEXT}


@pytest.fixture(scope="module")
def jobs():
    started = Jobs()
    yield started
    started.close()


def written(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory, jobs):
    """Return the old store, the papers as they are now, clean stores of each end, and all graphs that may be."""
    root = tmp_path_factory.mktemp("kill")
    papers, ontology = root / "papers", root / "own.ttl"
    ontology.write_text(ONTOLOGY)
    written(papers, OLD)
    assert jobs.run("build", root / "old.store", papers, ontology)["said"] == ""
    written(papers, NEW)
    assert jobs.run("build", root / "new.store", papers, ontology)["said"] == ""
    people = [
        f"{make_findings(f'papers/{name}', text).document.iri}/person/miguel-rodriguez-cub"
        for name, text in NEW.items()
    ]
    decided = f"verdict,one,other\ndifferent,{people[0]},{people[1]}\n"
    shutil.copytree(root / "new.store", root / "linked.store")
    (root / "linked.store.decisions.csv").write_text(decided)
    assert jobs.run("link", root / "linked.store")["said"] == ""
    backup(root / "new.store", root / "new.zip")
    return SimpleNamespace(
        root=root, papers=papers, ontology=ontology, decided=decided, backup=root / "new.zip"
    )


def graphs(store):
    """Return the canonical form of each graph of a store."""
    names = {quad.graph_name for quad in store.quads()}
    return {name.value: canonical(store.quads(name)) for name in names}


def contents(path):
    manifest = Manifest(path / "manifest.sqlite")
    with Store(path, writable=False) as store, closing(manifest):
        return canonical(store.quads()), manifest.record(), store.words.dump(), store.words.made_here


def known(place):
    """Return all that may be in a store: each document as read, the other graphs as a whole run leaves them."""
    allowed = {}
    for files in (OLD, NEW):
        for name, text in files.items():
            found = make_findings(f"papers/{name}", text)
            allowed.setdefault(found.document.iri, set()).add(canonical(quads(found)))
    for name in ("old", "new", "linked"):
        with Store(place.root / f"{name}.store", writable=False) as store:
            for graph, form in graphs(store).items():
                allowed.setdefault(graph, set()).add(form)
    return allowed


def see_that_all_is_whole(path, allowed):
    """The store opens, each graph is as one whole run left it, and a search shows nothing else."""
    try:
        opened = Store(path, writable=False)
    except TravauxError as error:
        assert any(words in str(error) for words in ("there is no store at", "its first build broke off"))
        return
    with opened as store:
        for graph, form in graphs(store).items():
            assert form in allowed[graph], graph
        here = {row["p"].value for row in store.select("SELECT ?p { ?p a trv:Position }")}
        shown = search.positions(store, "hospitals OR force OR report", 1000).records
        assert {one["id"] for one in shown} <= {iri.rpartition("/")[2] for iri in here}


CASES = {
    "build": (None, "new", lambda place, store: ("build", store, place.papers, place.ontology)),
    "bulk": (None, "new", lambda place, store: ("bulk", store, place.papers, place.ontology)),
    "replace": ("old", "new", lambda place, store: ("build", store, place.papers, place.ontology)),
    "link": ("new", "linked", lambda place, store: ("link", store)),
    "restore": ("old", "new", lambda place, store: ("restore", place.backup, store)),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_killed_run_leaves_nothing_half_and_the_next_one_ends_as_a_clean_one(case, place, jobs, tmp_path):
    before, after, job = CASES[case]
    allowed, clean = known(place), contents(place.root / f"{after}.store")
    store = tmp_path / "a.store"
    if case == "link":
        (tmp_path / "a.store.decisions.csv").write_text(place.decided)

    def fresh():
        shutil.rmtree(store, ignore_errors=True)
        if before:
            shutil.copytree(place.root / f"{before}.store", store)

    fresh()
    whole = jobs.run(*job(place, store))
    assert (whole["said"], contents(store)) == ("", clean)
    chance, killed, tries = random.Random(case), 0, 0
    while killed < KILLS[case]:
        tries += 1
        assert tries < 4 * KILLS[case]
        fresh()
        killed += jobs.run(*job(place, store), after=chance.uniform(0, whole["seconds"]))["killed"]
        if case != "restore" or store.exists():
            see_that_all_is_whole(store, allowed)
        else:
            assert replaced_by_restore(store).exists()
        assert jobs.run(*job(place, store))["said"] == ""
        assert contents(store) == clean
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_a_second_writer_in_another_process_is_refused_with_a_clear_message(place, jobs, tmp_path):
    shutil.copytree(place.root / "new.store", tmp_path / "a.store")
    with Store(tmp_path / "a.store"):
        for job in (
            ("build", tmp_path / "a.store", place.papers, place.ontology),
            ("link", tmp_path / "a.store"),
        ):
            said = jobs.run(*job)["said"]
            assert said.startswith("TravauxError: another travaux is writing to")
            assert "wait until it ends" in said
        with Store(tmp_path / "a.store", writable=False) as reader:
            assert len(reader.documents()) == len(NEW)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["build", "bulk"])
@pytest.mark.parametrize("largest", [200, 5_000, 20_000, 40_000, 70_000, 100_000])
def test_a_disk_that_takes_no_more_is_told_and_the_store_opens_afterwards(
    place, jobs, tmp_path, largest, kind
):
    store = tmp_path / "a.store"
    shutil.copytree(place.root / "old.store", store)
    said = jobs.run(kind, store, place.papers, place.ontology, largest=largest)["said"]
    if said:
        assert said.startswith(f"UnwritableStore: the store at {store} cannot be ")
        assert "see that the disk has room" in said
    assert largest > 70_000 or said
    see_that_all_is_whole(store, known(place))
    assert jobs.run("build", store, place.papers, place.ontology)["said"] == ""
    assert contents(store) == contents(place.root / "new.store")


def test_a_backup_that_does_not_fit_on_the_disk_leaves_no_part(place, jobs, tmp_path):
    store = tmp_path / "a.store"
    said = jobs.run("restore", place.backup, store, largest=2_000)["said"]
    assert "see that the disk has room" in said
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(TravauxError, match="there is no store"):
        Store(store, writable=False)
