"""What people write to find words, as a query of SQLite's full-text index: never a syntax error.

    words "a phrase" -without begin* one OR other

All words must occur, in any of their forms; OR stands between two of which one is enough. Signs that mean nothing
here are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from travaux.errors import TravauxError

LONGEST = 1000
MOST = 50
# So many words may be written out for word*; more begin so only where it is short, and then their stems do as well.
BEGINNINGS = 200
_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: words in this order; with `open_end` whatever begins with the last of them."""

    text: str
    without: bool = False
    open_end: bool = False


Alternatives = tuple[Term, ...]


def parse(text: str) -> list[Alternatives]:
    """Return what must be found, each as terms of which one is enough; those to do without stand alone.

    Raises TravauxError when nothing is asked for, and when too much is.
    """
    if len(text) > LONGEST:
        raise TravauxError(f"a search of {len(text):,} characters is too long; write at most {LONGEST:,}")
    found: list[Alternatives] = []
    either = False
    for match in _TERM.finditer(text):
        if match["word"] == "OR" and not match["minus"]:
            either = bool(found)
            continue
        term = _term(match)
        if term is None:
            continue
        if either and not term.without and not found[-1][0].without:
            found[-1] += (term,)
        else:
            found.append((term,))
        either = False
    return _refused(text, found)


def expression(asked: Sequence[Alternatives], beginnings: Callable[[str], Sequence[str]]) -> str:
    """Return the query of the index; `beginnings` gives the words of the index that begin in some way."""

    def one(term: Term) -> str:
        if not term.open_end:
            return _quoted(term.text)
        before, _, last = term.text.rpartition(" ")
        words = [f"{before} {word}".strip() for word in beginnings(last)] or [term.text]
        if len(words) > BEGINNINGS:
            return f"{_quoted(term.text)} *"
        return f"({' OR '.join(map(_quoted, words))})"

    wanted = [f"({' OR '.join(map(one, terms))})" for terms in asked if not terms[0].without]
    unwanted = [one(terms[0]) for terms in asked if terms[0].without]
    return " AND ".join(wanted) if not unwanted else f"({' AND '.join(wanted)}) NOT ({' OR '.join(unwanted)})"


def _term(match: re.Match[str]) -> Term | None:
    written = match["word"] or match["phrase"] or ""
    words = re.findall(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*", written)
    if not words:
        return None
    open_end = match["word"] is not None and written.endswith("*") and written[-2:-1].isalnum()
    return Term(" ".join(words), bool(match["minus"]), open_end)


def _refused(text: str, found: list[Alternatives]) -> list[Alternatives]:
    if not any(not terms[0].without for terms in found):
        raise TravauxError(
            f"there is no word to look for in {text[:60]!r}; write words, as in: travaux search 'legally binding'"
        )
    if sum(map(len, found)) > MOST:
        raise TravauxError(f"a search takes at most {MOST} words")
    return found


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
