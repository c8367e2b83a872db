"""Footnotes: small lines at the foot of a column, and the raised figures that call them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from travaux.read.pdf.columns import Column
from travaux.read.pdf.lines import Line
from travaux.read.pdf.words import CALL, CALL_END

SMALLER = 0.93
MARK = re.compile(
    rf"(?:{CALL}[^{CALL_END}]{{1,4}}{CALL_END}|(?:\d{{1,3}}[.)]?|[*†‡§]{{1,3}}|[a-z][.)])(?= ))\s*"
)
RAISED_MARK = re.compile(rf"{CALL}[^{CALL_END}]{{1,4}}{CALL_END}")
CALLED = re.compile(rf"(?P<before>\S*?)(?P<call>(?:{CALL}[^{CALL_END}]*{CALL_END})+)(?P<tight>(?=\w))?")
INNER = re.compile(f"[{CALL}{CALL_END}]")
UNIT = re.compile(r"\b(?:[kcmd]?m|10)$")
ENDS_A_SENTENCE = re.compile(r"[.!?][\"”’')\]]*$")
CALL_FORM = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3}|[a-z])(?:[,–-](?:\d{1,3}))*")

Note = list[Line]


def body_size(lines: Iterable[Line]) -> float:
    """Return the size in which most of a document is set."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size * 2) / 2] += len(line.text)
    return max(weights, key=lambda size: (weights[size], size), default=0.0)


def parted(columns: Sequence[Column], body: float) -> tuple[list[Column], list[Note]]:
    """Part the columns of a document from the notes at their feet.

    A note that a page breaks goes on with the small lines at the foot of the next one.
    """
    kept: list[Column] = []
    notes: list[Note] = []
    full_sized = {line.page for column in columns for line in column if line.size > SMALLER * body}
    for column in columns:
        unfinished = bool(notes) and not ENDS_A_SENTENCE.search(notes[-1][-1].text)
        start = _start(column, body, unfinished) if column and column[0].page in full_sized else len(column)
        for line in column[start:]:
            if line.is_rule:
                continue
            if MARK.match(line.text) or not notes:
                notes.append([line])
            else:
                notes[-1].append(line)
        kept.append([line for line in column[:start] if not line.is_rule])
    return [column for column in kept if column], notes


def mark(text: str) -> int:
    """Return how many characters of a note, once its calls are plain, are the mark that calls it."""
    found = re.match(r"(?:\d{1,3}|[*†‡§]{1,3}|[a-z])[.)]? (?=\S)", text)
    return found.end() if found else 0


def opened(text: str) -> str:
    """Return the text of a note with its own mark set apart by a space."""
    found = RAISED_MARK.match(text)
    return f"{INNER.sub('', found.group())} {text[found.end() :].lstrip()}" if found else text


def without_calls(text: str) -> str:
    """Return a text without the raised figures that call notes; those of "km²" and "21st" stay."""
    return INNER.sub("", CALLED.sub(_without_call, text))


def _without_call(found: re.Match[str]) -> str:
    before, call = found["before"], INNER.sub("", found["call"])
    ordinal = call.isalpha() and before[-1:].isdigit()
    keep = ordinal or UNIT.search(before) or not CALL_FORM.fullmatch(call)
    return before + (call if keep else " " if found["tight"] is not None else "")


def _start(column: Column, body: float, unfinished: bool) -> int:
    """Return the place of the first line of the notes of a column, or its length where it has none."""
    rule = next((place for place, line in enumerate(column) if line.is_rule), None)
    small = len(column)
    while small and (column[small - 1].size <= SMALLER * body or column[small - 1].is_rule):
        small -= 1
    if rule is not None and (rule >= small or _is_note(column[rule + 1 : rule + 2])):
        return rule
    half = len(column) // 2
    raised = next(
        (place for place in range(half, len(column)) if RAISED_MARK.match(column[place].text)), None
    )
    marked = next(
        (place for place in range(small, len(column)) if MARK.match(column[place].text)), len(column)
    )
    first = small if unfinished and marked != len(column) else marked
    return min(first, raised) if raised is not None else first


def _is_note(lines: Sequence[Line]) -> bool:
    return any(MARK.match(line.text) for line in lines)
