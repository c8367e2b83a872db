"""Where and when: the body in which a position was taken, and its date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from travaux.model import Document, Entity
from travaux.parse import Sentence
from travaux.vocabulary import Vocabulary

_MONTHS = "january february march april may june july august september october november december".split()
_DATE = re.compile(
    rf"\b(?:(?P<day>[0-3]?\d)\s+(?P<month>{'|'.join(_MONTHS)})|(?P<month2>{'|'.join(_MONTHS)})\s+(?P<day2>[0-3]?\d)"
    rf"|(?P<month3>{'|'.join(_MONTHS)}))?(?:,?\s+|\b)(?:of\s+)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


class Forum:
    """The bodies and dates that a document gives to its positions."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], vocabulary: Vocabulary) -> None:
        self._document = document
        self._vocabulary = vocabulary
        self._series = {row[2]: iri for iri, rows in vocabulary.incarnations.items() for row in rows}
        counts: Counter[str] = Counter()
        for sentence in sentences:
            weight = 3 if sentence.passage.kind in ("title", "heading") else 1
            for member in sentence.names:
                if self._is_forum(member.entity):
                    counts[member.entity.iri] += weight
        best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        self.main = vocabulary.entities[best[0][0]] if best else None

    def of(self, sentence: Sentence) -> Entity | None:
        """Return the body in which a sentence's positions were taken."""
        named = [m.entity for m in sentence.names if self._is_forum(m.entity)]
        main = self.main
        if main is None or main in named or not named:
            return self._incarnation(main)
        return self._incarnation(named[0] if self.main is None else main)

    def date(self, sentence: Sentence) -> str | None:
        """Return the date that a sentence gives, with its precision, else the document's."""
        match = next((m for m in _DATE.finditer(sentence.span.of(self._document.text))), None)
        if match is None or self._document.date:
            return self._document.date
        month = match["month"] or match["month2"] or match["month3"]
        day = match["day"] or match["day2"]
        parts = [match["year"]]
        if month:
            parts.append(f"{_MONTHS.index(month.lower()) + 1:02d}")
            if day and 1 <= int(day) <= 31:
                parts.append(f"{int(day):02d}")
        return "-".join(parts)

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
