"""How fast the saved questions are answered on made-up archives, how that grows, and against rdflib's own store.

    python benchmarks/questions.py [--sizes 100000 1000000 5000000] [--rdflib 1000000] [--limit 20] [--rounds 3]

Each question is asked as its header's example asks it, about what the archive speaks of most: the worst case. Growth is
the time at a size over that at the size before. rdflib's store holds the same graphs in the same run: once without the
flat facts, asked in the plain form of tests/queries/plain, which needs none, and once with them, asked the very same
text. What it has not answered within the limit counts as the limit. Both must give as many rows as ours.
"""

from __future__ import annotations

import argparse
import shlex
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import rdflib
from oxrdflib._converter import from_ox
from pyoxigraph import Quad

from archive import VOCABULARY, documents
from travaux.ask.query import Question, bind, parse, saved
from travaux.link import link
from travaux.rdf import FLAT_GRAPH, PREFIXES
from travaux.store import Store
from travaux.vocabulary import ontology_files

PLAIN = Path(__file__).resolve().parents[1] / "tests" / "queries" / "plain"
MOST = "SELECT ?label {{ {} ?x rdfs:label ?label }} ORDER BY DESC(?n) ?label LIMIT 1"
SUM = "{{ SELECT ?x (SUM(?one) AS ?n) {{ {} }} GROUP BY ?x }}"
KNOWN = "GRAPH <https://w3id.org/travaux/id/graph/ontology> {{ ?x {} }}"
SAMPLES = {
    "Topic": MOST.format(SUM.format("?line trv:lineOn ?x ; trv:linePositions ?one")),
    "Actor": MOST.format(f"{KNOWN.format('a trv:State')} ?x trv:positionCount ?n ."),
    "Body": MOST.format("?x trv:takenHere ?n ."),
    "Person": MOST.format("{ SELECT ?x (COUNT(?said) AS ?n) { ?said trv:spokenBy ?x } GROUP BY ?x }"),
    "Instrument": MOST.format(
        "{ SELECT ?x (COUNT(?said) AS ?n) { ?said trv:namesInstrument ?x } GROUP BY ?x }"
    ),
    "group": MOST.format(
        "{ SELECT DISTINCT ?x ?n { ?x trv:positionCount ?n . "
        "FILTER EXISTS { GRAPH <https://w3id.org/travaux/id/graph/ontology> { ?x trv:hasMember ?member } } } }"
    ),
    "Document": "SELECT ?label { ?x trv:readHere ?n ; trv:sourceName ?label } ORDER BY DESC(?n) ?label LIMIT 1",
}


class TooLate(Exception):
    """The time that a question may take is over."""


def make(folder: Path, triples: int) -> str:
    """Make the store of an archive with this many triples, and return what that took."""
    start = time.perf_counter()
    with Store(folder) as store:
        store.load_ontology(ontology_files(VOCABULARY))
        store._engine.load(quad for graph in documents(triples) for quad in graph)  # type: ignore[attr-defined]
        loaded = time.perf_counter()
        link(store)
        linked = time.perf_counter()
        number = len(store)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return (
        f"{number:,} triples with what is derived, {size // 2**20} MB; made and loaded in {loaded - start:.1f} s,"
        f" linked and derived in {linked - loaded:.1f} s"
    )


def samples(store: Store) -> dict[str, str]:
    """Return what the archive speaks of most, by kind of parameter."""
    found = {kind: next(store.select(query))["label"].value for kind, query in SAMPLES.items()}
    return found | {"Date": "2015"}


