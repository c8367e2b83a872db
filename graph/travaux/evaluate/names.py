"""When two names are the same name, and two stretches of text the same words.

The list of other names is kept beside this file and not taken from the ontology: a measure must not move when the
vocabulary that it measures does.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from travaux.model import Span

_ARTICLE = re.compile(r"^(?:the|group of the) ")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@lru_cache(maxsize=4096)
def name(label: str) -> str:
    """Return a name in the one form that it shares with its spelling variants and its other names."""
    letters = unicodedata.normalize("NFKD", label)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    words = _ARTICLE.sub("", re.sub(r"[^a-z0-9]+", " ", plain).strip())
    return _aliases().get(words, words)


def last_name(label: str) -> str:
    """Return the last word of a person's name, in the form of `name`."""
    return name(label).rpartition(" ")[2]


def squeeze(text: str) -> str:
    """Return a text with its white space, quotation marks, dashes and case levelled, however lines were wrapped."""
    levelled = unicodedata.normalize("NFKC", text).translate(_MARKS)
    return " ".join(levelled.split()).lower()


def locate(words: str, squeezed: str) -> Span | None:
    """Return where `words` first stand in a squeezed text, or None where they do not."""
    wanted = squeeze(words)
    start = squeezed.find(wanted) if wanted else -1
    return None if start < 0 else Span(start, start + len(wanted))


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    text = (Path(__file__).parent / "aliases.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
