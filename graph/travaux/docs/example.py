"""The example on the page: a real position of a document in seeds/, in its sentence and as triples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize
from rdflib import URIRef

from travaux.docs.model import Link
from travaux.docs.names import anchor, short
from travaux.model import Document, Findings, Position, Span
from travaux.rdf import PREFIXES, term
from travaux.triples import quads


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the evidence; `parts` are the parts of the position that stand there."""

    text: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A position: its document, its sentence in pieces, what is said of it, and the same in Turtle."""

    source: str
    title: str
    pieces: tuple[Piece, ...]
    facts: tuple[tuple[Link, Link], ...]
    turtle: str


def fullest(found: Iterable[Findings]) -> Example | None:
    """Return the position of which most is said, of the shortest evidence among these; None where there is none."""
    every = ((findings.document, position) for findings in found for position in findings.positions)
    best = min(every, key=lambda pair: _rank(pair[1]), default=None)
    return example(*best) if best else None


def example(document: Document, position: Position) -> Example:
    """Return a position of a document as an example."""
    facts = quads(Findings(document, (position,)))
    node = NamedNode(position.iri)
    said = [quad for quad in facts if quad.subject == node]
    return Example(
        document.source,
        document.title or document.source,
        _pieces(document, position),
        _facts(said),
        _turtle(facts, said),
    )


def _rank(position: Position) -> tuple[int, int, str]:
    extra = (
        position.speaker,
        position.via,
        position.body,
        position.quote,
        position.act,
        position.target_entity,
    )
    evidence = position.evidence
    return sum(one is None for one in extra), evidence.end - evidence.start, position.iri


def _pieces(document: Document, position: Position) -> tuple[Piece, ...]:
    spans = {
        "holder": position.holder_span,
        "cue": position.cue,
        "target": position.target,
        "quotation": position.quote,
    }
    evidence = position.evidence
    inside = {name: span for name, span in spans.items() if span and evidence.contains(span)}
    cuts = sorted({*evidence, *(end for span in inside.values() for end in span)})
    return tuple(
        Piece(
            document.text[start:end],
            tuple(n for n, span in inside.items() if span.contains(Span(start, end))),
        )
        for start, end in pairwise(cuts)
    )


def _facts(said: Sequence[Quad]) -> tuple[tuple[Link, Link], ...]:
    return tuple(sorted((_link(quad.predicate), _link(quad.object)) for quad in said))


def _link(node: object) -> Link:
    """Return a term as the page shows it; what the page describes leads to its place there."""
    if not isinstance(node, NamedNode):
        return Link(str(getattr(node, "value", node)))
    text = short(URIRef(node.value))
    described = text.partition(":")[0] in ("trv", "act", "stance", "topic")
    shown = "/".join(node.value.split("/")[-2:]) if text == node.value else text
    return Link(shown, f"#{anchor(URIRef(node.value))}" if described else None)


def _turtle(facts: Sequence[Quad], said: Sequence[Quad]) -> str:
    """Return the position, its evidence and the selectors of the evidence in Turtle, without the prefixes."""
    evidence = next(quad.object for quad in said if quad.predicate == term("trv:evidence"))
    selectors = {q.object for q in facts if q.subject == evidence and q.predicate == term("oa:hasSelector")}
    shown: list[Triple] = [q.triple for q in facts if q in said or q.subject in {evidence, *selectors}]
    written = serialize(sorted(shown, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    lines = written.decode("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("@prefix")).strip()
