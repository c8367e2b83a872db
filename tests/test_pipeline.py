"""From a document to findings, as a user of the library meets it; plug-ins of the group travaux.extractors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from travaux import pipeline as module
from travaux.model import Document, Findings
from travaux.pipeline import Pipeline
from travaux.read import read_bytes

TEXT = (
    "The first session was held on 3 May 2021.\n\n"
    "Norway, on behalf of the Nordic countries, proposed a norm on hospitals, a move not supported by Belarus. "
    "Ambassador Jane Doe of Kenya said the text was “a good basis”. She regretted the late hour.\n"
)


@pytest.fixture(scope="module")
def reading() -> Pipeline:
    return Pipeline()


def read(reading: Pipeline, text: str = TEXT) -> Findings:
    document: Document = read_bytes(text.encode(), "session.txt")
    return next(reading.findings([document]))


def test_every_position_is_proven_by_its_words(reading: Pipeline) -> None:
    found = read(reading)
    assert found.positions
    for position in found.positions:
        inside = (position.cue, position.target, *([position.quote] if position.quote else []))
        assert all(position.evidence.contains(span) for span in inside)
        assert position.evidence.contains(position.holder_span) or position.antecedent


def test_the_same_text_gives_the_same_findings(reading: Pipeline) -> None:
    assert read(reading) == read(Pipeline())


def test_batches_change_nothing(reading: Pipeline) -> None:
    texts = [TEXT, "Chile welcomed the report.\n", "Iran opposed the mandate of the group.\n"] * 5
    documents = [read_bytes(text.encode(), f"{n}.txt") for n, text in enumerate(texts)]
    together = list(reading.findings(documents))
    assert together == [next(reading.findings([document])) for document in documents]


def test_a_summing_noun_takes_the_target_of_what_it_sums_up(reading: Pipeline) -> None:
    found = read(reading)
    target = {p.holder.label: p.target.of(found.document.text) for p in found.positions}
    assert target["Belarus"] == target["Nordic countries"] == "a norm on hospitals"


def test_a_pronoun_is_the_delegate_named_before(reading: Pipeline) -> None:
    found = read(reading)
    (regret,) = [p for p in found.positions if "regret" in p.cue_lemma]
    assert (regret.holder.label, regret.speaker and regret.speaker.label) == ("Kenya", "Jane Doe")


class Quiet:
    """An extractor that finds nothing."""

    def __init__(self, vocabulary: Any) -> None:
        self.vocabulary = vocabulary

    def positions(self, *_: Any) -> tuple[()]:
        return ()

    def events(self, *_: Any) -> tuple[()]:
        return ()


class Point:
    """An entry point as installed packages declare it."""

    name = "quiet"

    def load(self) -> Callable[[Any], Quiet]:
        return Quiet


def test_another_extractor_can_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "entry_points", lambda group: [Point()])
    assert read(Pipeline()).positions == ()
