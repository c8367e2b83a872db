"""Where and when: the body in which a position was taken, and its date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from travaux.extract.dates import dates
from travaux.model import Document, Entity, Span
from travaux.parse import Sentence
from travaux.vocabulary import Vocabulary

_LEAD = 4


class Forum:
    """The bodies and dates that a document gives to its positions."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], vocabulary: Vocabulary) -> None:
        self._document = document
        self._vocabulary = vocabulary
        self._series = {row[2]: iri for iri, rows in vocabulary.incarnations.items() for row in rows}
        counts: Counter[str] = Counter()
        for sentence in sentences:
            weight = _LEAD if sentence.passage.kind in ("title", "heading") or sentence.index < _LEAD else 1
            for member in sentence.names:
                if self._is_forum(member.entity):
                    counts[member.entity.iri] += weight
        best = sorted(counts.items(), key=lambda pair: -pair[1])
        self._bodies = [vocabulary.entities[iri] for iri, _ in best]
        self.chaired = next((body for body in self._bodies if body.iri in vocabulary.chairs), None)
        self.main = vocabulary.entities[best[0][0]] if best else None

    def of(self, sentence: Sentence) -> Entity | None:
        """Return the body in which a sentence's positions were taken."""
        named = [m.entity for m in sentence.names if self._is_forum(m.entity)]
        main = self.main
        if main is None or main in named or not named:
            return self._incarnation(main)
        return self._incarnation(named[0] if self.main is None else main)

    def date(self, sentence: Sentence, target: Span) -> str | None:
        """Return the date that a sentence gives outside its target, with its precision, else the document's."""
        outside = (
            value
            for span, value in dates(sentence.span.of(self._document.text), self._document.date)
            if not Span(span.start + sentence.span.start, span.end + sentence.span.start).overlaps(target)
        )
        known = (value for value in outside if value[0].isdigit())
        return next(known, self._document.date)

    def at(self, named: Entity | None, date: str) -> Entity | None:
        """Return the incarnation, at a date, of a body named or of one that the document speaks of."""
        if named is not None and named.type != "Body":
            return named
        year = date[:4]
        for body in [named] if named else self._bodies:
            series = self._series.get(body.iri, body.iri)
            for start, until, iri in self._vocabulary.incarnations.get(series, ()):
                if start[:4] <= year <= until[:4]:
                    return self._vocabulary.entities[iri]
        return named or self.main

    def _is_forum(self, entity: Entity) -> bool:
        return entity.type == "Body" and entity.iri in self._vocabulary.entities

    def _incarnation(self, body: Entity | None) -> Entity | None:
        """Return the incarnation of a body at the document's date, where there is one."""
        if body is None or not self._document.date:
            return body
        when = self._document.date
        for start, until, iri in self._vocabulary.incarnations.get(body.iri, ()):
            if start[: len(when)] <= when and when[: len(until)] <= until:
                return self._vocabulary.entities[iri]
        return body
