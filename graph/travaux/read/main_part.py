"""The main part of a page: which of its blocks are its article, as trafilatura judges, mended by where they stand."""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bs4 import Tag

from travaux.read import page
from travaux.read.markup import Placed

WORD = re.compile(r"\w+")
HOLDER_NAMES = "ul ol dl li dt dd table thead tbody tfoot tr td th figure blockquote"
HOLDERS = frozenset(HOLDER_NAMES.split())
RUN = 4  # words in a row that show that two texts are one
SAME = 0.6  # of the runs of a block, for trafilatura to have kept it
FOUND = 0.5  # of the runs that trafilatura kept, for its judgement to be about these blocks
PLAIN = 0.3  # of the words outside links, for it to have judged the page and not given it up
LINKED = 0.6  # of the letters of a block, for it to be links and no text
CORE = 0.75  # of the letters that were kept, for an element to be the article and the rest to be around it
LEAD = 8  # words of a block between the headline and the text that is no date and no byline

Run = tuple[str, ...]


def choose(placed: Sequence[Placed], kept: str) -> list[Placed]:
    """Return the blocks that are the article of a page, in their order; none where that cannot be told.

    `kept` is the text that trafilatura takes for it. That is kept, unless nearly all of it stands together and a
    piece elsewhere; so is what stands among that (a heading, a quotation set apart, a turn of one word), and the
    lead between the headline and the text.
    """
    wanted = _runs(kept)
    runs = [_runs(one.block.text) for one in placed]
    sure = [len(own & wanted) > SAME * len(own) for own in runs]
    if not _is_judged(placed, runs, sure, wanted):
        return []
    sure = _together(placed, sure)
    beside = {box for one, is_sure in zip(placed, sure, strict=True) if is_sure for box in _boxes(one)}
    first, last = sure.index(True), len(sure) - 1 - sure[::-1].index(True)
    lead = _lead(placed, first)

    def belongs(place: int, one: Placed) -> bool:
        if sure[place]:
            return True
        if _is_link(one):
            return False
        among = first - 1 <= place <= last + 1 and any(box in beside for box in _boxes(one))
        return among or (lead <= place < first and len(WORD.findall(one.block.text)) >= LEAD)

    return [one for place, one in enumerate(placed) if belongs(place, one)]


def article(markup: str) -> str:
    """Return the text that trafilatura takes for the article of a page: empty where it finds none.

    The same page gives the same text: nothing is remembered, nothing fetched, no date guessed.
    """
    with _silence():
        from trafilatura import bare_extraction

        try:
            found = bare_extraction(markup, include_comments=False, deduplicate=False, with_metadata=False)
        except Exception:  # whatever it trips over in a page of the wild: our own judgement takes its place
            return ""
    body = getattr(found, "body", None)
    return " ".join(body.itertext()) if body is not None else ""


@contextmanager
def _silence() -> Iterator[None]:
    """Keep trafilatura from telling people about pages that it finds nothing in."""
    logger = logging.getLogger("trafilatura")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def _runs(text: str) -> set[Run]:
    words = [word.casefold() for word in WORD.findall(text)]
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _is_judged(
    placed: Sequence[Placed], runs: Sequence[set[Run]], sure: Sequence[bool], kept: set[Run]
) -> bool:
    """Say whether most of what was kept stands in these blocks, and is enough of what they say."""
    found = {run for own, is_sure in zip(runs, sure, strict=True) if is_sure for run in own}
    plain = sum(len(one.block.text) for one in placed if not _is_link(one))
    chosen = sum(len(one.block.text) for one, is_sure in zip(placed, sure, strict=True) if is_sure)
    return bool(found) and len(found & kept) >= FOUND * len(kept) and chosen >= PLAIN * plain


def _together(placed: Sequence[Placed], sure: Sequence[bool]) -> list[bool]:
    """Leave out what was kept from outside the smallest element that has nearly all, and outside those like it."""
    core = _core([one for one, is_sure in zip(placed, sure, strict=True) if is_sure])
    beside = core.parent.find_all(core.name, recursive=False) if core.parent and core.get("class") else []
    like = [tag for tag in beside if tag.get("class") == core.get("class")]
    inside = {id(tag) for part in (core, *like) for tag in (part, *part.find_all(True))}
    return [is_sure and id(one.holder) in inside for one, is_sure in zip(placed, sure, strict=True)]


def _core(kept: Sequence[Placed]) -> Tag:
    """Return the smallest element that has nearly all of what was kept, or the article around it."""
    top = [kept[0].holder, *kept[0].holder.parents][-1]
    letters, blocks = Counter[int](), Counter[int]()
    for one in kept:
        letters[id(one.holder)] += len(one.block.text)
        blocks[id(one.holder)] += 1
    tags = [top, *top.find_all(True)]
    for tag in reversed(tags[1:]):
        letters[id(tag.parent)] += letters[id(tag)]
        blocks[id(tag.parent)] += blocks[id(tag)]
    enough = CORE * letters[id(top)]
    core = [top, *(tag for tag in tags if letters[id(tag)] >= enough and blocks[id(tag)] > 1)][-1]
    around = core.find_parent("article")
    return around if isinstance(around, Tag) else core


def _boxes(one: Placed) -> tuple[object, object]:
    """Return marks of the element that holds a block, and of the one around that, or around its list or table."""
    box = one.holder.parent or one.holder
    while box.name in HOLDERS and box.parent:
        box = box.parent
    return id(one.holder), _mark(box)


def _mark(tag: Tag) -> object:
    """Return what an element has in common with those beside it that are of its class, if it has any."""
    return (id(tag.parent), tag.name, *page.strings(tag.get("class"))) if tag.get("class") else id(tag)


def _is_link(one: Placed) -> bool:
    return one.linked >= LINKED


def _lead(placed: Sequence[Placed], first: int) -> int:
    """Return the place after the headline above the text, or that of the text where there is none."""
    return next((place + 1 for place in reversed(range(first)) if placed[place].holder.name == "h1"), first)
