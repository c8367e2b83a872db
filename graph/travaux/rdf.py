"""Names and values of the graph: prefixes, addresses, dates, and quads in their canonical form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date as calendar
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from travaux.letters import fold
from travaux.model import NAMESPACE, THINGS, Entity, digest

PREFIXES = {
    "trv": NAMESPACE,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "np": "http://www.nanopub.org/nschema#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": "https://w3id.org/sssom/",
    "undo": "https://w3id.org/un/ontology/undo/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ONTOLOGY_GRAPH = NamedNode(f"{THINGS}graph/ontology")
DIRECT_GRAPH = NamedNode(f"{THINGS}graph/direct")
FLAT_GRAPH = NamedNode(f"{THINGS}graph/flat")
LINKS_GRAPH = NamedNode(f"{THINGS}graph/links")
JUDGEMENTS_GRAPH = NamedNode(f"{THINGS}graph/judgements")
DIRECT = {
    "support": "trv:supports",
    "oppose": "trv:opposes",
    "propose": "trv:proposes",
    "reserve": "trv:reserves",
    "state": "trv:states",
}

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]
Statements = Iterator[Statement]


@cache
def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name such as "trv:holder"."""
    prefix, local = name.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


def thing(kind: str, key: str) -> NamedNode:
    """Return the IRI of something with an address of ours, such as the stance "oppose"."""
    return NamedNode(f"{THINGS}{kind}/{key}")


def slug(iri: str) -> str:
    """Return the last part of an address: "oppose" of …/id/stance/oppose."""
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]


def address(document: str, entity: Entity) -> NamedNode:
    """Return the address of an entity in a document's graph: persons have one for each document.

    Whether two documents that write one name mean one person is a judgement, which travaux.link makes.
    """
    own = entity.type == "Person"
    return NamedNode(f"{document}/person/{slug(entity.iri)}" if own else entity.iri)


def attributed(node: NamedNode, by: str) -> Statements:
    """Yield that a person judged or coded something; who has one name has one address."""
    name = "-".join(fold(by).split())
    agent = thing("judge", digest(by) if not name.isascii() or not name.isalnum() else name)
    yield node, term("prov:wasAttributedTo"), agent
    yield agent, term("rdf:type"), term("prov:Person")
    yield agent, term("foaf:name"), Literal(by)


def edtf(date: str) -> Literal:
    """Return a date with the datatype of its precision; a day that no calendar has is cut to its month."""
    if not date[:4].isdigit():
        return Literal(date, datatype=term("edtf:EDTF"))
    with suppress(ValueError):
        return Literal(calendar.fromisoformat(date).isoformat(), datatype=term("xsd:date"))
    kind = "xsd:gYearMonth" if "01" <= date[5:7] <= "12" else "xsd:gYear"
    return Literal(date[:7] if kind == "xsd:gYearMonth" else date[:4], datatype=term(kind))


def one_name(facts: Iterable[Quad]) -> set[Quad]:
    """Return facts with one name a thing and language: the longest, where a text writes it in several ways."""
    found, names = set(facts), defaultdict(list)
    for quad in found:
        if quad.predicate == term("skos:prefLabel") and isinstance(quad.object, Literal):
            names[quad.subject, quad.object.language].append(quad)
    spare = (sorted(same, key=lambda one: (len(str(one.object)), str(one)))[:-1] for same in names.values())
    return found.difference(*spare)


def canonical(found: Iterable[Quad]) -> bytes:
    """Return quads as canonical N-Quads, sorted, each once: there are no blank nodes to rename."""
    written = serialize(found, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(written.splitlines(keepends=True))))
