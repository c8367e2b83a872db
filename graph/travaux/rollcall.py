"""Recorded votes as a text: how the record of a roll call is laid out, for who writes it and who reads it.

The cells of the record stand in it as they are; only the lines are ours. First come what the record says of the
resolution, "column: value", then who voted how, "member | vote | resolution".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from travaux.model import Document, Span, Stance

FORMAT = "roll-call"
BAR = " | "
COLON = ": "
ADOPTED = "resolution"
FOR: tuple[Stance, str] = ("support", "vote-for")
AGAINST: tuple[Stance, str] = ("oppose", "vote-against")
ABSTAIN: tuple[Stance, str] = ("reserve", "abstain")
# The words of voting data in small letters, and the columns of a table with one line a resolution.
CAST: dict[str, tuple[Stance, str]] = {
    **dict.fromkeys(("y", "yes", "in favour", "in_favour"), FOR),
    **dict.fromkeys(("n", "no", "against"), AGAINST),
    **dict.fromkeys(("a", "abstain", "abstained", "abstention", "abstaining"), ABSTAIN),
    "introduced_by": ("propose", "table"),
}
ABSENT = frozenset(("x", "absent", "nonvoting", "non-voting", "not voting", "did not vote"))
VOTES = frozenset(act for stance, act in CAST.values() if stance != "propose")


@dataclass(frozen=True, slots=True)
class Ballot:
    """One member's vote: the line, and in it the member's code and name, the vote and what was voted on."""

    line: Span
    code: Span
    name: Span
    vote: Span
    resolution: Span


def ballot_line(member: tuple[str, ...], vote: str, resolution: str) -> str:
    """Return the line of one vote; `member` is a code, or a code and a name."""
    return BAR.join((*member, vote, resolution))


def ballots(document: Document) -> Iterator[Ballot]:
    """Yield the votes that stand in the text of a roll call, in order."""
    for passage in document.passages:
        cells = list(_cells(document.text, passage.span))
        if passage.kind == "item" and len(cells) >= 3:
            code, *name, vote, resolution = cells
            named = name[0].join(name[-1]) if name else code
            yield Ballot(passage.span, code, named, vote, resolution)


def cast(vote: str) -> tuple[Stance, str] | None:
    """Return the stance and the act of a vote, in whatever letters; nothing for one that was not cast."""
    return CAST.get(vote.casefold())


def facts(document: Document) -> dict[str, Span]:
    """Return what a roll call says of the resolution: the line of each column."""
    lines = (passage.span for passage in document.passages if passage.kind == "paragraph")
    return {line.of(document.text).partition(COLON)[0]: line for line in lines}


def value(document: Document, line: Span) -> Span:
    """Return the value in a line of a column."""
    column = line.of(document.text).partition(COLON)[0]
    return Span(min(line.start + len(column) + len(COLON), line.end), line.end)


def _cells(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for cell in line.of(text).split(BAR):
        yield Span(start, start + len(cell))
        start += len(cell) + len(BAR)
