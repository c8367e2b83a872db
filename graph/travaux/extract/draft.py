"""A stance found in a sentence, before topics, body and date are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from travaux.model import Certainty, Span, Stance
from travaux.resolve.holder import Holder

Voices = Callable[[Token], Sequence[Holder]]
SIDES = {"support": "for", "propose": "for", "oppose": "against", "reserve": "against", "state": "neither"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A stance found in a sentence, before topics, body and date are known."""

    holder: Holder
    stance: Stance
    act: str
    cue: Span
    lemma: str
    target: Span
    certainty: Certainty = "explicit"


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop repetitions: the same holder and stance on overlapping targets, and mere statements beside a stance."""
    kept: list[Draft] = []
    for draft in drafts:
        same = [d for d in kept if d.holder.entity == draft.holder.entity]
        if draft.stance == "state" and any(
            d.stance != "state" for d in drafts if d.holder.entity == draft.holder.entity
        ):
            continue
        bare = draft.target == draft.cue
        if any(d.stance == draft.stance and (bare or d.target.overlaps(draft.target)) for d in same):
            continue
        kept.append(draft)
    return kept
