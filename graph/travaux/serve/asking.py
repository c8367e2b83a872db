"""What a worker does with saved questions: they are bound, asked, and shown as tables with links."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from travaux.ask import query
from travaux.rdf import DIRECT_GRAPH, term
from travaux.serve import answering
from travaux.serve.frames import Job
from travaux.serve.output import Output
from travaux.serve.place import Place
from travaux.serve.problems import Problem
from travaux.store import Store

SHOWN = 1000  # rows of a table on a page
NAME_LENGTH = 200

Cell = dict[str, str]


def question(place: Place, job: Job, out: Output) -> None:
    """Answer a saved question in the form that the client likes best."""
    store = place.store
    answering.write(store.query(_bound(store, job)), job, out)


def bound(place: Place, job: Job, out: Output) -> None:
    """Say which SPARQL a saved question is with its parameters."""
    out.json({"text": _bound(place.store, job)})


def table(place: Place, job: Job, out: Output) -> None:
    """Answer a saved question with the rows that a page shows; names that mean one thing are linked to it."""
    store = place.store
    text = _bound(store, job)
    results = store.query(text)
    if not isinstance(results, ox.QuerySolutions):
        out.json({"text": text, "header": [], "rows": [], "more": False})
        return
    header = [variable.value for variable in results.variables]
    known: dict[str, str] = {}
    rows: list[list[Cell]] = []
    for row in results:
        if len(rows) == SHOWN:
            out.json({"text": text, "header": header, "rows": rows, "more": True})
            return
        rows.append([_cell(store, row[name], known) for name in header])
    out.json({"text": text, "header": header, "rows": rows, "more": False})


def _bound(store: Store, job: Job) -> str:
    found = {one.name: one for one in query.saved()}.get(job["name"])
    if found is None:
        raise Problem(404, "there is no saved question of this name")
    return query.bind(store, found, {name: value for name, value in job["given"].items() if value})


def _cell(store: Store, value: Any, known: dict[str, str]) -> Cell:
    if value is None:
        return {"text": ""}
    if isinstance(value, ox.NamedNode):
        return {"text": value.value, "iri": value.value}
    if not isinstance(value, ox.Literal):
        return {"text": str(value)}
    text = value.value
    if text not in known:
        known[text] = _named(store, text) if len(text) <= NAME_LENGTH else ""
    return {"text": text, "iri": known[text]} if known[text] else {"text": text}


def _named(store: Store, text: str) -> str:
    """Return the address of the one thing that has this name or was read from this source; else nothing."""
    if text.startswith(("http://", "https://")):
        return text
    node = ox.Literal(text)
    rows = store.select(
        f"SELECT DISTINCT ?one {{ {{ GRAPH {DIRECT_GRAPH} {{ ?thing {term('rdfs:label')} {node} }}"
        f" OPTIONAL {{ ?thing trv:identity ?same }} BIND(COALESCE(?same, ?thing) AS ?one) }}"
        f" UNION {{ ?one trv:sourceName {node} }} }} LIMIT 2"
    )
    found = [row["one"].value for row in rows if isinstance(row["one"], ox.NamedNode)]
    return found[0] if len(found) == 1 else ""
