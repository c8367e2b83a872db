"""Who is quoted: each quotation's speaker, found in its own sentences or in those beside it."""

from __future__ import annotations

from collections.abc import Sequence

from travaux.model import Span
from travaux.parse import Sentence
from travaux.resolve.holder import Holder

_SPEECH = 40


class Quotes:
    """The quotations of a document with their speakers."""

    def __init__(
        self, spans: Sequence[Span], sentences: Sequence[Sentence], said: Sequence[tuple[Holder, ...]]
    ) -> None:
        self._spans = list(spans)
        self._speakers: list[tuple[Holder, ...]] = []
        last: tuple[Holder, ...] = ()
        for span in self._spans:
            touching = [s for s in sentences if s.span.overlaps(span)]
            own = next((said[s.index] for s in reversed(touching) if said[s.index]), ())
            before = said[touching[0].index - 1] if touching and touching[0].index else ()
            after = (
                said[touching[-1].index + 1] if touching and touching[-1].index + 1 < len(sentences) else ()
            )
            whole = span.end - span.start >= _SPEECH or any(_covers(span, s.span) for s in touching)
            last = own or (before or last or after if whole else ())
            self._speakers.append(last)

    def around(self, place: Span) -> int | None:
        """Return the number of the quotation that holds a place, or None."""
        return next((i for i, span in enumerate(self._spans) if span.contains(place)), None)

    def speakers(self, number: int) -> tuple[Holder, ...]:
        """Return who speaks in a quotation: nobody where that is not known."""
        return self._speakers[number]

    def of(self, sentence: Sentence, holder: Holder, target: Span) -> Span | None:
        """Return the words within a sentence that are quoted from a holder, the longest of them."""
        found = []
        for i, span in enumerate(self._spans):
            if not span.overlaps(sentence.span):
                continue
            mine = any(h.entity == holder.entity for h in self._speakers[i]) or span.overlaps(target)
            clipped = Span(max(span.start, sentence.span.start), min(span.end, sentence.span.end))
            if mine and clipped.end > clipped.start:
                found.append(clipped)
        return max(found, key=lambda s: (s.end - s.start, -s.start), default=None)


def _covers(quotation: Span, sentence: Span) -> bool:
    """Is a sentence quoted as a whole, but for the marks?"""
    return quotation.start <= sentence.start + 1 and sentence.end - 1 <= quotation.end
