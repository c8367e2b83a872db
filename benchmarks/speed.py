"""How long reading positions takes, as a ratio to the bare parser over the same sentences, in one process.

    python benchmarks/speed.py [FOLDER] [--vocabulary climate] [--rounds 3]

The bare parser is the same spaCy model with tagger, parser, lemmatizer and ner over the sentences as strings. It and
the whole way from file to findings run in turn, and their medians are compared. One more round times the stages.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from travaux.extract import Extractor
from travaux.model import Document
from travaux.parse import load_model
from travaux.parse.boundaries import sentences
from travaux.pipeline import Pipeline
from travaux.read import documents_in, read_all
from travaux.resolve.people import Finder
from travaux.resolve.voices import Stage
from travaux.vocabulary import load

ENB = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "enb"
STAGES = (
    ("people", Finder, "find"),
    ("voices", Stage, "set"),
    ("extract", Extractor, "positions"),
    ("events", Extractor, "events"),
)


def documents_of(folder: Path) -> list[Document]:
    """Return all documents of a folder."""
    return [document for path, source in documents_in(folder) for document in read_all(path, source)]


def sentences_of(documents: list[Document], abbreviations: frozenset[str]) -> list[str]:
    """Return the sentences of all documents, as the bare parser gets them."""
    return [
        span.of(document.text)
        for document in documents
        for passage in document.passages
        if passage.kind != "aside"
        for span in sentences(document.text, passage, abbreviations)
    ]


def seconds(run: Callable[[], object]) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def shares(folder: Path, pipeline: Pipeline) -> dict[str, float]:
    """Return the seconds that each stage takes, in a round in which each is timed; parsing is what is left."""
    spent: dict[str, float] = defaultdict(float)
    originals = [(kind, method, getattr(kind, method)) for _, kind, method in STAGES]
    for (name, kind, method), (_, _, original) in zip(STAGES, originals, strict=True):
        setattr(kind, method, _timed(original, name, spent))
    try:
        documents: list[Document] = []
        spent["read"] = seconds(lambda: documents.extend(documents_of(folder)))
        found = seconds(lambda: list(pipeline.findings(documents)))
    finally:
        for kind, method, original in originals:
            setattr(kind, method, original)
    spent["parse"] = found - sum(spent[name] for name, _, _ in STAGES)
    return {name: spent[name] for name in ("read", "parse", *(name for name, _, _ in STAGES))}


def _timed(call: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*given: Any) -> Any:
        start = time.perf_counter()
        try:
            return call(*given)
        finally:
            spent[name] += time.perf_counter() - start

    return timed


def report(folder: Path, vocabulary: str, rounds: int) -> str:
    """Return the ratio, the speed of both, and the share of each stage, as lines of text."""
    nlp, pipeline = load_model(), Pipeline((vocabulary,))
    documents = documents_of(folder)
    texts = sentences_of(documents, load((vocabulary,)).words["abbreviation"])
    bare, whole = [], []
    for _ in range(rounds):
        bare.append(seconds(lambda: list(nlp.pipe(texts, batch_size=64))))
        whole.append(seconds(lambda: list(pipeline.findings(documents_of(folder)))))
    base, full = statistics.median(bare), statistics.median(whole)
    ratios = ", ".join(f"{one / other:.2f}" for one, other in zip(whole, bare, strict=True))
    spent = shares(folder, pipeline)
    rows = [f"{name:<12}{took / sum(spent.values()):7.1%}" for name, took in spent.items()]
    return "\n".join(
        (
            f"{len(documents)} documents, {len(texts)} sentences, vocabulary {vocabulary}",
            f"bare parser {len(texts) / base:7.0f} sentences a second",
            f"travaux     {len(texts) / full:7.0f} sentences a second",
            f"ratio       {full / base:7.2f} (rounds: {ratios})",
            *rows,
        )
    )


def main() -> None:
    """Print the report."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path, nargs="?", default=ENB)
    options.add_argument("--vocabulary", default="climate")
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    sys.stdout.write(report(given.folder, given.vocabulary, given.rounds) + "\n")


if __name__ == "__main__":
    main()
