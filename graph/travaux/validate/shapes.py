"""Validating a graph against the shapes of ontology/shapes.ttl, which are compiled once.

The engine is the package shacl; where it has no wheel, pyshacl takes its place, with the same verdicts and slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from travaux.errors import TravauxError
from travaux.resources import folder

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

Engine = Callable[[str], "list[Breach]"]
SHOWN = 60
_NOTHING = {
    "MinCountConstraintComponent": "nothing is given",
    "MaxCountConstraintComponent": "several are given",
}


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """A node that breaks a shape: the node, the kind of constraint, what is wrong, and the value that is."""

    node: str
    component: str
    message: str
    value: str | None = None

    def __str__(self) -> str:
        if self.value is not None:
            found = self.value if len(self.value) <= SHOWN else f"{self.value[:SHOWN]}…"
            return f"{self.message}; found {found!r}"
        return "; ".join(filter(None, (self.message, _NOTHING.get(self.component))))


def breaches(facts: Iterable[Quad] | Iterable[Triple]) -> list[Breach]:
    """Return where facts of one graph break a shape, sorted; an empty list is what one wants."""
    triples = [fact.triple if isinstance(fact, Quad) else fact for fact in facts]
    written = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return sorted(set(engine()(written.decode("utf-8"))), key=lambda one: (one.node, str(one)))


@cache
def engine() -> Engine:
    """Return the compiled shapes as a function of N-Triples; raises TravauxError where no engine is installed."""
    for make in (fast, reference):
        try:
            return make()
        except ImportError:
            continue
    raise TravauxError("no SHACL engine is installed; install one with: pip install pyshacl")


def fast() -> Engine:
    """Return the shapes as the package shacl compiles them."""
    import shacl

    shapes = shacl.Shapes.from_file(str(folder("ontology") / "shapes.ttl"))

    def validate(written: str) -> list[Breach]:
        return [
            Breach(_plain(one.focus_node), one.component, one.message or one.component, one.value_plain)
            for one in shapes.validate_text(written, format="ntriples").results
        ]

    return validate


def reference() -> Engine:
    """Return the shapes as pyshacl, the reference, reads them."""
    import pyshacl
    from rdflib import RDF, SH, Graph

    shapes = Graph().parse(folder("ontology") / "shapes.ttl")

    def validate(written: str) -> list[Breach]:
        graph = Graph().parse(data=written, format="nt")
        try:
            report: Graph = pyshacl.validate(graph, shacl_graph=shapes)[1]
        except pyshacl.errors.ReportableRuntimeError as error:
            return [Breach("", "", f"the graph cannot be judged: {error}")]
        return [_breach(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)]

    return validate


def _breach(report: Graph, result: Node) -> Breach:
    from rdflib import SH

    value = report.value(result, SH.value)
    return Breach(
        str(report.value(result, SH.focusNode)),
        str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2],
        str(report.value(result, SH.resultMessage)),
        None if value is None else str(value),
    )


def _plain(node: str) -> str:
    return re.sub(r"^<(.*)>$", r"\1", node)
