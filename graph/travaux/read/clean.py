"""The one normal form of characters that every kept text is in."""

from __future__ import annotations

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
LONE_SURROGATES = re.compile("[\ud800-\udfff]")
SPACES = re.compile(r"[^\S\n]+")
PARAGRAPH_BREAKS = re.compile(r" ?\n ?(?:\n ?)+")


def characters(text: str) -> str:
    """Bring characters to their normal form: NFC, one kind of line end and space, nothing invisible."""
    text = INVISIBLE.sub("", LINE_ENDS.sub("\n", text))
    text = LONE_SURROGATES.sub("\ufffd", CONTROLS.sub(" ", text))
    return SPACES.sub(" ", unicodedata.normalize("NFC", text))


def line(text: str) -> str:
    """Bring `text` to its normal form on one line."""
    return " ".join(characters(text).split())


def normalise(text: str) -> str:
    """Bring a text of several paragraphs to its normal form, with a blank line between any two of them."""
    paragraphs = PARAGRAPH_BREAKS.split(characters(text).strip())
    return "\n\n".join(filter(None, (line(paragraph) for paragraph in paragraphs)))
