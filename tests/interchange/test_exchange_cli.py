"""travaux import and export, as an analyst meets them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import make_findings
from hostile import filled
from travaux.cli import main
from travaux.interchange import BINARY, FOLDERS, FORMS
from travaux.interchange.exporting import written
from travaux.link import link
from travaux.store import Store
from travaux.vocabulary import ontology_files

SAMPLE = Path(__file__).parents[3] / "shared" / "corpus" / "dna" / "sample.dna"


@pytest.fixture
def run(tmp_path, monkeypatch, in_process):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, list(words))


@pytest.fixture
def built(run):
    with Store(Path("travaux.store")) as store:
        store.load_ontology(ontology_files(["cyber"]))
        store.replace("/talks.txt", [make_findings()])
        link(store)
    return run


def jsonl(run, store):
    return [
        json.loads(line)
        for line in run("positions", "--format", "jsonl", "--store", store).stdout.split("\n")
        if line
    ]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of DNA is not in ../shared")
def test_the_sample_becomes_a_store_that_can_be_checked_asked_and_seen(run):
    done = run("import", str(SAMPLE))
    assert (done.exit_code, done.stdout) == (
        0,
        "sample.dna: 41 statements read, 1 of other types that take no position; 40 positions\n",
    )
    assert run("check").exit_code == 0
    found = jsonl(run, "travaux.store")
    assert len(found) == 40
    assert {one["coder"] for one in found} == {"Coder 1"}
    assert run("view", "--out", "graph.html").exit_code == 0
    topic = "CO2 legislation will not hurt the economy."
    assert "Energy and Environmental Analysis" in run("query", "who-opposes", "--topic", topic).stdout
    assert run("search", "economy").stdout.count("oppose") >= 1
    run("import", str(SAMPLE))
    assert jsonl(run, "travaux.store") == found


@pytest.mark.parametrize("form", [form for form in FORMS if form not in FOLDERS])
def test_a_form_is_written_into_a_file_the_same_each_time(built, form):
    for name in ("one", "two"):
        assert built("export", "--format", form, "--out", name).exit_code == 0
    assert Path("one").read_bytes() == Path("two").read_bytes() != b""


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_is_written_and_never_over_one_that_is_there(built, form):
    done = built("export", "--format", form, "--out", "folder/new")
    assert done.exit_code == 0
    again = built("export", "--format", form, "--out", "folder/new")
    assert again.exit_code == 2
    assert "what people did in it is not overwritten" in again.output


@pytest.mark.parametrize("form", [*FOLDERS, *BINARY])
def test_what_is_no_text_needs_a_place(built, form):
    done = built("export", "--format", form)
    assert done.exit_code == 2
    assert "with --out" in done.output


def test_text_is_printed_where_no_file_is_named(built):
    assert built("export", "--format", "csv").stdout.startswith("id,document,")
    assert "Miguel Rodríguez" in built("export", "--format", "csv", "--of", "delegates").stdout
    assert built("export", "--format", "gexf").stdout.startswith("<?xml")


@pytest.mark.parametrize("form", ["brat", "dna"])
def test_what_is_exported_is_imported_into_a_store_of_its_own(built, form):
    built("export", "--format", form, "--out", "out")
    done = built("import", "out", "--store", "other.store", "--coder", "Anna")
    assert done.exit_code == 0, done.output
    assert "3 statements read; 3 positions" in done.stdout
    assert built("check", "--store", "other.store").exit_code == 0
    theirs, ours = jsonl(built, "other.store"), jsonl(built, "travaux.store")
    assert [one["holder"] for one in theirs] == [one["holder"] for one in ours]
    assert [one["evidence"] for one in theirs] == [one["evidence"] for one in ours]


def test_an_import_never_takes_the_place_of_what_was_built(built):
    before = jsonl(built, "travaux.store")
    built("export", "--format", "brat", "--out", "out")
    done = built("import", "out")
    assert done.exit_code == 1
    assert "talks.txt is in this store already" in done.output
    assert jsonl(built, "travaux.store") == before


def test_a_later_build_leaves_an_import_alone(built):
    Path("data").mkdir()
    Path("data/a.dna").write_bytes(written(filled(make_findings()), "dna").data)
    built("import", "data/a.dna", "--store", "other.store")
    found = jsonl(built, "other.store")
    assert len(found) == 3
    done = built("build", "data", "--store", "other.store")
    assert "travaux import" in done.output
    assert jsonl(built, "other.store") == found


def test_a_file_that_is_no_coding_is_named_and_the_others_are_read(built):
    Path("a.dna").write_bytes(b"SQLite format 3\x00" + bytes(90))
    Path("notes.txt").write_text("words", encoding="utf-8")
    Path("b.dna").write_bytes(written(filled(make_findings()), "dna").data)
    done = built("import", "a.dna", "notes.txt", "b.dna", "--store", "other.store")
    assert done.exit_code == 1
    assert "a.dna: cannot be read as a database of DNA 3" in done.output
    assert "notes.txt: neither a .dna file nor a text with annotations" in done.output
    assert "b.dna: 3 statements read; 3 positions" in done.output


def test_the_coder_is_told_of_hand_coded_positions_alone(built):
    findings = make_findings()
    coded = replace(findings.positions[0], coder="Anna")
    with Store(Path("coded.store")) as store:
        store.replace("a", [replace(findings, positions=(coded, *findings.positions[1:]))])
    assert sorted(one.get("coder", "") for one in jsonl(built, "coded.store")) == ["", "", "Anna"]
