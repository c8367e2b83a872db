"""Measuring against gold: the same figures as the reference scorer, floors below which quality may not fall."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quality.measure import FLOORS as FILE
from quality.measure import LEVELS, REFERENCE, SETS
from travaux.cli import main
from travaux.errors import TravauxError
from travaux.evaluate import as_json, measure
from travaux.evaluate.items import Gold, Item, Office, Predicted
from travaux.evaluate.score import Counts, score
from travaux.pipeline import Pipeline
from travaux.read import read_all
from travaux.table import delegates_of, lines, positions_of

FLOORS = tomllib.loads(FILE.read_text("utf-8"))
TOLERANCE = 0.005
PIN = "python tests/quality/measure.py"
needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference gold in ../shared/corpus is not here"
)
SETS_HERE = [
    pytest.param(name, marks=needs_reference if REFERENCE in SETS[name].parents else [])
    for name in sorted(FLOORS)
]

TEXT = "France opposed the treaty. Germany supported the treaty.\n"
GOLD = {
    "doc": "talks.txt",
    "positions": [
        {
            "holder": "France",
            "holder_type": "State",
            "iso3": "FRA",
            "speaker": None,
            "via": None,
            "stance": "oppose",
            "target": "the treaty",
            "topics": ["legally-binding-instrument"],
            "evidence": "France opposed the treaty.",
            "quote": None,
            "body": None,
            "certainty": "explicit",
        }
    ],
    "roles": [],
}


def folders(where: Path, gold: dict[str, Any] = GOLD) -> tuple[Path, Path]:
    """Write a gold folder and a folder of texts."""
    golds, texts = where / "gold", where / "texts"
    golds.mkdir()
    texts.mkdir()
    (golds / "talks.json").write_text(json.dumps(gold), "utf-8")
    (texts / "talks.txt").write_text(TEXT, "utf-8")
    return golds, texts


def predicted(texts: Path, where: Path) -> tuple[Path, Path]:
    """Write what the pipeline finds in a folder of texts as the program prints it: positions and delegates."""
    documents = [document for file in sorted(texts.iterdir()) for document in read_all(file, file.name)]
    found = list(Pipeline().findings(documents))
    pred, delegates = where / "positions.jsonl", where / "delegates.jsonl"
    pred.write_text("\n".join(lines(positions_of(found))), "utf-8")
    delegates.write_text("\n".join(lines(delegates_of(found))), "utf-8")
    return pred, delegates


def test_hits_misses_and_mistakes_are_counted(tmp_path: Path) -> None:
    golds, texts = folders(tmp_path)
    polarity = as_json(measure(golds, texts))["polarity"]
    assert (polarity["tp"], polarity["fp"], polarity["fn"]) == (1, 1, 0)


def test_the_command_shows_what_is_wrong_beside_its_sentence(tmp_path: Path) -> None:
    golds, texts = folders(tmp_path)
    done = CliRunner().invoke(main, ["evaluate", str(golds), str(texts), "--errors"])
    assert done.exit_code == 0
    assert "Germany" in done.output
    assert "Germany supported the treaty." in done.output


def test_a_gold_file_without_its_text_is_named(tmp_path: Path) -> None:
    golds, texts = folders(tmp_path, {**GOLD, "doc": "lost.txt"})
    with pytest.raises(TravauxError, match="lost"):
        measure(golds, texts)


def test_a_folder_without_gold_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = CliRunner().invoke(main, ["evaluate", str(tmp_path / "empty"), str(tmp_path / "empty")])
    assert done.exit_code == 2


def test_genres_and_stances_add_up_to_the_totals(tmp_path: Path) -> None:
    found = as_json(measure(*folders(tmp_path)))
    assert found["genres"]["report"]["topic"] == found["topic"]
    assert sum(one["tp"] for one in found["stances"].values()) == found["stance"]["tp"]
    assert found["stances"]["support"]["fp"] == 1


def test_an_unknown_field_of_the_gold_is_named(tmp_path: Path) -> None:
    golds, texts = folders(tmp_path, {**GOLD, "positions": [{**GOLD["positions"][0], "stanse": "oppose"}]})
    done = CliRunner().invoke(main, ["evaluate", str(golds), str(texts)])
    assert done.exit_code == 2
    assert "position 1: unknown field 'stanse'" in done.output


def test_an_unknown_stance_of_the_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(TravauxError, match="unknown stance 'against'"):
        measure(*folders(tmp_path, {**GOLD, "positions": [{**GOLD["positions"][0], "stance": "against"}]}))


@pytest.mark.parametrize(
    "line", ["[]", "{", '{"document": "talks.txt"}', '{"document": "talks.txt", "holder": 1}']
)
def test_a_line_that_is_no_prediction_is_named(tmp_path: Path, line: str) -> None:
    pred = tmp_path / "pred.jsonl"
    pred.write_text(line, "utf-8")
    with pytest.raises(TravauxError, match=r"pred\.jsonl"):
        measure(*folders(tmp_path), pred=pred)


def test_predictions_about_other_documents_are_wrong_use(tmp_path: Path) -> None:
    pred = tmp_path / "pred.jsonl"
    pred.write_text('{"document": "a/b.txt", "holder": {"label": "France"}, "stance": "oppose"}', "utf-8")
    with pytest.raises(TravauxError, match=r"b\.txt"):
        measure(*folders(tmp_path), pred=pred)


FRANCE = Item("France", "oppose", ("norms",), "France opposed the treaty.", "FRA")
RIGHT, WRONG, MISSED = Counts(right=1), Counts(wrong=1), Counts(missed=1)


def counts(level: str, gold: tuple[Item, ...], found: tuple[Item, ...], text: str = TEXT) -> Counts:
    return score(Gold("talks.txt", gold, ()), Predicted(found), text).levels[level]


@pytest.mark.parametrize(
    ("level", "changed", "expected"),
    [
        ("detect", {}, RIGHT),
        ("detect", {"holder": "The French Republic"}, RIGHT),
        ("detect", {"iso3": None}, RIGHT),
        ("detect", {"holder": "Cuba", "iso3": "CUB"}, WRONG + MISSED),
        ("detect", {"evidence": "opposed  the\ntreaty"}, RIGHT),
        ("detect", {"evidence": "the treaty. Germany supported the treaty."}, WRONG + MISSED),
        ("detect", {"evidence": "Spain slept."}, WRONG + MISSED),
        ("detect", {"stance": "support"}, RIGHT),
        ("polarity", {"stance": "support"}, WRONG + MISSED),
        ("polarity", {"stance": "reserve"}, RIGHT),
        ("polarity", {"stance": "state"}, MISSED),
        ("stance", {"stance": "reserve"}, WRONG + MISSED),
        ("topic", {"topics": ("threats", "norms")}, RIGHT),
        ("topic", {"topics": ("threats",)}, WRONG + MISSED),
        ("topic", {"topics": ()}, WRONG + MISSED),
    ],
)
def test_what_each_level_asks(level: str, changed: dict[str, Any], expected: Counts) -> None:
    assert counts(level, (FRANCE,), (replace(FRANCE, **changed),)) == expected


def test_other_names_of_a_holder_are_the_same_holder() -> None:
    gold = replace(FRANCE, holder="Russia", iso3=None)
    assert counts("detect", (gold,), (replace(gold, holder="the Russian Federation"),)) == RIGHT


@pytest.mark.parametrize("optional", [{"unnamed": True}, {"stance": "state"}])
def test_optional_gold_is_neither_missed_nor_wrong_to_find(optional: dict[str, Any]) -> None:
    gold = replace(FRANCE, **optional)
    assert counts("stance", (gold,), ()) == Counts()
    assert counts("stance", (gold,), (FRANCE,)) == Counts()


def test_one_item_of_the_gold_is_found_once() -> None:
    assert counts("detect", (FRANCE,), (FRANCE, FRANCE)) == RIGHT + WRONG


def test_as_many_pairs_are_made_as_there_can_be() -> None:
    text = "France opposed the treaty. France opposed the treaty and its annex."
    both = replace(FRANCE, evidence=text)
    second = replace(FRANCE, evidence="France opposed the treaty and its annex.")
    assert counts("detect", (FRANCE, second), (both, FRANCE), text) == RIGHT + RIGHT


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], MISSED),
        ([Office("Ana Díaz", "Cuba")], RIGHT),
        ([Office("DIAZ", "the Republic of Cuba"), Office("Diaz", "")], MISSED + WRONG),
        ([Office("Ana Díaz", "Cuba"), Office("John Doe", "")], RIGHT + WRONG),
        ([Office("Ana Díaz", "Cuba"), Office("Rui Sá", "")], RIGHT),
    ],
)
def test_persons_count_with_whom_they_speak_for(found: list[Office], expected: Counts) -> None:
    gold = Gold("talks.txt", (), (Office("Ana Díaz", "Cuba"), Office("Rui Sá", "")))
    assert score(gold, Predicted(offices=tuple(found)), TEXT).levels["roles"] == expected


def test_speakers_and_quotations_count_where_the_position_was_found() -> None:
    gold = replace(FRANCE, speaker="Ana Díaz", quote="“Never”")
    found = score(
        Gold("talks.txt", (gold, replace(gold, holder="Cuba", iso3="CUB")), ()), Predicted((gold,)), TEXT
    )
    assert (found.speaker.part, found.speaker.whole) == (found.quote.part, found.quote.whole) == (1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS_HERE)
def test_quality_does_not_fall_below_its_floor(name: str) -> None:
    floor = FLOORS[name]
    found = measure(SETS[name] / "gold", SETS[name] / "texts")
    assert found.digest == floor["digest"], f"the gold has changed: pin anew what {PIN} prints"
    scores = as_json(found)
    for level in LEVELS:
        assert scores[level]["f1"] >= floor[level] - TOLERANCE, (
            f"{level} F1 fell; travaux evaluate --errors shows what is wrong"
        )
    assert scores["extra"]["grounded"] == scores["extra"]["pred"], "a position without its words"


@needs_reference
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_figures_are_those_of_the_reference_scorer(name: str, tmp_path: Path) -> None:
    golds, texts = SETS[name] / "gold", SETS[name] / "texts"
    pred, delegates = predicted(texts, tmp_path)
    script = str(REFERENCE.parent / "eval" / "score.py")
    given = {"--gold": golds, "--texts": texts, "--pred": pred, "--delegates": delegates}
    words = [str(word) for pair in given.items() for word in pair]
    done = subprocess.run([sys.executable, script, "--json", *words], capture_output=True, check=True)
    reference = json.loads(done.stdout)
    ours = as_json(measure(golds, texts, pred=pred, delegates=delegates))
    assert {part: ours[part] for part in reference} == reference
