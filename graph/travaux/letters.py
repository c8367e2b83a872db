"""Names folded to what their spellings share: small letters, without accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that do not fall apart into a Latin letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return a name in lower case, without accents and apostrophes."""
    small = (
        unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    )  # 𝖠 has no small form of its own
    plain = unicodedata.normalize("NFKD", small)
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"['’ʼʹ`]", "", plain)
