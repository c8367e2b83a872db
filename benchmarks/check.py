"""What travaux check costs on a store of about a million facts, as a ratio to pyshacl on some of its documents.

    python benchmarks/check.py [--documents 900] [--sample 10]

The store is made up: 20 positions a document. All of `travaux check` is timed, its parts on their own, and then, on a
sample of the documents, the engine in use and pyshacl in turn.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from pyoxigraph import NamedNode, Quad

from synthetic import findings
from travaux.store import Store
from travaux.validate import check as checking
from travaux.validate import shapes
from travaux.vocabulary import ontology_files


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds a call takes, and what it returns."""
    start = time.perf_counter()
    found = run()
    return time.perf_counter() - start, found


def judged(engine: shapes.Engine, graphs: list[list[Quad]]) -> list[float]:
    """Return how many seconds an engine takes for each of some graphs."""
    shapes.engine = lambda: engine  # type: ignore[assignment,misc]
    return [timed(lambda graph=graph: shapes.breaches(graph))[0] for graph in graphs]  # type: ignore[misc]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=900)
    parser.add_argument("--sample", type=int, default=10)
    given = parser.parse_args()
    out = sys.stdout.write
    store = Store()
    store.load_ontology(ontology_files(["cyber"]))
    spent = sum(
        timed(lambda n=n, one=one: store.replace(f"/{n}", [one]))[0]
        for n, one in enumerate(findings(given.documents))
    )  # type: ignore[misc]
    out(f"{given.documents} documents, {len(store)} facts, written in {spent:.1f} s\n")
    engine, parts = shapes.engine(), {"shapes": 0.0}

    def clocked(facts: list[Quad]) -> list[shapes.Breach]:
        took, found = timed(lambda: shapes.breaches(facts))
        parts["shapes"] += took
        return list(found)

    checking.breaches = clocked  # type: ignore[assignment]
    whole, faults = timed(lambda: checking.check(store))
    names = store.documents()
    reading = sum(timed(lambda iri=iri: list(store.quads(NamedNode(iri))))[0] for iri in names)  # type: ignore[misc]
    out(f"check: {whole:.1f} s, {1000 * whole / len(names):.1f} ms a document, {len(faults)} faults; of it")
    rest = whole - reading - parts["shapes"]
    out(f" reading {reading:.1f} s, shapes {parts['shapes']:.1f} s, evidence {rest:.1f} s\n")
    sample = random.Random(1).sample(names, min(given.sample, len(names)))
    graphs = [list(store.quads(NamedNode(iri))) for iri in sample]
    fast, slow = judged(engine, graphs), judged(shapes.reference(), graphs)
    ratios = [one / other for one, other in zip(slow, fast, strict=True)]
    out(f"sample of {len(graphs)}: engine {1000 * statistics.median(fast):.1f} ms, pyshacl")
    out(f" {1000 * statistics.median(slow):.0f} ms a document; ratio {statistics.median(ratios):.0f}\n")


if __name__ == "__main__":
    main()
