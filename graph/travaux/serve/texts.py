"""The text of a document cut where evidence begins and ends, so that a page can mark it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pyoxigraph as ox

from travaux.rdf import slug, term
from travaux.serve.terms import Terms

Marked = tuple[int, int, str]


def document_of(terms: Terms, node: ox.NamedNode) -> dict[str, Any] | None:
    """Return the text of a document in pieces, each with the positions that it proves; None where it is none."""
    if term("trv:Document") not in terms.values(node, "rdf:type"):
        return None
    text = terms.text(node, "trv:text")
    spans = [
        (*place, slug(position.value))
        for position in terms.subjects("trv:document", node)
        for evidence in terms.values(position, "trv:evidence")
        if (place := _place(terms, evidence))
    ]
    return {
        "pieces": pieces(text, spans),
        "address": [terms.shown(one) for one in terms.values(node, "dcterms:source")],
    }


def pieces(text: str, spans: Iterable[Marked]) -> list[dict[str, Any]]:
    """Return a text in pieces with the names of the spans over each; a span is named where it begins, too."""
    marks = sorted({(max(0, start), min(end, len(text)), name) for start, end, name in spans if start < end})
    cuts = sorted({0, len(text), *(cut for start, end, _ in marks for cut in (start, end))})
    found, at = [], 0
    open_: list[Marked] = []
    for start, end in pairwise(cuts):
        while at < len(marks) and marks[at][0] <= start:
            open_.append(marks[at])
            at += 1
        open_ = [mark for mark in open_ if mark[1] > start]
        found.append(
            {
                "text": text[start:end],
                "names": [name for _, _, name in open_],
                "begins": [name for begin, _, name in open_ if begin == start],
            }
        )
    return found


def _place(terms: Terms, span: Any) -> tuple[int, int] | None:
    for selector in terms.values(span, "oa:hasSelector"):
        start, end = terms.text(selector, "oa:start"), terms.text(selector, "oa:end")
        if start.isdigit() and end.isdigit():
            return int(start), int(end)
    return None
