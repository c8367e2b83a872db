"""Bytes in old encodings: what they declare, what they prove, and what they read like."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.read.encodings import declared, detect

SENTENCES = tomllib.loads(Path(__file__).with_name("languages.toml").read_text("utf-8"))
ENCODINGS = {
    "ru": "cp1251 koi8-r iso-8859-5 cp866",
    "uk": "cp1251 koi8-u",
    "pl": "cp1250 iso-8859-2",
    "cs": "cp1250 iso-8859-2",
    "hu": "cp1250 iso-8859-2",
    "tr": "cp1254 iso-8859-9",
    "el": "cp1253 iso-8859-7",
    "he": "cp1255 iso-8859-8",
    "ar": "cp1256 iso-8859-6",
    "ja": "shift_jis euc-jp iso-2022-jp",
    "zh": "gb18030 big5",
    "ko": "euc-kr",
    "th": "cp874",
    "fr": "cp1252 iso-8859-1",
    "de": "cp1252",
    "es": "cp1252",
    "pt": "cp1252",
    "sv": "cp1252",
    "nl": "cp1252",
}
PAIRS = [(code, encoding) for code, encodings in ENCODINGS.items() for encoding in encodings.split()]


def written(text: str, encoding: str) -> tuple[bytes, str]:
    """Return a text in an encoding, without the characters that it does not have, and what is left of it."""
    data = text.encode(encoding, "ignore")
    return data, data.decode(encoding)


@pytest.mark.parametrize(("code", "encoding"), PAIRS)
def test_paragraphs_are_read_in_their_encoding(code: str, encoding: str) -> None:
    data, text = written(" ".join(SENTENCES[code]) * 5, encoding)
    found = detect(data)
    assert found is not None
    assert found[0] == text


@pytest.mark.parametrize(("code", "encoding"), PAIRS)
def test_pages_without_a_declaration_are_read_by_their_words(code: str, encoding: str) -> None:
    page = "<html><head><script>let words = 'in English';</script></head><body class='page'><p>%s</p></body></html>"
    data, text = written(page % (" ".join(SENTENCES[code]) * 3), encoding)
    found = detect(data)
    assert found is not None
    assert found[0] == text


def test_most_single_sentences_are_read_in_their_encoding() -> None:
    right = total = 0
    for code, encoding in PAIRS:
        for sentence in SENTENCES[code]:
            data, text = written(sentence, encoding)
            found = detect(data)
            right += found is not None and found[0] == text
            total += 1
    assert right / total >= 0.9


@pytest.mark.parametrize(
    ("start", "encoding", "python"),
    [
        (b'<html><meta charset="windows-1251">', "cp1251", "cp1251"),
        (b"<html><META content='text/html; charset=Shift_JIS' http-equiv=Content-Type>", "cp932", "cp932"),
        (b"<?xml version='1.0' encoding='ISO-8859-2'?><html>", "iso8859-2", "iso8859-2"),
        (b"<html><meta charset=gb2312>", "gb18030", "gb18030"),
        (b"<html><meta charset=iso-8859-1>", "cp1252", "cp1252"),
        (b"<html><meta charset=utf-7>", "utf-7", None),
        (b"<html><meta charset=rot13>", "rot13", None),
        (b"<html><meta charset=hex>", "hex", None),
        (b"<html><meta charset=klingon>", "?", None),
        (b"<html>", "?", None),
    ],
)
def test_declarations(start: bytes, encoding: str, python: str | None) -> None:
    assert declared(start) == python


def test_what_is_declared_counts_even_where_the_text_is_too_short_to_tell() -> None:
    data = b'<html><meta charset="koi8-r"><p>' + "Куба".encode("koi8-r")
    assert detect(data) == (data.decode("koi8-r"), "koi8-r")


def test_utf8_is_read_as_that_whatever_it_declares() -> None:
    text = '<html><meta charset="iso-8859-1"><p>Misión de Côte d’Ivoire</p></html>'
    assert detect(text.encode()) == (text, "utf-8")


def test_damaged_utf8_keeps_what_is_whole() -> None:
    text = "Les délégations n’ont pu s’entendre sur le mandat, à la déception générale. " * 9
    found = detect(text.encode() + b"\xe9 fin")
    assert found == (f"{text}\ufffd fin", "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    text = "Cuba’s delegation opposed the draft."
    assert detect(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    "text",
    [
        "Cuba’s delegation said “no” to the draft.",
        "Côte d’Ivoire",
        "São Tomé, Åland, Curaçao",
        "No — not now … — — —",
        "They spoke of it ———— and left.",
    ],
)
def test_english_with_a_few_signs_is_western(text: str) -> None:
    assert detect(text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize("data", [b"Cuba \x81\x8d it", bytes(range(256)), b"\x01\x02\x03\xff" * 50])
def test_what_makes_no_sense(data: bytes) -> None:
    assert detect(data) is None


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer_and_always_the_same(data: bytes) -> None:
    assert detect(data) == detect(data)
