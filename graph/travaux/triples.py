"""What was read of a document as triples: the one module that knows their form. One document is one named graph.

Every node has an IRI that follows from content, so that sorted N-Quads are canonical. The terms are described
in ontology/travaux.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from travaux.model import Appointment, Document, Entity, Event, Findings, Position, Span
from travaux.rdf import Statements, address, attributed, edtf, one_name, slug, term, thing
from travaux.resources import release

CONTEXT_LENGTH = 32

Finding = TypeVar("Finding", Position, Appointment, Event)


def quads(findings: Findings) -> list[Quad]:
    """Return all that was read out of one document as the quads of its graph, sorted, each once."""
    graph = NamedNode(findings.document.iri)
    return sorted(one_name(Quad(*statement, graph) for statement in statements(findings)), key=str)


def statements(findings: Findings) -> Statements:
    """Yield the statements of one document's graph; some come more than once."""
    document = findings.document
    yield from _document(document)
    yield NamedNode(document.iri), term("dcterms:type"), thing("genre", findings.genre)
    for position in distinct(findings.positions):
        yield from _position(document, position)
    for appointment in distinct(findings.appointments):
        yield from _appointment(document, appointment)
    for event in distinct(findings.events):
        yield from _event(document, event)
    for mention in findings.mentions:
        yield from _links(document, NamedNode(document.iri), ("schema:mentions", mention.entity))


def distinct(items: Iterable[Finding]) -> list[Finding]:
    """Return what was found, each thing once, as the text says it first."""
    first: dict[str, Finding] = {}
    for item in sorted(items, key=lambda found: (found.evidence, repr(found))):
        first.setdefault(item.iri, item)
    return list(first.values())


def _document(document: Document) -> Statements:
    node = NamedNode(document.iri)
    yield node, term("rdf:type"), term("trv:Document")
    yield node, term("trv:sourceName"), Literal(document.source)
    yield node, term("trv:text"), Literal(document.text)
    yield node, term("dcterms:format"), Literal(document.format)
    yield from _literals(
        node,
        ("dcterms:title", document.title),
        ("dcterms:publisher", document.publisher),
        ("dcterms:language", document.language),
        *(("dcterms:creator", author) for author in document.authors),
    )
    if document.date:
        yield node, term("dcterms:date"), edtf(document.date)
    if document.address:
        yield node, term("dcterms:source"), _address(document.address)
    yield from _provenance(node)


def _provenance(node: NamedNode) -> Statements:
    reading = NamedNode(f"{node.value}/reading")
    program = thing("software", f"travaux-{release()}")
    yield node, term("prov:wasGeneratedBy"), reading
    yield reading, term("rdf:type"), term("prov:Activity")
    yield reading, term("prov:wasAssociatedWith"), program
    yield reading, term("prov:used"), NamedNode(f"{node.value}/source")
    yield NamedNode(f"{node.value}/source"), term("rdf:type"), term("prov:Entity")
    yield program, term("rdf:type"), term("prov:SoftwareAgent")
    yield program, term("schema:softwareVersion"), Literal(release())


def _position(document: Document, position: Position) -> Statements:
    node = NamedNode(position.iri)
    yield from _stance(document, node, position)
    yield from _parts(document, node, position)
    yield from _on_behalf(position)
    yield from _delegation(node, position)
    yield from _words(document, node, position)
    receiver = position.target_entity
    yield from _relation(
        node,
        address(document.iri, position.holder),
        thing("stance", position.stance),
        address(document.iri, receiver) if receiver else NamedNode(_span(document, position.target)),
    )
    yield from _annotation(node, position.iri, _span(document, position.evidence))


