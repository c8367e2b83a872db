"""Each saved question answers its example on the seeds as was read and accepted; see expected.py."""

from __future__ import annotations

import csv
import re

import pytest

from expected import FOLDER, answer, seeded
from travaux.ask.query import saved

QUESTIONS = saved()
OF_PEOPLE = {"judgements"}  # asks for what nobody said of the seeds: tests/review asks it


@pytest.fixture(scope="module")
def store():
    return seeded()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_answer_is_the_one_that_was_accepted(store, question):
    accepted = (FOLDER / f"{question.name}.csv").read_text(encoding="utf-8")
    assert answer(store, question) == accepted, (
        "if the new answer is better: python tests/queries/expected.py"
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_no_answer_is_empty_or_says_a_thing_twice(question):
    with (FOLDER / f"{question.name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 1 or question.name in OF_PEOPLE
    assert len(set(map(tuple, rows))) == len(rows)
    assert all(row[0] or row[1] for row in rows)


def test_there_are_at_least_25_questions_and_each_has_its_answer():
    assert len(QUESTIONS) >= 25
    assert {file.stem for file in FOLDER.glob("*.csv")} == {question.name for question in QUESTIONS}
    assert len({question.title for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_says_what_it_takes(question):
    assert re.search(r"^# example:", question.text, re.MULTILINE)
    assert all(parameter.about[0].islower() for parameter in question.parameters)


def test_no_answer_takes_long(store):
    import time

    for question in QUESTIONS:
        start = time.perf_counter()
        answer(store, question)
        assert time.perf_counter() - start < 5, (
            question.name
        )  # a quarter of a second at most where it was measured
