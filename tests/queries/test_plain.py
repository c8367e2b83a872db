"""The saved questions read flat facts; asked in plain form, of the documents' graphs alone, they answer the same.

Where a question shows one sentence of several, the plain form may choose another one: these columns are not compared.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from expected import answer, seeded
from travaux.ask.query import parse, saved

PLAIN = Path(__file__).parent / "plain"
CHOSEN = {
    "sentence",
    "another",
    "for",
    "against",
    "group_sentence",
    "member_sentence",
    "voting",
    "saying",
    "record",
    "report",
}
ONE_SENTENCE = {
    "confirmed",
    "contradictions",
    "group-line",
    "opponents",
    "record-and-report",
    "second-hand",
    "word-and-vote",
}
OTHERWISE = {
    "changed-sides": "a day with as many positions on both sides is no end of a line any more",
    "most-heard": "one position without a date does not hide the dates of the others any more",
    "publishers": "one document without a date does not hide the dates of the others any more",
}


@pytest.fixture(scope="module")
def store():
    return seeded()


def rows(store, question, leave_out):
    read = csv.DictReader(io.StringIO(answer(store, question)))
    return sorted(sorted((k, v) for k, v in row.items() if k not in leave_out) for row in read)


@pytest.mark.parametrize(
    "question", [q for q in saved() if (PLAIN / f"{q.name}.rq").exists()], ids=lambda q: q.name
)
def test_flat_facts_answer_as_the_documents_graphs_do(store, question):
    if question.name in OTHERWISE:
        pytest.skip(OTHERWISE[question.name])
    plain = parse((PLAIN / f"{question.name}.rq").read_text(encoding="utf-8"), question.name)
    left_out = CHOSEN if question.name in ONE_SENTENCE else set()
    assert rows(store, question, left_out) == rows(store, plain, left_out)
