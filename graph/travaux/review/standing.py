"""Whether judgements still stand: each is found again in the graph by its position's id, else by its very sentence.

A judgement applies to a position, or its sentence is in the document and no position like the judged one is read from
it any more (lost), or the sentence is gone (resting).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode

from travaux.model import THINGS
from travaux.rdf import slug, thing
from travaux.review.judgements import Judgement, Reading
from travaux.store import Store

State = Literal["applies", "lost", "resting"]
AT_ONCE = 500
SOURCES = "SELECT DISTINCT ?document ?source { ?document a trv:Document ; trv:sourceName ?source }"
DOCUMENTS = "SELECT DISTINCT ?document { VALUES ?position { %s } ?position trv:document ?document }"
READINGS = """
SELECT DISTINCT ?position ?holder ?stance ?target ?cue ?sentence ?start { GRAPH %(document)s {
  ?position a trv:Position ; trv:document %(document)s ; trv:holder ?holder ; trv:stance ?stance ; trv:target ?target ;
    trv:cue ?cue ; trv:evidence ?evidence .
  ?evidence oa:hasSelector ?words . ?words oa:exact ?sentence .
  ?evidence oa:hasSelector ?place . ?place oa:start ?start
} }"""
TOPICS = "SELECT DISTINCT ?position ?topic { GRAPH %s { ?position a trv:Position ; trv:topic ?topic } }"

Found = dict[str, Reading]


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement with the id of the position that it applies to; none where it applies to nothing."""

    judgement: Judgement
    position: str | None
    state: State


def standings(store: Store, judgements: Iterable[Judgement]) -> list[Standing]:
    """Return what becomes of each judgement in a store, in their order."""
    here = _Here(store)
    waiting: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
    given = list(judgements)
    found: dict[tuple[str, str], Standing] = {}
    for one in given:
        documents = here.documents(one.reading.document)
        if any(one.position in here.readings(document) for document in documents):
            found[one.key] = Standing(one, one.position, "applies")
        else:
            waiting[one.coder, one.reading.document].append(one)
    for (coder, source), rest in waiting.items():
        taken = {s.position for s in found.values() if s.judgement.coder == coder}
        for standing in _again(here, source, rest, taken):
            found[standing.judgement.key] = standing
    return [found[one.key] for one in given]


def readings(store: Store, ids: Iterable[str]) -> Found:
    """Return how positions read now, by their ids; one that is not in the store is left out."""
    here, wanted = _Here(store), sorted(set(ids))
    documents: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        values = " ".join(str(thing("position", one)) for one in wanted[start : start + AT_ONCE])
        documents |= {row["document"].value for row in store.select(DOCUMENTS % values)}
    every = {one: said for each in sorted(documents) for one, said in here.readings(each).items()}
    return {one: every[one] for one in wanted if one in every}


def _again(
    here: _Here, source: str, judgements: Sequence[Judgement], taken: set[str | None]
) -> Iterator[Standing]:
    """Yield the standings of judgements whose ids are gone; each position is found for one of a coder's only."""
    documents = here.documents(source)
    offered = {
        one: said
        for document in documents
        for one, said in here.readings(document).items()
        if one not in taken
    }
    for judgement in sorted(judgements, key=lambda one: (one.reading.start, one.position)):
        like = [one for one, said in offered.items() if _key(said) == _key(judgement.reading)]
        best = min(like, key=lambda one: _rank(offered[one], judgement.reading), default=None)
        if best is not None:
            del offered[best]
            yield Standing(judgement, best, "applies")
        else:
            there = any(_plain(judgement.reading.sentence) in here.text(document) for document in documents)
            yield Standing(judgement, None, "lost" if there else "resting")


def _key(said: Reading) -> tuple[str, ...]:
    return _plain(said.sentence), said.holder, said.stance, _plain(said.target)


def _rank(offered: Reading, judged: Reading) -> tuple[bool, int]:
    return offered.cue != judged.cue, offered.start


def _plain(text: str) -> str:
    return " ".join(text.split())


class _Here:
    """The documents of a store by their source names, and their positions and texts, each read when it is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, str] = {}
        self._readings: dict[str, Found] = {}
        self._sources: dict[str, list[str]] = defaultdict(list)
        self._files: dict[str, list[str]] = defaultdict(list)
        for row in sorted((row["source"].value, row["document"].value) for row in store.select(SOURCES)):
            self._sources[row[0]].append(row[1])
            self._files[_file(row[0])].append(row[1])

    def documents(self, source: str) -> list[str]:
        """Return the documents that were read from a source, else from a file of its name in another folder."""
        return self._sources.get(source) or self._files.get(_file(source), [])

    def text(self, document: str) -> str:
        if document not in self._texts:
            self._texts[document] = _plain(self._store.text(document))
        return self._texts[document]

    def readings(self, document: str) -> Found:
        if document not in self._readings:
            self._readings[document] = self._read(document)
        return self._readings[document]

    def _read(self, document: str) -> Found:
        node = NamedNode(document)
        topics: dict[str, set[str]] = defaultdict(set)
        for row in self._store.select(TOPICS % node):
            topics[row["position"].value].add(row["topic"].value)
        source = next((row["source"].value for row in self._store.select(_source(node))), "")
        return {
            slug(row["position"].value): Reading(
                document=source,
                sentence=row["sentence"].value,
                holder=_anywhere(row["holder"].value),
                stance=slug(row["stance"].value),
                topics=tuple(sorted(topics[row["position"].value])),
                target=row["target"].value,
                cue=row["cue"].value,
                start=int(row["start"].value) if isinstance(row["start"], Text) else 0,
            )
            for row in self._store.select(READINGS % {"document": node})
        }


def _source(document: NamedNode) -> str:
    return f"SELECT ?source {{ GRAPH {document} {{ {document} trv:sourceName ?source }} }}"


def _file(source: str) -> str:
    return source.rstrip("/\\").replace("\\", "/").rpartition("/")[2]


def _anywhere(holder: str) -> str:
    """Return the address of a holder without that of its document, which persons have in theirs."""
    return f"{THINGS}person/{slug(holder)}" if "/person/" in holder else holder
