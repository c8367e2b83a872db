"""Comparing names: the spellings of one name are one, names that look alike are not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.letters import fold
from travaux.link.names import Likeness, alike, compare, sound, words

PAIRS = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text(encoding="utf-8"))
TITLES = frozenset(("ambassador", "mr"))


def one(name):
    return words(name, TITLES)


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ("Andrey Krutskikh", "Andrey Krutskikh", Likeness.SAME),
        ("Ambassador Andrei Krutskikh", "Andrey Krutskikh", Likeness.SPELLING),
        ("Mr.Wang Lei", "Wang Lei", Likeness.SAME),
        ("Lei Wang", "Wang Lei", Likeness.SPELLING),
        ("Guilherme Patriota", "Guilherme de Aguiar Patriota", Likeness.LONGER),
        ("Miguel Rodríguez", "Miguel Rodriguez Camejo", Likeness.LONGER),
        ("A. V. Krutskikh", "Andrey Krutskikh", Likeness.INITIAL),
        ("Mohammed Al-Saud", "Muhammad Al-Saud", Likeness.CLOSE),
        ("Krutskikh", "Andrey Krutskikh", Likeness.SURNAME),
        ("Andrey", "Andrey Krutskikh", Likeness.FIRST),
        ("John F. Kennedy", "John Kennedy", Likeness.SAME),
        ("Wang Lei", "Wang Li", Likeness.APART),
        ("Sergey Ryabkov", "Sergey Ryabokon", Likeness.APART),
        ("Maria Petrova", "Mario Petrov", Likeness.APART),
    ],
)
def test_how_names_go_together(first, second, likeness):
    assert compare(one(first), one(second)) is likeness
    assert compare(one(second), one(first)) is likeness


def test_the_key_finds_spellings_and_parts_names_that_look_alike():
    same = [sound(a) == sound(b) for a, b in map(str.split, PAIRS["same"])]
    wrong = [sound(a) == sound(b) for a, b in map(str.split, PAIRS["different"])]
    assert sum(same) / len(same) >= 0.69
    assert sum(wrong) / len(wrong) <= 0.08


def test_what_differs_in_vowels_is_near_and_needs_more_evidence():
    near = [sound(a) == sound(b) or alike(a, b) for a, b in map(str.split, PAIRS["same"])]
    assert sum(near) / len(near) >= 0.85


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_name_and_order_makes_no_difference(first, second):
    assert compare(one(first), one(second)) is compare(one(second), one(first))
    assert fold(fold(first)) == fold(first)
