"""The vocabulary and the knowledge as rdflib graphs, and their closure under OWL 2 RL, for the tests of both."""

from __future__ import annotations

import re
from functools import cache

import owlrl
import pyoxigraph as ox
import rdflib
from rdflib import OWL, RDF, RDFS, URIRef

from travaux.model import NAMESPACE
from travaux.rdf import PREFIXES
from travaux.resources import folder

ONTOLOGY = folder("ontology")
TRV = rdflib.Namespace(NAMESPACE)
DCT = rdflib.Namespace(PREFIXES["dcterms"])
HEADER = URIRef(NAMESPACE.rstrip("#"))
BUILT_IN = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
EVERY = sorted(ONTOLOGY.rglob("*.ttl"))
KNOWLEDGE = [file for file in EVERY if file.name not in ("travaux.ttl", "shapes.ttl")]


@cache
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "travaux.ttl")


@cache
def knowledge() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in KNOWLEDGE:
        graph.parse(file)
    return graph


def declared(*kinds: URIRef) -> set[URIRef]:
    """Return our own terms of some kinds."""
    found = {s for kind in kinds for s in vocabulary().subjects(RDF.type, kind)}
    return {s for s in found if isinstance(s, URIRef) and s.startswith(NAMESPACE)}


def reused() -> set[str]:
    """Return the terms of others that travaux.ttl lists."""
    found = set(vocabulary().subjects(RDFS.isDefinedBy)) - declared(*KINDS)
    return {str(s) for s in found if not s.startswith(NAMESPACE)}


def name(term: object) -> str:
    return re.split(r"[#/]", str(term))[-1]


def described() -> set[str]:
    individuals = {str(s) for s in knowledge().subjects() if str(s).startswith(NAMESPACE)}
    own = declared(*KINDS) | set(vocabulary().subjects(RDF.type, OWL.NamedIndividual))
    return {str(t) for t in own} | individuals | reused()


# What the classes and properties that we build upon exclude, as their own vocabularies say.
FOREIGN = """
prov:Activity owl:disjointWith prov:Entity .
foaf:Person owl:disjointWith foaf:Organization , foaf:Project .
foaf:Document owl:disjointWith foaf:Organization , foaf:Project .
org:Organization rdfs:subClassOf foaf:Agent , prov:Agent ; owl:equivalentClass foaf:Organization .
org:OrganizationalUnit rdfs:subClassOf org:Organization .
org:hasMember owl:inverseOf org:memberOf .
prov:Person rdfs:subClassOf prov:Agent . prov:SoftwareAgent rdfs:subClassOf prov:Agent .
foaf:Person rdfs:subClassOf foaf:Agent .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
prov:wasAttributedTo rdfs:domain prov:Entity ; rdfs:range prov:Agent .
org:organization rdfs:domain org:Membership . org:member rdfs:domain org:Membership .
undo:hasProponent rdfs:domain undo:Relation . undo:hasReceiver rdfs:domain undo:Relation .
undo:Relation rdfs:subClassOf skos:Concept .
"""


def errors(graph: rdflib.Graph) -> list[str]:
    """Expand a graph by the rules of OWL 2 RL, and return what owlrl found to be inconsistent."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return sorted(str(o) for p, o in graph.predicate_objects() if str(p).endswith("agent-ont#error"))


def with_rules(*parts: rdflib.Graph) -> rdflib.Graph:
    graph = rdflib.Graph()
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    graph.parse(data=prefixes + FOREIGN, format="turtle")
    for part in (vocabulary(), *parts):
        graph += part
    return graph


def schemes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in ("stances.ttl", "events.ttl", "cyber/topics.ttl", "cyber/scheme.ttl"):
        graph.parse(ONTOLOGY / file)
    return graph


def document(facts) -> rdflib.Graph:
    triples = [quad.triple for quad in facts]
    return rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
