"""A light guess at the language of a text, by its script and its smallest words."""

from __future__ import annotations

import re

SMALL_WORDS = {
    "en": "the of and to in that for is on with as by was it be are not which this from have has at an",
    "fr": "le la les des et du que une dans pour est qui par sur au avec pas ce sont plus ne aux cette",
    "es": "el la los las de que y en del por con una para es se no al como más su sobre este han",
    "pt": "o os as de que e em do da por com uma para não ao como mais dos das pela no na foi",
    "de": "der die das und den von zu mit dem des ist im für nicht ein eine auf werden sich auch als",
    "it": "il la le di che e in del per con una è non si al come più della dei nel sono gli alla",
}
WORD_SETS = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}
SCRIPTS = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
SAMPLE = 20_000
WORD = re.compile(r"[^\W\d_]+")


def guess(text: str) -> str | None:
    """Return the language of `text` as a two-letter code, or None where nothing speaks for one."""
    sample = text[:SAMPLE]
    for language, letters in SCRIPTS.items():
        if len(letters.findall(sample)) > 0.2 * len(sample):
            return language
    words = [word.casefold() for word in WORD.findall(sample)]
    shares = {language: sum(word in small for word in words) for language, small in WORD_SETS.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] > 0.1 * len(words) else None


def tag(value: object) -> str | None:
    """Return the main part of a language tag or locale ("en_US" gives "en"), or None where it is not one."""
    found = re.match(r"[a-z]{2,3}(?=$|[-_])", str(value or "").strip().casefold())
    return found.group() if found else None
