"""Positions from parsed sentences: the built-in extractor."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from travaux.extract.bodies import Forum
from travaux.extract.draft import SIDES, Draft
from travaux.extract.events import Events
from travaux.extract.frames import Frames
from travaux.extract.quotes import Quotes
from travaux.extract.topics import Topics
from travaux.extract.votes import votes
from travaux.model import Document, Entity, Event, Position, Span
from travaux.parse import Sentence
from travaux.resolve.holder import Holder, Setting
from travaux.resolve.holders import Resolver
from travaux.resolve.persons import People
from travaux.resolve.quotations import quotations
from travaux.vocabulary import Vocabulary

_TYPES = {"Unnamed": "Group"}
_HEADLINE = 5
_FILLS = 2
_MARK = 24
_PAIRS = (("“", "”"), ("‘", "’"), ("«", "»"), ("(", ")"))
_LEAD = 3000
_BEFORE = 300
_CONTEXT = (0.7, 0.8, 0.5, 0.8)


class Extractor:
    """Reads the positions of documents with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._frames = Frames(vocabulary)
        self._events = Events(vocabulary)
        self._topics = Topics(vocabulary.topics)

    def positions(
        self, document: Document, sentences: Sequence[Sentence], people: People, setting: Setting
    ) -> tuple[Position, ...]:
        """Return the positions of a document, each proven by its span, in the order of the text."""
        said = self._said(document, sentences, people, setting)
        quotes = Quotes(self._quotations(document), sentences, said)
        forum = Forum(document, sentences, self._vocabulary)
        resolver = Resolver(self._vocabulary, document, people, forum.chaired)
        found: dict[str, Position] = {}
        heading = ""
        for sentence in sentences:
            if sentence.passage.kind in ("heading", "title"):
                heading = sentence.span.of(document.text)
                if setting.genre != "report" or len(sentence.doc) < _HEADLINE:
                    resolver.remember(sentence)
                    continue
            drafts = votes(document, sentence, self._vocabulary)

            def voices(token: Token, sentence: Sentence = sentence) -> Sequence[Holder]:
                quote = quotes.around(sentence.place(token))
                return setting.voices[sentence.index] if quote is None else quotes.speakers(quote)

            voted = {d.holder.entity for d in drafts}
            drafts += [
                d for d in self._frames.read(sentence, resolver, voices) if d.holder.entity not in voted
            ]
            resolver.remember(sentence)
            taken = [d.stance for d in drafts if d.stance != "state"]
            resolver.memory.stance = taken[-1] if taken else None
            for draft in drafts:
                position = self._position(document, sentence, draft, quotes, forum, heading)
                if position is not None and proven(document, position):
                    found.setdefault(position.id, position)
        positions = _without_repetitions(document, tuple(found.values()))
        return _without_headlines(positions, sentences)

    def events(self, document: Document, sentences: Sequence[Sentence]) -> tuple[Event, ...]:
        """Return the events that a document tells."""
        forum = Forum(document, sentences, self._vocabulary)
        return self._events.events(document, sentences, forum)

    def _quotations(self, document: Document) -> list[Span]:
        """Return the quotations of a document, without names in quotation marks: so-called "facts", entitled "..."."""
        marks = self._vocabulary.words["name-mark"]
        before = [
            (span, document.text[max(0, span.start - _MARK) : span.start - 1].split()[-1:])
            for span in quotations(document)
        ]
        return [span for span, last in before if not last or last[0].lower() not in marks]

    def _said(
        self, document: Document, sentences: Sequence[Sentence], people: People, setting: Setting
    ) -> list[tuple[Holder, ...]]:
        """Return to whom each sentence attributes words, in a first pass over the document."""
        resolver = Resolver(self._vocabulary, document, people)
        spans = self._quotations(document)
        said: list[tuple[Holder, ...]] = []
        for sentence in sentences:

            def quoted(token: Token, sentence: Sentence = sentence) -> bool:
                return any(s.contains(sentence.place(token)) for s in spans)

            quotes = any(span.overlaps(sentence.span) for span in spans)
            said.append(tuple(self._frames.speakers(sentence, resolver, quoted, quotes)))
            resolver.remember(sentence)
        return said

    def _position(
        self, document: Document, sentence: Sentence, draft: Draft, quotes: Quotes, forum: Forum, heading: str
    ) -> Position | None:
        text = document.text
        before = text[max(sentence.passage.start, sentence.span.start - _BEFORE) : sentence.span.start]
        context = (sentence.span.of(text), heading, document.title or "", text[:_LEAD])
        parts = tuple(zip(context, _CONTEXT, strict=True))
        holder = draft.holder.entity
        span, antecedent = draft.holder.span, draft.holder.antecedent
        if not sentence.span.contains(span):
            span = antecedent = antecedent or span
        kind = _TYPES.get(holder.type, holder.type)
        entity = Entity(holder.iri, holder.label, kind, holder.iso3)
        return Position(
            document=document.iri,
            holder=entity,
            holder_span=span,
            antecedent=antecedent,
            stance=draft.stance,
            act=draft.act,
            cue=draft.cue,
            cue_lemma=draft.lemma,
            target=_closed(text, draft.target, sentence.span),
            evidence=sentence.span,
            topics=self._topics.of(draft.target.of(text), parts, before),
            target_entity=_named(sentence, draft.target, holder),
            speaker=draft.holder.speaker,
            via=draft.holder.via,
            body=forum.of(sentence),
            date=forum.date(sentence, draft.target),
            quote=quotes.of(sentence, draft.holder, draft.target),
            certainty=draft.certainty,
        )


