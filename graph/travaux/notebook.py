"""For notebooks: the graph, a position and an answer, each shown richly where it stands at the end of a cell.

What is shown comes with the notebook's page and asks nothing from any network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pyoxigraph as ox

from travaux.ask import query, records
from travaux.errors import TravauxError
from travaux.rdf import PREFIXES
from travaux.store import Store
from travaux.table import Record, told
from travaux.view import page
from travaux.view.looks import STANCES
from travaux.view.picture import parts_of, segments

HEIGHT = 640  # pixels of a graph
MOST = 200  # rows shown of an answer, positions shown of many
_PARTS = {
    "quote": "background:#ffe9a3;color:#1d2229",
    "cue": "font-weight:bold",
    "target": "text-decoration:underline",
}


@dataclass(frozen=True, slots=True)
class Graph:
    """The interactive page of a store."""

    html: str

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-popups" title="Graph of positions"'
            f' style="width:100%;height:{HEIGHT}px;border:1px solid #8884"></iframe>'
        )


class Position(dict[str, object]):
    """A record of a position, as `travaux.ask.records` gives it, that is shown with its sentence."""

    def __init__(self, record: Record, pieces: list[list[str]]) -> None:
        super().__init__(record)
        self._record, self._pieces = record, pieces

    def _repr_html_(self) -> str:
        record = self._record
        colour = STANCES[record["stance"]]["color"]
        said = "".join(_piece(text, parts) for text, parts in self._pieces)
        about = ", ".join(record["topics"])
        act = f" ({record['act']})" if record["act"] and record["act"] != record["stance"] else ""
        judged = told(record["judged"]) if "judged" in record else None
        where = (record["date"], record["body"] and record["body"]["label"], record["document"], judged)
        voice = f" · voiced by {record['speaker']['label']}" if record["speaker"] else ""
        who = f"<strong><bdi>{escape(record['holder']['label'])}</bdi> {record['stance']}</strong>"
        return (
            f'<div style="border-left:4px solid {colour};padding:.3em .8em;margin:.5em 0;max-width:48em">'
            f"{who}{escape(act)} <bdi>{escape(about)}{escape(voice)}</bdi>"
            f'<div dir="auto" style="font-family:serif;margin:.3em 0">{said}</div>'
            f'<small style="opacity:.75"><bdi>{escape(" · ".join(filter(None, where)))}</bdi></small></div>'
        )


class Positions(list[Position]):
    """Positions of a store."""

    def _repr_html_(self) -> str:
        rest = f"<p>and {len(self) - MOST:,} more</p>" if len(self) > MOST else ""
        return "".join(one._repr_html_() for one in self[:MOST]) + rest


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer under their names; addresses are written short."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str]]:
        return (dict(zip(self.names, row, strict=True)) for row in self.rows)

    def _repr_html_(self) -> str:
        def line(cells: tuple[str, ...], tag: str) -> str:
            style = ' style="text-align:left;vertical-align:top"'
            return f"<tr>{''.join(f'<{tag}{style}><bdi>{escape(cell)}</bdi></{tag}>' for cell in cells)}</tr>"

        rest = f"<p>and {len(self.rows) - MOST:,} more</p>" if len(self.rows) > MOST else ""
        body = "".join(line(row, "td") for row in self.rows[:MOST])
        return f"<table><thead>{line(self.names, 'th')}</thead><tbody>{body}</tbody></table>{rest}"


def graph(store: Store, title: str = "Who took which position") -> Graph:
    """Return the interactive page of a store, to be shown in a notebook."""
    return Graph(page(store, title))


def positions(store: Store) -> Positions:
    """Return the records of all positions of a store, by document and place; each is shown with its sentence."""
    known = parts_of(store)
    found = Positions()
    for record in records.positions(store):
        _, parts = known.get(record["id"], ("", {}))
        found.append(
            Position(record, segments(record["evidence"]["text"], parts, record["evidence"]["start"]))
        )
    return found


def ask(store: Store, question: str, **given: str) -> Answer:
    """Answer a saved question by its name, with its options as keywords, or a SELECT query.

    Raises TravauxError for an option that the question does not take, and for a query of another kind.
    """
    asked = query.load(question)
    unknown = given.keys() - {parameter.name for parameter in asked.parameters}
    if unknown:
        offered = ", ".join(parameter.name for parameter in asked.parameters) or "no options"
        raise TravauxError(f"{asked.name} does not take {', '.join(sorted(unknown))}; it takes {offered}")
    results = store.query(query.bind(store, asked, given))
    if not isinstance(results, ox.QuerySolutions):
        raise TravauxError("a SELECT query is needed here")
    names = tuple(variable.value for variable in results.variables)
    return Answer(names, tuple(tuple(_short(row[name]) for name in names) for row in results))


def _short(value: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None) -> str:
    if value is None:
        return ""
    text = value.value if isinstance(value, ox.NamedNode | ox.Literal) else str(value)
    if isinstance(value, ox.NamedNode):
        for prefix, start in PREFIXES.items():
            if text.startswith(start):
                return f"{prefix}:{text.removeprefix(start)}"
    return text


def _piece(text: str, parts: str) -> str:
    style = ";".join(_PARTS[part] for part in parts.split())
    return f'<span style="{style}">{escape(text)}</span>' if style else escape(text)
