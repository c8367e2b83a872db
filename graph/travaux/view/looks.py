"""How stances and kinds of things look: colours after Okabe and Ito, told apart by colour-blind eyes too.

Each stance has besides its colour a line, a head of its own for arrows and a mark for cells and time lines; each kind
of thing has a shape. Nothing is told by colour alone.
"""

from __future__ import annotations

from typing import Any

from travaux.store.flat import SIDES

STANCES: dict[str, dict[str, Any]] = {
    "support": {"color": "#009e73", "dashes": False, "head": "arrow", "mark": "up"},
    "propose": {"color": "#3a86d8", "dashes": [14, 5], "head": "vee", "mark": "diamond"},
    "oppose": {"color": "#d55e00", "dashes": False, "head": "bar", "mark": "cross"},
    "reserve": {"color": "#d69a00", "dashes": [3, 5], "head": "circle", "mark": "ring"},
    "state": {"color": "#8b8f98", "dashes": [1, 6], "head": "arrow", "mark": "dot"},
}
for _stance, _look in STANCES.items():
    _look["side"] = SIDES.get(_stance)

KINDS: dict[str, dict[str, str]] = {
    "State": {"shape": "dot", "color": "#4c78a8", "name": "state"},
    "Group": {"shape": "hexagon", "color": "#7a5fa8", "name": "group"},
    "Organisation": {"shape": "square", "color": "#9c755f", "name": "organisation"},
    "Person": {"shape": "triangle", "color": "#c2618f", "name": "delegate"},
    "Body": {"shape": "diamond", "color": "#5a8f8a", "name": "body"},
    "Topic": {"shape": "box", "color": "#f3e3b3", "name": "topic"},
    "Document": {"shape": "star", "color": "#a0a4ab", "name": "document"},
}
