"""A description of the dataset itself, in VoID and DCAT: what it holds, whence, in which terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from travaux.model import digest
from travaux.rdf import PREFIXES, term, thing
from travaux.resources import release
from travaux.store import Store

MEDIA = {
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
}
DATES = """
SELECT (MIN(STR(?date)) AS ?first) (MAX(STR(?date)) AS ?last) { ?document a trv:Document ; dcterms:date ?date }"""
Statements = Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]


def describe(store: Store, quads: Iterable[Quad], licence: NamedNode | None = None) -> list[Triple]:
    """Return the description of the dataset that `quads` of a store are, sorted.

    Its address follows from the documents and the release of the program, never from the time. The licence is stated
    only where one is given: whose the quoted words are is not for the program to say.
    """
    count = _Count(quads)
    documents = store.documents()
    node = thing("dataset", digest(release(), count.total, *documents))
    found = [
        *_about(node, store, documents),
        *_numbers(node, count, documents),
        *_partitions(node, count),
        *_distributions(node),
        *([(node, term("dcterms:license"), licence)] if licence else []),
    ]
    return sorted({Triple(*one) for one in found}, key=str)


class _Count:
    def __init__(self, quads: Iterable[Quad]) -> None:
        triples = {quad.triple for quad in quads}
        self.total = len(triples)
        self.subjects = len({triple.subject for triple in triples})
        self.objects = len({triple.object for triple in triples})
        self.properties = Counter(triple.predicate.value for triple in triples)
        kind = term("rdf:type")
        self.classes = Counter(
            triple.object.value
            for triple in triples
            if triple.predicate == kind and isinstance(triple.object, NamedNode)
        )


def _about(node: NamedNode, store: Store, documents: list[str]) -> Statements:
    yield node, term("rdf:type"), term("void:Dataset")
    yield node, term("rdf:type"), term("dcat:Dataset")
    yield node, term("rdf:type"), term("prov:Entity")
    yield node, term("dcterms:title"), Literal("A graph of positions", language="en")
    yield (
        node,
        term("dcterms:description"),
        Literal(
            f"Who took which position, with the words that prove it, read out of {len(documents)} documents.",
            language="en",
        ),
    )
    program = thing("software", f"travaux-{release()}")
    yield node, term("prov:wasAttributedTo"), program
    yield program, term("rdf:type"), term("prov:SoftwareAgent")
    yield program, term("schema:softwareVersion"), Literal(release())
    for document in documents:
        yield node, term("prov:wasDerivedFrom"), NamedNode(document)
    (dates,) = store.select(DATES)
    for name, value in (("dcat:startDate", dates["first"]), ("dcat:endDate", dates["last"])):
        if value is not None:
            period = NamedNode(f"{node.value}/period")
            yield node, term("dcterms:temporal"), period
            yield period, term("rdf:type"), term("dcterms:PeriodOfTime")
            yield period, term(name), Literal(value.value)


def _numbers(node: NamedNode, count: _Count, documents: list[str]) -> Statements:
    numbers = {
        "triples": count.total,
        "distinctSubjects": count.subjects,
        "distinctObjects": count.objects,
        "properties": len(count.properties),
        "classes": len(count.classes),
        "documents": len(documents),
    }
    for name, number in numbers.items():
        yield node, term(f"void:{name}"), Literal(number)
    yield node, term("void:uriSpace"), Literal(thing("", "").value.rstrip("/") + "/")
    used = [*count.properties, *count.classes]
    for start in PREFIXES.values():
        if any(iri.startswith(start) for iri in used):
            yield node, term("void:vocabulary"), NamedNode(start)


def _partitions(node: NamedNode, count: _Count) -> Statements:
    for part, total, counted in (
        ("class", "entities", count.classes),
        ("property", "triples", count.properties),
    ):
        for iri, number in sorted(counted.items()):
            share = NamedNode(f"{node.value}/{part}/{digest(iri)}")
            yield node, term(f"void:{part}Partition"), share
            yield share, term(f"void:{part}"), NamedNode(iri)
            yield share, term(f"void:{total}"), Literal(number)


def _distributions(node: NamedNode) -> Statements:
    for form, media in MEDIA.items():
        copy = NamedNode(f"{node.value}/{form}")
        yield node, term("dcat:distribution"), copy
        yield copy, term("rdf:type"), term("dcat:Distribution")
        yield copy, term("dcterms:title"), Literal(f"travaux export --format {form}")
        yield (
            copy,
            term("dcat:mediaType"),
            NamedNode(f"https://www.iana.org/assignments/media-types/{media}"),
        )
