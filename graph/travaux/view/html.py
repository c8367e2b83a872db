"""A picture as one HTML file: inert data, code pinned by its hash, nothing from elsewhere."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pyvis

from travaux.model import THINGS
from travaux.rollcall import VOTES
from travaux.view.layout import MANY, size_of
from travaux.view.looks import KINDS, STANCES
from travaux.view.picture import Picture, counts
from travaux.view.vis import network

ASSETS = Path(__file__).parent.parent / "assets"
VIS = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
SIGMA = (
    ASSETS / "vendor" / "graphology" / "graphology.umd.min.js",
    ASSETS / "vendor" / "sigma" / "sigma.min.js",
)
BEFORE = ("dom", "data", "state", "panel", "filters", "network")
AFTER = ("matrix", "timeline", "agreement", "main")
VIS_MOST = 1000  # nodes; above, vis-network takes longer for a frame than an eye does
PACKED = 2_000_000  # characters of data above which they are compressed


def render(drawn: Picture, title: str, live: str = "") -> str:
    """Return the page of a picture; with `live`, nodes link to their pages at addresses that begin so."""
    small = len(drawn.nodes) <= VIS_MOST
    code = _scripts(small)
    style = (ASSETS / "view" / "page.css").read_text(encoding="utf-8")
    kind, data = _block(_data(drawn, title, live, small))
    parts = {
        "policy": policy(code, style),
        "title": escape(title),
        "style": style,
        "kind": kind,
        "data": data,
        "scripts": "\n".join(f"<script>{script}</script>" for script in code),
    }
    template = (ASSETS / "view" / "page.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{ (\w+) \}\}", lambda slot: parts[slot[1]], template)


def inert(data: Any) -> str:
    """Return data as JSON that cannot end the element it stands in."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _data(drawn: Picture, title: str, live: str, small: bool) -> dict[str, Any]:
    found = counts(drawn)
    built = network(drawn) if small else None
    return {
        "title": title,
        "base": THINGS,
        "live": live,
        "many": MANY,
        "votes": sorted(VOTES),
        "stances": STANCES,
        "kinds": {kind: look | {"count": found.get(kind, 0)} for kind, look in KINDS.items()},
        "nodes": [node | {"size": round(size_of(node["weight"]), 1)} for node in drawn.nodes],
        "edges": [
            [edge["from"], edge["to"], edge["kind"], edge["positions"], edge["note"]] for edge in drawn.edges
        ],
        "positions": drawn.positions,
        "vis": {"nodes": built.nodes, "edges": built.edges} if built else None,
    }


def _block(data: dict[str, Any]) -> tuple[str, str]:
    """Return the type and the text of the element that holds the data; much of it is compressed."""
    text = inert(data)
    if len(text) <= PACKED:
        return "application/json", text
    return "application/gzip", base64.b64encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")


@cache
def _scripts(small: bool) -> tuple[str, ...]:
    """Return the code of a page: what draws networks, and our own, one function around all of it."""
    libraries = (VIS,) if small else SIGMA
    names = (*BEFORE, "vis" if small else "sigma", *AFTER)
    own = "\n".join((ASSETS / "view" / f"{name}.js").read_text(encoding="utf-8") for name in names)
    return (*map(_foreign, libraries), f'"use strict";\n(async () => {{\n{own}}})();\n')


def _foreign(path: Path) -> str:
    """Return a script that others wrote: with its licence, without the reference to its source map."""
    text = re.sub(r"//# sourceMappingURL=\S+", "", path.read_text(encoding="utf-8"))
    licence = path.with_name("LICENSE")
    return f"/*!\n{licence.read_text(encoding='utf-8')}*/\n{text}" if licence.exists() else text


def policy(scripts: tuple[str, ...], style: str) -> str:
    """Return the policy of a page that runs these scripts and has this style, and nothing else."""
    return (
        f"default-src 'none'; script-src {_hashes(*scripts)}; style-src {_hashes(style)};"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashes(*texts: str) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
