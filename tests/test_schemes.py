"""The schemes: stances and acts, topics, kinds of events."""

from __future__ import annotations

from collections import defaultdict
from typing import get_args

import pytest
from rdflib import RDF, SKOS

from ontologies import TRV, knowledge, name
from travaux.model import Document, Passage, Stance
from travaux.pipeline import Pipeline
from travaux.rdf import DIRECT


@pytest.mark.parametrize("scheme", ["stances", "eventKinds", "cyber-topics", "climate-topics"])
def test_a_scheme_has_unique_labels_and_a_definition_for_each_concept(scheme):
    concepts = set(knowledge().subjects(SKOS.inScheme, TRV[scheme]))
    assert concepts
    marked = {str(o) for o in knowledge().objects(None, TRV.ambiguousName)}
    owners = defaultdict(set)
    for concept in concepts:
        assert len(list(knowledge().objects(concept, SKOS.prefLabel))) == 1, concept
        assert len(list(knowledge().objects(concept, SKOS.definition))) == 1, concept
        for label in (SKOS.prefLabel, SKOS.altLabel):
            for text in knowledge().objects(concept, label):
                owners[str(text).casefold()].add(concept)
    assert {label for label, own in owners.items() if len(own) > 1} - marked == set()


def test_each_stance_and_act_has_an_example():
    for concept in knowledge().subjects(SKOS.inScheme, TRV.stances):
        assert knowledge().value(concept, SKOS.example), concept


def test_each_act_is_below_one_stance_and_each_stance_is_one_that_the_code_knows():
    acts = set(knowledge().subjects(RDF.type, TRV.Act))
    stances = set(knowledge().subjects(RDF.type, TRV.Stance))
    assert {name(s) for s in stances} == set(get_args(Stance)) == set(DIRECT)
    for act in acts:
        (above,) = knowledge().objects(act, SKOS.broader)
        assert above in stances


def test_schemes_hang_together():
    for one, other in knowledge().subject_objects(SKOS.related):
        assert (other, SKOS.related, one) in knowledge(), (one, other)
        assert other not in set(knowledge().transitive_objects(one, SKOS.broader)), (one, other)
    for one, other in knowledge().subject_objects(SKOS.narrower):
        assert (other, SKOS.broader, one) in knowledge(), (one, other)
    for topic in knowledge().subjects(RDF.type, TRV.Topic):
        above = knowledge().value(topic, SKOS.broader)
        scheme = knowledge().value(topic, SKOS.inScheme)
        assert bool(above) != ((topic, SKOS.topConceptOf, scheme) in knowledge()), topic
        assert ((scheme, SKOS.hasTopConcept, topic) in knowledge()) != bool(above), topic
        assert not above or (above, SKOS.inScheme, scheme) in knowledge(), topic


def test_most_examples_are_read_as_the_stance_that_they_show():
    examples = [
        (c, str(knowledge().value(c, SKOS.example))) for c in knowledge().subjects(SKOS.inScheme, TRV.stances)
    ]
    read = 0
    for (concept, text), found in zip(examples, Pipeline().findings(map(as_document, examples)), strict=True):
        assert found.document.text != text, "the made-up states of examples are put in the place of real ones"
        stance = name(knowledge().value(concept, SKOS.broader) or concept)
        read += any(position.stance == stance for position in found.positions)
    assert len(examples) == 61
    assert read >= 50  # 54 where it was measured


def as_document(example) -> Document:
    text = example[1].replace("Ruritania", "Norway").replace("Utopia", "Chile")
    return Document(name(example[0]), text, (Passage(0, len(text)),), date="2021-03-12")
