"""Quotations, dates, what targets name, and text that is no text: what a user sees of a position beside its stance."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from travaux.extract.dates import dates
from travaux.model import Document, Findings, Position
from travaux.pipeline import Pipeline
from travaux.read import read_bytes

TEXTS = sorted((Path(__file__).parent / "corpus" / "texts").glob("*.txt"))
TAKEN_AWAY = 0.2
PUT_IN = (
    "“",
    "”",
    "(",
    ")",
    ",",
    ".",
    "by",
    "with",
    "as",
    "so",
    ";",
    "among",
    "(France)",
    "who",
    "DOE (Cuba)",
)


@pytest.fixture(scope="module")
def reading() -> Pipeline:
    return Pipeline()


def read(reading: Pipeline, text: str, name: str = "talks.txt") -> tuple[Document, tuple[Position, ...]]:
    document = replace(read_bytes(text.encode(), name), date="2023-03-10")
    findings: Findings = next(reading.findings([document]))
    return document, findings.positions


def test_the_speaker_of_a_quotation_that_runs_over_paragraphs_is_found(reading: Pipeline) -> None:
    text = (
        "The talks ended on Friday.\n\n“We cannot accept this draft,” said Jane Doe, the ambassador of Peru.\n\n"
        "“The text is too weak.\n\n“It must be amended,” she added."
    )
    document, found = read(reading, text)
    assert [(p.holder.label, p.speaker and p.speaker.label, p.stance) for p in found] == [
        ("Peru", "Jane Doe", "oppose"),
        ("Peru", "Jane Doe", "reserve"),
        ("Peru", "Jane Doe", "propose"),
    ]
    assert [p.quote.of(document.text).rstrip(",.") for p in found if p.quote] == [
        "We cannot accept this draft",
        "The text is too weak",
        "It must be amended",
    ]


def test_a_quotation_split_by_its_speaker_is_one_stance(reading: Pipeline) -> None:
    document, (position,) = read(reading, "“The draft,” the Peruvian ambassador said, “should be withdrawn.”")
    assert (position.holder.label, position.stance) == ("Peru", "propose")
    assert position.quote is not None
    assert "withdrawn" in position.quote.of(document.text)


def test_a_block_quotation_is_in_the_voice_of_the_speaker_before_it(reading: Pipeline) -> None:
    text = (
        "# The talks\n\nThe ambassador of Peru said the following:\n\n"
        "> We oppose the deadline that was set on Monday.\n\n## Outlook\n\nThe talks go on.\n"
    )
    _, found = read(reading, text, "talks.md")
    assert ("Peru", "oppose") in [(p.holder.label, p.stance) for p in found]


@pytest.mark.parametrize("marks", ["“{}”", "'{}'", "«{}»", '"{}"'])
def test_a_name_in_quotation_marks_quotes_nobody(reading: Pipeline, marks: str) -> None:
    checklist = marks.format("norms checklist")
    _, (position,) = read(reading, f"The so-called {checklist} is opposed by Cuba.")
    assert position.quote is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("On Tuesday", "2023-03-07"),
        ("Last week", "2023-03"),
        ("Earlier this year", "2023"),
        ("Two years ago", "2021"),
        ("Three months ago", "2022-12"),
        ("In late 2018", "2018"),
        ("On 3 March", "2023-03-03"),
        ("In November", "2022-11"),
        ("", "2023-03-10"),
    ],
)
def test_a_date_is_as_precise_as_the_words_that_give_it(reading: Pipeline, words: str, expected: str) -> None:
    _, (position,) = read(reading, f"{words} Chile supported the idea.".strip())
    assert position.date == expected


def test_what_a_document_without_a_day_leaves_open_is_not_invented() -> None:
    assert dates("Last week", "2023") == ()
    assert dates("Three months ago", "2023") == ()
    assert [value for _, value in dates("Two years ago", "2023")] == ["2021"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France opposed resolution A/RES/73/27.", "A-RES-73-27"),
        ("Cuba criticised the United States.", "USA"),
        ("Norway supports the Programme of Action.", "programme-of-action"),
        ("Chile supported the long and difficult work of the Committee.", None),
    ],
)
def test_a_target_is_linked_to_what_it_names(reading: Pipeline, text: str, expected: str | None) -> None:
    _, (position,) = read(reading, text)
    entity = position.target_entity
    assert (entity.iri.rsplit("/", 1)[1] if entity else None) == expected


def mangled(text: str, dice: random.Random) -> str:
    """Return a text with words left out, put in and shouted, as a broken reader or a bad scan gives them."""
    words = [w for w in text.split(" ") if dice.random() > TAKEN_AWAY]
    words = [dice.choice(PUT_IN) if dice.random() < TAKEN_AWAY / 2 else w for w in words]
    return " ".join(w.upper() if dice.random() < TAKEN_AWAY else w for w in words)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_text_that_is_no_text_is_read_without_an_error(reading: Pipeline, seed: int) -> None:
    dice = random.Random(seed)
    document, found = read(reading, mangled(dice.choice(TEXTS).read_text("utf-8"), dice))
    for position in found:
        assert position.evidence.contains(position.cue)
        assert position.evidence.contains(position.target)
        assert position.target.of(document.text)
