"""The graph in standard forms, written the same way each time."""

from __future__ import annotations

from itertools import chain

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from travaux.errors import TravauxError
from travaux.export import claims, jsonld, void
from travaux.rdf import (
    DIRECT_GRAPH,
    FLAT_GRAPH,
    JUDGEMENTS_GRAPH,
    LINKS_GRAPH,
    ONTOLOGY_GRAPH,
    PREFIXES,
    canonical,
)
from travaux.store import Store

FORMS = ("trig", "nquads", "turtle", "jsonld", "nanopub", "rdf12", "void")


def export(store: Store, form: str, everything: bool = False, licence: str | None = None) -> bytes:
    """Return the graphs of a store in one of FORMS.

    That is TriG, canonical N-Quads, Turtle without the graphs' names, JSON-LD with the context of travaux; each claim
    as a nanopublication in TriG; edges with their positions as reifiers in Turtle of RDF 1.2; and a description of
    the dataset in VoID and DCAT. The documents, the direct edges, the links and what people judged are written, and
    with `everything` the domain knowledge too. `licence` is the address of a licence, for the forms that state one.
    """
    terms = _licence(licence)
    if form == "nanopub":
        return _serialized(sorted(set(claims.nanopublications(store, terms)), key=_place), RdfFormat.TRIG)
    if form == "rdf12":
        return _serialized(sorted(set(claims.reified(store)), key=str), RdfFormat.TURTLE)
    quads = _quads(store, everything)
    if form == "nquads":
        return canonical(quads)
    if form == "trig":
        return _serialized(quads, RdfFormat.TRIG)
    if form == "turtle":
        return _serialized(sorted({quad.triple for quad in quads}, key=str), RdfFormat.TURTLE)
    if form == "jsonld":
        return jsonld.write(quads)
    if form == "void":
        return _serialized(void.describe(store, quads, terms), RdfFormat.TURTLE)
    raise TravauxError(f"{form!r} is no form of export; choose {', '.join(FORMS)}")


def _quads(store: Store, everything: bool) -> list[Quad]:
    known = [ONTOLOGY_GRAPH, FLAT_GRAPH] if everything else []
    graphs = [*map(NamedNode, store.documents()), DIRECT_GRAPH, LINKS_GRAPH, JUDGEMENTS_GRAPH, *known]
    return sorted(chain.from_iterable(map(store.quads, graphs)), key=_place)


def _serialized(facts: list[Quad] | list[Triple], form: RdfFormat) -> bytes:
    return serialize(facts, format=form, prefixes=PREFIXES) or b""


def _licence(address: str | None) -> NamedNode | None:
    try:
        return NamedNode(address) if address else None
    except ValueError as error:
        raise TravauxError(f"{address!r} is no address of a licence; give one such as https://…") from error


def _place(quad: Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad.triple)
