"""Positions and events of a recorded vote: each ballot is a position, its line the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from travaux import rollcall
from travaux.extract.topics import Topics
from travaux.letters import fold
from travaux.model import THINGS, Document, Entity, Event, Findings, Position, Span, Stance
from travaux.parse.recognise import instrument
from travaux.rollcall import Ballot
from travaux.vocabulary import Vocabulary

GENRE = "roll-call"
_ADOPTION = "adoption"
_SUBJECTS = 0.5


class RollCalls:
    """Reads the roll calls of one vocabulary's negotiation."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._topics = Topics(vocabulary.topics)
        self._states = {e.iso3: e for e in vocabulary.entities.values() if e.type == "State" and e.iso3}
        self._named = {fold(n.form): n.entity for n in vocabulary.names if n.entity.type == "State"}
        self._texts = {n.form: n.entity for n in vocabulary.names if n.entity.type == "Instrument"}

    def findings(self, document: Document) -> Findings:
        """Return the votes of a roll call as positions, and the adoption as an event."""
        facts = rollcall.facts(document)
        text = self._instrument(document, facts)
        topics, body = self._about(document, facts, text), self._body(document, facts, text)
        found = tuple(
            self._position(document, ballot, vote, text, topics, body)
            for ballot in rollcall.ballots(document)
            if (vote := rollcall.cast(ballot.vote.of(document.text)))
        )
        unique = {position.id: position for position in found}
        return Findings(
            document, tuple(unique.values()), (), tuple(_adoption(document, facts, text)), (), GENRE
        )

    def _position(
        self,
        document: Document,
        ballot: Ballot,
        vote: tuple[Stance, str],
        text: Entity | None,
        topics: tuple[Entity, ...],
        body: Entity | None,
    ) -> Position:
        stance, act = vote
        return Position(
            document=document.iri,
            holder=self._member(ballot.code.of(document.text), ballot.name.of(document.text)),
            holder_span=ballot.name,
            stance=stance,
            act=act,
            cue=ballot.vote,
            cue_lemma=ballot.vote.of(document.text).casefold(),
            target=ballot.resolution,
            evidence=ballot.line,
            topics=topics,
            target_entity=text,
            body=body,
            date=document.date,
        )

    def _member(self, code: str, name: str) -> Entity:
        """Return the state of a code or a name; one that the vocabulary has not, such as a former state, is named."""
        known = self._states.get(code) or self._named.get(fold(name)) or self._named.get(fold(code))
        if known is not None:
            return Entity(known.iri, known.label, known.type, known.iso3)
        key = re.sub(r"\W+", "-", code or name).strip("-") or "unnamed"
        return Entity(
            f"{THINGS}state/{key}", name.title() if name.isupper() and name != code else name, "State"
        )

    def _instrument(self, document: Document, facts: dict[str, Span]) -> Entity | None:
        line = facts.get("resolution") or facts.get("draft")
        if line is None:
            return None
        symbol = rollcall.value(document, line).of(document.text)
        return self._texts.get(symbol) or instrument(symbol)

    def _about(self, document: Document, facts: dict[str, Span], text: Entity | None) -> tuple[Entity, ...]:
        """Return the topics of the text voted on: those that the vocabulary gives it, else those of its title."""
        given = self._vocabulary.subjects.get(text.iri, ()) if text else ()
        known = tuple(self._vocabulary.entities[iri] for iri in given if iri in self._vocabulary.entities)
        told = [facts[name].of(document.text) for name in ("agenda_title", "subjects") if name in facts]
        return known or self._topics.of(document.title or "", [(" ".join(told), _SUBJECTS)])

    def _body(self, document: Document, facts: dict[str, Span], text: Entity | None) -> Entity | None:
        symbols = [text.label] if text else []
        symbols += [
            rollcall.value(document, facts[name]).of(document.text)
            for name in ("draft", "meeting")
            if name in facts
        ]
        organs = self._vocabulary.organs
        return next(
            (
                self._vocabulary.entities[organs[start]]
                for one in symbols
                for start in organs
                if one.startswith(start)
            ),
            None,
        )


def _adoption(document: Document, facts: dict[str, Span], text: Entity | None) -> Iterator[Event]:
    """Yield the adoption of a resolution: a text that has a resolution's symbol was adopted."""
    line = facts.get("adoption") or facts.get(rollcall.ADOPTED)
    if text is not None and line is not None and rollcall.ADOPTED in facts:
        column = rollcall.value(document, line).start - len(rollcall.COLON)
        yield Event(document.iri, _ADOPTION, line, Span(line.start, column), text, document.date)
