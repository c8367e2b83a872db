"""What a query may say, nothing that asks another machine, and which prefixes it declares."""

from __future__ import annotations

import re
from itertools import pairwise

from travaux.errors import TravauxError

# What may hold the word without meaning it: strings, addresses, comments, variables, prefixed names.
_OTHER = r"""
    \"{3}(?:(?:\"{1,2})?(?:[^"\\]|\\.))*\"{3} | '{3}(?:(?:'{1,2})?(?:[^'\\]|\\.))*'{3}
  | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
  | <[^<>"{}|^`\\\x00-\x20]*>
  | \#[^\n\r]*
  | [?$]\w+
  | [\w.-]*:[\w.:%-]*
"""
_TOKEN = re.compile(rf"{_OTHER} | (?P<word>\w+)", re.VERBOSE | re.DOTALL)
_NAME = re.compile(r"([\w.-]*):")


def refuse_network(sparql: str) -> None:
    """Raise TravauxError when a query contains SERVICE, by which it would ask another machine."""
    if any((match["word"] or "").upper() == "SERVICE" for match in _TOKEN.finditer(sparql)):
        raise TravauxError("SERVICE asks another machine, and travaux never does; leave it out of the query")


def declared(sparql: str) -> set[str]:
    """Return the prefixes that a query declares itself."""
    found = [match for match in _TOKEN.finditer(sparql) if not match[0].startswith("#")]
    names = (
        _NAME.fullmatch(name[0]) for word, name in pairwise(found) if (word["word"] or "").upper() == "PREFIX"
    )
    return {name[1] for name in names if name}
