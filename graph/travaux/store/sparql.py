"""The words of a query, as SPARQL reads them: it may ask no other machine, and declares prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from travaux.errors import TravauxError

# What may hold a word without meaning it: strings, addresses, comments, variables, prefixed names.
_OTHER = r"""
    \"{3}(?:(?:\"{1,2})?(?:[^"\\]|\\.))*\"{3} | '{3}(?:(?:'{1,2})?(?:[^'\\]|\\.))*'{3}
  | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
  | <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>
  | \#[^\n\r]*
  | [?$]\w+
  | [\w.-]*:(?:[\w.:%-]|\\.)*
"""
_TOKEN = re.compile(rf"{_OTHER} | (?P<word>\w+) | (?P<mark>[{{}};])", re.VERBOSE | re.DOTALL)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NAME = re.compile(r"([\w.-]*):")
_LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword, a brace or a semicolon of a query, in upper case, with its place."""

    text: str
    start: int
    end: int


def words(sparql: str) -> Iterator[Word]:
    """Yield the keywords, braces and semicolons of a query, but not what stands in its strings and names."""
    for match in _TOKEN.finditer(sparql):
        if found := match["word"] or match["mark"]:
            yield Word(found.upper(), *match.span())


def says(sparql: str, *keywords: str) -> bool:
    """Tell whether a query contains one of these keywords."""
    return any(word.text in keywords for word in words(sparql))


def refuse_network(sparql: str) -> None:
    """Raise TravauxError when a query contains SERVICE or LOAD, by which it would ask another machine.

    A letter may be written by its number (\\u0053 is S); whether a reader takes it so or not, nothing slips through.
    """
    for reading in (sparql, _ESCAPE.sub(_letter, sparql)):
        if says(reading, "SERVICE"):
            raise TravauxError(
                "SERVICE asks another machine, and travaux never does; leave it out of the query"
            )
        if says(reading, "LOAD"):
            raise TravauxError(
                "LOAD fetches from an address, and travaux never does; insert the data itself, or send it to /data"
            )


def _letter(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= _LAST else escape[0]


def declared(sparql: str) -> set[str]:
    """Return the prefixes that a query declares itself."""
    found = [match for match in _TOKEN.finditer(sparql) if not match[0].startswith("#")]
    names = (
        _NAME.fullmatch(name[0]) for word, name in pairwise(found) if (word["word"] or "").upper() == "PREFIX"
    )
    return {name[1] for name in names if name}
