"""Positions, appointments and events read back from a store in few wide steps, with all that questions ask of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from travaux.rdf import slug
from travaux.store.rulings import Ruling

if TYPE_CHECKING:
    from travaux.store import Store

ASKED = (
    *("trv:stance", "trv:act", "trv:holder", "trv:speaker", "trv:via", "trv:body", "trv:topic"),
    *("trv:target", "trv:targetEntity", "org:member", "trv:state", "trv:organisation"),
)
RECORD = "SELECT ?node ?value { ?node dcterms:type ?genre . ?genre skos:broader ?value }"
INSTRUMENTS = """SELECT DISTINCT ?node (STR(?name) AS ?value) {
  ?node a trv:Instrument ; trv:symbol|skos:prefLabel|skos:altLabel ?name FILTER(STRLEN(STR(?name)) > 5) }"""
DATED = "SELECT ?node (STR(?date) AS ?value) { ?node dcterms:date ?date }"

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
    """The values of the properties that flat facts are made of, each read in one go."""

    def __init__(
        self, store: Store, identities: Mapping[str, str], rulings: Mapping[str, Ruling] | None = None
    ) -> None:
        self._store, self._identities, self._rulings = store, identities, rulings or {}
        self._of = {name: self._all(name) for name in ("trv:document", *ASKED)}
        self._sentences, self._sources = self._evidence(), self._all("trv:sourceName")
        self._dates, self._genres = self._values(DATED), self._values(RECORD)
        self._instruments = _Names(self._values(INSTRUMENTS))
        self._spoken = {
            (self._first("trv:document", node), self._one("trv:holder", node))
            for node in self._all("trv:antecedentSpan")
            if self._is_record(self._first("trv:document", node))
        }

    def rows(self) -> Iterator[Row]:
        """Yield all positions but the rejected ones, in the order of their addresses, amended ones as amended."""
        for position in sorted(self._of["trv:holder"].keys() & self._of["trv:stance"].keys()):
            ruling = self._rulings.get(position)
            if ruling is None:
                yield self._row(position)
            elif not ruling.rejects:
                yield self._amended(self._row(position), ruling)

    def offices(self) -> Iterator[Office]:
        """Yield all appointments and events, in the order of their addresses."""
        for node in sorted(self._of["trv:document"].keys() - self._of["trv:stance"].keys()):
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
            source=min(self._sources.get(read, [""])),
        )

    def _date(self, node: str, document: str) -> str:
        return min(self._dates.get(node) or self._dates.get(document) or [""])

    def _row(self, position: str) -> Row:
        read = self._first("trv:document", position)
        holder = self._one("trv:holder", position)
        return Row(
            position=position,
            stance=slug(self._first("trv:stance", position)),
            act=slug(self._first("trv:act", position)),
            holder=holder,
            topics=tuple(sorted(set(self._of["trv:topic"].get(position, ())))),
            date=self._date(position, read),
            sentence=min(self._sentences.get(position, [""])),
            document=self._identities.get(read, read),
            read=read,
            source=min(self._sources.get(read, [""])),
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
        return row.date if day is None else day or min(self._dates.get(row.read) or [""])

    def _texts(self, position: str) -> tuple[str, ...]:
        """Return the instruments that a position aims at or names in the words of its target."""
        named = self._instruments.within(self._first("trv:target", position))
        return tuple(sorted({*named, *self._of["trv:targetEntity"].get(position, ())}))

    def _is_record(self, document: str) -> bool:
        return "record" in map(slug, self._genres.get(document, ()))

    def _evidence(self) -> Values:
        """Return the words of each node's evidence: three steps read one by one, which is faster than a join."""
        places, selectors, exact = map(self._all, ("trv:evidence", "oa:hasSelector", "oa:exact"))
        return {
            node: [
                text for place in own for words in selectors.get(place, ()) for text in exact.get(words, ())
            ]
            for node, own in places.items()
        }

    def _first(self, name: str, node: str) -> str:
        return min(self._of[name].get(node, [""]))

    def _one(self, name: str, node: str) -> str:
        value = self._first(name, node)
        return self._identities.get(value, value)

    def _all(self, name: str) -> Values:
        return self._values(f"SELECT ?node ?value {{ ?node {name} ?value }}")

    def _values(self, query: str) -> Values:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._store.select(query):
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
