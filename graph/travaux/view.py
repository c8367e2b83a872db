"""The picture: one HTML file that opens without a network connection and runs nothing that documents say."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from math import log2
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from travaux.layout import size_of
from travaux.network import Picture, counts, pairs, picture
from travaux.store import Store
from travaux.table import Record

ASSETS = Path(__file__).parent / "assets"
VIS = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
# Colours after Okabe and Ito, told apart by colour-blind eyes too; each stance has its own line and head.
STANCES: dict[str, dict[str, Any]] = {
    "support": {"color": "#009e73", "dashes": False, "head": "arrow"},
    "propose": {"color": "#3a86d8", "dashes": [14, 5], "head": "vee"},
    "oppose": {"color": "#d55e00", "dashes": False, "head": "bar"},
    "reserve": {"color": "#d69a00", "dashes": [3, 5], "head": "circle"},
    "state": {"color": "#8b8f98", "dashes": [1, 6], "head": "arrow"},
}
KINDS: dict[str, dict[str, str]] = {
    "State": {"shape": "dot", "color": "#4c78a8", "name": "state"},
    "Group": {"shape": "hexagon", "color": "#7a5fa8", "name": "group"},
    "Organisation": {"shape": "square", "color": "#9c755f", "name": "organisation"},
    "Person": {"shape": "triangle", "color": "#c2618f", "name": "delegate"},
    "Body": {"shape": "diamond", "color": "#5a8f8a", "name": "body"},
    "Topic": {"shape": "box", "color": "#f3e3b3", "name": "topic"},
    "Document": {"shape": "star", "color": "#a0a4ab", "name": "document"},
}


def page(store: Store, title: str = "Who took which position") -> str:
    """Return the graph of a store as one HTML page."""
    drawn = picture(store)
    return render(drawn, network(drawn), title)


def network(drawn: Picture) -> Network:
    """Return a picture as a pyvis network, its places fixed, so that nothing has to settle."""
    net = Network(directed=True)
    for node in drawn.nodes.values():
        kind = KINDS[node["kind"]]
        net.add_node(
            node["id"],
            label=_short(node["label"]),
            shape=kind["shape"],
            color=kind["color"],
            x=node["x"],
            y=node["y"],
            size=size_of(node["weight"]),
            physics=False,
        )
    for edge, number, beside in pairs(drawn.edges.values()):
        net.add_edge(edge["from"], edge["to"], id=edge["id"], **_line(edge, number, beside))
    return net


def render(drawn: Picture, net: Network, title: str) -> str:
    """Return the page for a picture and its network: inert data, code pinned by its hash."""
    data = {
        "nodes": [
            node | {"kind": drawn.nodes[node["id"]]["kind"], "name": drawn.nodes[node["id"]]["label"]}
            for node in net.nodes
        ],
        "edges": [
            edge | {key: drawn.edges[edge["id"]][key] for key in ("kind", "count", "positions", "note")}
            for edge in net.edges
        ],
        "positions": drawn.positions,
        "documents": drawn.documents,
        "stances": STANCES,
        "kinds": {kind: look | {"count": counts(drawn).get(kind, 0)} for kind, look in KINDS.items()},
        "hidden": drawn.hidden,
    }
    library = VIS.read_text(encoding="utf-8").replace("//# sourceMappingURL=vis-network.min.js.map", "")
    script = (ASSETS / "view.js").read_text(encoding="utf-8")
    style = (ASSETS / "view.css").read_text(encoding="utf-8")
    parts = {
        "policy": _policy([library, script], [style]),
        "title": html.escape(title),
        "style": style,
        "data": inert(data),
        "library": library,
        "script": script,
    }
    template = (ASSETS / "view.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{ (\w+) \}\}", lambda slot: parts[slot[1]], template)


def inert(data: Any) -> str:
    """Return data as JSON that cannot end the element it stands in."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _policy(scripts: list[str], styles: list[str]) -> str:
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)};"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: list[str]) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _line(edge: Record, number: int, beside: int) -> dict[str, Any]:
    look = STANCES.get(edge["kind"], {"color": "#b9bec8", "dashes": [2, 4], "head": "arrow"})
    side = (number - (beside - 1) / 2) * 0.22
    return {
        "color": look["color"],
        "dashes": look["dashes"],
        "width": 1.5 + log2(edge["count"]) if edge["kind"] in STANCES else 1,
        "arrows": {"to": {"enabled": edge["kind"] in STANCES, "type": look["head"], "scaleFactor": 0.6}},
        "smooth": {"enabled": bool(side), "type": "curvedCW", "roundness": side},
    }


def _short(label: str) -> str:
    return label if len(label) <= 34 else f"{label[:32].rstrip()}…"
