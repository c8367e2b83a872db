"""The terms of the vocabulary: annotated in full, and free of the usual pitfalls."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, XSD, URIRef

from ontologies import DCT, HEADER, KINDS, ONTOLOGY, TRV, declared, knowledge, name, reused, vocabulary
from travaux.model import NAMESPACE
from travaux.rdf import PREFIXES

UNDO = Path(__file__).parents[2] / "shared" / "reference" / "undo.ttl"


@pytest.mark.parametrize(
    "wanted",
    [DCT.title, DCT.description, DCT.license, DCT.creator, OWL.versionInfo, OWL.versionIRI,
     URIRef("http://purl.org/vocab/vann/preferredNamespacePrefix")],
    ids=name,
)  # fmt: skip
def test_the_header_says_what_others_need_to_cite_it(wanted):
    assert len(list(vocabulary().objects(HEADER, wanted))) == 1


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_every_term_has_one_label_and_one_comment_in_english(kind):
    for term in declared(kind):
        for annotation in (RDFS.label, RDFS.comment):
            (text,) = vocabulary().objects(term, annotation)
            assert text.language == "en", term
        assert vocabulary().value(term, RDFS.comment).endswith("."), term


@pytest.mark.parametrize("kind", [OWL.Class, RDF.Property], ids=name)
def test_labels_are_unique_among_classes_and_among_properties(kind):
    terms = declared(kind) if kind == OWL.Class else declared(OWL.ObjectProperty, OWL.DatatypeProperty)
    counts = Counter(str(vocabulary().value(term, RDFS.label)) for term in terms)
    assert [label for label, number in counts.items() if number > 1] == []


def test_every_class_says_whose_idea_it_is():
    for term in declared(OWL.Class):
        above = set(vocabulary().transitive_objects(term, RDFS.subClassOf)) - {term}
        sources = set(vocabulary().objects(term, DCT.source)) | set(vocabulary().objects(term, RDFS.seeAlso))
        assert sources or any(not str(one).startswith(NAMESPACE) for one in above), term


def test_names_are_written_as_is_usual():
    assert [t for t in declared(OWL.Class) if not re.fullmatch(r"[A-Z][A-Za-z]+", name(t))] == []
    properties = declared(OWL.ObjectProperty, OWL.DatatypeProperty)
    assert [t for t in properties if not re.fullmatch(r"[a-z][A-Za-z0-9]+", name(t))] == []


# Pitfalls


def test_no_term_is_undefined():
    known = declared(*KINDS) | {HEADER}
    mentioned = {t for triple in vocabulary() for t in triple if isinstance(t, URIRef)}
    schemes = set(knowledge().subjects(RDF.type, SKOS.ConceptScheme))
    individuals = set(vocabulary().subjects(RDF.type, OWL.NamedIndividual))
    strange = {t for t in mentioned if t.startswith(NAMESPACE)} - known - schemes - individuals
    assert strange - {URIRef("https://w3id.org/travaux/ns/shapes")} == set()
    things = {t for t in mentioned if t.startswith("https://w3id.org/travaux/id/")}
    assert things - set(knowledge().subjects()) == set()


def test_no_term_is_of_two_kinds():
    for one, other in combinations(KINDS, 2):
        assert declared(one) & declared(other) == set()


def test_domains_and_ranges_are_single_classes_of_the_right_kind():
    classes, foreign = declared(OWL.Class), reused()
    for kind, wanted in ((OWL.ObjectProperty, classes), (OWL.DatatypeProperty, set())):
        for term in declared(kind):
            domains, ranges = ([*vocabulary().objects(term, p)] for p in (RDFS.domain, RDFS.range))
            assert len(domains) <= 1, term
            assert len(ranges) <= 1, term
            assert all(d in classes or str(d) in foreign for d in domains), term
            good = (
                wanted if kind == OWL.ObjectProperty else {XSD.string, XSD.boolean, XSD.integer, XSD.decimal}
            )
            assert all(r in good or str(r) in foreign for r in ranges), term


def test_no_class_or_property_is_below_itself():
    for term in declared(*KINDS):
        for above in (RDFS.subClassOf, RDFS.subPropertyOf):
            assert term not in {
                s
                for parent in vocabulary().objects(term, above)
                for s in vocabulary().transitive_objects(parent, above)
            }


def test_a_property_between_things_declares_its_inverse():
    things = {"Position", "Document", "Topic", "Instrument", "Appointment", "Event", "Delegation", "Body"}
    things |= {name(c) for c in vocabulary().transitive_subjects(RDFS.subClassOf, TRV.Actor)}
    inverse = {frozenset(pair) for pair in vocabulary().subject_objects(OWL.inverseOf)}
    paired = {term for pair in inverse for term in pair}
    needing = {p for p in declared(OWL.ObjectProperty) if name(vocabulary().value(p, RDFS.range)) in things}
    assert needing - paired == set()


def test_an_inverse_turns_domain_and_range_around():
    for one, other in vocabulary().subject_objects(OWL.inverseOf):
        for here, there in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
            mine, theirs = vocabulary().value(one, here), vocabulary().value(other, there)
            assert mine == theirs or None in (mine, theirs), (one, other)


def disjoint() -> set[frozenset[URIRef]]:
    pairs = {frozenset(pair) for pair in vocabulary().subject_objects(OWL.disjointWith)}
    for group in vocabulary().subjects(RDF.type, OWL.AllDisjointClasses):
        members = rdflib.collection.Collection(vocabulary(), vocabulary().value(group, OWL.members))
        pairs |= {frozenset(pair) for pair in combinations(members, 2)}
    return pairs


def test_classes_that_exclude_each_other_say_so():
    own = declared(OWL.Class)
    above = {c: set(vocabulary().objects(c, RDFS.subClassOf)) & own for c in own}
    defined = {c for c in own if vocabulary().value(c, OWL.equivalentClass)}
    roots = {c for c in own if not above[c]} - defined
    assert {frozenset(pair) for pair in combinations(roots, 2)} - disjoint() == {
        frozenset((TRV.Document, TRV.Instrument))
    }
    overlapping = {TRV.Group, TRV.Body, TRV.Organisation, TRV.Delegation}
    actors = {c for c in own if TRV.Actor in above[c]}
    assert {
        pair
        for pair in map(frozenset, combinations(actors, 2))
        if pair not in disjoint() and not pair <= overlapping
    } == set()


@pytest.mark.skipif(not UNDO.exists(), reason="needs ../shared/reference/undo.ttl")
def test_the_terms_of_undo_that_are_used_exist_there():
    there = {str(s) for s in rdflib.Graph().parse(UNDO).subjects(RDF.type)}
    undo = PREFIXES["undo"]
    graphs = (vocabulary(), knowledge(), rdflib.Graph().parse(ONTOLOGY / "shapes.ttl"))
    used = {str(t) for graph in graphs for triple in graph for t in triple if str(t).startswith(undo)}
    assert len(used) > 10
    assert used - there == set()
