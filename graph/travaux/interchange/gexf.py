"""GEXF 1.3 for Gephi: the network with the time of its edges, which moves the timeline."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from travaux.interchange.network import Network, Spell

NAMESPACE = "http://gexf.net/1.3"
ATTRIBUTES = {
    "node": {"kind": "string", "iso3": "string"},
    "edge": {"stance": "string", "side": "string", "first": "string", "last": "string"},
}


def gexf(graph: Network) -> bytes:
    """Return a network of travaux.interchange.network as GEXF 1.3 with spells of days.

    Edges between the same two are told apart by their kind, which is the stance.
    """
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "version": "1.3"})
    drawn = ET.SubElement(
        root,
        "graph",
        {
            "defaultedgetype": "directed",
            "mode": "dynamic",
            "timeformat": "date",
            "timerepresentation": "interval",
        },
    )
    for kind, names in ATTRIBUTES.items():
        _declare(drawn, kind, names)
    nodes, edges = ET.SubElement(drawn, "nodes"), ET.SubElement(drawn, "edges")
    for node, about in graph.nodes(data=True):
        one = ET.SubElement(nodes, "node", {"id": str(node), "label": about["label"]})
        _values(one, "node", about)
        _spells(one, _life(graph, node))
    for number, (source, target, stance, about) in enumerate(graph.edges(keys=True, data=True)):
        ends = {"source": str(source), "target": str(target)}
        said = {"kind": str(stance), "label": str(stance), "weight": str(about["weight"])}
        one = ET.SubElement(edges, "edge", {"id": str(number), **ends, **said})
        _values(one, "edge", about)
        _spells(one, about["spells"])
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _declare(parent: ET.Element, kind: str, names: dict[str, str]) -> None:
    declared = ET.SubElement(parent, "attributes", {"class": kind, "mode": "static"})
    for name, type_ in names.items():
        ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": type_})


def _values(element: ET.Element, kind: str, about: dict[str, object]) -> None:
    said = ET.SubElement(element, "attvalues")
    for name in ATTRIBUTES[kind]:
        if about.get(name):
            ET.SubElement(said, "attvalue", {"for": name, "value": str(about[name])})


def _spells(element: ET.Element, spells: list[Spell]) -> None:
    if spells:
        told = ET.SubElement(element, "spells")
        for start, end in spells:
            ET.SubElement(told, "spell", {"start": start.isoformat(), "end": end.isoformat()})


def _life(graph: Network, node: str) -> list[Spell]:
    """Return from when to when a node has edges; nothing where one of them is there at any time."""
    around = [*graph.in_edges(node, data="spells"), *graph.out_edges(node, data="spells")]
    times = [spells for *_, spells in around]
    if not all(times):
        return []
    days: list[date] = [day for spells in times for spell in spells for day in spell]
    return [(min(days), max(days))]
