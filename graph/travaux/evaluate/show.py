"""An evaluation as tables for people, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from travaux.evaluate.items import LEVELS
from travaux.evaluate.run import Evaluation
from travaux.evaluate.score import BY_STANCE, ERRORS_AT, Counts, Mistake, Score, Share
from travaux.show import plain, text_table

_FIGURES = ("P", "R", "F1", "right", "wrong", "missed")


def as_json(evaluation: Evaluation, errors: bool = False) -> dict[str, Any]:
    """Return an evaluation as plain values: figures by level, "extra", by genre, by stance, the digest."""
    found = {
        **_levels(evaluation.total),
        "genres": {genre: _levels(score) for genre, score in evaluation.genres.items()},
        "stances": {stance: _figures(counts) for stance, counts in evaluation.total.stances.items()},
        "documents": evaluation.documents,
        "digest": evaluation.digest,
    }
    if errors:
        found["errors"] = [_mistake(one) for one in evaluation.total.mistakes]
    return found


def as_text(evaluation: Evaluation, errors: bool = False) -> str:
    """Return an evaluation as tables: totals, genres and stances; with `errors`, each mistake and its sentence."""
    score = evaluation.total
    parts = [
        f"{evaluation.documents} documents, gold {evaluation.digest[:16]}\n",
        _table("level", score.levels),
        "   ".join(f"{name} {_of(share)}" for name, share in _shares(score).items()) + "\n",
        *([_genres(evaluation.genres)] if evaluation.genres else []),
        _table(f"stance ({BY_STANCE} level)", score.stances),
    ]
    if errors:
        parts += [f"mistakes at the level {ERRORS_AT}\n", *map(_told, score.mistakes)]
    return "\n".join(parts)


def _table(title: str, counts: Mapping[str, Counts]) -> str:
    return text_table((title, *_FIGURES), ([name, *_row(one)] for name, one in counts.items()))


def _row(counts: Counts) -> list[str]:
    rates = (counts.precision, counts.recall, counts.f1)
    return [*(f"{rate:.3f}" for rate in rates), *map(str, (counts.right, counts.wrong, counts.missed))]


def _genres(genres: Mapping[str, Score]) -> str:
    """Return the F1 of each genre at each level, with the number of positions that its gold has."""
    rows = ([genre, _positions(score), *map(_f1, _all_levels(score))] for genre, score in genres.items())
    return text_table(("genre", "positions", *(f"{level} F1" for level in (*LEVELS, "roles"))), rows)


def _positions(score: Score) -> str:
    counts = score.levels["detect"]
    return str(counts.right + counts.missed)


def _all_levels(score: Score) -> list[Counts | None]:
    return [score.levels.get(level) for level in (*LEVELS, "roles")]


def _f1(counts: Counts | None) -> str:
    return f"{counts.f1:.3f}" if counts and counts != Counts() else ""


def _shares(score: Score) -> dict[str, Share]:
    return {"speaker": score.speaker, "quote": score.quote, "evidence found in text": score.evidence}


def _of(share: Share) -> str:
    return f"{share.part}/{share.whole}"


def _told(mistake: Mistake) -> str:
    item = mistake.item
    topics = " ".join(item.topics)
    head = f"{mistake.kind:<7}{item.holder} | {item.stance} | {topics} | {mistake.document}"
    return f"{plain(head)}\n       {plain(item.evidence)}\n"


def _levels(score: Score) -> dict[str, Any]:
    levels = {level: _figures(counts) for level, counts in score.levels.items()}
    return {**levels, "extra": _extra(score)}


def _figures(counts: Counts) -> dict[str, float]:
    rates = {"p": counts.precision, "r": counts.recall, "f1": counts.f1}
    rounded = {name: round(rate, 3) for name, rate in rates.items()}
    return {**rounded, "tp": counts.right, "fp": counts.wrong, "fn": counts.missed}


def _extra(score: Score) -> dict[str, int]:
    return {
        "speaker_ok": score.speaker.part,
        "speaker_n": score.speaker.whole,
        "quote_ok": score.quote.part,
        "quote_n": score.quote.whole,
        "grounded": score.evidence.part,
        "pred": score.evidence.whole,
    }


def _mistake(mistake: Mistake) -> dict[str, Any]:
    item = mistake.item
    named = {"kind": mistake.kind, "document": mistake.document, "holder": item.holder}
    return {**named, "stance": item.stance, "topics": list(item.topics), "evidence": item.evidence}
