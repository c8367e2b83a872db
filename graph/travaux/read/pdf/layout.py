"""What is on pages, taken apart: masthead, paragraphs, footnotes; running heads and feet are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from travaux.read import masthead as mastheads
from travaux.read.masthead import Masthead
from travaux.read.pdf import notes, running
from travaux.read.pdf.columns import Column, columns
from travaux.read.pdf.engine import Page
from travaux.read.pdf.hyphens import Joiner
from travaux.read.pdf.lines import Line, lines, rows
from travaux.read.pdf.paragraphs import Paragraph, paragraphs


class Layout(NamedTuple):
    """The parts of a document, and how to join their lines; `body` is the size of its running text."""

    head: list[str]
    masthead: Masthead | None
    paragraphs: list[Paragraph]
    notes: list[list[str]]
    body: float
    joiner: Joiner


def layout(pages: Sequence[Page]) -> Layout:
    """Take pages apart."""
    found = [lines(page.words, number) for number, page in enumerate(pages)]
    found = running.without(found, [page.height for page in pages])
    head, masthead, found[0] = _headed(found[0])
    ordered = [column for page in found for column in columns(page)]
    body = notes.body_size(line for column in ordered for line in column)
    kept, footnotes = notes.parted(ordered, body)
    plain = [list(_plain(column)) for column in kept]
    noted = [[notes.without_calls(notes.opened(line.text)) for line in note] for note in footnotes]
    return Layout(
        [line.text for line in head],
        masthead,
        paragraphs([column for column in plain if column], body),
        noted,
        body,
        Joiner(
            [line.text for column in plain for line in column] + [text for note in noted for text in note]
        ),
    )


def _plain(column: Column) -> Iterator[Line]:
    """Yield the lines of a column without the calls of notes, and none that is nothing else."""
    for line in column:
        text = notes.without_calls(line.text).strip()
        if text:
            yield line._replace(text=text)


def _headed(page: Sequence[Line]) -> tuple[list[Line], Masthead | None, list[Line]]:
    """Part the lines of a first page after its masthead."""
    ordered = [piece for row in rows(page) for piece in row]
    masthead = mastheads.masthead([notes.without_calls(line.text) for line in ordered])
    length = masthead.length if masthead else 0
    return ordered[:length], masthead, ordered[length:]
