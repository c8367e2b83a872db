"""Code, shapes, questions and knowledge name only what the vocabulary describes."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import RDF, URIRef

import travaux
from ontologies import BUILT_IN, EVERY, KNOWLEDGE, ONTOLOGY, described, knowledge, vocabulary
from travaux.model import NAMESPACE
from travaux.rdf import PREFIXES
from travaux.store import Store
from travaux.validate.shapes import breaches

CODE = Path(travaux.__file__).parent


@cache
def in_code() -> dict[str, set[str]]:
    """Return the prefixed names in Python and SPARQL, with the files that use them."""
    found = defaultdict(set)
    for file in (*CODE.rglob("*.py"), *ONTOLOGY.rglob("*.rq")):
        for prefix, local in re.findall(
            r"(?<![\w/:.])([a-z]\w*):([A-Za-z]\w*)", file.read_text(encoding="utf-8")
        ):
            if prefix in PREFIXES:
                found[PREFIXES[prefix] + local].add(file.name)
    return found


def test_every_term_that_code_and_questions_use_is_described():
    known = described()
    unknown = {t: f for t, f in in_code().items() if t not in known and not t.startswith(BUILT_IN)}
    assert unknown == {}, "describe it in travaux.ttl; one of others goes to its list of terms of others"


def test_every_term_that_the_knowledge_uses_is_described():
    known, used = described(), set()
    for graph in (vocabulary(), knowledge()):
        used |= {str(p) for p in graph.predicates()} | {str(o) for o in graph.objects(None, RDF.type)}
    assert {t for t in used if t not in known and not t.startswith(BUILT_IN)} == set()


def test_every_term_that_the_shapes_use_is_described():
    graph = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    used = {
        str(o)
        for p in (sh.path, sh["class"], sh.targetClass, sh.equals, sh.lessThan)
        for o in graph.objects(None, p)
    }
    for items in graph.objects(None, sh.path):
        used |= {str(o) for o in rdflib.collection.Collection(graph, items)}
    iris = {t for t in used if "://" in t}
    assert {t for t in iris if t not in described() and not t.startswith(BUILT_IN)} == set()


def test_every_question_parses_and_names_only_what_there_is():
    store, things = Store(), set(knowledge().subjects())
    store.load_ontology(EVERY)
    for file in sorted((ONTOLOGY / "queries").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        store.query(text)
        prefixes = dict(re.findall(r"^\s*PREFIX\s+(\w+):\s*<([^>]*)>", text, re.MULTILINE))
        assert {p: iri for p, iri in prefixes.items() if PREFIXES.get(p, iri) != iri} == {}, file
        for iri in re.findall(r"<(https://w3id\.org/travaux/id/[\w/-]*[\w-])>", text):
            assert "/graph/" in iri or URIRef(iri) in things, (file, iri)


def test_what_is_known_of_the_world_passes_the_shapes():
    for file in KNOWLEDGE:
        facts = [quad.triple for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)]
        assert breaches(facts) == [], file


def test_all_that_the_builder_writes_is_described(seeds):
    known, graph = described(), set(knowledge().subjects())
    for quad in seeds.quads():
        assert quad.predicate.value in known or quad.predicate.value.startswith(BUILT_IN)
        if quad.predicate.value == str(RDF.type):
            assert quad.object.value in known
        if quad.predicate.value in (NAMESPACE + "act", NAMESPACE + "stance", NAMESPACE + "kind"):
            assert URIRef(quad.object.value) in graph
