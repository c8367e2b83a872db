"""Finding positions and documents by words: ranked, each with a snippet in which the words found are marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, get_args

from pyoxigraph import NamedNode

from travaux.ask import records
from travaux.ask.query import Parameter, resolve
from travaux.errors import TravauxError
from travaux.model import Stance
from travaux.rdf import thing
from travaux.store import Store
from travaux.store.rulings import rulings
from travaux.store.words import Hit
from travaux.table import POSITION_COLUMNS, Record

MARK = "**"
ELLIPSIS = "…"
SNIPPET = 160
LEAD = 40

DOCUMENT_COLUMNS: dict[str, Callable[[Record], Any]] = {
    name: lambda record, name=name: record[name]  # type: ignore[misc]
    for name in ("document", "title", "date", "iri", "start", "end", "snippet")
}
DOCUMENT_GLANCE = ("document", "date", "snippet")
FOUND_COLUMNS = {**POSITION_COLUMNS, "snippet": lambda record: record["snippet"]}
FOUND_GLANCE = ("holder", "stance", "topics", "date", "snippet", "document")


@dataclass(frozen=True, slots=True)
class Found:
    """The best of what was found, as records, and how much was found in all."""

    records: list[Record]
    total: int


def positions(
    store: Store, asked: str, limit: int = 20, given: Mapping[str, str | None] | None = None
) -> Found:
    """Return the positions in which all words asked for occur, the best first.

    `given` may narrow them by holder, topic and stance. A record is that of travaux.ask.records with the snippet and
    the places of the words in the document. Raises TravauxError when nothing is asked for, and for a name of nothing.
    """
    hits = store.words.hits("position", asked)
    narrow = {name: value for name, value in (given or {}).items() if value}
    kept = _narrowed(store, narrow) if narrow else {iri for _, iri in hits} - _rejected(store)
    numbers = {iri: number for number, iri in hits if iri in kept}
    best = list(islice(numbers, limit))
    found = {thing("position", one["id"]).value: one for one in records.positions(store, best)}
    shown = (
        {**found[iri], **_shown(hit)}
        for iri in best
        if iri in found and (hit := store.words.hit("position", numbers[iri], iri, asked))
    )
    return Found(list(shown), len(numbers))


def documents(store: Store, asked: str, limit: int = 20) -> Found:
    """Return the documents with a title or a paragraph in which all words asked for occur, the best first.

    A record tells the best paragraph of the document; see positions.
    """
    here = set(store.documents())
    numbers: dict[str, int] = {}
    for number, iri in store.words.hits("passage", asked):
        if iri in here:
            numbers.setdefault(iri, number)
    best = list(islice(numbers, limit))
    about = _about(store, best)
    shown = (
        {**about[iri], **_place(hit)}
        for iri in best
        if (hit := store.words.hit("passage", numbers[iri], iri, asked))
    )
    return Found(list(shown), len(numbers))


def _narrowed(store: Store, given: Mapping[str, str]) -> set[str]:
    """Return the positions of the graph that are of this holder, topic and stance, as far as these are given."""
    lines = [_values("stance", [_stance(given["stance"])])] if "stance" in given else []
    for name, kind in (("holder", "Actor"), ("topic", "Topic")):
        if name in given:
            lines.append(_values(name, resolve(store, Parameter(name, kind, True, ""), given[name])))
    patterns = {
        "holder": "?position trv:heldBy ?holder .",
        "topic": "?position trv:onTopic ?topic .",
        "stance": "?position trv:stanceTaken ?stance .",
    }
    lines += [patterns[name] for name in patterns if name in given]
    rows = store.select(f"SELECT DISTINCT ?position {{ {' '.join(lines)} ?position a trv:Position }}")
    return {row["position"].value for row in rows}


def _rejected(store: Store) -> set[str]:
    return {position for position, ruling in rulings(store).items() if ruling.rejects}


def _values(name: str, terms: Iterable[object]) -> str:
    return f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"


def _stance(name: str) -> NamedNode:
    if name not in get_args(Stance):
        raise TravauxError(f"--stance {name!r} is no stance; there are {', '.join(get_args(Stance))}")
    return thing("stance", name)


def _about(store: Store, documents: Iterable[str]) -> dict[str, Record]:
    chosen = _values("node", map(NamedNode, documents))
    rows = store.select(
        f"SELECT ?node ?source ?title ?date {{ {chosen} GRAPH ?node {{ ?node trv:sourceName ?source"
        " OPTIONAL { ?node dcterms:title ?title } OPTIONAL { ?node dcterms:date ?date } } }"
    )
    return {
        row["node"].value: {
            "document": row["source"].value,
            "iri": row["node"].value,
            "title": row["title"].value if row["title"] else None,
            "date": row["date"].value if row["date"] else None,
        }
        for row in rows
    }


def _place(hit: Hit) -> Record:
    known = hit.start >= 0
    place = {"start": hit.start, "end": hit.start + len(hit.text)} if known else {"start": None, "end": None}
    return {**place, **_shown(hit)}


def _shown(hit: Hit) -> Record:
    places = [[hit.start + start, hit.start + end] for start, end in hit.found] if hit.start >= 0 else []
    return {"snippet": snippet(hit.text, hit.found), "found": places}


def snippet(text: str, found: Iterable[tuple[int, int]]) -> str:
    """Return the part of a text where the words found stand closest together, with marks around them."""
    places = list(found)
    start, end = _window(text, places)
    inside = [(one, other) for one, other in places if start <= one and other <= end]
    pieces, at = [ELLIPSIS if start else ""], start
    for one, other in inside:
        pieces += [text[at:one], MARK, text[one:other], MARK]
        at = other
    pieces += [text[at:end], ELLIPSIS if end < len(text) else ""]
    return " ".join("".join(pieces).split())


def _window(text: str, places: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the part of a text to show: from a little before the word from which on most others are near."""
    if len(text) <= SNIPPET or not places:
        return 0, _blank(text, SNIPPET)
    near = [sum(one <= other[0] < one + SNIPPET - LEAD for other in places) for one, _ in places]
    best, last = places[near.index(max(near))]
    start = max(0, best - LEAD)
    while 0 < start < best and not text[start - 1].isspace():
        start += 1
    return start, max(last, _blank(text, start + SNIPPET))


def _blank(text: str, end: int) -> int:
    """Return the end of the last whole word before a place in a text."""
    if end >= len(text):
        return len(text)
    before = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    return before if before > end - LEAD else end
