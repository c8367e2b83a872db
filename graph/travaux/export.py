"""The graph in standard forms, written the same way each time."""

from __future__ import annotations

from itertools import chain

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from travaux.errors import TravauxError
from travaux.rdf import DIRECT_GRAPH, LINKS_GRAPH, ONTOLOGY_GRAPH, PREFIXES, canonical
from travaux.store import Store

FORMATS = {"trig": RdfFormat.TRIG, "turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}


def export(store: Store, form: str, everything: bool = False) -> bytes:
    """Return the graphs of a store as TriG, canonical N-Quads, Turtle (without the graphs' names) or JSON-LD.

    The documents, the direct edges and the links are written, and with `everything` the domain knowledge too.
    """
    known = [ONTOLOGY_GRAPH] if everything else []
    graphs = [*map(NamedNode, store.documents()), DIRECT_GRAPH, LINKS_GRAPH, *known]
    quads: list[Quad] = sorted(chain.from_iterable(map(store.quads, graphs)), key=_place)
    if form == "nquads":
        return canonical(quads)
    if form not in FORMATS:
        raise TravauxError(f"{form!r} is no form of export; choose nquads, {', '.join(sorted(FORMATS))}")
    facts: list[Quad] | list[Triple] = quads
    if form == "turtle":
        facts = sorted({quad.triple for quad in quads}, key=str)
    return serialize(facts, format=FORMATS[form], prefixes=PREFIXES) or b""


def _place(quad: Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad.triple)
