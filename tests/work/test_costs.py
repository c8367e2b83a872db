"""Costs follow the change: members of archives, other vocabularies, what is named again, what would be done."""

from __future__ import annotations

import json
import shutil
import zipfile

import pytest
from click.testing import CliRunner

from conftest import TEXT, Reader
from travaux import pipeline
from travaux.build import build
from travaux.cli import main
from travaux.pipeline import Pipeline
from travaux.rdf import canonical
from travaux.resources import folder
from travaux.serve.place import WritablePlace
from travaux.store import Store


def packed(file, members):
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def names(store):
    return sorted(row["n"].value for row in store.select("SELECT ?n { ?d trv:sourceName ?n }"))


def test_only_the_members_of_an_archive_that_changed_are_read_and_those_that_are_gone_go(tmp_path):
    file, store, reader = tmp_path / "a.zip", Store(), Reader()
    packed(file, {"one.txt": TEXT, "two.txt": TEXT, "three.txt": TEXT, "empty.txt": ""})
    first = build(store, [file], reader, mark="1")
    assert (first.read, len(first.failed)) == (3, 1)
    packed(file, {"one.txt": TEXT, "two.txt": f"{TEXT}\n\nMore.", "four.txt": TEXT})
    second = build(store, [file], reader, mark="1")
    assert reader.seen[3:] == ["a.zip/two.txt", "a.zip/four.txt"]
    assert (second.read, second.unchanged, second.removed, second.failed) == (2, 1, 1, [])
    assert names(store) == ["a.zip/four.txt", "a.zip/one.txt", "a.zip/two.txt"]
    clean = Store()
    build(clean, [file], Reader(), mark="1")
    assert canonical(store.quads()) == canonical(clean.quads())
    file.unlink()
    assert build(store, [tmp_path], reader, mark="1").removed == 3
    assert store.documents() == []


def test_how_far_a_build_is_grows_within_an_archive_and_ends_with_all_of_it(tmp_path):
    packed(tmp_path / "a.zip", {f"{number}.txt": f"{TEXT}\n\n{number}." for number in range(9)})
    seen = []
    build(Store(), [tmp_path], Reader(), mark="1", progress=seen.append)
    done = [step.done for step in seen]
    assert done == sorted(done)
    assert 0 < done[0] < done[3] <= done[-1] == seen[-1].total == (tmp_path / "a.zip").stat().st_size
    assert [step.documents for step in seen] == [*range(1, 10), 9]
    assert seen[-1].positions == 27


def test_items_of_one_name_are_all_read(tmp_path):
    post = {"id": 7, "title": {"rendered": "T"}, "content": {"rendered": f"<p>{TEXT}</p>"}}
    (tmp_path / "dump.json").write_text(json.dumps([post, post]), encoding="utf-8")
    store = Store()
    report = build(store, [tmp_path], Reader(), mark="1")
    assert len(names(store)) == report.read == 2
    assert build(store, [tmp_path], Reader(), mark="1").unchanged == 2


@pytest.mark.slow
def test_another_vocabulary_parses_nothing_anew_and_gives_what_a_clean_build_gives(tmp_path, monkeypatch):
    own = shutil.copytree(folder("ontology") / "cyber", tmp_path / "own")
    some = next(own.glob("*.ttl"))
    some.write_text(
        some.read_text(encoding="utf-8").replace("stalled", "stranded").replace("rejected", "rebuffed"),
        encoding="utf-8",
    )
    papers = [folder("seeds") / name for name in ("2017-gge-breakdown.html", "2021-gge-report.json")]
    store, clean = Store(), Store()
    build(store, papers, Pipeline(), mark="1")
    other = Pipeline((str(own),))
    asked = []
    pipe = other._parser._nlp.pipe
    monkeypatch.setattr(
        other._parser._nlp,
        "pipe",
        lambda docs, **more: pipe((asked.append(doc.text) or doc for doc in docs), **more),
    )
    build(store, papers, other, mark="2")
    assert asked == []
    monkeypatch.undo()
    build(clean, papers, Pipeline((str(own),)), mark="2")
    assert canonical(store.quads()) == canonical(clean.quads())


