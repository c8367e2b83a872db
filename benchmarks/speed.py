"""How long reading positions takes, as a ratio to the bare parser over the same sentences, in one process.

    python benchmarks/speed.py FOLDER [--vocabulary climate] [--rounds 3]

The parser is the same spaCy model with tagger, parser, lemmatizer and ner; both run in turn, and medians are compared.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from travaux.model import Document
from travaux.parse import Parser, load_model
from travaux.pipeline import Pipeline
from travaux.read import documents_in, read_all
from travaux.sentences import sentences
from travaux.vocabulary import load


def texts_of(documents: list[Document], abbreviations: frozenset[str]) -> list[str]:
    """Return the sentences of all documents, as the bare parser gets them."""
    return [
        span.of(document.text)
        for document in documents
        for passage in document.passages
        if passage.kind != "aside"
        for span in sentences(document.text, passage, abbreviations)
    ]


def main() -> None:
    """Print the ratio, the speed and the share of parsing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--vocabulary", default="climate")
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    nlp, vocabulary = load_model(), load((given.vocabulary,))
    pipeline, parser = Pipeline((given.vocabulary,)), Parser(nlp, vocabulary)
    documents = [d for path, source in documents_in(given.folder) for d in read_all(path, source)]
    texts = texts_of(documents, vocabulary.words["abbreviation"])
    bare: list[float] = []
    whole: list[float] = []
    folded: list[float] = []
    positions = 0
    for _ in range(given.rounds):
        start = time.perf_counter()
        list(nlp.pipe(texts, batch_size=64))
        bare.append(time.perf_counter() - start)
        start = time.perf_counter()
        positions = sum(len(found.positions) for found in pipeline.findings(documents))
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        for document in documents:
            parser.parse(document)
        folded.append(time.perf_counter() - start)
    base = statistics.median(bare)
    print(f"{len(documents)} documents, {len(texts)} sentences, {positions} positions")  # noqa: T201
    print(f"bare parser        {len(texts) / base:7.0f} sentences/s")  # noqa: T201
    print(f"travaux, all       {len(texts) / statistics.median(whole):7.0f} sentences/s")  # noqa: T201
    print(f"ratio to the bare parser: {statistics.median(whole) / base:.2f}")  # noqa: T201
    print(f"  of which parsing: {statistics.median(folded) / base:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
