"""The way of a document from text to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from travaux.extract import Extractor
from travaux.model import Document, Entity, Findings, Mention
from travaux.parse import Parser, Sentence, load_model
from travaux.people import Finder, appointments
from travaux.vocabulary import load
from travaux.voices import Stage

_TOGETHER = 8


class Pipeline:
    """Reads findings out of documents with one or more vocabularies."""

    def __init__(self, vocabulary: Sequence[str] = ("cyber",), model: str | None = None) -> None:
        """Load the vocabulary folders named, and the spaCy model named or the best installed."""
        self._vocabulary = load(tuple(vocabulary))
        self._parser = Parser(load_model(model), self._vocabulary)
        self._finder = Finder(self._vocabulary)
        self._stage = Stage(self._vocabulary)
        self._extractor = Extractor(self._vocabulary)

    def findings(self, documents: Iterable[Document]) -> Iterator[Findings]:
        """Yield what is found in each document, in order."""
        remaining = iter(documents)
        while batch := list(islice(remaining, _TOGETHER)):
            for document, sentences in zip(batch, self._parser.parse_all(batch), strict=True):
                yield self._read(document, sentences)

    def _read(self, document: Document, sentences: Sequence[Sentence]) -> Findings:
        people = self._finder.find(document, sentences)
        setting = self._stage.set(document, sentences, people, self._parser.title_names(document))
        positions = self._extractor.positions(document, sentences, people, setting)
        events = self._extractor.events(document, sentences)
        offices = appointments(document, people)
        return Findings(document, positions, offices, events, _mentions(sentences), setting.genre)


def _mentions(sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    seen: dict[Entity, Mention] = {}
    for sentence in sentences:
        for member in sentence.names:
            if member.kind != "place":
                seen.setdefault(member.entity, Mention(member.span, member.entity, member.kind))
    return tuple(seen.values())
