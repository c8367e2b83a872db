"""What a document promises, whatever it was read from."""

from __future__ import annotations

import itertools

from travaux.model import Document
from travaux.read import clean
from travaux.read.blocks import SEPARATOR


def assert_sound(document: Document) -> None:
    """Check the text and the passages of a document."""
    text, passages = document.text, document.passages
    assert clean.normalise(text) == text
    assert passages
    for before, passage in itertools.pairwise((None, *passages)):
        words = passage.span.of(text)
        assert words and words == words.strip() and "\n" not in words
        assert text[before.end if before else 0 :].startswith(SEPARATOR) or before is None
    assert passages[-1].end == len(text)
    text.encode("utf-8")


def blocks(document: Document, aside: bool = False) -> list[str]:
    """Return the blocks of a document with their markers, asides left out unless they are asked for."""
    kinds = dict.fromkeys((passage.end for passage in document.passages), "")
    kinds |= {passage.end: passage.kind for passage in document.passages}
    found, place = [], 0
    for text in document.text.split(SEPARATOR):
        place += len(text)
        if aside or kinds[place] != "aside":
            found.append(text)
        place += len(SEPARATOR)
    return found


def of_kind(document: Document, kind: str) -> list[str]:
    """Return the passages of a kind."""
    return [passage.span.of(document.text) for passage in document.passages if passage.kind == kind]
