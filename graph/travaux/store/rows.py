"""Positions, appointments and events of a store with all that questions ask, as links and judgements have it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from travaux.rdf import slug
from travaux.store.rulings import Ruling
from travaux.store.told import Office, Source, Told

if TYPE_CHECKING:
    from travaux.store import Store

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


class Known:
    """Positions, appointments and events of a store, document by document: an archive may be of any size."""

    def __init__(
        self, store: Store, identities: Mapping[str, str], rulings: Mapping[str, Ruling] | None = None
    ) -> None:
        self._store, self._identities, self._rulings = store, identities, rulings or {}
        self._instruments = _Names(_values(store, INSTRUMENTS))
        self._broader = _values(store, BROADER)
        self._same: dict[str, str] = {}

    def read(self) -> Iterator[Row | Office]:
        """Yield all positions but the rejected ones, amended ones as amended, and all appointments and events."""
        for source in self._store.words.told():
            recorded = any(
                slug(one) == "record" for genre in source.genres for one in self._broader.get(genre, ())
            )
            spoken = {self._one(holder) for holder in source.spoken} if recorded else set()
            for told in source.positions:
                ruling = self._rulings.get(told.position)
                if ruling is None or not ruling.rejects:
                    row = self._row(told, source, recorded)
                    yield self._own(row if ruling is None else self._amended(row, ruling, source), spoken)
            yield from map(self._office, source.offices)

    def _own(self, row: Row, spoken: set[str]) -> Row:
        return replace(row, own=True) if row.holder in spoken else row

    def _office(self, office: Office) -> Office:
        return office._replace(
            person=self._one(office.person), side=self._one(office.side), body=self._one(office.body)
        )

    def _row(self, told: Told, source: Source, recorded: bool) -> Row:
        return Row(
            position=told.position,
            stance=self._kept(slug(told.stance)),
            act=self._kept(slug(told.act)),
            holder=self._one(told.holder),
            topics=tuple(self._kept(one) for one in dict.fromkeys(told.topics)),
            date=self._kept(told.date),
            sentence=told.sentence,
            document=self._one(source.iri),
            read=self._kept(source.iri),
            source=self._kept(source.name),
            speaker=self._one(told.speaker),
            via=self._one(told.via),
            body=self._one(told.body),
            recorded=recorded,
            instruments=tuple(
                sorted({*self._instruments.within(told.target), *map(self._kept, told.entities)})
            ),
        )

    def _amended(self, row: Row, ruling: Ruling, source: Source) -> Row:
        return replace(
            row,
            stance=ruling.stance or row.stance,
            act=row.act if ruling.keeps_act(row.stance) else "",
            holder=row.holder if ruling.holder is None else self._one(ruling.holder),
            topics=row.topics if ruling.topics is None else ruling.topics,
            body=row.body if ruling.body is None else self._one(ruling.body),
            date=row.date if ruling.day is None else ruling.day or source.date,
        )

    def _one(self, thing: str) -> str:
        return self._kept(self._identities.get(thing, thing))

    def _kept(self, value: str) -> str:
        """Return the one string that stands for all of its value: rows are many, and what they say is not."""
        return self._same.setdefault(value, value)


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
