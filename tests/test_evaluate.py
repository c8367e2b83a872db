"""Measuring against gold: the same figures as the reference scorer, floors below which quality may not fall."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from travaux.cli import main
from travaux.errors import TravauxError
from travaux.evaluate import as_json, measure

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
FLOORS = tomllib.loads((Path(__file__).parent / "quality" / "floors.toml").read_text("utf-8"))
TOLERANCE = 0.005
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the reference gold in ../shared/corpus is not here"
)

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


def test_hits_misses_and_mistakes_are_counted(tmp_path: Path) -> None:
    golds, texts = folders(tmp_path)
    polarity = as_json(measure(golds, texts), False)["polarity"]
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


@needs_corpus
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_quality_does_not_fall_below_its_floor(name: str) -> None:
    floor = FLOORS[name]
    found = measure(CORPUS / name / "gold", CORPUS / name / "texts")
    assert found.digest == floor["digest"], "the gold has changed: measure anew and pin digest and floors"
    scores = as_json(found, False)
    for level in ("detect", "polarity", "stance", "topic", "roles"):
        assert scores[level]["f1"] >= floor[level] - TOLERANCE, f"{level} fell below {floor[level]}"
    assert scores["extra"]["grounded"] == scores["extra"]["pred"], "a position without its words"


@needs_corpus
@pytest.mark.slow
def test_the_figures_are_those_of_the_reference_scorer(tmp_path: Path) -> None:
    from travaux.pipeline import Pipeline
    from travaux.read import read_all
    from travaux.table import delegates_of, lines, positions_of

    corpus = CORPUS / "seeds"
    pipeline = Pipeline()
    found = [
        f for file in sorted(corpus.glob("texts/*")) for f in pipeline.findings(read_all(file, file.name))
    ]
    pred, delegates = tmp_path / "positions.jsonl", tmp_path / "delegates.jsonl"
    pred.write_text("\n".join(lines(positions_of(found))) + "\n", "utf-8")
    delegates.write_text("\n".join(lines(delegates_of(found))) + "\n", "utf-8")
    command = [
        sys.executable,
        str(CORPUS.parent / "eval" / "score.py"),
        "--json",
        "--gold",
        str(corpus / "gold"),
    ]
    command += ["--texts", str(corpus / "texts"), "--pred", str(pred), "--delegates", str(delegates)]
    reference = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = as_json(measure(corpus / "gold", corpus / "texts", pred=pred, delegates=delegates), False)
    for level in ("detect", "polarity", "stance", "topic", "roles"):
        assert {k: ours[level][k] for k in ("p", "r", "f1", "tp", "fp", "fn")} == reference[level]
    assert {k: ours["extra"][k] for k in reference["extra"]} == reference["extra"]
