"""An evaluation from folders to scores: the pipeline, or given predictions, against gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from travaux.errors import TravauxError
from travaux.evaluate.files import digest, item_of, office_of, read_gold, read_lines, text_file
from travaux.evaluate.items import Gold, Predicted
from travaux.evaluate.score import Score, score, total
from travaux.model import Document, Findings
from travaux.pipeline import Pipeline
from travaux.read import read_all
from travaux.table import delegates_of, positions_of


@dataclass(frozen=True, slots=True)
class Case:
    """A document with its gold; a file may hold several documents, which count as one."""

    gold: Gold
    documents: tuple[Document, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(document.text for document in self.documents)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out: the score of all documents and of each genre that is known, and the digest of gold and texts."""

    total: Score
    genres: dict[str, Score]
    documents: int
    digest: str


def measure(
    golds: Path,
    texts: Path,
    vocabulary: Sequence[str] = ("cyber",),
    pred: Path | None = None,
    delegates: Path | None = None,
) -> Evaluation:
    """Hold what the pipeline finds in texts, or the predictions of `pred`, against the gold of a folder.

    Raises TravauxError where the gold, one of its texts, a prediction or a vocabulary folder is missing or wrong.
    """
    if delegates and not pred:
        raise TravauxError("--delegates goes with --pred; give both, or neither to run the pipeline")
    cases = read_cases(golds, texts)
    found = read_predictions(cases, pred, delegates) if pred else predict(cases, vocabulary)
    return compare(cases, found, digest(golds, texts))


def read_cases(golds: Path, texts: Path) -> list[Case]:
    """Return the gold of a folder with its texts; raises TravauxError where either is missing or wrong."""
    found = [(gold, text_file(gold, texts)) for gold in read_gold(golds)]
    return [Case(gold, tuple(read_all(path, path.name))) for gold, path in found]


def predict(cases: Sequence[Case], vocabulary: Sequence[str]) -> dict[str, Predicted]:
    """Return what the pipeline finds in each document, by name."""
    pipeline = Pipeline(vocabulary)
    return {case.gold.document: _predicted(list(pipeline.findings(case.documents))) for case in cases}


def read_predictions(cases: Sequence[Case], positions: Path, delegates: Path | None) -> dict[str, Predicted]:
    """Return what files of JSON lines say was found in each document, by name.

    Raises TravauxError for a line that travaux would not print, and where all is about other documents.
    """
    items = read_lines(positions, item_of)
    offices = read_lines(delegates, office_of) if delegates else None
    names = [case.gold.document for case in cases]
    if items and not set(items) & set(names):
        raise TravauxError(f"{positions}: is about {min(items)} and not about the gold's {names[0]}")
    return {
        name: Predicted(tuple(items.get(name, ())), None if offices is None else tuple(offices.get(name, ())))
        for name in names
    }


def compare(cases: Sequence[Case], found: Mapping[str, Predicted], mark: str) -> Evaluation:
    """Hold what was found in each document against its gold."""
    genres: dict[str, list[Score]] = {}
    for case in cases:
        one = found[case.gold.document]
        genres.setdefault(one.genre, []).append(score(case.gold, one, case.text))
    sums = {genre: total(scores) for genre, scores in sorted(genres.items())}
    known = {genre: one for genre, one in sums.items() if genre}
    return Evaluation(total(sums.values()), known, len(cases), mark)


def _predicted(findings: Sequence[Findings]) -> Predicted:
    items = tuple(item_of(record) for record in positions_of(findings))
    offices = tuple(office_of(record) for record in delegates_of(findings))
    return Predicted(items, offices, findings[0].genre if findings else "")
