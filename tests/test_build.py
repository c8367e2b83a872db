"""Building: only what changed is read, what is gone is gone, and one bad file stops nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conftest import TEXT, make_findings
from travaux.build import build
from travaux.rdf import canonical
from travaux.store import Store
from travaux.work.here import Here


class Reader:
    """Finds the same in every document that holds TEXT, and fails on one that says so."""

    def __init__(self):
        self.seen = []

    def findings(self, documents):
        for document in documents:
            self.seen.append(document.source)
            if "make it fail" in document.text:
                raise RuntimeError("no such luck")
            yield make_findings(document.source, document.text)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    return folder


def names(store):
    return sorted(row["n"].value for row in store.select("SELECT ?n { ?d trv:sourceName ?n }"))


def test_two_builds_give_the_same_graph_byte_for_byte(folder):
    graphs = []
    for _ in range(2):
        store = Store()
        build(store, [folder], Reader())
        graphs.append(canonical(store.quads()))
    build(store, [folder], Reader(), mark="another program")
    assert graphs == [graphs[0], canonical(store.quads())]


def test_only_what_changed_is_read_again(folder):
    store, reader = Store(), Reader()
    build(store, [folder], reader, mark="1")
    (folder / "b.txt").write_text(TEXT + "\n\nMore.", encoding="utf-8")
    report = build(store, [folder], reader, mark="1")
    assert reader.seen == ["papers/a.txt", "papers/b.txt", "papers/b.txt"]
    assert (report.read, report.unchanged) == (1, 1)
    assert len(store.documents()) == 2


def test_another_program_reads_all_again(folder):
    store = Store()
    build(store, [folder], Reader(), mark="1")
    assert build(store, [folder], Reader(), mark="2").read == 2


def test_a_file_that_is_gone_takes_its_facts_with_it(folder):
    store = Store()
    build(store, [folder], Reader())
    (folder / "a.txt").unlink()
    report = build(store, [folder], Reader())
    assert report.removed == 1
    assert names(store) == ["papers/b.txt"]


def test_building_one_file_leaves_the_rest_of_its_folder(folder):
    store = Store()
    build(store, [folder], Reader())
    (folder / "a.txt").unlink()
    build(store, [folder / "b.txt"], Reader())
    assert names(store) == ["b.txt", "papers/a.txt"]


def test_bad_files_are_named_and_the_others_read(folder):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "fail.txt").write_text("Please make it fail, as the text says here.", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    store = Store()
    report = build(store, [folder], Reader())
    assert [name for name, _ in report.failed] == ["papers/binary.txt", "papers/empty.txt", "papers/fail.txt"]
    assert "RuntimeError: no such luck" in report.failed[2][1]
    assert names(store) == ["papers/a.txt", "papers/b.txt"]


class Never:
    def findings(self, documents):
        raise AssertionError("read")


class Bender(Reader):
    """Finds in a document that says so a stance that no shape allows."""

    def findings(self, documents):
        for found in super().findings(documents):
            bent = replace(found.positions[0], stance="dislike")
            yield replace(found, positions=(bent,)) if "bend it" in found.document.text else found


def test_a_graph_that_breaks_a_shape_is_refused_and_named_and_the_others_go_in(folder):
    store = Store()
    build(store, [folder], Reader(), mark="1")
    (folder / "b.txt").write_text(TEXT + "\n\nPlease bend it.", encoding="utf-8")
    report = build(store, [folder], Bender(), mark="1")
    ((name, reason),) = report.failed
    assert name == "papers/b.txt"
    assert "exactly one stance" in reason
    assert "/stance/dislike" in reason
    assert (report.read, report.unchanged) == (0, 1)
    assert names(store) == ["papers/a.txt"]
    assert len(build(store, [folder], Here(Never), mark="1").failed) == 1, (
        "it is not tried again, but named again"
    )
    assert build(store, [folder], Reader(), mark="1", retry=True).failed == []
    assert names(store) == ["papers/a.txt", "papers/b.txt"]


def test_an_error_of_the_program_is_raised_with_debug(folder):
    (folder / "fail.txt").write_text("Please make it fail, as the text says here.", encoding="utf-8")
    with pytest.raises(RuntimeError, match="no such luck"):
        build(Store(), [folder], Reader(), debug=True)


def test_a_file_that_went_bad_takes_its_old_facts_with_it(folder):
    store = Store()
    build(store, [folder], Reader())
    (folder / "a.txt").write_bytes(b"")
    build(store, [folder], Reader())
    assert names(store) == ["papers/b.txt"]


def test_other_languages_are_skipped_each_time(folder):
    french = (
        "Les États ont pris la parole dans le débat sur la sécurité et les normes pour le cyberespace. " * 9
    )
    (folder / "fr.txt").write_text(french, encoding="utf-8")
    store = Store()
    for _ in range(2):
        report = build(store, [folder], Reader(), mark="1")
        assert report.skipped == [("papers/fr.txt", "not English (fr)")]


def test_a_path_that_is_not_there_is_a_failure(folder):
    report = build(Store(), [folder, folder / "nothing"], Reader())
    assert report.read == 2
    assert len(report.failed) == 1


def test_the_parser_is_not_loaded_when_nothing_changed(folder):
    store = Store()
    build(store, [folder], Reader(), mark="1")

    def never():
        raise AssertionError("loaded")

    assert build(store, [folder], Here(never), mark="1").unchanged == 2
