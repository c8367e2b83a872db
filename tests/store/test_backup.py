"""Backup and restore: the same store comes back, and nothing else enters."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TEXT, Reader, make_findings
from travaux import pipeline
from travaux.ask import records
from travaux.backup import DECISIONS, GRAPH, HEADER, MANIFEST, backup, restore
from travaux.backup.restore import restore as restored
from travaux.build import build
from travaux.cli import main
from travaux.errors import TravauxError
from travaux.rdf import canonical
from travaux.store import Store, replaced_by_restore

DECIDED = "verdict,one,other,one_label,other_label,by,because\n"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """Return a folder with papers and the store that was built from them."""
    place = tmp_path_factory.mktemp("pristine")
    (place / "papers").mkdir()
    for name, more in (("a", ""), ("b", "\n\nMore.")):
        (place / "papers" / f"{name}.txt").write_text(TEXT + more, encoding="utf-8")
    with Store(place / "travaux.store") as store:
        build(store, [place / "papers"], Reader(), mark="1")
    return place


@pytest.fixture
def run(pristine, tmp_path, monkeypatch):
    shutil.copytree(pristine, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "Pipeline", Reader)
    return lambda *words: CliRunner().invoke(main, list(words))


def rebuilt(tmp_path, pristine, name):
    """Build the papers that the pristine store was built from, as the next build does."""
    with Store(tmp_path / name) as store:
        return build(store, [pristine / "papers"], Reader(), mark="1")


@pytest.fixture
def kept(run, tmp_path):
    """Return the file of a backup of the store that was built."""
    (tmp_path / "travaux.store.decisions.csv").write_text(DECIDED, encoding="utf-8")
    assert run("backup", "kept.zip").exit_code == 0
    return tmp_path / "kept.zip"


def contents(path):
    with Store(path) as store:
        return canonical(store.quads()), store.manifest.record(), store.words.dump(), records.positions(store)


def rewritten(kept, **parts):
    """Write an archive anew with other parts, given by the first letters of their names; None leaves one out."""
    file = kept.with_name("other.zip")
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = parts.pop(name.partition(".")[0].replace("-", "_"), old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in parts.items():
            new.writestr(name, data)
    return file


def test_a_restored_store_is_the_one_that_was_backed_up(run, kept, tmp_path):
    done = run("restore", "kept.zip", "--store", "again.store")
    assert done.exit_code == 0
    assert "2 documents" in done.stdout
    assert contents(tmp_path / "again.store") == contents(tmp_path / "travaux.store")
    assert (tmp_path / "again.store.decisions.csv").read_text(encoding="utf-8") == DECIDED
    assert run("search", "hospitals", "--store", "again.store").stderr == "2 of 2 positions\n"


def test_an_unchanged_folder_is_unchanged_after_a_restore(run, kept, tmp_path, pristine):
    run("restore", "kept.zip", "--store", "again.store")
    report = rebuilt(tmp_path, pristine, "again.store")
    assert (report.read, report.unchanged, report.removed) == (0, 2, 0)


def test_the_same_store_gives_the_same_bytes(run, kept, tmp_path):
    run("restore", "kept.zip", "--store", "again.store")
    run("backup", "second.zip", "--store", "again.store")
    run("backup", "third.zip")
    assert (
        kept.read_bytes() == (tmp_path / "second.zip").read_bytes() == (tmp_path / "third.zip").read_bytes()
    )


def test_the_header_says_what_is_in_it(kept):
    with zipfile.ZipFile(kept) as archive:
        assert set(archive.namelist()) == {HEADER, GRAPH, MANIFEST, DECISIONS}
        said = json.loads(archive.read(HEADER))
        assert said["format"] == 1
        assert said["counts"]["documents"] == 2
        assert said["counts"]["quads"] == archive.read(GRAPH).count(b"\n")


def test_a_store_that_is_there_gives_way_only_when_told(run, kept, tmp_path):
    with Store(tmp_path / "other.store") as store:
        store.replace("/a", [make_findings()])
    before = contents(tmp_path / "other.store")
    refused = run("restore", "kept.zip", "--store", "other.store")
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    assert contents(tmp_path / "other.store") == before
    assert run("restore", "kept.zip", "--store", "other.store", "--replace").exit_code == 0
    assert contents(tmp_path / "other.store") == contents(tmp_path / "travaux.store")
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_decisions_that_are_there_are_never_lost(run, kept, tmp_path):
    mine = DECIDED + "same,http://a.example/1,http://a.example/2,,,me,\n"
    decided = tmp_path / "again.store.decisions.csv"
    decided.write_text(mine, encoding="utf-8")
    refused = run("restore", "kept.zip", "--store", "again.store")
    assert refused.exit_code == 2
    assert "move it away" in refused.stderr
    assert not (tmp_path / "again.store").exists()
    assert run("restore", "kept.zip", "--store", "again.store", "--replace").exit_code == 0
    assert decided.read_text(encoding="utf-8") == DECIDED
    assert (tmp_path / "again.store.decisions.csv.old").read_text(encoding="utf-8") == mine


def test_what_is_no_store_is_never_replaced(run, kept, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    done = run("restore", "kept.zip", "--store", "mine", "--replace")
    assert done.exit_code == 2
    assert "no travaux store" in done.stderr
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


def test_a_store_of_an_older_format_says_what_to_do_and_can_be_replaced(run, kept, tmp_path):
    (tmp_path / "travaux.store" / "travaux.json").write_text('{"format": 1}')
    done = run("positions")
    assert "store format 1" in done.stderr
    assert "travaux restore FILE" in done.stderr
    assert run("restore", "kept.zip", "--replace").exit_code == 0
    assert run("positions").exit_code == 0


def test_a_store_that_is_being_written_is_not_replaced(run, kept, tmp_path):
    with Store(tmp_path / "travaux.store"):
        done = run("restore", "kept.zip", "--replace")
    assert "another travaux is writing" in done.stderr


def test_a_restore_does_not_take_the_place_of_one_that_is_running(run, kept, tmp_path):
    with Store(tmp_path / ".again.store.restoring"):
        done = run("restore", "kept.zip", "--store", "again.store")
        assert "another travaux is writing" in done.stderr
        assert (tmp_path / ".again.store.restoring" / "graph").is_dir()


@pytest.mark.parametrize("where", ["http://localhost:7878/", "https://example.org/sparql"])
def test_a_backup_is_not_restored_into_a_server(run, kept, where):
    done = run("restore", "kept.zip", "--store", where)
    assert done.exit_code == 2
    assert "a folder on this machine" in done.stderr


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"../evil": "x"}, "it holds '../evil'"),
        ({"/etc/evil": "x"}, "it holds '/etc/evil'"),
        ({"words.sqlite": "x"}, "it holds 'words.sqlite'"),
        ({"graph": None}, "not those of one"),
        ({"travaux_backup": None}, "not those of one"),
        ({"travaux_backup": "{}"}, "header cannot be read"),
        ({"travaux_backup": "[" * 100_000}, "header cannot be read"),
        ({"travaux_backup": '{"format": 2, "travaux": "9.0"}'}, "backup format 2, made by travaux 9.0"),
        ({"graph": "<http://a> <http://b> <http://c> <http://d> .\n"}, "graph.nq is not as it was written"),
        ({"graph": "what is this"}, "the graph cannot be read"),
        ({"manifest": "{}"}, "manifest.json is not as it was written"),
        ({"decisions": "verdict\n"}, "decisions.csv is not as it was written"),
        ({"decisions": None}, "its parts are not those that its header names"),
    ],
)
def test_a_hostile_or_damaged_archive_is_refused_and_leaves_nothing(kept, tmp_path, parts, message):
    file = rewritten(kept, **parts)
    with pytest.raises(TravauxError, match=message.replace(".", r"\.")):
        restored(file, tmp_path / "again.store")
    assert sorted(one.name for one in tmp_path.iterdir() if "again" in one.name) == []
    assert not (tmp_path.parent / "evil").exists()


def test_an_archive_that_would_fill_the_disk_is_not_unpacked(kept, tmp_path):
    file = rewritten(kept, graph=b"0" * 50_000_000)
    with pytest.raises(TravauxError, match="would unpack to 50,000,000 bytes"):
        restored(file, tmp_path / "again.store")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(kept, tmp_path):
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr(GRAPH, "")
    with pytest.raises(TravauxError, match="not those of one"):
        restored(kept, tmp_path / "again.store")


ANYWHERE = st.integers(0, 10**6)


@settings(max_examples=60, deadline=None)
@given(
    changes=st.lists(st.tuples(ANYWHERE, st.integers(0, 255)), min_size=1, max_size=3),
    cut=st.one_of(st.none(), ANYWHERE),
)
def test_an_archive_with_other_bytes_is_refused_or_says_the_same(changes, cut, tmp_path_factory, small):
    place = tmp_path_factory.mktemp("bits")
    bits = bytearray(small[0])
    for where, byte in changes:
        bits[where % len(bits)] = byte
    if cut is not None:
        del bits[cut % len(bits) :]
    (place / "bits.zip").write_bytes(bits)
    try:
        restored(place / "bits.zip", place / "a.store")
    except TravauxError:
        assert [one.name for one in place.iterdir()] == ["bits.zip"]
    else:
        assert contents(place / "a.store") == small[1]
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    place = tmp_path_factory.mktemp("small")
    with Store(place / "a.store") as store:
        store.replace("/a", [replace(make_findings(), positions=())])
        store.derive()
    backup(place / "a.store", place / "a.zip")
    return (place / "a.zip").read_bytes(), contents(place / "a.store")


def test_a_file_that_is_no_archive_or_not_there_says_so(run, tmp_path):
    (tmp_path / "a.zip").write_text("no")
    assert "no backup of travaux" in run("restore", "a.zip", "--store", "x").stderr
    assert run("restore", "none.zip", "--store", "x").exit_code == 2
    assert run("backup", "no/such/folder/a.zip").exit_code == 2
    assert "travaux build" in run("backup", "b.zip", "--store", "nothing").stderr
    assert not (tmp_path / "b.zip.part").exists()


def test_a_restore_that_broke_off_at_its_last_step_says_where_the_store_is(run, kept, tmp_path):
    old = replaced_by_restore(tmp_path / "travaux.store")
    (tmp_path / "travaux.store").rename(old)
    for words in (("positions",), ("build", "papers")):
        done = run(*words)
        assert done.exit_code == 2
        assert "rename that to travaux.store, or restore again" in done.stderr
    assert run("restore", "kept.zip").exit_code == 0
    assert not old.exists()


def test_a_restore_that_is_interrupted_leaves_the_store_in_its_place(run, kept, tmp_path, monkeypatch):
    rename = restore.Path.rename

    def renamed(path, target):
        if path.name == ".travaux.store.restoring":
            raise KeyboardInterrupt
        return rename(path, target)

    before = contents(tmp_path / "travaux.store")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(restore.Path, "rename", renamed)
        restored(kept, tmp_path / "travaux.store", replace=True)
    assert contents(tmp_path / "travaux.store") == before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_a_backup_while_a_build_writes_is_of_one_moment(run, tmp_path, pristine):
    with Store(tmp_path / "travaux.store") as store:
        files = store.manifest.files()
        store.manifest.announce(files[0], [])  # a build is about to replace it
        backup(tmp_path / "travaux.store", tmp_path / "a.zip")
    restored(tmp_path / "a.zip", tmp_path / "again.store")
    report = rebuilt(tmp_path, pristine, "again.store")
    assert (report.read, report.unchanged) == (1, 1)
    assert contents(tmp_path / "again.store") == contents(pristine / "travaux.store")