def given(question: Question, most: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters that the question's example gives, with values that the archive knows."""
    named = {word[2:] for word in shlex.split(question.example) if word.startswith("--")}
    return {
        one.name: most.get(one.name) or most.get(one.kind) or "binding rules"
        for one in question.parameters
        if one.required or one.name in named
    }


def timed(ask: Callable[[], Iterable[object]], rounds: int) -> tuple[float, int]:
    """Return the median of how long a question takes to the last row, in seconds, and the number of rows."""
    spent, rows = [], 0
    for _ in range(rounds):
        start = time.perf_counter()
        rows = sum(1 for _ in ask())
        spent.append(time.perf_counter() - start)
    return statistics.median(spent), rows


def limited(ask: Callable[[], Iterable[object]], limit: int) -> tuple[float, int | None]:
    """Return as `timed` does, once and at most until the limit; no number of rows where that was too short."""

    def stop(*_: object) -> None:
        raise TooLate

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(limit)
    try:
        return timed(ask, 1)
    except TooLate:
        return float(limit), None
    finally:
        signal.alarm(0)


def copied(quads: Iterable[Quad]) -> rdflib.Dataset:
    """Return quads in rdflib's own store."""
    data = rdflib.Dataset(default_union=True)
    graphs: dict[str, rdflib.Graph] = {}
    for quad in quads:
        name = quad.graph_name.value
        if name not in graphs:
            graphs[name] = data.graph(rdflib.URIRef(name))
        graphs[name].add(tuple(map(from_ox, quad.triple)))
    return data


def measure(store: Store, rounds: int) -> dict[str, tuple[float, int]]:
    """Return the seconds and rows of each saved question."""
    most = samples(store)
    found = {}
    for question in saved():
        text = bind(store, question, given(question, most))
        found[question.name] = timed(partial(store.query, text), rounds)
    return found


def against(store: Store, ours: Mapping[str, tuple[float, int]], limit: int, flat: bool) -> list[str]:
    """Return the comparison with rdflib's store, as lines: in plain form, or with the flat facts and the same text."""
    most = samples(store)
    data = copied(quad for quad in store.quads() if flat or quad.graph_name != FLAT_GRAPH)
    lines, ratios = [], []
    for question in saved():
        asked = question
        file = PLAIN / f"{question.name}.rq"
        if not flat and not file.exists():
            continue  # the index of words is no part of a graph
        if not flat:
            asked = parse(file.read_text(encoding="utf-8"), question.name)
        text = bind(store, asked, given(question, most))
        seconds, rows = limited(partial(data.query, text, initNs=PREFIXES), limit)
        mine, number = ours[question.name]
        ratios.append(seconds / mine)
        note = "over the limit" if rows is None else "" if rows == number else f"{rows} rows, ours {number}"
        lines.append(
            f"{question.name:<20}{1000 * mine:10.1f}{1000 * seconds:12.0f}{ratios[-1]:10.1f}  {note}"
        )
    what = "the same text" if flat else "the plain form"
    head = f"rdflib's store, {what}: ours (ms), rdflib (ms), ratio"
    return [head, *lines, f"median ratio {statistics.median(ratios):.1f}, smallest {min(ratios):.1f}"]


def table(sizes: list[int], found: list[dict[str, tuple[float, int]]]) -> list[str]:
    """Return milliseconds and rows of each question at each size, and how much each grew."""
    head = "".join(f"{size:>12,}{'rows':>8}" for size in sizes) + f"{'growth':>9}"
    lines = [f"{'question':<20}{head}"]
    for name in found[0]:
        cells = "".join(f"{1000 * one[name][0]:12.1f}{one[name][1]:8}" for one in found)
        grown = found[-1][name][0] / found[-2][name][0] if len(found) > 1 else 1.0
        lines.append(f"{name:<20}{cells}{grown:9.1f}")
    for size, one in zip(sizes, found, strict=True):
        spent = [1000 * seconds for seconds, _ in one.values()]
        inside = sum(one <= 50 for one in spent)
        lines.append(
            f"{size:,}: median {statistics.median(spent):.1f} ms, {inside} of {len(spent)} within 50 ms"
        )
    return lines


def main() -> None:
    """Make the archives, ask, and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 5_000_000])
    parser.add_argument("--rdflib", type=int, default=1_000_000, metavar="SIZE")
    parser.add_argument("--limit", type=int, default=20, help="seconds that rdflib gets for each question")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found, compared = [], []
    with tempfile.TemporaryDirectory() as place:
        for size in options.sizes:
            folder = Path(place) / f"{size}.store"
            sys.stdout.write(f"{size:,}: {make(folder, size)}\n")
            with Store(folder, writable=False) as store:
                found.append(measure(store, options.rounds))
                if size == options.rdflib:
                    for flat in (False, True):
                        compared += against(store, found[-1], options.limit, flat)
            sys.stdout.flush()
    sys.stdout.write("\n".join([*table(options.sizes, found), *compared]) + "\n")


if __name__ == "__main__":
    main()
