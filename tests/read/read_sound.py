"""What every document promises, whatever it was read from."""

from __future__ import annotations

import io

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import Limits, clean, read_item, unpack
from travaux.read.blocks import SEPARATOR

SMALL = Limits(document=1024 * 1024, unpacked=4 * 1024 * 1024, members=200)


def assert_sound(document: Document) -> None:
    """Check all that a document promises."""
    text, passages = document.text, document.passages
    assert clean.normalise(text) == text
    assert passages
    end = -len(SEPARATOR)
    for passage in passages:
        words = passage.span.of(text)
        assert words and words == words.strip()
        assert "\n" not in words
        assert text[end : passage.start].startswith(SEPARATOR) or end < 0
        end = passage.end
    assert end == len(text)
    text.encode("utf-8")


def documents(data: bytes, source: str, limits: Limits = SMALL) -> tuple[list[Document], list[str]]:
    """Read all that bytes hold, let nothing but refusals pass, and check each document."""
    read: list[Document] = []
    refused: list[str] = []
    for item in unpack(io.BytesIO(data), source, limits):
        try:
            if isinstance(item, UnreadableDocument):
                raise item
            document = read_item(item, limits)
        except UnreadableDocument as error:
            assert str(error).startswith(source)
            refused.append(str(error))
        else:
            assert_sound(document)
            assert document.source.startswith(source)
            read.append(document)
    return read, refused
