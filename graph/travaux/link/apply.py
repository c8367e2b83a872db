"""Links as a graph of their own: each judgement with who judged, and what each thing is one with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version

from pyoxigraph import Literal, NamedNode, Triple

from travaux.link.judge import Judgement
from travaux.link.names import fold
from travaux.model import digest
from travaux.rdf import term, thing

_PROPERTY = {"same": "owl:sameAs", "different": "owl:differentFrom", "unsure": "skos:closeMatch"}


def triples(
    judgements: Iterable[Judgement],
    identities: Mapping[str, str],
    people: Mapping[str, tuple[str, frozenset[str]]],
) -> Iterator[Triple]:
    """Yield the graph of the links: judgements, the identity of what has another's, and the people with their names.

    `people` gives each person that documents are linked to, by address, a label and all forms of the name.
    """
    for judgement in judgements:
        yield from _judgement(judgement)
    for one, identity in identities.items():
        if one != identity:
            yield Triple(NamedNode(one), term("trv:identity"), NamedNode(identity))
    for iri, (label, forms) in people.items():
        node = NamedNode(iri)
        yield Triple(node, term("rdf:type"), term("trv:Person"))
        yield Triple(node, term("skos:prefLabel"), Literal(label, language="en"))
        for form in sorted(forms - {label}):
            yield Triple(node, term("skos:altLabel"), Literal(form))


def _judgement(judgement: Judgement) -> Iterator[Triple]:
    node = thing("judgement", digest(judgement.one, judgement.other))
    how = "ManualMappingCuration" if judgement.human else "LexicalMatching"
    yield Triple(node, term("rdf:type"), term("sssom:Mapping"))
    yield Triple(node, term("owl:annotatedSource"), NamedNode(judgement.one))
    yield Triple(node, term("owl:annotatedProperty"), term(_PROPERTY[judgement.verdict]))
    yield Triple(node, term("owl:annotatedTarget"), NamedNode(judgement.other))
    yield Triple(node, term("sssom:mapping_justification"), term(f"semapv:{how}"))
    yield Triple(node, term("sssom:confidence"), _decimal(judgement.score))
    yield Triple(node, term("trv:rule"), Literal(judgement.rule))
    yield from _judge(node, judgement)


def _decimal(score: float) -> Literal:
    """Return a number in its shortest form, into which some servers bring it anyway."""
    return Literal(f"{score:.2f}".rstrip("0").rstrip("."), datatype=term("xsd:decimal"))


def _judge(node: NamedNode, judgement: Judgement) -> Iterator[Triple]:
    if judgement.by is None:
        yield Triple(node, term("prov:wasAttributedTo"), _program())
        return
    yield from attributed(node, judgement.by)


def attributed(node: NamedNode, person: str) -> Iterator[Triple]:
    """Yield that something is the work of a person, and how that one is called."""
    name = "-".join(fold(person).split())
    agent = thing("judge", digest(person) if not name.isascii() or not name.isalnum() else name)
    yield Triple(node, term("prov:wasAttributedTo"), agent)
    yield Triple(agent, term("rdf:type"), term("prov:Person"))
    yield Triple(agent, term("foaf:name"), Literal(person))


@cache
def _program() -> NamedNode:
    return thing("software", f"travaux-{version('travaux')}")
