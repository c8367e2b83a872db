"""Positions as columns, one word a line, as labellers of sequences are trained on (CoNLL, BIO)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from travaux.interchange.files import file_names
from travaux.model import Document, Findings, Position, Span

TOKEN = re.compile(r"\w+|[^\w\s]")
COLUMNS = ("FORM", "START", "END", "EVIDENCE", "HOLDER", "CUE", "TARGET", "QUOTATION", "STANCE")


def conll(found: Iterable[Findings]) -> dict[str, bytes]:
    """Return a file of each document, by its name.

    A block is a position with the lines of the text that its evidence is in; the lines without a position are blocks
    too. Each word has its offsets and, in a column for each part, B- where the part begins, I- within it, else O. A
    word that a part holds a piece of is of it. What the program knows of a position stands above it after "# ".
    """
    findings = list(found)
    names = file_names([one.document.source for one in findings])
    return {f"{name}.conll": _file(one).encode() for name, one in zip(names, findings, strict=True)}


def _file(findings: Findings) -> str:
    document = findings.document
    blocks = [_block(document, *part) for part in _parts(findings)]
    head = f"# global.columns = {' '.join(COLUMNS)}\n# newdoc = {_line(document.source)}\n"
    return head + "\n".join(block for block in blocks if block)


def _parts(findings: Findings) -> Iterator[tuple[Span, Position | None]]:
    """Yield the lines that hold a position, once for each, and those that hold none, in the order of the text."""
    text, taken = findings.document.text, 0
    placed = sorted(
        ((_lines(text, one.evidence), one) for one in findings.positions), key=lambda part: part[0]
    )
    for lines, position in placed:
        if taken < lines.start:
            yield Span(taken, lines.start), None
        yield lines, position
        taken = max(taken, lines.end)
    if taken < len(text):
        yield Span(taken, len(text)), None


def _lines(text: str, span: Span) -> Span:
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


def _block(document: Document, place: Span, position: Position | None) -> str:
    tokens = [Span(*match.span()) for match in TOKEN.finditer(document.text, *place)]
    if not tokens:
        return ""
    columns = [_tags(tokens, span, name) for span, name in _spans(position)]
    rows = zip(tokens, *columns, strict=True)
    lines = (
        "\t".join((token.of(document.text), str(token.start), str(token.end), *tags)) for token, *tags in rows
    )
    return "".join(f"{line}\n" for line in (*_about(position), *lines))


def _spans(position: Position | None) -> list[tuple[Span | None, str]]:
    if position is None:
        return [(None, name) for name in COLUMNS[3:]]
    return [
        (position.evidence, "Evidence"),
        (position.holder_span, "Holder"),
        (position.cue, "Cue"),
        (position.target, "Target"),
        (position.quote, "Quotation"),
        (position.cue, position.stance),
    ]


def _tags(tokens: list[Span], span: Span | None, name: str) -> list[str]:
    inside = [span is not None and token.overlaps(span) for token in tokens]
    before = [False, *inside]
    return [
        f"{'I' if went else 'B'}-{name}" if now else "O" for now, went in zip(inside, before, strict=False)
    ]


def _about(position: Position | None) -> Iterator[str]:
    if position is None:
        return
    said = {
        "position": position.iri,
        "holder": position.holder.label,
        "holder_address": position.holder.iri,
        "stance": position.stance,
        "act": position.act,
        "topics": "; ".join(topic.label for topic in position.topics),
        "date": position.date,
        "coder": position.coder,
    }
    yield from (f"# {name} = {_line(value)}" for name, value in said.items() if value)


def _line(text: str) -> str:
    return " ".join(text.split())
