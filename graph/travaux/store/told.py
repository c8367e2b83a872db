"""What questions ask of the positions, appointments and events of one document, as its graph alone tells it."""

from __future__ import annotations

import json
from typing import NamedTuple

from travaux.store.facts import Facts


class Told(NamedTuple):
    """A position as it was read: what it does not have is empty. Things are addresses, as is `position` itself."""

    position: str
    stance: str
    act: str
    holder: str
    topics: list[str]
    date: str
    sentence: str
    target: str
    entities: list[str]
    speaker: str
    via: str
    body: str


class Office(NamedTuple):
    """An appointment or an event; what it does not have is empty."""

    node: str
    person: str
    side: str
    body: str
    date: str
    sentence: str
    source: str


class Source(NamedTuple):
    """A document with its positions and offices; `spoken` are the holders of positions that a turn of talk gives."""

    iri: str
    name: str
    date: str
    genres: list[str]
    spoken: list[str]
    positions: list[Told]
    offices: list[Office]


def told(iri: str, facts: Facts) -> Source:
    """Return what the graph of a document tells."""
    name, date = facts.first(iri, "trv:sourceName"), facts.first(iri, "dcterms:date")
    positions = sorted(facts.nodes("trv:holder") & facts.nodes("trv:stance"))
    offices = sorted(facts.nodes("trv:document") - facts.nodes("trv:stance"))
    return Source(
        iri=iri,
        name=name,
        date=date,
        genres=facts.of(iri, "dcterms:type"),
        spoken=sorted(
            {*filter(None, (facts.first(node, "trv:holder") for node in facts.nodes("trv:antecedentSpan")))}
        ),
        positions=[_position(node, date, facts) for node in positions],
        offices=[_office(node, date, name, facts) for node in offices],
    )


def pack(source: Source) -> str:
    """Return a document as text, to be kept."""
    return json.dumps(source, ensure_ascii=False, separators=(",", ":"))


def unpack(packed: str) -> Source:
    """Return the document that a text stands for."""
    source = Source(*json.loads(packed))
    return source._replace(
        positions=[Told(*one) for one in source.positions], offices=[Office(*one) for one in source.offices]
    )


def _position(node: str, date: str, facts: Facts) -> Told:
    return Told(
        position=node,
        stance=facts.first(node, "trv:stance"),
        act=facts.first(node, "trv:act"),
        holder=facts.first(node, "trv:holder"),
        topics=facts.of(node, "trv:topic"),
        date=facts.first(node, "dcterms:date") or date,
        sentence=_sentence(node, facts),
        target=facts.first(node, "trv:target"),
        entities=facts.of(node, "trv:targetEntity"),
        speaker=facts.first(node, "trv:speaker"),
        via=facts.first(node, "trv:via"),
        body=facts.first(node, "trv:body"),
    )


def _office(node: str, date: str, source: str, facts: Facts) -> Office:
    return Office(
        node=node,
        person=facts.first(node, "org:member"),
        side=facts.first(node, "trv:state") or facts.first(node, "trv:organisation"),
        body=facts.first(node, "trv:body"),
        date=facts.first(node, "dcterms:date") or date,
        sentence=_sentence(node, facts),
        source=source,
    )


def _sentence(node: str, facts: Facts) -> str:
    return min((text for _, words in facts.words(node) for text in words), default="")
