"""The code blocks and commands of a page of the documentation, with the comments that say how they are tested.

A comment on the line above a block is for the test and for nobody else:

    <!-- not run: needs a cluster -->     its commands are looked up, nothing is run
    <!-- file: notes/one.txt -->          the block is what this file holds
    <!-- exit: 1 -->                      the command ends with this code

A comment at the head of a page, `<!-- begins with: travaux.store, archive -->`, says what is there beforehand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt

_NOTE = re.compile(r"<!-- ([a-z ]+): (.+?) -->")


@dataclass(frozen=True)
class Block:
    """A block: where it begins, its language, its text, and what comments say of it."""

    page: Path
    line: int
    language: str
    text: str
    notes: dict[str, str] = field(default_factory=dict)

    def __str__(self):
        return f"{self.page.name}:{self.line}"


@dataclass(frozen=True)
class Page:
    """A page: its blocks in order, the commands within its text, what it begins with, and what it should not have."""

    blocks: list[Block]
    inline: list[str]
    begins: list[str]
    indented: list[int]


def page_of(path: Path) -> Page:
    """Read a page."""
    blocks, inline, begins, indented, notes = [], [], [], [], {}
    for token in MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8")):
        if token.type == "html_block":
            notes = dict(_NOTE.findall(token.content))
            begins += filter(None, notes.pop("begins with", "").split(", "))
            continue
        if token.type == "fence" and not token.info.startswith("{"):
            blocks.append(Block(path, token.map[0] + 1, token.info, token.content, notes))
        elif token.type == "code_block":
            indented.append(token.map[0] + 1)
        elif token.type == "inline":
            inline += [one.content for one in token.children if one.type == "code_inline"]
        notes = {}
    return Page(blocks, inline, begins, indented)
