"""Checking the promise: every position carries words that stand in its document, exactly there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from travaux.model import Span
from travaux.rdf import slug, term
from travaux.store import Store

INSIDE = ("trv:holderSpan", "trv:cueSpan", "trv:targetSpan", "trv:quotationSpan")
COPIES = (
    ("trv:cue", "trv:cueSpan"),
    ("trv:target", "trv:targetSpan"),
    ("trv:quotation", "trv:quotationSpan"),
)
NEEDED = ("trv:evidence", "trv:holderSpan", "trv:cueSpan", "trv:targetSpan")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a store: in which document, about which node, and what."""

    document: str
    node: str
    message: str


def check(store: Store) -> list[Fault]:
    """Return all that is wrong with the evidence in a store, by document; an empty list is what one wants."""
    found = [fault for document in store.documents() for fault in _faults(store, document)]
    return sorted(found, key=lambda fault: (fault.document, fault.node, fault.message))


class _Facts:
    """The values of each property of each node of one document's graph."""

    def __init__(self, quads: Iterator[Quad]) -> None:
        self.values: dict[tuple[str, NamedNode], list[str]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self.values[quad.subject.value, quad.predicate].append(quad.object.value)

    def of(self, node: str, name: str) -> list[str]:
        return self.values.get((node, term(name)), [])

    def instances(self, name: str) -> list[str]:
        kind, wanted = term("rdf:type"), term(name).value
        return [node for (node, key), values in self.values.items() if key == kind and wanted in values]

    def span(self, node: str) -> Span | None:
        for selector in self.of(node, "oa:hasSelector"):
            start, end = self.of(selector, "oa:start"), self.of(selector, "oa:end")
            if start and end:
                return Span(int(start[0]), int(end[0]))
        return None


def _faults(store: Store, document: str) -> Iterator[Fault]:
    facts = _Facts(store.quads(NamedNode(document)))
    source = (facts.of(document, "trv:sourceName") or [document])[0]
    texts = facts.of(document, "trv:text")
    if len(texts) != 1:
        yield Fault(source, document, "the document has no text, or more than one; build it again")
        return
    for node in facts.instances("oa:SpecificResource"):
        for message in _wrong_place(facts, node, texts[0]):
            yield Fault(source, node, message)
    for kind in ("trv:Position", "trv:Event", "trv:Appointment"):
        for node in facts.instances(kind):
            for message in _wrong_words(facts, node, texts[0], kind):
                yield Fault(source, node, message)


def _wrong_place(facts: _Facts, node: str, text: str) -> Iterator[str]:
    span = facts.span(node)
    if span is None:
        yield "a place in the text has no offsets"
    elif not 0 <= span.start < span.end <= len(text):
        yield f"characters {span.start} to {span.end} are not in the text, which has {len(text)}"
    else:
        for selector in facts.of(node, "oa:hasSelector"):
            yield from _wrong_quote(facts, selector, span, text)


def _wrong_quote(facts: _Facts, selector: str, span: Span, text: str) -> Iterator[str]:
    for exact in facts.of(selector, "oa:exact"):
        if exact != span.of(text):
            yield f"the evidence reads {exact[:60]!r}, the text reads {span.of(text)[:60]!r}"
    for before in facts.of(selector, "oa:prefix"):
        if not text[: span.start].endswith(before):
            yield f"the words before the evidence are not {before!r}"
    for after in facts.of(selector, "oa:suffix"):
        if not text[span.end :].startswith(after):
            yield f"the words after the evidence are not {after!r}"


def _wrong_words(facts: _Facts, node: str, text: str, kind: str) -> Iterator[str]:
    needed = NEEDED if kind == "trv:Position" else ("trv:evidence",)
    for name in needed:
        if not facts.of(node, name):
            yield f"it has no {name}"
    evidence = [span for place in facts.of(node, "trv:evidence") if (span := facts.span(place))]
    evidence += [span for place in facts.of(node, "trv:antecedentSpan") if (span := facts.span(place))]
    for name in INSIDE:
        for place in facts.of(node, name):
            span = facts.span(place)
            if span and not any(one.contains(span) for one in evidence):
                yield f"its {slug(term(name).value)} {span.of(text)[:60]!r} is outside its evidence"
    for copy, name in COPIES:
        spans = [span for place in facts.of(node, name) if (span := facts.span(place))]
        for words in facts.of(node, copy):
            if spans and words not in [span.of(text) for span in spans]:
                yield f"its {copy} reads {words[:60]!r}, which is not what stands there"
