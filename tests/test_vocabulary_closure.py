"""The vocabulary under the rules of OWL 2 RL: consistent with documents, and with all that is known of the world."""

from __future__ import annotations

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SKOS, URIRef

from conftest import make_findings
from ontologies import TRV, document, errors, knowledge, name, schemes, with_rules
from travaux.rdf import PREFIXES
from travaux.triples import quads


def test_a_document_and_the_vocabulary_are_consistent_and_say_what_they_should():
    findings = make_findings()
    graph = with_rules(schemes(), document(quads(findings)))
    assert errors(graph) == []
    against, put_forward, welcomed = (URIRef(position.iri) for position in findings.positions)
    schema = rdflib.Namespace(PREFIXES["schema"])
    assert (against, RDF.type, schema.DisagreeAction) in graph
    assert (welcomed, RDF.type, schema.AgreeAction) in graph
    assert (put_forward, RDF.type, TRV.SupportingPosition) not in graph
    assert (URIRef(findings.positions[0].holder.iri), TRV.holds, against) in graph
    assert (URIRef(findings.positions[0].body.iri), RDF.type, TRV.Session) in graph


@pytest.mark.slow
def test_all_that_is_known_of_the_world_is_consistent():
    graph = with_rules(knowledge())
    assert errors(graph) == []
    assert len(set(graph.subjects(RDF.type, TRV.Session))) >= 50


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("id:p a trv:Position ; trv:stance stance:support , stance:oppose .", "Disjoint classes"),
        ("id:x a trv:State , trv:Person .", "Disjoint classes"),
        ("id:p a trv:Position ; trv:holder id:q . id:q a trv:Position .", "Disjoint classes"),
        ("id:d a trv:Document , prov:Activity .", "Disjoint classes"),
        ("id:p trv:speaker id:g . id:g a trv:Group .", "Disjoint classes"),
    ],
)
def test_what_cannot_be_is_found_to_be_inconsistent(facts, message):
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    head += "@prefix id: <https://w3id.org/travaux/id/> . @prefix stance: <https://w3id.org/travaux/id/stance/> .\n"
    part = rdflib.Graph().parse(data=head + facts, format="turtle")
    assert any(message in error for error in errors(with_rules(schemes(), part)))


@pytest.mark.parametrize("act", ["vote-for", "vote-against", "abstain", "welcome"])
def test_a_position_taken_by_voting_is_a_vote(act):
    position, stance = TRV["p"], URIRef("https://w3id.org/travaux/id/stance/state")
    part = rdflib.Graph()
    part.add((position, RDF.type, TRV.Position))
    part.add((position, TRV.stance, stance))
    part.add((position, TRV.act, URIRef(f"https://w3id.org/travaux/id/act/{act}")))
    graph = with_rules(part)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert ((position, RDF.type, TRV.Vote) in graph) == (act != "welcome")
    members = set(knowledge().objects(TRV.votingActs, SKOS.member))
    assert {name(m) for m in members} == {"vote-for", "vote-against", "abstain"}


def test_a_real_document_is_consistent_with_the_vocabulary(seeds):
    facts = min((list(seeds.quads(ox.NamedNode(iri))) for iri in seeds.documents()), key=len)
    assert errors(with_rules(schemes(), document(facts))) == []