def _without_repetitions(document: Document, positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """Keep one of the positions of a holder that say the same; a text merely called somebody's counts when new."""
    kept: list[Position] = []
    seen: set[tuple[Entity, str, str]] = set()
    for position in positions:
        target = " ".join(position.target.of(document.text).lower().removeprefix("the ").split())
        key = (position.holder, position.stance, target)
        mere = position.act == "table" and position.target.contains(position.cue)
        known = any(k.holder == position.holder and k.stance == position.stance for k in kept)
        if key not in seen and not (mere and known):
            seen.add(key)
            kept.append(position)
    return tuple(kept)


def _without_headlines(
    positions: tuple[Position, ...], sentences: Sequence[Sentence]
) -> tuple[Position, ...]:
    """Drop what a headline says where the text below says that its holder takes the same side."""
    heads = {s.span for s in sentences if s.passage.kind in ("heading", "title")}
    below = {(p.holder, SIDES[p.stance]) for p in positions if p.evidence not in heads}
    return tuple(
        p
        for p in positions
        if p.evidence not in heads or ((p.holder, SIDES[p.stance]) not in below and not _vague(p))
    )


def _vague(position: Position) -> bool:
    """Is the holder unnamed: "delegates", "members", of whom a headline says what the text says of states?"""
    return "/unnamed-" in position.holder.iri


def _named(sentence: Sentence, target: Span, holder: Entity) -> Entity | None:
    """Return the text, body, state or group that a target is: the instrument in it, or a name that fills it."""
    inside = [
        m for m in sentence.names if target.contains(m.span) and m.entity != holder and m.kind != "place"
    ]
    texts = (m for m in inside if m.entity.type == "Instrument")
    filling = (m for m in inside if (m.span.end - m.span.start) * _FILLS >= target.end - target.start)
    chosen = next(texts, None) or next(filling, None)
    return chosen.entity if chosen is not None else None


def _closed(text: str, target: Span, sentence: Span) -> Span:
    """Return a target with the mark that closes a quotation opened in it."""
    inside, after = target.of(text), text[target.end : target.end + 1]
    opened = any(inside.count(o) > inside.count(c) and after == c for o, c in _PAIRS)
    straight = after == '"' and inside.count('"') % 2 == 1
    return (
        Span(target.start, target.end + 1) if (opened or straight) and target.end < sentence.end else target
    )


def proven(document: Document, position: Position) -> bool:
    """Do the words of a position lie in its evidence, with a holder named there or elsewhere?"""
    evidence = position.evidence
    inside = [position.cue, position.target, *([position.quote] if position.quote else [])]
    holder = evidence.contains(position.holder_span) or position.antecedent is not None
    return holder and all(evidence.contains(span) and span.end > span.start for span in inside)
