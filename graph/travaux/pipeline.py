"""The way of a document from text to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import entry_points
from typing import Protocol

from travaux import rollcall
from travaux.extract import Extractor
from travaux.extract.rollcalls import RollCalls
from travaux.model import Document, Entity, Event, Findings, Mention, Position
from travaux.parse import Parser, Sentence, load_model
from travaux.resolve.holder import Setting
from travaux.resolve.people import Finder
from travaux.resolve.persons import People, appointments
from travaux.resolve.voices import Stage
from travaux.vocabulary import Vocabulary, load

GROUP = "travaux.extractors"


class Reader(Protocol):
    """What an entry point of the group travaux.extractors makes out of a vocabulary."""

    def positions(
        self, document: Document, sentences: Sequence[Sentence], people: People, setting: Setting
    ) -> tuple[Position, ...]:
        """Return the positions of a document."""

    def events(self, document: Document, sentences: Sequence[Sentence]) -> tuple[Event, ...]:
        """Return the events of a document."""


def extractors(vocabulary: Vocabulary) -> list[Reader]:
    """Return the extractors that are installed, the built-in one among them, in the order of their names."""
    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    makers = [point.load() for point in points] or [Extractor]
    return [make(vocabulary) for make in makers]


class Pipeline:
    """Reads findings out of documents with one or more vocabularies."""

    def __init__(self, vocabulary: Sequence[str] = ("cyber",), model: str | None = None) -> None:
        """Load the vocabulary folders named, and the spaCy model named or the best installed."""
        self._vocabulary = load(tuple(vocabulary))
        self._parser = Parser(load_model(model), self._vocabulary)
        self._finder = Finder(self._vocabulary)
        self._stage = Stage(self._vocabulary)
        self._extractors = extractors(self._vocabulary)
        self._roll_calls = RollCalls(self._vocabulary)

    def findings(self, documents: Iterable[Document]) -> Iterator[Findings]:
        """Yield what is found in each document, in order."""
        for document in documents:
            if document.format == rollcall.FORMAT:
                yield self._roll_calls.findings(document)
            else:
                yield self._read(document, self._parser.parse(document))

    def found(self, document: Document, parses: bytes) -> tuple[Findings, bytes, int]:
        """Return what is found in a document, its parses to be kept, and the number of its sentences.

        `parses` are those that were kept of it before, if any.
        """
        if document.format == rollcall.FORMAT:
            return self._roll_calls.findings(document), b"", 0
        sentences = self._parser.parse(document, parses)
        return self._read(document, sentences), self._parser.pack(sentences), len(sentences)

    def _read(self, document: Document, sentences: Sequence[Sentence]) -> Findings:
        people = self._finder.find(document, sentences)
        setting = self._stage.set(document, sentences, people, self._parser.title_names(document))
        found = [p for e in self._extractors for p in e.positions(document, sentences, people, setting)]
        told = [event for e in self._extractors for event in e.events(document, sentences)]
        positions = tuple({position.id: position for position in found}.values())
        events = tuple({event.iri: event for event in told}.values())
        offices = appointments(document, people)
        return Findings(document, positions, offices, events, _mentions(sentences), setting.genre)


def _mentions(sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    seen: dict[Entity, Mention] = {}
    for sentence in sentences:
        for member in sentence.names:
            if member.kind != "place":
                seen.setdefault(member.entity, Mention(member.span, member.entity, member.kind))
    return tuple(seen.values())
