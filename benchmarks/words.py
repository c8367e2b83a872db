"""Finding words by the index, as a ratio to a filter over all texts in SPARQL, in one process over one graph.

    python benchmarks/words.py [--documents 700] [--rounds 5]

The graph is made up: 20 positions a document, 14,000 in all. Each search is asked in three ways in turn, and their
medians are compared: FILTER(CONTAINS(LCASE(...))) over the sentences, trv:matches in the same query, and the index with
the whole records of its best twenty, as travaux search prints them. The index also
knows the forms of words, and may find more.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable

from synthetic import findings
from travaux.ask import search
from travaux.store import Store

ASKED = ("legally binding", "moratorium", "rejected", "marversing OR hotline", "attribution State")
PATTERN = "?p a trv:Position ; trv:evidence/oa:hasSelector/oa:exact ?said"


def median(run: Callable[[], int], rounds: int) -> tuple[float, int]:
    """Return how many milliseconds a call takes, and what it returns."""
    spent, found = [], 0
    for _ in range(rounds):
        start = time.perf_counter()
        found = run()
        spent.append(1000 * (time.perf_counter() - start))
    return statistics.median(spent), found


def contains(store: Store, asked: str) -> int:
    """Ask by a filter: all words of one of the alternatives as they are written."""
    either = [
        " && ".join(f'CONTAINS(?low, "{word.lower()}")' for word in one.split())
        for one in asked.split(" OR ")
    ]
    wanted = " || ".join(f"({one})" for one in either)
    rows = store.select(f"SELECT ?p {{ {PATTERN} BIND(LCASE(?said) AS ?low) FILTER({wanted}) }}")
    return len(list(rows))


def matches(store: Store, asked: str) -> int:
    """Ask by the function trv:matches."""
    return len(list(store.select(f'SELECT ?p {{ ?p a trv:Position FILTER(trv:matches(?p, "{asked}")) }}')))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=700)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    store = Store()
    indexed = written = 0.0
    for number, one in enumerate(findings(given.documents)):
        start = time.perf_counter()
        store.replace(f"/{number}", [one])
        written += time.perf_counter() - start
    words, store._words = store._words, type(store._words)()
    start = time.perf_counter()
    whole = len(store.words.nodes("State", ("position",)))
    indexed = time.perf_counter() - start
    words.close()
    store.derive()
    out = sys.stdout.write
    out(f"{given.documents} documents, {whole} positions, {len(store)} facts; writing took {written:.1f} s,")
    out(f" making the index anew {indexed:.1f} s\n\n")
    out(f"{'words':<24}{'CONTAINS':>12}{'trv:matches':>14}{'index':>10}{'search':>10}{'ratio':>8}\n")
    for asked in ASKED:
        slow, few = median(lambda asked=asked: contains(store, asked), given.rounds)  # type: ignore[misc]
        called, _ = median(lambda asked=asked: matches(store, asked), given.rounds)  # type: ignore[misc]
        fast, many = median(lambda asked=asked: len(store.words.hits("position", asked)), given.rounds)  # type: ignore[misc]
        shown, _ = median(lambda asked=asked: search.positions(store, asked).total, given.rounds)  # type: ignore[misc]
        out(f"{asked:<24}{slow:9.1f} ms{called:11.1f} ms{fast:7.2f} ms{shown:7.1f} ms{slow / fast:8.0f}")
        out(f"   {few} and {many} found\n")


if __name__ == "__main__":
    main()
