"""The shapes on the page: what each asks for, property by property."""

from __future__ import annotations

import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.term import Node

from travaux.docs.model import Entry, Rule, Section
from travaux.docs.names import anchor, full, in_order, items, label, link, row, short

_LIMITS = (
    (SH.minInclusive, "from"),
    (SH.lessThan, "less than"),
    (SH.equals, "the same as"),
    (SH.hasValue, "among them"),
    (SH.pattern, "as"),
)


def shape_section(graph: rdflib.Graph) -> Section:
    """Return the section of the shapes, by the names of what they describe."""
    found = sorted(
        graph.subjects(RDF.type, SH.NodeShape), key=lambda shape: (label(graph, shape), str(shape))
    )
    text = (
        "What a graph must hold. A document whose graph breaks a shape is refused by travaux build; travaux check"
        " names each breach with the words on the right."
    )
    return Section("Shapes", tuple(_shape(graph, shape) for shape in found), text)


def _shape(graph: rdflib.Graph, shape: Node) -> Entry:
    rules = [_rule(graph, one) for one in graph.objects(shape, SH.property)]
    rules.sort(key=lambda rule: (tuple(part.text for part in rule.path), rule.message))
    rows = full([row(graph, "holds for each", graph.objects(shape, SH.targetClass))])
    text = str(graph.value(shape, SH.message) or "")
    return Entry(anchor(shape), short(shape), label(graph, shape), text, rows, rules=tuple(rules))


def _rule(graph: rdflib.Graph, rule: Node) -> Rule:
    path = graph.value(rule, SH.path)
    steps = items(graph, path) if isinstance(path, rdflib.BNode) else [path]
    return Rule(
        tuple(link(graph, step) for step in steps if step is not None),
        _number(graph.value(rule, SH.minCount), graph.value(rule, SH.maxCount)),
        _values(graph, rule),
        str(graph.value(rule, SH.message) or graph.value(rule, RDFS.comment) or ""),
    )


def _number(least: Node | None, most: Node | None) -> str:
    low, high = str(least or 0), str(most or "")
    named = {("1", "1"): "one", ("0", "1"): "at most one", ("1", ""): "at least one", ("0", ""): "any number"}
    return named.get((low, high), f"{low} to {high}")


def _values(graph: rdflib.Graph, rule: Node) -> str:
    said = [
        short(value) for kind in (SH["class"], SH.datatype) for value in in_order(graph.objects(rule, kind))
    ]
    said += [
        " or ".join(_values(graph, one) for one in items(graph, head))
        for head in graph.objects(rule, SH["or"])
    ]
    said += [", ".join(short(item) for item in items(graph, head)) for head in graph.objects(rule, SH["in"])]
    said += [
        f"{name} {short(value)}" for kind, name in _LIMITS for value in in_order(graph.objects(rule, kind))
    ]
    kinds = in_order(graph.objects(rule, SH.nodeKind))
    return ", ".join(said) or ", ".join("an address" if kind == SH.IRI else short(kind) for kind in kinds)
