"""The positions that a thing has a part in, as people judged them, each with its words, the latest first."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from travaux.rdf import term
from travaux.serve.terms import Terms

SHOWN = 200
# The facts put flat that say each part: a position that was rejected has none.
PARTS = {
    "holder": "heldBy", "speaker": "spokenBy", "via": "voicedBy", "topic": "onTopic", "body": "takenIn",
    "stance": "stanceTaken", "act": "actTaken", "document": "document", "targetEntity": "targetEntity",
}  # fmt: skip


def positions_of(terms: Terms, node: ox.NamedNode) -> tuple[list[dict[str, Any]], int]:
    """Return the positions of a thing as a page shows them, and how many more there are."""
    found: set[Any] = set()
    if term("trv:Position") in terms.values(node, "rdf:type"):
        found = {node}
    for one in aliases(terms, node):
        for part in PARTS.values():
            found |= terms.subjects(f"trv:{part}", one)
    positions = [one for one in found if terms.values(one, "trv:stanceTaken")]
    ordered = sorted(sorted(positions, key=str), key=lambda one: date_of(terms, one), reverse=True)
    return [_shown(terms, one) for one in ordered[:SHOWN]], max(0, len(ordered) - SHOWN)


def aliases(terms: Terms, node: ox.NamedNode) -> list[ox.NamedNode]:
    """Return a thing with all that is one with it."""
    same = {node, *terms.values(node, "trv:identity"), *terms.subjects("trv:identity", node)}
    return sorted((one for one in same if isinstance(one, ox.NamedNode)), key=str)


def date_of(terms: Terms, position: Any) -> str:
    """Return when a position was taken, as far as it is said: else the date of its document."""
    return terms.text(position, "trv:when")


def exact(terms: Terms, position: Any, place: str = "trv:evidence") -> str:
    """Return the very words of a part of a position."""
    for span in terms.values(position, place):
        for selector in terms.values(span, "oa:hasSelector"):
            if words := terms.text(selector, "oa:exact"):
                return words
    return ""


def _shown(terms: Terms, position: Any) -> dict[str, Any]:
    def parts(name: str) -> list[dict[str, str]]:
        return [terms.shown(one) for one in terms.values(position, f"trv:{PARTS[name]}")]

    return {
        **terms.shown(position),
        **{
            name: parts(name)
            for name in ("holder", "speaker", "via", "topic", "body", "stance", "act", "document")
        },
        "date": date_of(terms, position),
        "sentence": exact(terms, position),
        "target": terms.text(position, "trv:target"),
        "quotation": terms.text(position, "trv:quotation"),
    }
