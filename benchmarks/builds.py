"""Whole archives: documents a second in one process and more, memory, what the parser takes, and what no change costs.

Run as: python benchmarks/builds.py [--documents 2000] [--short SENTENCES]

The archive is made of the texts of a folder, each copy with its sentences drawn anew so that no two are the same. Times
of one run are compared with each other only: the baseline is the build in one process, which reads and writes in turn.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from travaux.ask.summary import summary
from travaux.parse import Parser, load_model
from travaux.pipeline import Pipeline
from travaux.read import documents_in, read_all
from travaux.resources import folder
from travaux.store import Store
from travaux.vocabulary import load

ENB = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "enb"

MEASURED = 60  # documents in which the parser's share is measured


def made(texts: list[str], number: int, short: int, into: Path) -> None:
    """Write an archive: each document has the sentences of a text, some left out, the rest in paragraphs as before."""
    chance = random.Random(7)
    paragraphs = [[re.split(r"(?<=[.!?]) ", line) for line in text.split("\n")] for text in texts]
    into.mkdir(parents=True)
    for place in range(number):
        lines = paragraphs[place % len(paragraphs)]
        kept = [" ".join(one for one in line if chance.random() < 0.8) for line in lines]
        if short:
            flat = [one for line in lines for one in line if len(one) > 40]
            kept = [f"Session {place}", " ".join(chance.sample(flat, min(short, len(flat))))]
        folder_of = into / f"{place // 1000:03}"
        folder_of.mkdir(exist_ok=True)
        (folder_of / f"{place:06}.md").write_text(
            "\n\n".join([*filter(None, kept), f"Document {place}."]), encoding="utf-8"
        )


def resident(process: int) -> Iterator[tuple[int, int]]:
    """Yield the number and the megabytes of a process and of those that it started."""
    try:
        size = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    yield process, int(size.group(1)) // 1024 if size else 0
    for child in children:
        yield from resident(int(child))


def run(archive: Path, store: Path, vocabulary: str, *options: str) -> tuple[float, int, int]:
    """Build, and return the seconds, the most megabytes of all processes together, and of the first one."""
    command = [sys.executable, "-m", "travaux", "build", str(archive), "--store", str(store)]
    begun = time.perf_counter()
    with subprocess.Popen(
        [*command, "--vocabulary", vocabulary, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        over, most = threading.Event(), [0, 0]

        def watch() -> None:
            while not over.wait(0.5):
                sizes = list(resident(process.pid))
                most[0] = max(most[0], sum(size for _, size in sizes))
                most[1] = max(most[1], *(size for number, size in sizes if number == process.pid), 0)

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        seconds = time.perf_counter() - begun
        over.set()
        watcher.join()
    if code:
        raise SystemExit(f"the build ended with {code}")
    return seconds, most[0], most[1]


def parser_share(archive: Path, vocabulary: str) -> tuple[float, int]:
    """Return the share of the time of reading that the parser takes, and the sentences of the documents measured."""
    files = documents_in(archive)[:MEASURED]
    pipeline, parser = Pipeline((vocabulary,)), Parser(load_model(), load((vocabulary,)))
    documents = [one for path, name in files for one in read_all(path, name)]
    list(pipeline.findings(documents[:5]))
    begun = time.perf_counter()
    list(pipeline.findings(documents))
    whole = time.perf_counter() - begun
    begun = time.perf_counter()
    sentences = [parser.parse(document) for document in documents]
    return (time.perf_counter() - begun) / whole, sum(map(len, sentences))


def main() -> None:
    """Make an archive, build it in several ways, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--short", type=int, default=0, help="so many sentences a document")
    parser.add_argument("--vocabulary")
    parser.add_argument(
        "--only", type=int, help="only the build with so many processes, and the one after it"
    )
    given = parser.parse_args()
    source = given.texts or (ENB if ENB.is_dir() else folder("seeds"))
    vocabulary = given.vocabulary or ("climate" if source == ENB else "cyber")
    texts = [path.read_text(encoding="utf-8") for path, _ in documents_in(source) if path.suffix == ".md"]
    place = Path(tempfile.mkdtemp(prefix="builds"))
    try:
        archive = place / "archive"
        made(texts, given.documents, given.short, archive)
        share, sentences = parser_share(archive, vocabulary)
        each = sentences / min(MEASURED, given.documents)
        say = sys.stdout.write
        say(
            f"{given.documents} documents of about {each:.0f} sentences; the parser takes {100 * share:.0f} %\n"
        )
        say("| build | s | documents/s | sentences/s | ratio | MB in all | MB of the first process |\n")
        base = 0.0
        for jobs in (given.only,) if given.only else (0, 1, 2):
            store = place / f"{jobs}.store"
            options = ("--jobs", str(jobs)) if jobs else ("--debug",)
            seconds, total, first = run(archive, store, vocabulary, *options)
            base = base or seconds
            pace = given.documents / seconds
            name = f"{jobs} and the one that writes" if jobs else "one process for all"
            say(f"| {name} | {seconds:.1f} | {pace:.1f} | {pace * each:.0f} | {base / seconds:.2f} |")
            say(f" {total} | {first} |\n")
        seconds, total, first = run(archive, store, vocabulary)
        say(f"| nothing changed | {seconds:.1f} | {given.documents / seconds:.0f} | | {base / seconds:.0f} |")
        say(f" {total} | {first} |\n")
        with Store(store, writable=False) as opened:
            say(f"{len(opened):,} facts; {summary(opened)['positions']}\n")
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
