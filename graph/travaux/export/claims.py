"""Each claim on its own: nanopublications, and statements with their reifiers as RDF 1.2 has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from pyoxigraph import Literal, NamedNode, Quad, Triple

from travaux.model import NAMESPACE
from travaux.rdf import DIRECT, DIRECT_GRAPH, slug, term, thing
from travaux.store import Store
from travaux.store.rulings import rulings

CLAIMS = ("trv:Position", "trv:Appointment", "trv:Event")
CODER = term("prov:wasAttributedTo")
# What tells where a claim was read, how and by whom, rather than what it says.
EVIDENCE = (
    CODER,
    *(
        term(f"trv:{name}")
        for name in (
            "document",
            "evidence",
            "holderSpan",
            "antecedentSpan",
            "cueSpan",
            "targetSpan",
            "quotationSpan",
            "cue",
            "cueLemma",
            "certainty",
        )
    ),
)
ABOUT_DOCUMENT = tuple(
    term(name)
    for name in (
        "rdf:type",
        "trv:sourceName",
        "dcterms:title",
        "dcterms:date",
        "dcterms:publisher",
        "dcterms:creator",
        "dcterms:source",
        "dcterms:type",
        "dcterms:language",
        "prov:wasGeneratedBy",
    )
)
RECEIVER = term("undo:hasReceiver")
Node = NamedNode | Literal
Said = dict[NamedNode, list[tuple[NamedNode, Node]]]


def nanopublications(store: Store, licence: NamedNode | None = None) -> Iterator[Quad]:
    """Yield each claim of a store as a nanopublication: a head, the assertion, its provenance, its publication.

    Agents are what they are linked to; positions that people rejected are left out. An address follows from the claim
    alone, and there is no time of making.
    """
    known = _Known(store)
    for document in store.documents():
        said = _said(store.quads(NamedNode(document)))
        for claim in known.claims(said):
            yield from _nanopublication(claim, document, said, known, licence)


def reified(store: Store) -> Iterator[Triple]:
    """Yield, for RDF 1.2, each edge of holder and topic with the positions that it stands for as its reifiers.

    What is known of a position and its evidence follows; positions without a topic have no edge, those that people
    rejected are left out, and those that they amended have the edges of the amendment.
    """
    known = _Known(store)
    verbs = {thing("stance", stance): term(name) for stance, name in DIRECT.items()}
    for document in store.documents():
        said = _said(store.quads(NamedNode(document)))
        for claim in known.claims(said):
            yield from _edges(claim, said, known, verbs)
            for predicate, value in _asserted(said, claim, known):
                yield Triple(claim, predicate, value)
            yield from _evidence(claim, said, claim)
        for predicate, value in said[NamedNode(document)]:
            if predicate in ABOUT_DOCUMENT:
                yield Triple(NamedNode(document), predicate, value)
    yield from known.names()


class _Known:
    """What each agent is one with, and the labels and classes of all that claims speak of."""

    def __init__(self, store: Store) -> None:
        self._identity: dict[Node, NamedNode] = {}
        self._label: dict[Node, Node] = {}
        documents = set(store.documents())
        for row in store.select("SELECT ?one ?identity { ?one trv:identity ?identity }"):
            if row["one"].value not in documents:
                self._identity[row["one"]] = row["identity"]
        for quad in store.quads(DIRECT_GRAPH):
            if quad.predicate == term("rdfs:label") and isinstance(quad.subject, NamedNode):
                self._label[quad.subject] = _node(quad.object)
        self._used: set[Node] = set()
        self.rulings = rulings(store)

    def claims(self, said: Said) -> list[NamedNode]:
        """Return what a document's graph claims, without what people rejected."""
        rejected = {iri for iri, ruling in self.rulings.items() if ruling.rejects}
        return [claim for claim in _claims(said) if claim.value not in rejected]

    def one(self, node: Node) -> Node:
        """Return what a node stands for, and remember that it was used."""
        found = self._identity.get(node, node)
        self._used.add(found)
        return found

    def name(self, node: Node) -> Iterator[Triple]:
        if isinstance(node, NamedNode) and node in self._label:
            yield Triple(node, term("rdfs:label"), self._label[node])

    def names(self) -> Iterator[Triple]:
        for node in sorted(self._used, key=str):
            yield from self.name(node)


def _said(quads: Iterable[Quad]) -> Said:
    said: Said = defaultdict(list)
    for quad in sorted(quads, key=str):
        if isinstance(quad.subject, NamedNode):
            said[quad.subject].append((quad.predicate, _node(quad.object)))
    return said


