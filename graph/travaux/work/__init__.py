"""Work on documents, one by one: what a job is, what comes of it, and the engines that do jobs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from travaux.model import Document, Findings
from travaux.read import Item
from travaux.store.cards import Card

State = Literal["read", "skipped", "failed", "quarantined"]


class Guard(NamedTuple):
    """What a document may take: seconds, and megabytes of memory of its worker (0: as much as there is)."""

    seconds: float = 300.0
    megabytes: int = 4096


class Job(NamedTuple):
    """A document to read: its item, the address it was fetched from, and the parses that were kept of it."""

    item: Item
    address: str | None = None
    parses: bytes = b""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: the graph of the document `iri` in N-Triples, or the reason why there is none.

    `card` is what the index of the store takes of it, `parses` what is kept for another vocabulary.
    A document that is quarantined cost a worker its life, or more time or memory than it may.
    """

    source: str
    state: State
    reason: str = ""
    iri: str = ""
    graph: bytes = b""
    parses: bytes = b""
    card: Card | None = None
    positions: int = 0
    sentences: int = 0


class Finder(Protocol):
    """What reads positions out of documents: travaux.pipeline.Pipeline, or a stand-in of a test."""

    def findings(self, documents: Iterable[Document]) -> Iterator[Findings]: ...


@runtime_checkable
class Engine(Protocol):
    """What does jobs, here or elsewhere: their outcomes come in the order of the jobs, batch by batch."""

    def outcomes(self, batches: Iterable[Sequence[Job]]) -> Iterator[Sequence[Outcome]]: ...

    def close(self) -> None: ...