def _stance(document: Document, node: NamedNode, position: Position) -> Statements:
    yield node, term("rdf:type"), term("trv:Position")
    yield node, term("trv:document"), NamedNode(document.iri)
    yield node, term("trv:stance"), thing("stance", position.stance)
    if position.act:
        yield node, term("trv:act"), thing("act", position.act)
    yield from _literals(
        node,
        ("trv:certainty", position.certainty),
        ("trv:cue", position.cue.of(document.text)),
        ("trv:cueLemma", position.cue_lemma),
        ("trv:target", position.target.of(document.text)),
        ("trv:quotation", position.quote.of(document.text) if position.quote else None),
    )
    if position.date:
        yield node, term("dcterms:date"), edtf(position.date)
    if position.coder:
        yield from attributed(node, position.coder)


def _parts(document: Document, node: NamedNode, position: Position) -> Statements:
    yield from _links(
        document,
        node,
        ("trv:holder", position.holder),
        ("trv:speaker", position.speaker),
        ("trv:via", position.via),
        ("trv:body", position.body),
        ("trv:session", position.body if position.body and position.body.series else None),
        ("trv:targetEntity", position.target_entity),
        *(("trv:topic", topic) for topic in position.topics),
    )


def _on_behalf(position: Position) -> Statements:
    for agent in (position.speaker, position.via):
        if agent and agent.iri != position.holder.iri:
            holder = address(position.document, position.holder)
            yield address(position.document, agent), term("prov:actedOnBehalfOf"), holder


def _relation(node: NamedNode, holder: NamedNode, stance: NamedNode, receiver: NamedNode) -> Statements:
    yield node, term("rdf:type"), term("undo:Relation")
    yield node, term("undo:hasProponent"), holder
    yield node, term("undo:hasSemantics"), stance
    yield node, term("undo:hasReceiver"), receiver


def _annotation(body: NamedNode, iri: str, target: str) -> Statements:
    node = NamedNode(f"{iri}/annotation")
    yield node, term("rdf:type"), term("oa:Annotation")
    yield node, term("oa:hasBody"), body
    yield node, term("oa:hasTarget"), NamedNode(target)
    yield node, term("oa:motivatedBy"), term("oa:classifying")


def _delegation(node: NamedNode, position: Position) -> Statements:
    """Yield the delegation of a state to a body: whoever voices the state's position there is of it."""
    state, body, speaker = position.holder, position.body, position.speaker
    if not (state.type == "State" and body and speaker):
        return
    delegation = thing("delegation", f"{slug(state.iri)}/{slug(body.iri)}")
    yield node, term("trv:delegation"), delegation
    yield delegation, term("rdf:type"), term("trv:Delegation")
    yield delegation, term("skos:prefLabel"), Literal(f"{state.label} ({body.label})", language="en")
    yield delegation, term("trv:ofState"), NamedNode(state.iri)
    yield delegation, term("trv:toBody"), NamedNode(body.iri)
    yield delegation, term("trv:delegate"), address(position.document, speaker)


def _words(document: Document, node: NamedNode, position: Position) -> Statements:
    places = (
        ("trv:evidence", position.evidence),
        ("trv:quotationSpan", position.quote),
        ("trv:holderSpan", position.holder_span),
        ("trv:cueSpan", position.cue),
        ("trv:targetSpan", position.target),
        ("trv:antecedentSpan", position.antecedent),
    )
    for name, span in places:
        if span:
            yield node, term(name), NamedNode(_span(document, span))
            yield from _place(document, span)
    yield from _quoted(document, position.evidence)
    if position.quote:
        yield NamedNode(_span(document, position.quote)), term("rdf:type"), term("trv:Quotation")
        yield from _quoted(document, position.quote)


def _span(document: Document, span: Span) -> str:
    return f"{document.iri}/span/{span.start}-{span.end}"


def _place(document: Document, span: Span) -> Statements:
    node = NamedNode(_span(document, span))
    selector = NamedNode(f"{node.value}/position")
    yield node, term("rdf:type"), term("oa:SpecificResource")
    yield node, term("oa:hasSource"), NamedNode(document.iri)
    yield node, term("oa:hasSelector"), selector
    yield selector, term("rdf:type"), term("oa:TextPositionSelector")
    yield selector, term("oa:start"), _count(span.start)
    yield selector, term("oa:end"), _count(span.end)


