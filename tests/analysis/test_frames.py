"""Frames: their columns stay, and say what the store says."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from conftest import make_findings
from made_up import record
from travaux import analysis
from travaux.analysis import frames
from travaux.ask import records
from travaux.errors import TravauxError
from travaux.link import link
from travaux.store import Store

DOCS = Path(__file__).parents[2] / "docs" / "analysis.md"
WORDS = ("holder", "topics", "target_iri", "speaker", "body", "quote")


@pytest.fixture(scope="module")
def store():
    with Store() as made:
        made.replace("talks.txt", [make_findings()])
        link(made)
        yield made


def test_a_position_is_a_row_with_what_its_record_says(store):
    found = analysis.positions(store)
    cuba = found[found["holder"] == "Cuba"].iloc[0]
    assert (cuba["stance"], cuba["side"], cuba["value"], cuba["topics"]) == (
        "oppose",
        "against",
        -1,
        ("self-defence",),
    )
    assert (cuba["date"], cuba["since"], cuba["until"]) == (
        "2017-06",
        pd.Timestamp("2017-06-01"),
        pd.Timestamp("2017-06-30"),
    )
    assert (cuba["speaker"], cuba["body"], cuba["quote"]) == ("Miguel Rodríguez", "GGE 2016-17", "legitimize")
    assert set(found["id"]) == {record["id"] for record in records.positions(store)}


def test_types_do_not_depend_on_what_is_there(store):
    with Store() as empty:
        nothing = [
            make(empty) for make in (analysis.positions, analysis.delegates, analysis.events, analysis.votes)
        ]
    full = [make(store) for make in (analysis.positions, analysis.delegates, analysis.events, analysis.votes)]
    for one, other in zip(nothing, full, strict=True):
        assert len(one) == 0 and dict(one.dtypes) == dict(other.dtypes)
    assert full[0]["via"].map(lambda value: value is None or isinstance(value, str)).all()


def test_events_and_delegates_are_rows(store):
    (event,) = analysis.events(store).to_dict("records")
    assert event["kind"] and event["evidence"] and event["document"] == "talks.txt"
    assert "Miguel Rodríguez" in set(analysis.delegates(store)["person"])


def test_votes_are_the_positions_that_are_a_ballot(seeds):
    cast = analysis.votes(seeds)
    counted = cast[cast["target"] == "A/RES/73/27"]["vote"].value_counts()
    assert counted.to_dict() == {"yes": 119, "no": 46, "abstain": 14}
    assert list(cast.columns) == [*frames.POSITIONS, "vote"]


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, 3),
        ({"topic": "norms"}, 1),
        ({"topic": ["norms", "self-defence"]}, 2),
        ({"body": "GGE 2016-17"}, 1),
        ({"since": "2017-06", "until": "2017-06-30"}, 2),
        ({"since": "2018"}, 0),
        ({"holders": ["Cuba"]}, 1),
        ({"holders": []}, 0),
    ],
)
def test_positions_are_chosen(store, given, count):
    assert len(analysis.choose(analysis.positions(store), **given)) == count


@pytest.mark.parametrize("date", ["20x", "2018-13", "2018-1", "last year", "2018-02-31T00"])
def test_what_is_no_date_is_refused(store, date):
    with pytest.raises(TravauxError, match="is no date"):
        analysis.choose(analysis.positions(store), since=date)


def test_two_holders_of_one_name_are_two():
    one, other = record(0, "Georgia", "support", "norms"), record(1, "Georgia", "oppose", "norms")
    other["holder"]["iri"] = "https://example.org/other-georgia"
    found = frames.of_records([one, other, record(2, "Cuba", "support", "norms")])
    assert list(found["holder"]) == ["Georgia (Georgia)", "Georgia (other-georgia)", "Cuba"]


def test_lines_that_the_program_prints_are_a_frame_again(store):
    printed = [json.loads(json.dumps(record)) for record in records.positions(store)]
    pd.testing.assert_frame_equal(frames.of_records(printed), analysis.positions(store))


@pytest.mark.skipif(not DOCS.exists(), reason="the documentation is not beside these tests")
def test_every_column_is_documented():
    said = DOCS.read_text(encoding="utf-8")
    for columns in (frames.POSITIONS, frames.DELEGATES, frames.EVENTS):
        assert [name for name in columns if f"`{name}`" not in said] == []
