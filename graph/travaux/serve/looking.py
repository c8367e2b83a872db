"""What a worker looks up for pages: what there is, names to choose from, things by a part of their name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from travaux.ask import search
from travaux.errors import TravauxError
from travaux.rdf import DIRECT_GRAPH, term, thing
from travaux.serve.frames import Job
from travaux.serve.output import Output
from travaux.serve.place import Place
from travaux.store import FORMAT, Store
from travaux.store.names import KINDS

COUNTED = ("Document", "Position", "State", "Group", "Organisation", "Body", "Person", "Topic", "Event")
OFFERED = 2000
FOUND = 100
TOP = 12
SAID = 50


def names(place: Place, job: Job, out: Output) -> None:
    """Answer with the names of the things of some kinds of parameters, for each kind."""
    out.json({kind: _names(place.store, KINDS[kind]) for kind in job["kinds"] if kind in KINDS})


def find(place: Place, job: Job, out: Output) -> None:
    """Answer with the things whose name has some words in it, those that begin with them first."""
    wanted = job["words"].casefold().split()
    found = []
    for quad in place.store.quads(DIRECT_GRAPH):
        if quad.predicate == term("rdfs:label") and isinstance(quad.subject, ox.NamedNode):
            name = getattr(quad.object, "value", "")
            label = name.casefold()
            if wanted and all(word in label for word in wanted):
                found.append((not label.startswith(wanted[0]), len(label), name, quad.subject.value))
    chosen = _once(place.store, sorted(found))
    told = _said(place.store, job["words"]) if wanted else {"positions": [], "total": 0, "said": ""}
    out.json({"things": chosen[:FOUND], "more": max(0, len(chosen) - FOUND), **told})


def _said(store: Store, words: str) -> dict[str, Any]:
    """Return the positions in whose sentences some words occur, each with its snippet, or what is wrong."""
    try:
        found = search.positions(store, words, SAID)
    except TravauxError as error:
        return {"positions": [], "total": 0, "said": str(error)}
    shown = [
        {
            "iri": thing("position", one["id"]).value,
            "holder": one["holder"]["label"],
            "stance": one["stance"],
            "target": one["target"]["text"],
            "date": one["date"],
            "document": one["document"],
            "pieces": one["snippet"].split(search.MARK),
        }
        for one in found.records
    ]
    return {"positions": shown, "total": found.total, "said": ""}


def picture(place: Place, job: Job, out: Output) -> None:
    """Answer with the interactive page of the graph, its nodes linked to their pages here."""
    from travaux.view import page

    html = page(place.store, live="/id/")
    out.head("text/html; charset=utf-8")
    out.write(html.encode("utf-8"))


def overview(place: Place, job: Job, out: Output) -> None:
    """Answer with how much there is of each kind, and with what is most in the positions."""
    store = place.store
    counts = {kind: _count(store, kind) for kind in COUNTED}
    tops = {
        "topics": _most(store, "?line trv:lineOn ?thing ; trv:linePositions ?number"),
        "holders": _most(store, "?thing trv:positionCount ?number"),
        "bodies": _most(store, "?thing trv:takenHere ?number"),
    }
    out.json(
        {
            "counts": {kind: count for kind, count in counts.items() if count},
            **tops,
            "documents": _documents(store),
        }
    )


def health(place: Place, job: Job, out: Output) -> None:
    """Answer with how many documents there are."""
    out.json({"documents": _count(place.store, "Document"), "format": FORMAT})


def kind_of(store: Store, node: str) -> str:
    """Return the kind of a thing that pages name it by."""
    rows = store.select(f"SELECT DISTINCT ?kind {{ {ox.NamedNode(node)} a ?kind }}")
    kinds = {row["kind"].value for row in rows}
    return next((kind for kind in (*COUNTED, "Instrument") if term(f"trv:{kind}").value in kinds), "")


def _names(store: Store, kinds: tuple[str, ...]) -> list[str]:
    rows = store.select(
        f"SELECT DISTINCT ?label {{ VALUES ?kind {{ {' '.join(kinds)} }} ?thing a ?kind ; rdfs:label ?label }}"
        f" ORDER BY ?label LIMIT {OFFERED}"
    )
    return [row["label"].value for row in rows]


def _count(store: Store, kind: str) -> int:
    """Count things; what is one with another is counted with it."""
    where = f"?thing a trv:{kind}"
    if kind == "Person":
        where = f"?named a trv:{kind} ; trv:identity ?thing"
    rows = store.select(f"SELECT (COUNT(DISTINCT ?thing) AS ?count) {{ {where} }}")
    return int(next(iter(rows))["count"].value)


def _most(store: Store, where: str) -> list[dict[str, Any]]:
    rows = store.select(
        f"SELECT ?thing ?label ?count {{ {{ SELECT ?thing (SUM(?number) AS ?count) {{ {where} }} GROUP BY ?thing }}"
        f" ?thing rdfs:label ?label }} ORDER BY DESC(?count) ?label LIMIT {TOP}"
    )
    return [
        {"iri": row["thing"].value, "label": row["label"].value, "count": int(row["count"].value)}
        for row in rows
    ]


def _documents(store: Store) -> list[dict[str, Any]]:
    rows = store.select(
        "SELECT ?thing (SAMPLE(?name) AS ?label) (SAMPLE(STR(?said)) AS ?date)"
        " { ?thing a trv:Document ; rdfs:label ?name OPTIONAL { ?thing dcterms:date ?said } }"
        f" GROUP BY ?thing ORDER BY DESC(?date) ?label LIMIT {TOP}"
    )
    return [
        {
            "iri": row["thing"].value,
            "label": row["label"].value,
            "date": row["date"].value if row["date"] else "",
        }
        for row in rows
    ]


def _once(store: Store, found: list[tuple[bool, int, str, str]]) -> list[dict[str, str]]:
    """Return what was found, what is one with another under that other's address."""
    things: dict[str, dict[str, str]] = {}
    for _, _, label, iri in found[: FOUND * 20]:
        one = next(_identity(store, iri), iri)
        things.setdefault(one, {"iri": one, "label": label, "kind": kind_of(store, one)})
    return list(things.values())


def _identity(store: Store, iri: str) -> Iterator[str]:
    for row in store.select(f"SELECT ?one {{ {ox.NamedNode(iri)} trv:identity ?one }}"):
        yield row["one"].value
