"""What judgements measure: how precise the extractor is on what was judged, and how far coders agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Any

from travaux.agreement import krippendorff_alpha
from travaux.errors import TravauxError
from travaux.rdf import slug
from travaux.review.apply import by_position, effective
from travaux.review.judgements import STANCES, Judgement
from travaux.review.standing import Standing
from travaux.store import Store
from travaux.table import Record

# At 95 percent.
Z = 1.959963984540054
GENRES = "SELECT DISTINCT ?source ?genre { ?document trv:sourceName ?source ; dcterms:type ?genre }"
LEVELS: dict[str, Callable[[Judgement], bool]] = {
    "strict": lambda one: one.verdict == "accept",
    "detection": lambda one: one.verdict != "reject",
    "stance": lambda one: one.verdict != "reject" and one.amended.stance is None,
    "topics": lambda one: one.verdict != "reject" and one.amended.topics is None,
    "holder": lambda one: one.verdict != "reject" and one.amended.holder is None,
}
COLUMNS: dict[str, Callable[[Record], Any]] = {
    name: lambda record, name=name: _number(record[name])  # type: ignore[misc]
    for name in ("measure", "level", "of", "right", "judged", "value", "low", "high")
}


def measured(store: Store, found: Sequence[Standing], coders: Sequence[str] = ()) -> list[Record]:
    """Return precision and agreement as records; with `coders`, of these alone.

    Precision is of positions in the graph by the judgement that counts, agreement of those that two coders or more
    judged. Raises TravauxError for a coder who judged nothing.
    """
    known = {one.judgement.coder for one in found}
    if unknown := [coder for coder in coders if coder not in known]:
        listed = ", ".join(sorted(known)) or "nobody"
        raise TravauxError(f"{unknown[0]!r} judged nothing here; {listed} did")
    groups = by_position(one for one in found if not coders or one.judgement.coder in coders)
    judged = [effective(judgements)[0] for judgements in groups.values()]
    genres = {row["source"].value: slug(row["genre"].value) for row in store.select(GENRES)}
    return [*_precisions(judged, genres), *_agreements(list(groups.values()))]


def _precisions(judged: Sequence[Judgement], genres: Mapping[str, str]) -> Iterator[Record]:
    own = {one.key: genres.get(one.reading.document, "") for one in judged}
    parts = {"all": [*judged]}
    parts |= {stance: [one for one in judged if one.reading.stance == stance] for stance in STANCES}
    parts |= {genre: [one for one in judged if own[one.key] == genre] for genre in sorted(set(own.values()))}
    for part, group in parts.items():
        for level, right in LEVELS.items():
            if group and part:
                yield _precision(level, part, sum(map(right, group)), len(group))


def _precision(level: str, part: str, right: int, judged: int) -> Record:
    low, high = wilson(right, judged)
    return {
        "measure": "precision", "level": level, "of": part, "right": right, "judged": judged,
        "value": right / judged, "low": low, "high": high,
    }  # fmt: skip


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Return the interval that holds a share at 95 percent.

    Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22, 1927.
    """
    share, spread = right / judged, Z * Z / judged
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * sqrt(share * (1 - share) / judged + spread / judged / 4)
    return max(0.0, middle - half), min(1.0, middle + half)


def _agreements(groups: Sequence[Sequence[Judgement]]) -> Iterator[Record]:
    both = [group for group in groups if len(group) > 1]
    sayings: dict[str, Callable[[Judgement], str]] = {"verdict": lambda one: one.verdict, "stance": _stance}
    for level, said in sayings.items():
        same = sum(len(set(map(said, group))) == 1 for group in both)
        alpha = krippendorff_alpha([map(said, group) for group in both])
        yield {
            "measure": "alpha", "level": level, "of": "coders", "right": same, "judged": len(both),
            "value": alpha, "low": None, "high": None,
        }  # fmt: skip


def _stance(one: Judgement) -> str:
    """Return the stance that results from a judgement; no position has none."""
    return "none" if one.verdict == "reject" else one.amended.stance or one.reading.stance


def told(found: Iterable[Record]) -> Iterator[str]:
    """Yield what there is to explain of measures, line by line."""
    alphas = [one for one in found if one["measure"] == "alpha"]
    if alphas and not alphas[0]["judged"]:
        yield "no position was judged by two coders, so there is no agreement to measure"
    for one in alphas:
        if one["judged"] and one["value"] is None:
            yield f"all coders say the same {one['level']} of all positions; alpha is not defined without a difference"


def _number(value: Any) -> Any:
    return f"{value:.3f}" if isinstance(value, float) else value
