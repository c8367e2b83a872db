"""What a position is about: topics by the cue phrases of the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence

from travaux.model import Entity
from travaux.vocabulary import Topic

_SECOND = 0.35
_NEAR = 80
_REST = "other"


def topics_of(parts: Sequence[tuple[str, float]], topics: Sequence[Topic]) -> tuple[Entity, ...]:
    """Return the one or two topics that `parts` speak of.

    `parts` are texts with weights: the target first, then the sentence, the heading, the title. A phrase counts once
    in each part, the more the nearer it stands to its beginning. The topic whose address ends in "other" is given where no phrase is found.
    """
    scores: dict[str, tuple[float, Entity]] = {}
    for topic in topics:
        score = sum(
            weight * value * _NEAR / (_NEAR + found.start())
            for text, weight in parts
            for phrase, value in topic.phrases
            if text and (found := phrase.search(text))
        )
        if score:
            scores[topic.entity.iri] = (score, topic.entity)
    ranked = sorted(scores.values(), key=lambda pair: (-pair[0], pair[1].iri))
    if not ranked:
        return tuple(t.entity for t in topics if t.entity.iri.endswith("/" + _REST))[:1]
    best = ranked[0][0]
    return tuple(entity for score, entity in ranked[:2] if score >= _SECOND * best)
