"""A verdict: the stance that a clause takes by itself."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from travaux.model import Stance


@dataclass(frozen=True, slots=True)
class Verdict:
    """The stance that a clause takes, its act, and the word that says so."""

    stance: Stance
    act: str
    cue: Token
    target: Token | None = None


def coordinated(root: Token) -> list[Token]:
    """Return a verb with those coordinated with it."""
    return [root, *(c for c in root.children if c.dep_ == "conj" and c.pos_ in ("VERB", "AUX"))]
