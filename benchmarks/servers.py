"""What a server costs against a folder: writing the graph of seeds/, linking it, asking all saved questions.

    python benchmarks/servers.py [--rounds 3] [--times 1] [ADDRESS]

The documents are read once, before the clock starts, and `--times` copies of each are written, a document a time as a
build does. ADDRESS is one that travaux build takes; TRAVAUX_UPDATE and the other variables hold for it. What is there
of travaux is removed first, and again at the end. Prints the median of each step and its ratio to a store on disk.
"""

from __future__ import annotations

import argparse
import shlex
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from travaux.ask.query import bind, parse_options, saved
from travaux.errors import TravauxError
from travaux.export import export
from travaux.link import link
from travaux.model import Findings
from travaux.pipeline import Pipeline
from travaux.read import documents_in, read_all
from travaux.resources import folder
from travaux.store import Store, open_store
from travaux.store.remote import engine_at
from travaux.vocabulary import ontology_files

STEPS = ("vocabulary", "documents", "links", "questions", "export")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("address", nargs="?")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--times", type=int, default=1)
    given = parser.parse_args()
    found = list(read(given.times))
    disk = timed(in_a_folder, found, given.rounds)
    show("disk", disk, disk)
    show("memory", timed(Store, found, given.rounds), disk)
    if given.address:
        show(given.address, timed(lambda: on_server(given.address), found, given.rounds), disk)
        empty(given.address)


def read(times: int) -> Iterator[Findings]:
    """Yield the findings in the seeds, again and again under other names."""
    documents = [one for path, name in documents_in(folder("seeds")) for one in read_all(path, name)]
    pipeline = Pipeline()
    for number in range(times):
        names = [f"{number}/{one.source}" if number else one.source for one in documents]
        yield from pipeline.findings(
            replace(one, source=name) for one, name in zip(documents, names, strict=True)
        )


def timed(make: Callable[[], Store], found: Sequence[Findings], rounds: int) -> dict[str, float]:
    """Return the median seconds of each step in a new store."""
    times: dict[str, list[float]] = {step: [] for step in STEPS}
    for _ in range(rounds):
        with make() as store:
            for step, seconds in once(store, found):
                times[step].append(seconds)
    return {step: statistics.median(all_of) for step, all_of in times.items()}


def once(store: Store, found: Sequence[Findings]) -> Iterator[tuple[str, float]]:
    steps: dict[str, Callable[[], object]] = {
        "vocabulary": lambda: store.load_ontology(ontology_files(["cyber"])),
        "documents": lambda: [store.replace(one.document.source, [one]) for one in found],
        "links": lambda: link(store),
        "questions": lambda: questions(store),
        "export": lambda: export(store, "nquads", everything=True),
    }
    for name, step in steps.items():
        start = time.perf_counter()
        step()
        yield name, time.perf_counter() - start


def questions(store: Store) -> None:
    for question in saved():
        sparql = bind(store, question, parse_options(shlex.split(question.example), question))
        with suppress(TravauxError):  # what a server cannot answer is told in docs/servers.md
            list(store.query(sparql))  # type: ignore[arg-type]


def in_a_folder() -> Store:
    return Store(Path(tempfile.mkdtemp()) / "a.store")


def on_server(address: str) -> Store:
    empty(address)
    return open_store(address)


def empty(address: str) -> None:
    engine = engine_at(address, writable=True)
    engine.replace({quad.graph_name.value for quad in engine.quads()}, {})
    engine.close()


def show(name: str, seconds: dict[str, float], disk: dict[str, float]) -> None:
    cells = (f"{step} {seconds[step]:.2f} s ({seconds[step] / disk[step]:.1f})" for step in STEPS)
    sys.stdout.write(f"{name}: {', '.join(cells)}\n")


if __name__ == "__main__":
    main()
