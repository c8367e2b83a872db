"""What validating each document's graph costs, per document and as a share of the build.

    python benchmarks/validate.py [FOLDER...] [--vocabulary NAME] [--rounds 3] [--reference]

A build of each folder into an empty store in memory is timed as a whole, the calls of the validator within it on their
own; the parser is loaded before the clock starts. Without folders: seeds/, and the summaries of the Earth Negotiations
Bulletin where they are at hand. With --reference pyshacl validates in the place of the engine in use.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad

from travaux import build as building
from travaux.pipeline import Pipeline
from travaux.resources import folder
from travaux.store import Store
from travaux.validate import shapes
from travaux.work import worker

ENB = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "enb"


class Clock:
    """A validator that notes how long each call takes and how many facts it is given."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, int]] = []

    def __call__(self, facts: Iterable[Quad]) -> list[shapes.Breach]:
        known = list(facts)
        start = time.perf_counter()
        found = shapes.breaches(known)
        self.calls.append((time.perf_counter() - start, len(known)))
        return found


def measure(place: Path, pipeline: Pipeline) -> tuple[float, Clock]:
    """Return how long a build takes, and the clock of its validator."""
    clock = Clock()
    worker.breaches = clock  # type: ignore[assignment]
    start = time.perf_counter()
    building.build(Store(), [place], pipeline)
    return time.perf_counter() - start, clock


def main() -> None:
    """Measure and print one line a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--vocabulary", action="append")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reference", action="store_true")
    given = parser.parse_args()
    jobs = [(place, tuple(given.vocabulary or ("cyber",))) for place in given.folders]
    jobs = jobs or [(folder("seeds"), ("cyber",)), *([(ENB, ("climate",))] if ENB.is_dir() else [])]
    start = time.perf_counter()
    engine = shapes.reference() if given.reference else shapes.engine()
    shapes.engine = lambda: engine  # type: ignore[assignment,misc]
    sys.stdout.write(f"shapes compiled in {1000 * (time.perf_counter() - start):.1f} ms, once\n")
    for place, vocabulary in jobs:
        pipeline = Pipeline(vocabulary)
        measure(place, pipeline)
        runs = [measure(place, pipeline) for _ in range(given.rounds)]
        whole, clock = sorted(runs, key=lambda run: run[0])[len(runs) // 2]
        spent = [seconds for seconds, _ in clock.calls]
        facts = sum(number for _, number in clock.calls)
        sys.stdout.write(
            f"{place.name}: {len(spent)} documents, {facts} facts, build {whole:.2f} s; validation"
            f" {1000 * statistics.mean(spent):.1f} ms a document (at most {1000 * max(spent):.1f}),"
            f" {100 * sum(spent) / whole:.2f} % of the build\n"
        )


if __name__ == "__main__":
    main()
