"""Checking: a store with evidence that is not in its text does not pass."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from conftest import make_findings, span
from travaux.check import check
from travaux.model import Span
from travaux.store import Store


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
    store._graph.load("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    assert any(message in fault.message for fault in check(store))
