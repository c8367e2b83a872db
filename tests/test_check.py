"""Checking: a store with evidence that is not in its text does not pass."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from conftest import make_findings, span
from travaux.errors import TravauxError
from travaux.export import export
from travaux.model import NAMESPACE, Span
from travaux.store import Store
from travaux.validate.check import Checked, check, check_file


def filled(**changes):
    findings = make_findings()
    position = replace(findings.positions[0], **changes)
    store = Store()
    store.replace("/a", [replace(findings, positions=(position,))])
    return store


def test_good_evidence_passes():
    assert check(filled()) == []


@pytest.mark.parametrize("part", ["cue", "target", "quote", "holder_span"])
def test_a_part_outside_the_evidence_is_a_fault(part):
    outside = span(make_findings().document.text, "It later")
    (fault,) = check(filled(**{part: outside}))
    assert "outside its evidence" in fault.message
    assert fault.document == "talks.txt"


def test_a_place_beyond_the_text_is_a_fault():
    faults = check(filled(evidence=Span(0, 99_999)))
    assert any("characters 0 to 99999 are not in the text" in fault.message for fault in faults)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("told the final", "told no final", "the text reads"),
        ('oa#start> "29"', 'oa#start> "30"', "the text reads"),
        ('ns#cue> "told"', 'ns#cue> "sang"', "its trv:cue reads 'sang'"),
    ],
)
def test_words_that_were_changed_are_a_fault(old, new, message):
    written = "".join(f"{quad} .\n" for quad in filled().quads())
    lines = [line.replace(old, new) if "ns#text>" not in line else line for line in written.splitlines()]
    store = Store()
    store._engine.graph.load("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    assert any(message in fault.message for fault in check(store))


@pytest.fixture
def exported(tmp_path):
    """Return a function that writes the graph of filled() to a file, some of its text replaced."""

    def write(name="g.trig", old="", new="", **changes):
        form = {"trig": "trig", "nq": "nquads", "ttl": "turtle", "jsonld": "jsonld"}[name.rpartition(".")[2]]
        file = tmp_path / name
        file.write_bytes(export(filled(**changes), form).replace(old.encode(), new.encode()))
        return file

    return write


@pytest.mark.parametrize("name", ["g.trig", "g.nq", "g.ttl", "g.jsonld"])
def test_a_good_file_passes_whatever_its_format(exported, name):
    assert check_file(exported(name)) == Checked([], 1)


@pytest.mark.parametrize("name", ["g.trig", "g.ttl"])
def test_a_fault_in_a_file_names_the_document_the_node_and_what_is_wrong(exported, name):
    file = exported(name, old="id/stance/oppose>", new="id/stance/dislike>")
    (fault,) = check_file(file).faults
    assert fault.document == "talks.txt"
    assert fault.node == filled().select("SELECT ?p { ?p a trv:Position }").__next__()["p"].value
    assert "exactly one stance: support, oppose, propose, reserve or state; found" in fault.message


def test_evidence_in_a_file_is_compared_with_its_text(exported):
    file = exported(old='"told"', new='"sang"')
    assert [f.message for f in check_file(file).faults] == [
        "its trv:cue reads 'sang', which is not what stands there"
    ]


def test_a_document_without_text_is_a_fault():
    store = filled()
    store._engine.graph.update("DELETE WHERE { GRAPH ?g { ?d <https://w3id.org/travaux/ns#text> ?t } }")
    (fault,) = check(store)
    assert "exactly one text" in fault.message


@pytest.mark.parametrize(("name", "text"), [("a.ttl", "<a> <b>"), ("a.pdf", ""), ("gone.ttl", None)])
def test_a_file_that_is_no_graph_is_an_error_that_says_so(tmp_path, name, text):
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(TravauxError, match=name):
        check_file(tmp_path / name)


def test_documents_that_were_merged_may_write_a_name_in_two_ways(tmp_path):
    store = filled()
    findings = make_findings("other.txt")
    shouted = replace(findings.positions[0], holder=replace(findings.positions[0].holder, label="CUBA"))
    store.replace("/b", [replace(findings, positions=(shouted,), appointments=(), mentions=())])
    for name, form in (("g.ttl", "turtle"), ("g.trig", "trig")):
        (tmp_path / name).write_bytes(export(store, form))
        assert check_file(tmp_path / name) == Checked([], 2)


def test_a_fault_in_a_vocabulary_of_ones_own_is_named(tmp_path):
    file = tmp_path / "mine.ttl"
    file.write_text(
        f'@prefix trv: <{NAMESPACE}> . <https://example.org/atlantis> a trv:State ; trv:iso3 "atl" .',
        encoding="utf-8",
    )
    store = filled()
    store.load_ontology([file])
    assert {(fault.document, fault.node) for fault in check(store)} == {
        ("the vocabulary", "https://example.org/atlantis")
    }
