"""Findings with names and texts that a careless writer of any format would break on."""

from __future__ import annotations

from dataclasses import replace

from conftest import make_findings, span
from travaux.link import link
from travaux.model import THINGS, Document, Entity, Findings, Passage, Position
from travaux.store import Store

LABEL = "<script>alert(\"1\")</script> & 'x' \\ =1+1 \u202eright to left\u202c 𝒜𝓁𝑒𝓅𝒽"
TEXT = (
    "=SUM(A1)\tis said by 𝒜𝓁𝑒𝓅𝒽 \U0001f600, who <b>opposes</b>\n\n"
    'any "text" & \u202eall\u202c of it; 𝒜𝓁𝑒𝓅𝒽 supports it.'
)


def hostile(source: str = '../../<x>"&\n.txt') -> Findings:
    """Return a document with two positions whose every name is hostile."""
    document = Document(
        source, TEXT, (Passage(0, len(TEXT)),), title=LABEL, authors=(LABEL,), publisher=LABEL
    )
    holder = Entity(f"{THINGS}organisation/x", LABEL, "Organisation")
    topic = Entity(f"{THINGS}topic/x", f"{LABEL} topic", "Topic")
    first = Position(
        document=document.iri,
        holder=holder,
        holder_span=span(TEXT, "𝒜𝓁𝑒𝓅𝒽"),
        stance="oppose",
        cue=span(TEXT, "opposes"),
        cue_lemma="oppose",
        target=span(TEXT, 'any "text"'),
        evidence=span(TEXT, TEXT[: TEXT.index(";")]),
        topics=(topic,),
        date="2020",
        coder=LABEL,
    )
    second = replace(
        first,
        stance="support",
        holder_span=span(TEXT, "𝒜𝓁𝑒𝓅𝒽 supports").join(span(TEXT, "𝒜𝓁𝑒𝓅𝒽", TEXT.index(";"))),
        cue=span(TEXT, "supports"),
        target=span(TEXT, "it.", TEXT.index(";")),
        evidence=span(TEXT, TEXT[TEXT.index("; ") + 2 :]),
        date=None,
        coder=None,
    )
    return Findings(document, (first, second))


def filled(*findings: Findings) -> Store:
    """Return a store that holds findings, by default those of two documents, one of them hostile."""
    store = Store()
    for one in findings or (make_findings(), hostile()):
        store.replace(one.document.source, [one])
    link(store)
    return store
