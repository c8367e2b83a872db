"""What judgements measure, against numbers that were published or that one can count by hand."""

from __future__ import annotations

import pytest

from travaux.agreement import krippendorff_alpha
from travaux.review.judgements import Amendment, Judgement, Reading
from travaux.review.measure import measured, told, wilson
from travaux.review.standing import Standing
from travaux.store import Store

# Krippendorff 2011: four observers, twelve units, some of them not coded by all.
A = (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None)
B = (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3)
C = (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None)
D = (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None)
# The same, section A: two observers, ten units, two values.
MEG = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
OWEN = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
# Section B: two observers, twelve units, five values.
BEN = "aabbdcccedda"
GERRY = "babbbccceddd"


def units(*coders):
    return [[value for value in unit if value is not None] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "alpha"), [((A, B, C, D), 0.743), ((MEG, OWEN), 0.095), ((BEN, GERRY), 0.692)]
)
def test_alpha_is_what_was_published(coders, alpha):
    assert krippendorff_alpha(units(*coders)) == pytest.approx(alpha, abs=0.0005)
    assert krippendorff_alpha(units(*coders[::-1])) == krippendorff_alpha(units(*coders))


def test_alpha_at_its_ends():
    assert krippendorff_alpha([["a", "a"], ["b", "b"]]) == 1
    assert krippendorff_alpha([["a", "b"], ["b", "a"]]) == pytest.approx(-0.5)
    for nothing in ([], [["a"]], [["a"], ["b"]], [["a", "a"], ["a", "a"]]):
        assert krippendorff_alpha(nothing) is None


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(right, judged, low, high):
    """As in table I of R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998, method 3."""
    assert wilson(right, judged) == pytest.approx((low, high), abs=0.0001)


def standing(position, coder, verdict, was="oppose", **amended):
    reading = Reading("a.txt", "Cuba opposed it.", "https://example.org/cuba", was)
    one = Judgement(f"{position:016x}", coder, "2026-03-12", verdict, reading, Amendment(**amended))
    return Standing(one, one.position, "applies")


FOUND = [
    standing(1, "Ana", "accept"),
    standing(1, "Ben", "accept"),
    standing(2, "Ana", "reject"),
    standing(2, "Ben", "amend", stance="support"),
    standing(2, "Cem", "reject"),
    standing(3, "Ana", "amend", "support", topics=(), holder="https://example.org/china"),
    standing(4, "Ben", "accept", "support"),
    Standing(standing(5, "Ben", "reject").judgement, None, "resting"),
]


def values(found, of="all"):
    return {
        one["level"]: (one["right"], one["judged"])
        for one in found
        if one["of"] == of and one["measure"] == "precision"
    }


def test_precision_counts_what_is_wrong_level_by_level():
    found = measured(Store(), FOUND)
    assert values(found) == {
        "strict": (2, 4), "detection": (3, 4), "stance": (3, 4), "topics": (2, 4), "holder": (2, 4),
    }  # fmt: skip
    assert values(found, "oppose")["detection"] == (1, 2)
    assert values(found, "reserve") == {}
    assert values(measured(Store(), FOUND, ("Ben",)))["stance"] == (2, 3)


def test_agreement_is_of_what_two_judged_at_least():
    alphas = {one["level"]: one for one in measured(Store(), FOUND) if one["measure"] == "alpha"}
    assert (alphas["verdict"]["right"], alphas["verdict"]["judged"]) == (1, 2)
    assert alphas["verdict"]["value"] == pytest.approx(1 - 2 / (16 / 4))
    assert alphas["stance"]["value"] == pytest.approx(1 - 2 / (16 / 4))
    (lone,) = set(told(measured(Store(), FOUND[:1])))
    assert "no position was judged by two coders" in lone
    assert "alpha is not defined without a difference" in " ".join(told(measured(Store(), FOUND[:2])))
