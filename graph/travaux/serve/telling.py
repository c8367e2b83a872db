"""What a worker tells of one thing: its facts for machines, and all that its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from travaux.rdf import FLAT_GRAPH, PREFIXES, term
from travaux.serve import forms
from travaux.serve.frames import Job
from travaux.serve.output import Output, as_file, counted
from travaux.serve.place import Place
from travaux.serve.positions import aliases, positions_of
from travaux.serve.problems import Problem
from travaux.serve.terms import Terms
from travaux.serve.texts import document_of

SHOWN = 40  # values of one property on a page
HIDDEN = {"trv:text", "rdfs:label"}


def facts(place: Place, job: Job, out: Output) -> None:
    """Write what is said of a thing and by what; of a document all that was read out of it."""
    store = place.graph
    node = _found(store, job["iris"])
    media, form = forms.graphs(job["accept"])
    out.head(media, iri=node.value)
    triples = counted(dict.fromkeys(_around(store, node)), job["rows"])
    ox.serialize(triples, output=as_file(out), format=form, prefixes=PREFIXES)


def thing(place: Place, job: Job, out: Output) -> None:
    """Answer with what the page of a thing shows."""
    store = place.graph
    node, terms = _found(store, job["iris"]), Terms(store)
    hidden = {term(name).value for name in HIDDEN}
    shown, more = positions_of(terms, node)
    out.json(
        {
            **terms.shown(node),
            "kinds": [terms.shown(kind) for kind in terms.values(node, "rdf:type")],
            "same": [terms.shown(one) for one in aliases(terms, node) if one != node],
            "out": _grouped(terms, ((q.predicate, q.object) for q in _plain(store, node, None)), hidden),
            "in": _grouped(terms, ((q.predicate, q.subject) for q in _plain(store, None, node)), set()),
            "positions": shown,
            "more": more,
            "document": document_of(terms, node),
        }
    )


def _found(store: ox.Store, iris: Iterable[str]) -> ox.NamedNode:
    """Return the first of these addresses of which anything is known."""
    for iri in iris:
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            continue
        if next(_of(store, node, None), None) or next(_of(store, None, node), None):
            return node
    raise Problem(404, "nothing is known of the thing at this address")


def _around(store: ox.Store, node: ox.NamedNode) -> Iterator[ox.Triple]:
    own = store.quads_for_pattern(None, None, None, node)
    for quads in (own, _of(store, node, None), _of(store, None, node)):
        for quad in quads:
            yield quad.triple


def _of(store: ox.Store, subject: ox.NamedNode | None, value: ox.NamedNode | None) -> Iterator[ox.Quad]:
    return iter(store.quads_for_pattern(subject, None, value, None))


def _plain(store: ox.Store, subject: ox.NamedNode | None, value: ox.NamedNode | None) -> Iterator[ox.Quad]:
    """Yield what is said of a thing but for the flat facts, which say again what stands elsewhere."""
    return (quad for quad in _of(store, subject, value) if quad.graph_name != FLAT_GRAPH)


def _grouped(terms: Terms, pairs: Iterable[tuple[Any, Any]], hidden: set[str]) -> list[dict[str, Any]]:
    groups: dict[Any, dict[Any, None]] = {}
    for predicate, value in pairs:
        if predicate.value not in hidden:
            groups.setdefault(predicate, {})[value] = None
    return [
        {
            "property": terms.shown(predicate),
            "values": [terms.shown(value) for value in sorted(values, key=str)[:SHOWN]],
            "more": max(0, len(values) - SHOWN),
        }
        for predicate, values in sorted(groups.items(), key=lambda group: str(group[0]))
    ]
