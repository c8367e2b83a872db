"""Characters in the encoding that a message names, which is not always theirs."""

from __future__ import annotations

import codecs

OF_TEXT = (
    "ascii",
    "utf",
    "iso",
    "cp",
    "koi8",
    "mac",
    "gb",
    "big5",
    "euc",
    "shift",
    "hz",
    "tis",
    "johab",
    "kz",
)
INVISIBLE = "utf-7"


def characters(data: bytes, charset: str | None) -> str:
    """Return the characters of bytes: in the encoding that is named, in UTF-8, else in Windows-1252."""
    for name in (charset, "utf-8"):
        if name and _is_of_text(name):
            try:
                return data.decode(name)
            except (UnicodeError, LookupError, ValueError):
                continue
    return data.decode("cp1252", "replace")


def _is_of_text(name: str) -> bool:
    """Say whether an encoding is one that texts are in; Python knows others, such as that of its own literals."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return False
    return found.startswith(OF_TEXT) and found != INVISIBLE
