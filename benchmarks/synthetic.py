"""Documents with positions that nobody took, for benchmarks: made of a few words, the same each time for a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import get_args

from travaux.model import THINGS, Document, Entity, Findings, Passage, Position, Span, Stance

STATES = [
    Entity(f"{THINGS}state/S{n:02}", f"State {n:02}", "State", f"S{chr(65 + n // 26)}{chr(65 + n % 26)}")
    for n in range(60)
]
TOPICS = [Entity(f"{THINGS}topic/topic-{n:02}", f"Topic {n:02}", "Topic") for n in range(23)]
VERBS = {
    "support": "welcomed",
    "oppose": "rejected",
    "propose": "proposed",
    "reserve": "doubted",
    "state": "recalled",
}
ROOTS = ("ver", "lon", "mar", "tes", "qui", "bor", "dal", "fen", "gor", "hul", "jin", "kas")
ENDS = ("ing", "ation", "ed", "er", "ity", "al", "ism", "ous", "", "ly")
RARE = ("legally binding", "moratorium", "hotline", "attribution")


def findings(number: int, positions: int = 20, seed: int = 1) -> Iterator[Findings]:
    """Yield what is found in `number` documents, each with so many positions and as many sentences without one."""
    chance = random.Random(seed)
    words = [a + b + end for a in ROOTS for b in ROOTS for end in ENDS]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    for count in range(number):
        yield _document(f"synthetic/{count:05}.txt", positions, chance, words, weights)


def _document(
    source: str, positions: int, chance: random.Random, words: list[str], weights: list[float]
) -> Findings:
    stances = chance.choices(get_args(Stance), k=positions)
    pieces: list[str] = []
    claims: list[tuple[str, Entity, Span, Span, Span, Span]] = []
    at = 0
    for stance in stances:
        holder, verb = chance.choice(STATES), VERBS[stance]
        target = " ".join(chance.choices(words, weights, k=6))
        if chance.random() < 0.02:
            target = f"{chance.choice(RARE)} {target}"
        said = f"{holder.label} {verb} {target}."
        names, cue = Span(at, at + len(holder.label)), at + len(holder.label) + 1
        wanted = Span(cue + len(verb) + 1, at + len(said) - 1)
        claims.append((stance, holder, names, Span(cue, cue + len(verb)), wanted, Span(at, at + len(said))))
        idle = " ".join(chance.choices(words, weights, k=20)).capitalize() + "."
        pieces.append(f"{said} {idle}")
        at += len(pieces[-1]) + 2
    text = "\n\n".join(pieces)
    title = " ".join(chance.choices(words, weights, k=5)).capitalize()
    passages = (Passage(0, len(text)),)
    document = Document(
        source,
        text,
        passages,
        title,
        f"{chance.randint(2004, 2025)}-{chance.randint(1, 12):02}",
        language="en",
    )
    return Findings(document, tuple(_position(document.iri, claim, chance) for claim in claims))


def _position(
    document: str, claim: tuple[str, Entity, Span, Span, Span, Span], chance: random.Random
) -> Position:
    stance, holder, names, cue, target, evidence = claim
    return Position(
        document=document,
        holder=holder,
        holder_span=names,
        stance=stance,  # type: ignore[arg-type]
        cue=cue,
        cue_lemma=stance,
        target=target,
        evidence=evidence,
        topics=tuple(chance.sample(TOPICS, k=chance.randint(1, 2))),
    )
