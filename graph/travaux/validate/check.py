"""Checking a graph: its form against the shapes, and that all evidence stands in its document, exactly there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from travaux.errors import TravauxError
from travaux.model import Span
from travaux.rdf import JUDGEMENTS_GRAPH, ONTOLOGY_GRAPH, one_name, slug, term
from travaux.store import Store
from travaux.validate.shapes import breaches

INSIDE = ("trv:holderSpan", "trv:cueSpan", "trv:targetSpan", "trv:quotationSpan")
COPIES = (
    ("trv:cue", "trv:cueSpan"),
    ("trv:target", "trv:targetSpan"),
    ("trv:quotation", "trv:quotationSpan"),
)
SAID = ("trv:Position", "trv:Event", "trv:Appointment")
# The properties that are looked at; most facts of a graph are of others.
READ = (
    "rdf:type", "oa:end", "oa:exact", "oa:hasSelector", "oa:hasSource", "oa:prefix", "oa:start", "oa:suffix",
    "trv:antecedentSpan", "trv:document", "trv:evidence", "trv:sourceName", "trv:text",
    *INSIDE, *(copy for copy, _ in COPIES),
)  # fmt: skip
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a graph: in which document, about which node, and what."""

    document: str
    node: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the faults by document, and how many documents were looked at."""

    faults: list[Fault]
    documents: int


def check(store: Store) -> list[Fault]:
    """Return all that is wrong in a store, by document; an empty list is what one wants.

    The vocabulary and the knowledge that the store was built with are looked at too, and the judgements on it.
    """
    found = [fault for iri in store.documents() for fault in faults(store.quads(NamedNode(iri)), iri)]
    for graph, name in ((ONTOLOGY_GRAPH, "the vocabulary"), (JUDGEMENTS_GRAPH, "the judgements")):
        found += faults(store.quads(graph), name)
    return sorted(found)


def check_file(path: Path) -> Checked:
    """Return all that is wrong in a file of RDF; each of its graphs is looked at by itself.

    Raises TravauxError for a file that cannot be read as what the end of its name says.
    """
    if path.suffix.lower() not in FORMATS:
        raise TravauxError(f"{path} is no graph that can be checked; give a {', '.join(FORMATS)} file")
    graphs: dict[str, list[Quad]] = defaultdict(list)
    try:
        for quad in parse(path=str(path), format=FORMATS[path.suffix.lower()]):
            graphs[quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""].append(quad)
    except (OSError, SyntaxError, ValueError) as error:
        raise TravauxError(f"{path} cannot be read: {error}; mend it there") from error
    kind, document = term("rdf:type"), term("trv:Document")
    read = {
        q.subject for quads in graphs.values() for q in quads if (q.predicate, q.object) == (kind, document)
    }
    if len(read) > 1 and "" in graphs:  # documents that were merged may each have their way of writing a name
        graphs[""] = sorted(one_name(graphs[""]), key=str)
    found = [fault for name, quads in graphs.items() for fault in faults(quads, name or path.name)]
    return Checked(sorted(found), len(read))


def faults(quads: Iterable[Quad], name: str) -> list[Fault]:
    """Return what is wrong in one graph; `name` stands for a document that the graph does not describe."""
    known = list(quads)
    facts = _Facts(known)
    found = [Fault(facts.source(one.node, name), one.node, str(one)) for one in breaches(known)]
    for document in facts.instances("trv:Document"):
        found += _misplaced(facts, document)
    return found


class _Facts:
    """The values of each property that matters here, of each node of one graph."""

    def __init__(self, quads: Iterable[Quad | Triple]) -> None:
        self.values: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._instances: dict[str, list[str]] = defaultdict(list)
        known = {term(name): name for name in READ}
        for quad in quads:
            name = known.get(quad.predicate)
            if name is None:
                continue
            subject, thing = quad.subject, quad.object
            if not (isinstance(subject, NamedNode) and isinstance(thing, NamedNode | Literal)):
                continue
            if name == "rdf:type":
                self._instances[thing.value].append(subject.value)
            else:
                self.values[subject.value, name].append(thing.value)
        self.documents = set(self.instances("trv:Document"))

    def of(self, node: str, name: str) -> list[str]:
        return self.values.get((node, name), [])

    def instances(self, name: str) -> list[str]:
        return self._instances.get(term(name).value, [])

    def span(self, node: str) -> Span | None:
        for selector in self.of(node, "oa:hasSelector"):
            start, end = self.of(selector, "oa:start"), self.of(selector, "oa:end")
            if start and end and start[0].isdecimal() and end[0].isdecimal():
                return Span(int(start[0]), int(end[0]))
        return None

    def source(self, node: str, otherwise: str) -> str:
        """Return the name of the file that a node comes from, by the document it belongs to."""
        named = [*self.of(node, "trv:document"), node.partition("/span/")[0], node.rpartition("/")[0]]
        only = self.documents if len(self.documents) == 1 else ()
        for document in (*named, *only):
            if document in self.documents:
                return (self.of(document, "trv:sourceName") or [document])[0]
        return otherwise


def _misplaced(facts: _Facts, document: str) -> Iterator[Fault]:
    source = facts.source(document, document)
    texts = facts.of(document, "trv:text")
    if len(texts) != 1:
        return
    for node in facts.instances("oa:SpecificResource"):
        if document in facts.of(node, "oa:hasSource"):
            for message in _wrong_place(facts, node, texts[0]):
                yield Fault(source, node, message)
    for node in (node for kind in SAID for node in facts.instances(kind)):
        if document in facts.of(node, "trv:document"):
            for message in _wrong_words(facts, node, texts[0]):
                yield Fault(source, node, message)


def _wrong_place(facts: _Facts, node: str, text: str) -> Iterator[str]:
    span = facts.span(node)
    if span is None:
        return
    if not 0 <= span.start < span.end <= len(text):
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


def _wrong_words(facts: _Facts, node: str, text: str) -> Iterator[str]:
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
