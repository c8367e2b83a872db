"""Positions, appointments and events read back from a store in few wide steps, with all that questions ask of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from travaux.rdf import slug, term
from travaux.store.rulings import Ruling

if TYPE_CHECKING:
    import pyoxigraph as ox

    from travaux.store import Store

ASKED = (
    *("trv:stance", "trv:act", "trv:holder", "trv:speaker", "trv:via", "trv:body", "trv:topic"),
    *("trv:target", "trv:targetEntity", "org:member", "trv:state", "trv:organisation"),
    *("trv:document", "trv:sourceName", "dcterms:date", "dcterms:type", "trv:antecedentSpan"),
    *("trv:evidence", "oa:hasSelector", "oa:exact"),
)
TOGETHER = 100  # graphs of documents that are read at a time
GRAPHS = "SELECT DISTINCT ?graph { GRAPH ?graph { ?node trv:document ?document } }"
BROADER = "SELECT ?node ?value { ?node skos:broader ?value }"
INSTRUMENTS = """SELECT DISTINCT ?node (STR(?name) AS ?value) {
  ?node a trv:Instrument ; trv:symbol|skos:prefLabel|skos:altLabel ?name FILTER(STRLEN(STR(?name)) > 5) }"""

Values = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A position as it was judged, with all that questions ask of it; each thing is what it is one with."""

    position: str
    stance: str
    act: str
    holder: str
    topics: tuple[str, ...]
    date: str
    sentence: str
    document: str
    read: str
    source: str
    speaker: str = ""
    via: str = ""
    body: str = ""
    recorded: bool = False
    own: bool = False
    instruments: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[bool, str, str, str]:
        """Return by what positions of one line are ordered: time, then words."""
        return not self.date, self.date, self.sentence, self.source


@dataclass(frozen=True, slots=True)
class Office:
    """An appointment or an event; what it does not have is empty."""

    node: str
    person: str
    side: str
    body: str
    date: str
    sentence: str
    source: str


