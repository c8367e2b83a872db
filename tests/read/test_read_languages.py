"""The language of short texts in twenty-six languages, and of English that is nearly all names and symbols."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from travaux.read import language

HERE = Path(__file__).parent
SENTENCES = tomllib.loads((HERE / "languages.toml").read_text("utf-8"))
ENGLISH = sorted((HERE.parent / "corpus" / "texts").glob("*.txt"))
NAMES = (
    "Nauru, Tuvalu, Vanuatu, Palau, Kiribati, Côte d'Ivoire, São Tomé and Príncipe.",
    "A/RES/75/240; A/C.1/77/L.73/Rev.1; S/2023/811; CD/1299.",
    "Russia: no. China: no. Cuba: abstains. Türkiye: yes.",
    "GGE 2016-17 / OEWG / ICT / LAWS / CCW",
    "In favour: Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan. " * 20,
    "Mr. X (Latvia), Ms. Y (Cuba), Mr. Z (Germany): statements. " * 20,
    "The Chair thanked Côte d’Ivoire, Türkiye, São Tomé and Príncipe, Curaçao and Åland.",
    "Lao PDR, Viet Nam, Timor-Leste, Myanmar: joint statement on article 51.",
    "EXPLANATION OF VOTE BY THE ISLAMIC REPUBLIC OF IRAN",
    "Adopted 152-4-11.",
)


def test_longer_sentences_are_known_in_each_language() -> None:
    wrong = [
        (code, text)
        for code, texts in SENTENCES.items()
        for text in texts[1:]
        if language.guess(text) != code
    ]
    assert len(SENTENCES) == 26
    assert wrong == []


def test_short_sentences_are_known_or_left_open() -> None:
    found = {code: language.guess(texts[0]) for code, texts in SENTENCES.items()}
    assert {code for code, said in found.items() if said not in (code, None)} == set()
    assert sum(said is None for said in found.values()) <= 2


@pytest.mark.parametrize("text", NAMES)
def test_names_and_symbols_are_no_other_language(text: str) -> None:
    assert language.guess(text) in ("en", None)


def test_no_english_text_or_piece_of_one_is_taken_for_another() -> None:
    wrong = []
    for path in ENGLISH:
        text = path.read_text("utf-8")
        pieces = [*text.split("\n"), *re.split(r"(?<=[.;:,])\s", text)]
        pieces += [text[start : start + 120] for start in range(0, len(text), 60)]
        assert language.guess(text) == "en", path.name
        wrong += [piece for piece in pieces if language.guess(piece) not in ("en", None)]
    assert len(ENGLISH) > 50
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["", " \n", "12 % (A/77/275)", "Cuba", "x y z", "…", "\ufffd" * 50, "ab " * 3]
)
def test_nothing_to_go_by(text: str) -> None:
    assert language.guess(text) is None