def test_damaged_parses_are_made_anew(tmp_path):
    file = folder("seeds") / "2017-gge-breakdown.html"
    reader = Pipeline()
    with Store(tmp_path / "a.store") as store:
        build(store, [file], reader, mark="1")
        before = canonical(store.quads())
        with store.manifest._database as database:
            assert database.execute("UPDATE parse SET packed = substr(packed, 1, 200)").rowcount == 1
        build(store, [file], reader, mark="2")
        assert canonical(store.quads()) == before
    (tmp_path / "a.store" / "parses.sqlite").unlink()
    with Store(tmp_path / "a.store") as store:
        assert build(store, [file], reader, mark="2").unchanged == 1


@pytest.fixture
def run(tmp_path, monkeypatch, in_process):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "Pipeline", Reader)
    (tmp_path / "papers").mkdir()
    for name in "ab":
        (tmp_path / "papers" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return lambda *words: CliRunner().invoke(main, list(words))


def test_a_dry_run_says_what_would_be_done_and_does_nothing(run, tmp_path):
    size = len(TEXT.encode()) * 2 / 1e6
    said = run("build", "papers", "--dry-run", "--jobs", "1")
    assert said.stdout.startswith(
        f"to read 2 ({size:.1f} MB, about 0:00), unchanged 0, files that are gone 0"
    )
    assert not (tmp_path / "travaux.store").exists()
    run("build", "papers")
    (tmp_path / "papers" / "a.txt").unlink()
    (tmp_path / "papers" / "c.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "papers" / "d.zip").write_bytes(b"PK\x03\x04 and no more")
    done = run("build", "papers", "--dry-run")
    assert "to read 1 " in done.stdout
    assert "unchanged 1, files that are gone 1, failed 1" in done.stdout
    assert done.exit_code == 0
    with Store(tmp_path / "travaux.store", writable=False) as store:
        assert names(store) == ["papers/a.txt", "papers/b.txt"]


def test_the_report_names_each_document_that_was_left_out_each_time(run, tmp_path):
    (tmp_path / "papers" / "bad.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "papers" / "fr.txt").write_text("Les États ont pris la parole dans le débat. " * 20, "utf-8")
    for read, unchanged in ((2, 0), (0, 2)):
        done = run("build", "papers", "--report", "report.json")
        assert done.exit_code == 1
        report = json.loads((tmp_path / "report.json").read_text("utf-8"))
        assert (report["read"], report["unchanged"], report["quarantined"]) == (read, unchanged, [])
        assert [one["document"] for one in report["failed"]] == ["papers/bad.txt"]
        assert report["skipped"] == [{"document": "papers/fr.txt", "reason": "not English (fr)"}]
    assert run("build", "papers", "--report", "no/such/folder.json").exit_code == 2
    assert "--engine ray" in run("build", "papers", "--address", "here:1").stderr


def test_limits_are_settings(run, tmp_path):
    (tmp_path / "papers" / "long.txt").write_text(f"{TEXT}\n" * 20_000, encoding="utf-8")
    done = run("build", "papers", "--most-bytes", "1")
    assert "failed  papers/long.txt: " in done.stderr
    assert "over the limit of 1,048,576" in done.stderr


def test_where_nothing_changed_nothing_is_linked_and_a_decision_is_a_change(run, tmp_path, monkeypatch):
    from travaux import follow

    run("build", "papers")
    linked = []
    real = follow.link
    monkeypatch.setattr(follow, "link", lambda store: linked.append(1) or real(store))
    run("build", "papers")
    assert linked == []
    (tmp_path / "travaux.store.decisions.csv").write_text("verdict,one,other\n", encoding="utf-8")
    run("build", "papers")
    assert linked == [1]
    (tmp_path / "papers" / "a.txt").write_text(f"{TEXT}\n\nMore.", encoding="utf-8")
    run("build", "papers")
    assert linked == [1, 1]
    place = WritablePlace(tmp_path / "travaux.store")
    assert len(place.graph)
    place.forget()
    run("build", "papers")
    assert linked == [1, 1, 1], "an update by the endpoint may have changed anything"
