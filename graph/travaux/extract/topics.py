"""What a position is about: topics by the cue phrases of the vocabulary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from travaux.model import Entity
from travaux.vocabulary import Topic

_SECOND = 0.2
_TARGET = 2.0
_POINTED = 3.0
_NEAR = 80
_REST = "other"


class Topics:
    """The topics of a vocabulary, ready to judge texts."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(topics)
        self._by_iri = {topic.entity.iri: topic.entity for topic in topics}
        self._rest = tuple(t.entity for t in topics if t.entity.iri.endswith("/" + _REST))[:1]
        anything = ("|".join(phrase.pattern for phrase, _ in topic.phrases) for topic in topics)
        self._hints = tuple(re.compile(pattern or r"(?!)", re.IGNORECASE) for pattern in anything)
        self._scores = lru_cache(maxsize=1024)(self._score)

    def of(self, target: str, context: Sequence[tuple[str, float]], before: str = "") -> tuple[Entity, ...]:
        """Return the one or two topics that a target and its context speak of.

        `context` are texts with weights: the sentence, which holds the target, the heading, the title, the document.
        A phrase counts once in each part, the more the nearer it stands to its beginning. A target that speaks of no
        topic itself, "this proposal", points to `before`, the words before its sentence. The topic whose address
        ends in "other" is given where no phrase is found.
        """
        total: dict[str, float] = defaultdict(float)
        if not self._scores(target):
            context = (*context, (before, _POINTED))
        for text, weight in context:
            for number, score in self._scores(text):
                total[self._topics[number].entity.iri] += weight * score
        for number, score in self._scores(target):
            total[self._topics[number].entity.iri] += _TARGET * score
        ranked = sorted(
            ((iri, score) for iri, score in total.items() if score), key=lambda pair: (-pair[1], pair[0])
        )
        if not ranked:
            return self._rest
        best = ranked[0][1]
        return tuple(self._by_iri[iri] for iri, score in ranked[:2] if score >= _SECOND * best)

    def _score(self, text: str) -> tuple[tuple[int, float], ...]:
        hit = (number for number, hint in enumerate(self._hints) if hint.search(text))
        scores = ((number, self._points(number, text)) for number in hit)
        return tuple((number, score) for number, score in scores if score)

    def _points(self, number: int, text: str) -> float:
        found = ((value, phrase.search(text)) for phrase, value in self._topics[number].phrases)
        return sum(value * _NEAR / (_NEAR + match.start()) for value, match in found if match)
