"""travaux analyse prints each measure as a table, csv and lines of JSON."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from travaux.build import build
from travaux.cli import main
from travaux.cli.analysing import analyse
from travaux.pipeline import Pipeline
from travaux.resources import folder
from travaux.store import Store


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    where = tmp_path_factory.mktemp("analyse") / "a.store"
    names = ("cyber-resolutions.csv", "2018-two-resolutions.json", "2017-gge-breakdown.html")
    with Store(where) as store:
        build(store, [folder("seeds") / name for name in names], Pipeline())
    return where


def run(place, *words):
    return CliRunner().invoke(main, ["analyse", *words, "--store", str(place)])


@pytest.mark.parametrize("command", sorted(analyse.commands))
def test_each_measure_is_printed_in_all_forms(place, command):
    names = ("Cuba", "Microsoft", "Russia", "United States", "Germany")
    options = [word for name in names for word in ("--holder", name)]
    printed = {form: run(place, command, *options, "--format", form) for form in ("table", "csv", "jsonl")}
    assert {one.exit_code for one in printed.values()} == {0}, printed["csv"].output
    rows = list(csv.DictReader(io.StringIO(printed["csv"].stdout)))
    lines = [json.loads(line) for line in printed["jsonl"].stdout.splitlines()]
    assert len(rows) == len(lines)
    if command != "consistency":  # nobody spoke on the very text of a vote here
        assert rows and list(rows[0]) == list(lines[0])


def test_coalitions_in_votes_are_those_that_everybody_knows(place):
    printed = run(place, "coalitions", "--votes", "--over", "target", "--kind", "subtract", "--format", "csv")
    group = {row["holder"]: row["coalition"] for row in csv.DictReader(io.StringIO(printed.stdout))}
    assert group["United States"] == group["France"] == group["Japan"]
    assert group["Russia"] == group["China"] == group["Cuba"] != group["United States"]


def test_a_window_is_a_column(place):
    printed = run(place, "polarisation", "--votes", "--over", "target", "--every", "year", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    assert [row["window"] for row in rows][:3] == ["2018", "2019", "2020"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["shifts", "--since", "soon"], "'soon' is no date"),
        (["ideal-points", "--right", "Atlantis"], "'Atlantis' has no point"),
        (["network", "--over", "colour"], "Invalid value for '--over'"),
    ],
)
def test_what_is_wrong_is_said(place, words, said):
    printed = run(place, *words)
    assert printed.exit_code == 2 and said in printed.output


def test_nothing_chosen_is_said(place):
    printed = run(place, "coverage", "--topic", "no-such-topic")
    assert printed.exit_code == 0 and "no position is left by these options" in printed.stderr


def test_a_holder_stands_before_its_subject(place):
    printed = run(place, "bipartite", "--holder", "Cuba", "--words", "--format", "csv")
    rows = {row["subject"]: row for row in csv.DictReader(io.StringIO(printed.stdout))}
    assert {row["holder"] for row in rows.values()} == {"Cuba"} and rows["self-defence"]["sign"] == "-1"


def test_only_states(place):
    rows = list(csv.DictReader(io.StringIO(run(place, "coverage", "--states", "--format", "csv").stdout)))
    holders = {row["holder"] for row in rows}
    assert "Cuba" in holders and not {"Microsoft", "European Union"} & holders
