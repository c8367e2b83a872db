"""How well the main text of pages is told from what is around it: python tests/quality/main_text.py"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

from bs4 import BeautifulSoup

from travaux.read import content, html, main_part, markup, read

PAGES = sorted((Path(__file__).resolve().parents[1] / "pages").glob("*.html"))
HELD_BACK = frozenset(
    ("agency-short", "encyclopedia", "hashed-classes", "minutes-numbered", "union-statement")
)  # composed when the reader was done
WORD = re.compile(r"\w+")


def bare(path: Path) -> str:
    """Return all the text of a page."""
    return BeautifulSoup(path.read_bytes(), "lxml").get_text(" ")


def heuristics(path: Path) -> str:
    """Return what is left without menus and machinery, as it is where trafilatura finds nothing."""
    soup = html.parse(path.read_text("utf-8"), path.name)
    return "\n".join(block.text for block in markup.blocks(content.article(soup)))


def trafilatura(path: Path) -> str:
    """Return what trafilatura takes for the article."""
    return main_part.article(path.read_text("utf-8"))


def reader(path: Path) -> str:
    """Return what positions are read from."""
    document = read(path)
    passages = [passage for passage in document.passages if passage.kind != "aside"]
    return "\n".join(passage.span.of(document.text) for passage in passages)


WAYS: dict[str, Callable[[Path], str]] = {
    "bare text": bare,
    "heuristics": heuristics,
    "trafilatura": trafilatura,
    "reader": reader,
}


def measure(way: Callable[[Path], str], path: Path) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the words that a way finds on a page, against those beside the page."""
    found, wanted = (_words(text) for text in (way(path), path.with_suffix(".txt").read_text("utf-8")))
    common = (found & wanted).total()
    precision, recall = common / max(1, found.total()), common / max(1, wanted.total())
    return precision, recall, 2 * common / max(1, found.total() + wanted.total())


def main() -> None:
    """Print the F1 of each way on each page, and the means."""
    figures = {path.stem: [measure(way, path)[2] for way in WAYS.values()] for path in PAGES}
    rows = list(figures.items())
    seen = [row for name, row in rows if name not in HELD_BACK]
    unseen = [row for name, row in rows if name in HELD_BACK]
    for title, group in (("mean", [row for _, row in rows]), ("developed on", seen), ("held back", unseen)):
        rows.append((title, [fmean(column) for column in zip(*group, strict=True)]))
    sys.stdout.write(f"{'':20}" + "".join(f"{name:>13}" for name in WAYS) + "\n")
    for name, row in rows:
        sys.stdout.write(f"{name:20}" + "".join(f"{figure:13.3f}" for figure in row) + "\n")


def _words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in WORD.findall(text))


if __name__ == "__main__":
    main()
