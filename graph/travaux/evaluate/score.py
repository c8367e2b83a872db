"""How well predictions meet the gold: counts of one document, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from travaux.evaluate.items import LEVELS, STANCES, Gold, Item, Office, Predicted, same_quote, same_speaker
from travaux.evaluate.match import Placed, pairs, placed
from travaux.evaluate.names import squeeze
from travaux.model import Span

ERRORS_AT = "polarity"
BY_STANCE = "stance"


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found and right, found and wrong, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)


@dataclass(frozen=True, slots=True)
class Mistake:
    """An item of the gold that was missed, or a wrong one that was found, with the place of its evidence."""

    kind: str
    document: str
    item: Item
    place: Span | None


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one document or of many: by level (roles among them) and by stance, and some shares."""

    levels: dict[str, Counts] = field(default_factory=dict)
    stances: dict[str, Counts] = field(default_factory=dict)
    speaker: Share = Share()
    quote: Share = Share()
    evidence: Share = Share()
    mistakes: tuple[Mistake, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            _sum(self.levels, other.levels),
            _sum(self.stances, other.stances),
            self.speaker + other.speaker,
            self.quote + other.quote,
            self.evidence + other.evidence,
            self.mistakes + other.mistakes,
        )


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of scores."""
    return sum(scores, Score())


def score(gold: Gold, found: Predicted, text: str) -> Score:
    """Hold what was found in a document against its gold."""
    squeezed = squeeze(text)
    golds, predictions = placed(gold.positions, squeezed), placed(found.positions, squeezed)
    outcomes = {level: _outcome(golds, predictions, level) for level in LEVELS}
    levels = {level: outcome.counts for level, outcome in outcomes.items()}
    if found.offices is not None:
        levels["roles"] = _roles(gold.offices, found.offices)
    met = outcomes[ERRORS_AT].met
    return Score(
        levels,
        _by_stance(outcomes[BY_STANCE]),
        _share([same_speaker(wanted, item) for wanted, item in met if wanted.speaker]),
        _share([same_quote(wanted, item) for wanted, item in met if wanted.quote]),
        _share([place is not None for _, place in predictions]),
        tuple(_mistakes(gold.document, outcomes[ERRORS_AT])),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    met: list[tuple[Item, Item]]
    wrong: list[Placed]
    missed: list[Placed]

    @property
    def counts(self) -> Counts:
        return Counts(len(self.met), len(self.wrong), len(self.missed))


def _outcome(golds: Sequence[Placed], found: Sequence[Placed], level: str) -> _Outcome:
    """Match predictions with the gold that counts; of the rest, those that meet optional gold are no mistakes."""
    core = [one for one in golds if not one[0].optional]
    matched = pairs(core, found, level)
    rest = [one for number, one in enumerate(found) if number not in matched]
    excused = pairs([one for one in golds if one[0].optional], rest, "detect")
    wrong = [one for n, one in enumerate(rest) if n not in excused and one[0].stance != "state"]
    missed = [one for n, one in enumerate(core) if n not in matched.values()]
    return _Outcome([(core[g][0], found[p][0]) for p, g in matched.items()], wrong, missed)


def _by_stance(outcome: _Outcome) -> dict[str, Counts]:
    met = [wanted.stance for wanted, _ in outcome.met]
    wrong = [item.stance for item, _ in outcome.wrong]
    missed = [item.stance for item, _ in outcome.missed]
    return {one: Counts(met.count(one), wrong.count(one), missed.count(one)) for one in STANCES[:-1]}


def _mistakes(document: str, outcome: _Outcome) -> list[Mistake]:
    missed = [Mistake("missed", document, *one) for one in outcome.missed]
    wrong = [Mistake("wrong", document, *one) for one in outcome.wrong]
    return sorted(missed + wrong, key=lambda one: (one.place or Span(0, 0)).start)


def _roles(golds: Sequence[Office], found: Sequence[Office]) -> Counts:
    """Count persons with their sides; a person of the gold found without a side, or one without in both, is free."""
    wanted = {gold.key for gold in golds if gold.key[1]}
    known = {gold.key[0] for gold in golds}
    got = {office.key for office in found}
    wrong = {key for key in got - wanted if key[1] or key[0] not in known}
    return Counts(len(wanted & got), len(wrong), len(wanted - got))


def _share(answers: Sequence[bool]) -> Share:
    return Share(sum(answers), len(answers))


def _sum(one: dict[str, Counts], other: dict[str, Counts]) -> dict[str, Counts]:
    names = [*one, *(name for name in other if name not in one)]
    return {name: one.get(name, Counts()) + other.get(name, Counts()) for name in names}
