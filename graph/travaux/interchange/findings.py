"""What a store holds, as findings: positions with the places of their words, read back from the graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from travaux.interchange.texts import paragraphs
from travaux.model import NAMESPACE, THINGS, Certainty, Document, Entity, Findings, Position, Span, Stance
from travaux.rdf import slug, term
from travaux.store import Store


def findings_in(store: Store) -> list[Findings]:
    """Return the documents of a store with their positions, by source and address.

    Persons have the addresses that all documents share. Where a document has several authors, their order is that of
    the alphabet, as a graph keeps none, so that the document's own address may be another; positions keep theirs.
    """
    found = [_Graph(iri, store.quads(NamedNode(iri))).findings() for iri in store.documents()]
    return sorted(found, key=lambda one: (one.document.source, one.document.id))


class _Graph:
    """The facts of one document's graph, by subject and predicate."""

    def __init__(self, iri: str, quads: Iterable[Quad]) -> None:
        self._iri = iri
        self._values: dict[tuple[str, NamedNode], list[str]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._values[quad.subject.value, quad.predicate].append(quad.object.value)

    def findings(self) -> Findings:
        document = self._document()
        kind = term("rdf:type")
        positions = sorted(
            subject
            for (subject, predicate), values in self._values.items()
            if predicate == kind and term("trv:Position").value in values
        )
        found = sorted(map(self._position, positions), key=lambda one: (one.evidence, one.id))
        genre = slug(self._one(self._iri, "dcterms:type") or "report")
        return Findings(document, tuple(found), genre=genre)

    def _all(self, subject: str, name: str) -> list[str]:
        return sorted(self._values.get((subject, term(name)), ()))

    def _one(self, subject: str, name: str) -> str | None:
        return next(iter(self._all(subject, name)), None)

    def _document(self) -> Document:
        text = self._one(self._iri, "trv:text") or ""
        return Document(
            source=self._one(self._iri, "trv:sourceName") or self._iri,
            text=text,
            passages=paragraphs(text),
            title=self._one(self._iri, "dcterms:title"),
            date=self._one(self._iri, "dcterms:date"),
            authors=tuple(self._all(self._iri, "dcterms:creator")),
            publisher=self._one(self._iri, "dcterms:publisher"),
            address=self._one(self._iri, "dcterms:source"),
            language=self._one(self._iri, "dcterms:language"),
            format=self._one(self._iri, "dcterms:format") or "text",
        )

    def _position(self, iri: str) -> Position:
        act = self._one(iri, "trv:act")
        return Position(
            document=self._iri,
            holder=self._entities(iri, "trv:holder")[0],
            holder_span=self._place(iri, "trv:holderSpan"),
            stance=cast(Stance, slug(self._one(iri, "trv:stance") or "state")),
            cue=self._place(iri, "trv:cueSpan"),
            cue_lemma=self._one(iri, "trv:cueLemma") or "",
            target=self._place(iri, "trv:targetSpan"),
            evidence=self._place(iri, "trv:evidence"),
            topics=tuple(self._entities(iri, "trv:topic")),
            act=slug(act) if act else None,
            target_entity=self._entity(iri, "trv:targetEntity"),
            speaker=self._entity(iri, "trv:speaker"),
            via=self._entity(iri, "trv:via"),
            body=self._entity(iri, "trv:body"),
            date=self._one(iri, "dcterms:date"),
            quote=next(self._places(iri, "trv:quotationSpan"), None),
            certainty=cast(Certainty, self._one(iri, "trv:certainty") or "explicit"),
            antecedent=next(self._places(iri, "trv:antecedentSpan"), None),
            coder=self._one(self._one(iri, "prov:wasAttributedTo") or "", "foaf:name"),
        )

    def _entity(self, subject: str, name: str) -> Entity | None:
        return next(iter(self._entities(subject, name)), None)

    def _entities(self, subject: str, name: str) -> list[Entity]:
        return [self._described(iri) for iri in self._all(subject, name)]

    def _described(self, iri: str) -> Entity:
        kinds = [slug(kind) for kind in self._all(iri, "rdf:type") if kind.startswith(NAMESPACE)]
        kind = kinds[0] if kinds else "Organisation"
        shared = f"{THINGS}person/{slug(iri)}" if kind == "Person" else iri
        label = self._one(iri, "skos:prefLabel") or slug(iri)
        return Entity(shared, label, kind, self._one(iri, "trv:iso3"), self._one(iri, "trv:incarnationOf"))

    def _place(self, subject: str, name: str) -> Span:
        return next(self._places(subject, name), Span(0, 0))

    def _places(self, subject: str, name: str) -> Iterator[Span]:
        for place in self._all(subject, name):
            for selector in self._all(place, "oa:hasSelector"):
                start, end = self._one(selector, "oa:start"), self._one(selector, "oa:end")
                if start and end:
                    yield Span(int(start), int(end))