def _quoted(document: Document, span: Span) -> Statements:
    node = NamedNode(_span(document, span))
    selector = NamedNode(f"{node.value}/quote")
    before = document.text[max(0, span.start - CONTEXT_LENGTH) : span.start]
    after = document.text[span.end : span.end + CONTEXT_LENGTH]
    yield node, term("oa:hasSelector"), selector
    yield selector, term("rdf:type"), term("oa:TextQuoteSelector")
    yield selector, term("oa:exact"), Literal(span.of(document.text))
    yield selector, term("oa:prefix"), Literal(before)
    yield selector, term("oa:suffix"), Literal(after)


def _appointment(document: Document, appointment: Appointment) -> Statements:
    node = NamedNode(appointment.iri)
    role = thing("role", _role_key(appointment.role))
    yield node, term("rdf:type"), term("trv:Appointment")
    yield node, term("rdf:type"), term("org:Membership")
    yield node, term("trv:document"), NamedNode(document.iri)
    yield node, term("trv:roleName"), Literal(appointment.role)
    yield node, term("org:role"), role
    yield role, term("rdf:type"), term("org:Role")
    yield role, term("skos:prefLabel"), Literal(_role_key(appointment.role).replace("-", " "), language="en")
    yield from _links(
        document,
        node,
        ("org:member", appointment.person),
        ("org:organization", appointment.state or appointment.organisation or appointment.body),
        ("trv:state", appointment.state),
        ("trv:organisation", appointment.organisation),
        ("trv:body", appointment.body),
    )
    yield node, term("trv:evidence"), NamedNode(_span(document, appointment.evidence))
    yield from _place(document, appointment.evidence)
    yield from _quoted(document, appointment.evidence)


def _role_key(role: str) -> str:
    return re.sub(r"[\W_]+", "-", role.casefold()).strip("-") or "unnamed"


def _event(document: Document, event: Event) -> Statements:
    node = NamedNode(event.iri)
    yield node, term("rdf:type"), term("trv:Event")
    yield node, term("trv:document"), NamedNode(document.iri)
    yield node, term("trv:kind"), thing("event-kind", event.kind)
    yield node, term("trv:cue"), Literal(event.cue.of(document.text))
    if event.date:
        yield node, term("dcterms:date"), edtf(event.date)
    yield from _links(document, node, ("trv:about", event.about))
    for name, span in (("trv:evidence", event.evidence), ("trv:cueSpan", event.cue)):
        yield node, term(name), NamedNode(_span(document, span))
        yield from _place(document, span)
    yield from _quoted(document, event.evidence)


def _entity(node: NamedNode, entity: Entity) -> Statements:
    yield node, term("rdf:type"), term(f"trv:{entity.type}")
    yield node, term("skos:prefLabel"), Literal(entity.label, language="en")
    if entity.iso3:
        yield node, term("trv:iso3"), Literal(entity.iso3)
    if entity.series:
        yield node, term("trv:incarnationOf"), NamedNode(entity.series)


def _links(document: Document, node: NamedNode, *links: tuple[str, Entity | None]) -> Statements:
    for name, entity in links:
        if entity:
            known = address(document.iri, entity)
            yield node, term(name), known
            yield from _entity(known, entity)


def _literals(node: NamedNode, *values: tuple[str, str | None]) -> Statements:
    for name, value in values:
        if value is not None:
            yield node, term(name), Literal(value)


def _address(address: str) -> NamedNode | Literal:
    if re.match(r"https?://", address, re.IGNORECASE):
        try:
            return NamedNode(address)
        except ValueError:
            return Literal(address)
    return Literal(address)


def _count(number: int) -> Literal:
    return Literal(number)
