"""What a position is about: topics by the cue phrases of the vocabulary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from travaux.model import Entity
from travaux.vocabulary import Topic

_SECOND = 0.35
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
        self._scores = lru_cache(maxsize=256)(self._score)

    def of(self, parts: Sequence[tuple[str, float]]) -> tuple[Entity, ...]:
        """Return the one or two topics that `parts` speak of.

        `parts` are texts with weights: the target first, then the sentence, the heading, the title, the document. A
        phrase counts once in each part, the more the nearer it stands to its beginning. The topic whose address ends in
        "other" is given where no phrase is found.
        """
        total: dict[str, float] = defaultdict(float)
        for text, weight in parts:
            for iri, score in self._scores(text):
                total[iri] += weight * score
        ranked = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
        if not ranked:
            return self._rest
        best = ranked[0][1]
        return tuple(self._by_iri[iri] for iri, score in ranked[:2] if score >= _SECOND * best)

    def _score(self, text: str) -> tuple[tuple[str, float], ...]:
        scores = (
            (
                topic.entity.iri,
                sum(
                    value * _NEAR / (_NEAR + found.start())
                    for phrase, value in topic.phrases
                    if (found := phrase.search(text))
                ),
            )
            for topic, hint in zip(self._topics, self._hints, strict=True)
            if hint.search(text)
        )
        return tuple((iri, score) for iri, score in scores if score)