class Known:
    """Positions, appointments and events of a store, read some documents at a time: an archive may be of any size."""

    def __init__(
        self, store: Store, identities: Mapping[str, str], rulings: Mapping[str, Ruling] | None = None
    ) -> None:
        self._store, self._identities, self._rulings = store, identities, rulings or {}
        self._instruments = _Names(_values(store, INSTRUMENTS))
        self._broader = _values(store, BROADER)
        self._same: dict[str, str] = {}

    def read(self) -> Iterator[Row | Office]:
        """Yield all positions but the rejected ones, amended ones as amended, and all appointments and events."""
        graphs = sorted((row["graph"] for row in self._store.select(GRAPHS)), key=str)
        for start in range(0, len(graphs), TOGETHER):
            self._read_some(graphs[start : start + TOGETHER])
            yield from self._rows()
            yield from self._offices()

    def _read_some(self, graphs: Iterable[ox.NamedNode]) -> None:
        """Read what is asked of some documents: quad by quad, as no engine plans a join over many graphs well."""
        self._of: dict[str, dict[str, list[str]]] = {term(name).value: {} for name in ASKED}
        for graph in graphs:
            for subject, predicate, value, _ in self._store.quads(graph):
                asked = self._of.get(predicate.value)
                if asked is not None:
                    asked.setdefault(str(subject.value), []).append(str(value.value))
        self._sentences = self._evidence()
        self._spoken = {
            (self._first("trv:document", node), self._one("trv:holder", node))
            for node in self._all("trv:antecedentSpan")
            if self._is_record(self._first("trv:document", node))
        }

    def _rows(self) -> Iterator[Row]:
        for position in sorted(self._all("trv:holder").keys() & self._all("trv:stance").keys()):
            ruling = self._rulings.get(position)
            if ruling is None:
                yield self._row(position)
            elif not ruling.rejects:
                yield self._amended(self._row(position), ruling)

    def _offices(self) -> Iterator[Office]:
        for node in sorted(self._all("trv:document").keys() - self._all("trv:stance").keys()):
            yield self._office(node)

    def _office(self, node: str) -> Office:
        read = self._first("trv:document", node)
        return Office(
            node=node,
            person=self._one("org:member", node),
            side=self._one("trv:state", node) or self._one("trv:organisation", node),
            body=self._one("trv:body", node),
            date=self._date(node, read),
            sentence=min(self._sentences.get(node, [""])),
            source=self._first("trv:sourceName", read),
        )

    def _date(self, node: str, document: str) -> str:
        return self._first("dcterms:date", node) or self._first("dcterms:date", document)

    def _row(self, position: str) -> Row:
        read = self._first("trv:document", position)
        holder = self._one("trv:holder", position)
        return Row(
            position=position,
            stance=self._kept(slug(self._first("trv:stance", position))),
            act=self._kept(slug(self._first("trv:act", position))),
            holder=holder,
            topics=tuple(sorted({self._kept(one) for one in self._all("trv:topic").get(position, ())})),
            date=self._kept(self._date(position, read)),
            sentence=min(self._sentences.get(position, [""])),
            document=self._kept(self._identities.get(read, read)),
            read=self._kept(read),
            source=self._kept(self._first("trv:sourceName", read)),
            speaker=self._one("trv:speaker", position),
            via=self._one("trv:via", position),
            body=self._one("trv:body", position),
            recorded=self._is_record(read),
            own=(read, holder) in self._spoken,
            instruments=self._texts(position),
        )

    def _amended(self, row: Row, ruling: Ruling) -> Row:
        holder = row.holder if ruling.holder is None else self._identities.get(ruling.holder, ruling.holder)
        return replace(
            row,
            stance=ruling.stance or row.stance,
            act=row.act if ruling.keeps_act(row.stance) else "",
            holder=holder,
            own=(row.read, holder) in self._spoken,
            topics=row.topics if ruling.topics is None else ruling.topics,
            body=row.body if ruling.body is None else self._identities.get(ruling.body, ruling.body),
            date=self._amended_date(row, ruling.day),
        )

    def _amended_date(self, row: Row, day: str | None) -> str:
        return row.date if day is None else day or self._first("dcterms:date", row.read)

    def _texts(self, position: str) -> tuple[str, ...]:
        """Return the instruments that a position aims at or names in the words of its target."""
        named = self._instruments.within(self._first("trv:target", position))
        return tuple(sorted({*named, *map(self._kept, self._all("trv:targetEntity").get(position, ()))}))

    def _is_record(self, document: str) -> bool:
        genres = self._all("dcterms:type").get(document, ())
        return any(slug(one) == "record" for genre in genres for one in self._broader.get(genre, ()))

    def _evidence(self) -> Values:
        """Return the words of each node's evidence, which are three steps away."""
        places, selectors, exact = map(self._all, ("trv:evidence", "oa:hasSelector", "oa:exact"))
        return {
            node: [
                text for place in own for words in selectors.get(place, ()) for text in exact.get(words, ())
            ]
            for node, own in places.items()
        }

    def _first(self, name: str, node: str) -> str:
        return min(self._all(name).get(node, [""]))

    def _one(self, name: str, node: str) -> str:
        value = self._first(name, node)
        return self._kept(self._identities.get(value, value))

    def _kept(self, value: str) -> str:
        """Return the one string that stands for all of its value: rows are many, and what they say is not."""
        return self._same.setdefault(value, value)

    def _all(self, name: str) -> dict[str, list[str]]:
        return self._of[term(name).value]


def _values(store: Store, query: str) -> Values:
    found: dict[str, list[str]] = defaultdict(list)
    for row in store.select(query):
        found[row["node"].value].append(row["value"].value)
    return found


class _Names:
    """The names of things, to be found in other words: as whole words, whatever stands between them."""

    def __init__(self, names: Values) -> None:
        self._by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for iri, forms in names.items():
            for form in forms:
                if words := _words_of(form):
                    self._by_word[max(words, key=len)].append((f" {' '.join(words)} ", iri))

    def within(self, text: str) -> set[str]:
        """Return the things that a text names."""
        words = _words_of(text)
        said = f" {' '.join(words)} "
        return {iri for word in set(words) for form, iri in self._by_word.get(word, ()) if form in said}


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
