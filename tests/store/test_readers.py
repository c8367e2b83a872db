"""Readers while another process writes: each sees whole documents, as they were when it opened the store."""

from __future__ import annotations

import os
import time

import pytest
from jobs import Jobs
from pyoxigraph import NamedNode

from conftest import TEXT, make_findings
from travaux.ask import search
from travaux.rdf import canonical
from travaux.store import Store
from travaux.triples import quads

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="processes are forked, which this system cannot"
)

OPENINGS = 60


def papers(folder, more):
    """Write twelve papers, and return the canonical graph of each by its address."""
    folder.mkdir()
    expected = {}
    for number in range(12):
        text = f"{TEXT}\n\n{more} {number}."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        found = make_findings(f"{folder.name}/{number}.txt", text)
        expected[found.document.iri] = canonical(quads(found))
    return expected


@pytest.mark.slow
def test_each_of_many_readers_sees_whole_documents_while_a_build_writes(tmp_path):
    expected = papers(tmp_path / "one", "One") | papers(tmp_path / "other", " ".join(["Other"] * 300))
    store = tmp_path / "a.store"
    jobs = Jobs()
    try:
        jobs.run("rebuild", store, tmp_path / "one", tmp_path / "other", 1)
        jobs.start("rebuild", store, tmp_path / "one", tmp_path / "other", 12)
        started, seen = time.monotonic(), set()
        for _ in range(OPENINGS):
            with Store(store, writable=False) as reader:
                here = reader.documents()
                assert len(here) >= 12
                for iri in here:
                    form = canonical(reader.quads(NamedNode(iri)))
                    assert form == expected[iri]
                seen.add(tuple(here))
                shown = search.positions(reader, "hospitals", 100).records
                assert {one["document"] for one in shown} <= {
                    row["s"].value for row in reader.select("SELECT ?s { ?d trv:sourceName ?s }")
                }
        spent = time.monotonic() - started
        assert jobs.finish()["said"] == ""
    finally:
        jobs.close()
    assert len(seen) > 2, f"the build did not write while {OPENINGS} readers opened in {spent:.1f} s"


def test_a_reader_keeps_its_view_while_the_store_is_written(tmp_path):
    with Store(tmp_path / "a.store") as writer:
        writer.replace("/a", [make_findings("a.txt")])
        with Store(tmp_path / "a.store", writable=False) as reader:
            before = canonical(reader.quads())
            for number in range(20):
                writer.replace("/a", [make_findings("a.txt", f"{TEXT}\n\n{number}")])
            assert canonical(reader.quads()) == before