def _node(value: object) -> Node:
    if isinstance(value, NamedNode | Literal):
        return value
    raise TypeError(f"{value} has no place in a document's graph")


def _claims(said: Said) -> list[NamedNode]:
    kinds = {term(kind) for kind in CLAIMS}
    return sorted(
        (node for node, facts in said.items() if any(value in kinds for _, value in facts)), key=str
    )


def _asserted(said: Said, claim: NamedNode, known: _Known) -> Iterator[tuple[NamedNode, Node]]:
    for predicate, value in said[claim]:
        if predicate not in EVIDENCE:
            yield predicate, known.one(value)


def _nanopublication(
    claim: NamedNode, document: str, said: Said, known: _Known, licence: NamedNode | None
) -> Iterator[Quad]:
    publication = thing("nanopub", slug(claim.value))
    head, assertion, provenance, about = (
        NamedNode(f"{publication.value}/{part}") for part in ("head", "assertion", "provenance", "pubinfo")
    )
    yield Quad(publication, term("rdf:type"), term("np:Nanopublication"), head)
    yield Quad(publication, term("np:hasAssertion"), assertion, head)
    yield Quad(publication, term("np:hasProvenance"), provenance, head)
    yield Quad(publication, term("np:hasPublicationInfo"), about, head)
    for predicate, value in _asserted(said, claim, known):
        yield Quad(claim, predicate, value, assertion)
        yield from _in(assertion, known.name(value))
    yield Quad(assertion, term("prov:wasDerivedFrom"), NamedNode(document), provenance)
    yield from _in(provenance, _evidence(claim, said, assertion))
    for predicate, value in said[NamedNode(document)]:
        if predicate in ABOUT_DOCUMENT:
            yield Quad(NamedNode(document), predicate, value, provenance)
    yield from _in(about, _publication(publication, document, said, licence))


def _in(graph: NamedNode, triples: Iterable[Triple]) -> Iterator[Quad]:
    return (Quad(one.subject, one.predicate, one.object, graph) for one in triples)


def _evidence(claim: NamedNode, said: Said, subject: NamedNode) -> Iterator[Triple]:
    """Yield where a claim was read: its places in the text with their selectors."""
    for predicate, value in said[claim]:
        if predicate in EVIDENCE:
            yield Triple(subject, predicate, value)
            yield from _whole(value, said)
            if predicate == CODER and isinstance(value, NamedNode):
                yield from (Triple(value, *about) for about in said[value])
        elif predicate == RECEIVER and isinstance(value, NamedNode) and "/span/" in value.value:
            yield from _whole(value, said)


def _whole(node: Node, said: Said) -> Iterator[Triple]:
    if not isinstance(node, NamedNode) or "/span/" not in node.value:
        return
    for predicate, value in said[node]:
        yield Triple(node, predicate, value)
        if predicate == term("oa:hasSelector"):
            yield from _whole(value, said)


def _publication(
    publication: NamedNode, document: str, said: Said, licence: NamedNode | None
) -> Iterator[Triple]:
    reading = NamedNode(f"{document}/reading")
    for predicate, value in said[reading]:
        if predicate == term("prov:wasAssociatedWith") and isinstance(value, NamedNode):
            yield Triple(publication, term("prov:wasAttributedTo"), value)
            yield Triple(publication, term("dcterms:creator"), value)
            for about in said[value]:
                yield Triple(value, *about)
    yield Triple(publication, term("dcterms:conformsTo"), NamedNode(NAMESPACE.rstrip("#")))
    if licence:
        yield Triple(publication, term("dcterms:license"), licence)


def _edges(
    claim: NamedNode, said: Said, known: _Known, verbs: dict[NamedNode, NamedNode]
) -> Iterator[Triple]:
    def values(name: str) -> list[Node]:
        return [value for predicate, value in said[claim] if predicate == term(name)]

    holders, taken, topics = (values(f"trv:{name}") for name in ("holder", "stance", "topic"))
    if ruling := known.rulings.get(claim.value):
        holders = [NamedNode(ruling.holder)] if ruling.holder else holders
        taken = [thing("stance", ruling.stance)] if ruling.stance else taken
        topics = topics if ruling.topics is None else [*map(NamedNode, ruling.topics)]
    stances = [verbs[value] for value in taken if isinstance(value, NamedNode)]
    agents = [one for value in holders if isinstance(one := known.one(value), NamedNode)]
    for edge in (Triple(*parts) for parts in product(agents, stances, topics)):
        yield edge
        yield Triple(claim, term("rdf:reifies"), edge)
