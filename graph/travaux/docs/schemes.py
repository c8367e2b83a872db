"""The schemes on the page: stances and acts, topics, kinds of events; and what is known of bodies."""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from rdflib import DCTERMS, ORG, RDF, SKOS
from rdflib.term import Node

from travaux.docs.model import Entry, Section
from travaux.docs.names import TRV, anchor, full, in_order, label, row, short

_ROWS = (
    ("example", SKOS.example),
    ("note", SKOS.scopeNote),
    ("related", SKOS.related),
    ("same elsewhere", SKOS.exactMatch),
    ("close elsewhere", SKOS.closeMatch),
    ("related elsewhere", SKOS.relatedMatch),
    ("found by", TRV.strongCue),
    ("found by", TRV.verb),
)
KNOWN = ("State", "Group", "Organisation", "Body", "Session", "Instrument", "Topic", "Act", "EventKind")


def scheme_sections(graph: rdflib.Graph) -> list[Section]:
    """Return a section for each scheme, narrower concepts after the broader one."""
    found = []
    for scheme in in_order(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        inside = set(graph.subjects(SKOS.inScheme, scheme))
        tops = in_order(c for c in inside if graph.value(c, SKOS.broader) not in inside)
        entries = tuple(entry for top in tops for entry in _branch(graph, top, 0))
        about = str(graph.value(scheme, DCTERMS.description) or "")
        found.append(Section(label(graph, scheme), entries, about))
    return found


def _branch(graph: rdflib.Graph, concept: Node, depth: int) -> Iterable[Entry]:
    rows = [row(graph, name, graph.objects(concept, kind)) for name, kind in _ROWS]
    text = str(graph.value(concept, SKOS.definition) or "")
    yield Entry(anchor(concept), short(concept), label(graph, concept), text, full(rows), depth)
    for narrower in in_order(graph.subjects(SKOS.broader, concept)):
        yield from _branch(graph, narrower, depth + 1)


def counts(graph: rdflib.Graph) -> list[tuple[str, int]]:
    """Return how many things of each kind are known beforehand."""
    numbers = {kind: len(set(graph.subjects(RDF.type, TRV[kind]))) for kind in KNOWN}
    numbers["Session"] = len(set(graph.subjects(TRV.incarnationOf)))
    return [(label(graph, TRV[kind]), number) for kind, number in numbers.items()]


def series(graph: rdflib.Graph) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the series of bodies whose sessions have a mandate, each with its sessions in their order."""
    found = []
    for body in in_order(graph.objects(None, TRV.incarnationOf)):
        sessions = [_session(graph, session) for session in graph.subjects(TRV.incarnationOf, body)]
        if any(one["mandate"] for one in sessions):
            found.append((label(graph, body), sorted(sessions, key=lambda one: (one["from"], one["label"]))))
    return found


def _session(graph: rdflib.Graph, session: Node) -> dict[str, str]:
    offices = [o for o in graph.subjects(ORG.organization, session) if graph.value(o, ORG.role) == TRV.Chair]
    mandate, members = graph.value(session, TRV.mandate), set(graph.objects(session, TRV.hasMember))
    return {
        "label": label(graph, session),
        "from": str(graph.value(session, TRV["from"]) or ""),
        "until": str(graph.value(session, TRV.until) or ""),
        "mandate": label(graph, mandate) if mandate else "",
        "chair": ", ".join(sorted(str(graph.value(office, TRV.personName)) for office in offices)),
        "members": ", ".join(sorted(label(graph, member) for member in members)),
        "number": str(len(members) or ""),
        "note": " ".join(sorted(map(str, graph.objects(session, SKOS.note)))),
    }
