"""From a tree of tags to blocks, in the order in which one reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import NavigableString, PageElement, Tag

from travaux.model import PassageKind
from travaux.read.blocks import Block

BLOCK_NAMES = (
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td"
    " tfoot th thead tr ul"
)
BLOCKS = frozenset(BLOCK_NAMES.split())
KINDS: dict[str, PassageKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "aside"),
    "blockquote": "quotation",
}
STRONGEST_FIRST: tuple[PassageKind, ...] = ("aside", "quotation", "heading", "item")
OPENED_AGAIN = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
LINE_BREAKS = re.compile(r" ?\n ?(?:\n ?)+|(?<=[.!?:;”\"]) ?\n")
LEAVE, LEAVE_LINK = object(), object()


class Placed(NamedTuple):
    """A block with the element that holds it, and the share of its letters that are in links."""

    block: Block
    holder: Tag
    linked: float = 0.0


def blocks(root: Tag) -> Iterator[Block]:
    """Yield the blocks of a tree, in the order in which one reads."""
    return (one.block for one in placed(root))


def placed(root: Tag) -> Iterator[Placed]:
    """Walk through the tree without recursion and yield a block at each edge of a block of the page."""
    stack: list[object] = [root]
    around: list[Tag] = [root]
    pieces: list[str] = []
    links = linked = 0
    while stack:
        node = stack.pop()
        if node is LEAVE or (isinstance(node, Tag) and node.name in BLOCKS):
            yield from _lines(pieces, around, linked)
            pieces, linked = [], 0
        if node is LEAVE:
            around.pop()
        elif node is LEAVE_LINK:
            links -= 1
        elif isinstance(node, Tag):
            links += node.name == "a"
            _enter(node, stack, around, pieces)
        elif type(node) is NavigableString:
            pieces.append(re.sub(r"\s+", " ", node))
            linked += len(pieces[-1]) if links else 0
    yield from _lines(pieces, around, linked)


def reopened(markup: str) -> str:
    """Put back the opening tags of blocks that are only closed, as some exports leave them."""
    if "<p" not in markup and "</p" not in markup:
        markup = re.sub(r"\n\s*\n", "<p>", markup)
    opened: Counter[str] = Counter()
    missing: list[tuple[int, str]] = []
    start = before = 0
    for tag in TAG.finditer(markup):
        name = tag["name"].casefold()
        if name not in BLOCKS:
            continue
        filled = bool(markup[start : tag.start()].strip())
        if tag["close"] and not opened[name] and name in OPENED_AGAIN:
            missing.append((start if filled else before, f"<{name}>"))
        opened[name] = max(0, opened[name] + (-1 if tag["close"] else 1))
        before, start = (start if filled else before), tag.end()
    return _inserted(markup, missing)


def _enter(node: Tag, stack: list[object], around: list[Tag], pieces: list[str]) -> None:
    if node.name == "br":
        pieces.append("\n")
    elif node.name == "a":
        stack.append(LEAVE_LINK)
    elif node.name in BLOCKS:
        around.append(node)
        stack.append(LEAVE)
    children: list[PageElement] = list(node.children)
    stack.extend(reversed(children))


def _kind(around: list[Tag]) -> PassageKind:
    found = {KINDS[tag.name] for tag in around if tag.name in KINDS}
    return next((kind for kind in STRONGEST_FIRST if kind in found), "paragraph")


def _lines(pieces: list[str], around: list[Tag], linked: int) -> Iterator[Placed]:
    """Split a block at its line breaks where two stand together or a sentence ends before one."""
    if not pieces:
        return
    kind, text = _kind(around), "".join(pieces)
    for part in LINE_BREAKS.split(re.sub(" +", " ", text)):
        yield Placed(Block(part, kind), around[-1], linked / max(1, len(text.strip())))


def _inserted(markup: str, missing: list[tuple[int, str]]) -> str:
    """Insert tags at their places: of two at one place, the one that was missed later holds the other."""
    pieces: list[str] = []
    end = 0
    missing.reverse()
    for place, tag in sorted(missing, key=lambda one: one[0]):
        pieces += [markup[end:place], tag]
        end = place
    return "".join([*pieces, markup[end:]])
