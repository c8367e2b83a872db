"""The language of a text: English by its smallest words, others as py3langid judges, and none by names alone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH_WORDS = (
    "the and to that with it its are be not which this from by has they their would will should were but"
)
ENGLISH = frozenset(ENGLISH_WORDS.split())
OTHER_LANGUAGES = (
    "af am ar az be bg bn bs ca cs da de el es et eu fa fi fr gl ha he hi hr hu hy id is it ja ka kk km ko ky lo lt"
    " lv mk mn mt my ne nl nn no pl ps pt ro ru si sk sl so sq sr sv sw ta tg th tk tl tr uk ur uz vi zh"
)
LANGUAGES = ("en", *OTHER_LANGUAGES.split())
SAMPLE = 20_000
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
PLAIN = 0.12  # of the words, for a text to be English without more ado: no other language has these
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
FEWEST = 4  # words in Latin letters that are no names
FEWEST_LETTERS = 6  # in other scripts, of which some have no spaces
SURE = 0.4


def guess(text: str) -> str | None:
    """Return the language of `text` as a two-letter code, or None where nothing speaks for one."""
    language, sureness = judged(text)
    return language if sureness >= SURE else None


def judged(text: str) -> tuple[str, float]:
    """Return the likeliest language of `text`, and from 0 to 1 how sure that is.

    Latin words with a capital are passed over: names, symbols and titles in capitals say nothing of the language
    around them.
    """
    words = [word for word in WORD.findall(text[:SAMPLE]) if word == word.lower() or not LATIN.search(word)]
    if _are_few(words):
        return "", 0.0
    if sum(word in ENGLISH for word in words) >= PLAIN * len(words):
        return "en", 1.0
    language, sureness = _identifier().classify(" ".join(words).lower())
    return str(language), float(sureness)


def tag(value: object) -> str | None:
    """Return the main part of a language tag or locale ("en_US" gives "en"), or None where it is not one."""
    found = re.match(r"[a-z]{2,3}(?=$|[-_])", str(value or "").strip().casefold())
    return found.group() if found else None


def _are_few(words: list[str]) -> bool:
    if any(LATIN.search(word) for word in words):
        return len(words) < FEWEST
    return sum(map(len, words)) < FEWEST_LETTERS


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(LANGUAGES)
    return made
