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
_WORD = re.compile(r"(?<!\w)\w{1,5}")
_LITERAL = re.compile(r"\(\?<!\\w\)(\w{1,5})")


class Topics:
    """The topics of a vocabulary, ready to judge texts."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(topics)
        self._by_iri = {topic.entity.iri: topic.entity for topic in topics}
        self._rest = tuple(t.entity for t in topics if t.entity.iri.endswith("/" + _REST))[:1]
        self._begins: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, topic in enumerate(topics):
            for place, (phrase, _) in enumerate(topic.phrases):
                self._begins[_beginning(phrase)].append((number, place))
        self._signs = self._begins.pop("", [])
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
        signs = ((key, self._phrase(*key).search(text)) for key in self._signs)
        first = {key: match.start() for key, match in signs if match}
        for begin in _WORD.finditer(text):
            word, at = begin.group().lower(), begin.start()
            for end in range(1, len(word) + 1):
                for number, place in self._begins.get(word[:end], ()):
                    if (number, place) not in first and self._phrase(number, place).match(text, at):
                        first[number, place] = at
        points: dict[int, float] = {}
        for number, place in sorted(first):
            value = self._topics[number].phrases[place][1]
            points[number] = points.get(number, 0.0) + value * _NEAR / (_NEAR + first[number, place])
        return tuple((number, score) for number, score in points.items() if score)

    def _phrase(self, number: int, place: int) -> re.Pattern[str]:
        return self._topics[number].phrases[place][0]


def _beginning(phrase: re.Pattern[str]) -> str:
    """Return the letters that a cue phrase begins with, which a word of a text must have to be looked at."""
    found = _LITERAL.match(phrase.pattern)
    return found.group(1).lower() if found else ""
