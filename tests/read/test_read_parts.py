"""The small judgements that readers share: furniture, dates, languages, kinds."""

from __future__ import annotations

import pytest

from travaux.read import dates, furniture, language, read_bytes
from travaux.read.formats import Head, format_of


@pytest.mark.parametrize(
    "line",
    [
        "Comments are closed.",
        "This article is more than 1 year old",
        "Photograph: A. Nonymous/AFP/Getty Images",
        "The delegates in Geneva. Source: Ministry of Foreign Affairs",
        "FILE - The Assembly in session, Monday, Feb. 28, 2022.",
        "We use cookies to improve your experience.",
        "Subscribe to our weekly newsletter!",
        "The post Talks stall appeared first on The Daily Cable.",
        "HOME | SHOP | CONTACT",
        "By Ada Lovelace and Charles Babbage",
        "© 2021 The Daily Cable",
    ],
)
def test_furniture(line: str) -> None:
    assert furniture.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "First, Iran published its views on international law.",
        "Comments by China on the draft were critical.",
        "Share of States in favour: 80 per cent.",
        "Authors of the resolution insisted that the text was balanced.",
        "By Monday Russia had rejected the text.",
        "Photographs of the vote show that Cuba abstained.",
        "Source code should be protected, Germany argued.",
        "Registration of experts was opposed by Egypt.",
        "More States than before support the treaty.",
        "Copyright law is not affected, the EU said.",
        "MOSCOW, December 16. /TASS/. Russia rejects the claim.",
        "Related to this, France proposed a programme of action.",
        "Read together, the paragraphs favour Brazil.",
    ],
)
def test_prose_is_no_furniture(line: str) -> None:
    assert not furniture.is_furniture(line)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("date 2021-06-29 Watch live", "2021-06-29"),
        ("28 May 2020", "2020-05-28"),
        ("17 Dec 2021 20:00h - 23:00h", "2021-12-17"),
        ("25 May 2023, New York – Statement", "2023-05-25"),
        ("| May 4, 2019", "2019-05-04"),
        ("Updated: July 23, 2025 15:35", "2025-07-23"),
        ("New York, 1 November 2021", "2021-11-01"),
        ("28.10.2020", "2020-10-28"),
        ("Friday, 3 March 2023", "2023-03-03"),
        ("March 2021", "2021-03"),
        ("31 February 2021", None),
        ("MOSCOW, December 16. /TASS/. Russia said", None),
        ("In May 2020 Cuba opposed it.", None),
        ("5 May 2020 was the day on which Cuba opposed it.", None),
        ("Resolution 73/27", None),
    ],
)
def test_lines_that_date_a_document(line: str, date: str | None) -> None:
    found = dates.dateline(line)
    assert (found[0] if found else None) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("GENEVA, 3 March 2022 – Brazil supported a treaty.", "2022-03-03"),
        ("New York, 3 March 2022 (Agency) — Brazil supported a treaty.", "2022-03-03"),
        ("Geneva, March 3, 2022: “We agree,” said Chile.", "2022-03-03"),
        ("Geneva, 3 MARCH 2022. Brazil supported a treaty.", "2022-03-03"),
        ("Organisational session, 30 March 2026\n\nBrazil supported a treaty.", "2026-03-30"),
        ("Cuba, 3 March 2022 being a holiday, did not speak.", None),
        ("Brazil supported a treaty on 3 March 2022. Chile did not.", None),
        ("New York, 1999. Brazil supported a treaty.", None),
    ],
)
def test_the_head_of_a_report_tells_its_day(text: str, date: str | None) -> None:
    assert read_bytes(text.encode(), "a.txt").date == date


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2021-03-26T06:00:25", "2021-03-26"),
        ("2021-03", "2021-03"),
        ("2021", "2021"),
        ("26 March 2021", "2021-03-26"),
        ("", None),
        (None, None),
        ("soon", None),
        ("2021-13-40", None),
    ],
)
def test_dates_of_metadata(value: object, date: str | None) -> None:
    assert dates.edtf(value) == date


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The delegation of Cuba said that it was opposed to the draft.", "en"),
        ("La délégation de la France a dit que le texte est dans la ligne des accords.", "fr"),
        ("La delegación de Cuba dijo que el texto no es para los Estados.", "es"),
        ("Die Delegation hat den Entwurf mit der Begründung abgelehnt, dass er nicht passt.", "de"),
        ("Делегация Кубы выступила против проекта.", "ru"),
        ("古巴代表团反对该草案。", "zh"),
        ("GA/DIS/3619", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert language.guess(text) == code


@pytest.mark.parametrize(
    ("value", "code"), [("en_US", "en"), ("en-AU", "en"), ("fr", "fr"), ("english", None), (3, None)]
)
def test_language_tags(value: object, code: str | None) -> None:
    assert language.tag(value) == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('\n {"id":1', "json"),
        ("[Translated] Cuba opposed it.", "text"),
        ("{Note} Cuba opposed it.", "text"),
        ("<!-- saved --><!DOCTYPE html>", "html"),
        ("<?xml version='1.0'?><html xmlns='x'>", "html"),
        ("<p>Cuba</p><p>opposed</p>", "html"),
        ("a < b and b > c", "text"),
        ("---\ntitle: x\n---\n<p>a</p><p>b</p>", "markdown"),
        ("# Vote\n\nCuba **opposed** it.", "markdown"),
        ("North Macedonia*, Serbia* and Albania*\n# 9959", "text"),
        ("1. Cuba opposed it.", "text"),
    ],
)
def test_formats_are_known_by_their_content(text: str, name: str) -> None:
    assert format_of(Head(text.encode(), text)).name == name
