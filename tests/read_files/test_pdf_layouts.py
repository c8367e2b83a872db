"""PDFs composed in many layouts give the paragraphs that a reader would see, in their order."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pdf_layouts import LAYOUTS, SYMBOL, varied
from pdf_press import Press, paragraphs
from sound import assert_sound, blocks, of_kind
from travaux.model import Document
from travaux.read.limits import Limits
from travaux.read.pdf import is_pdf, read

SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z(])")
SEEDS = range(40)
LEAST_SENTENCES, LEAST_PARAGRAPHS = 0.99, 0.98


def opened(data: bytes) -> Document:
    document = read(data, "made-up", Limits())
    assert_sound(document)
    return document


@pytest.mark.parametrize("name", LAYOUTS)
def test_reads_the_paragraphs_of_a_layout(name: str) -> None:
    case = LAYOUTS[name]()
    document = opened(case.data)
    assert blocks(document) == case.paragraphs
    assert (document.format, document.language) == ("pdf", "en")


def test_most_sentences_survive_whatever_the_layout() -> None:
    """Floors for layouts drawn by lot; a running head of a single page, which nothing tells, counts against them."""
    found = [(blocks(opened(case.data)), case.paragraphs) for case in map(varied, SEEDS)]
    assert _share([(_sentences(one), _sentences(other)) for one, other in found]) >= LEAST_SENTENCES
    assert _share(found) >= LEAST_PARAGRAPHS


def _sentences(texts: list[str]) -> list[str]:
    return [sentence for text in texts for sentence in SENTENCE_END.split(text)]


def _share(pairs: list[tuple[list[str], list[str]]]) -> float:
    same = sum((Counter(one) & Counter(other)).total() for one, other in pairs)
    return 2 * same / sum(len(one) + len(other) for one, other in pairs)


def test_a_document_of_an_organisation_has_its_masthead_apart() -> None:
    document = opened(LAYOUTS["official"]().data)
    assert document.title and document.title.startswith(f"{SYMBOL}: Developments in the field")
    assert (document.date, document.publisher) == ("2021-03-10", "United Nations")
    asides = of_kind(document, "aside")
    assert {"General Assembly", SYMBOL, "Distr.: General", "Agenda item 98"} <= set(asides)
    assert of_kind(document, "title") == [
        "Developments in the field of the protection of undersea cables in the context of peace"
    ]
    assert "I. Introduction" in of_kind(document, "heading")


def test_a_verbatim_record_has_its_masthead_apart() -> None:
    document = opened(LAYOUTS["record"]().data)
    assert (document.date, document.publisher) == ("2018-11-08", "United Nations")
    assert {"Official Records", "30th meeting", "General Assembly"} <= set(of_kind(document, "aside"))
    assert document.title and document.title.startswith("A/C.9/73/PV.30")


def test_the_number_of_a_paragraph_is_no_part_of_its_sentence() -> None:
    document = opened(LAYOUTS["official"]().data)
    items = of_kind(document, "item")
    assert len(items) == 18
    assert not [item for item in items if re.match(r"\(?\w{1,2}[.)]", item)]
    assert "\n\n1. " in document.text


def test_a_statement_has_its_title_and_date() -> None:
    document = opened(LAYOUTS["statement"]().data)
    assert (
        document.title
        == "Statement by Country A in the general debate of the working group on undersea cables"
    )
    assert document.date == "2020-03-05"
    assert of_kind(document, "title") == [document.title]


def test_footnotes_stand_after_the_body_without_their_marks() -> None:
    document = opened(LAYOUTS["footnotes"]().data)
    assert of_kind(document, "item")[-1] == "See also the letter of Country B on this."
    assert not re.search(r"[a-z.]\d", document.text)


def test_headings_are_told_by_their_type() -> None:
    document = opened(LAYOUTS["headed"]().data)
    assert [text for text in of_kind(document, "heading") if text.startswith("Round")]
    assert not [text for text in of_kind(document, "paragraph") if text.startswith("Round")]


@pytest.mark.parametrize(
    ("here", "after", "elsewhere", "joined"),
    [
        ("The dele-", "gation agreed.", "Every delegation spoke.", "The delegation agreed."),
        ("In co-", "operation with all.", "We seek co-operation now.", "In co-operation with all."),
        ("A non-", "binding norm.", "Each norm counts.", "A non-binding norm."),
        ("See A/RES/73-", "27 on this.", "Nothing else.", "See A/RES/73-27 on this."),
        ("An Anglo-", "American text.", "Nothing else.", "An Anglo-American text."),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_the_writer_set_it(
    here: str, after: str, elsewhere: str, joined: str
) -> None:
    press = Press()
    for number, line in enumerate((f"{elsewhere} It went on and on, as it does in texts.", "", here, after)):
        press.text(72, 100 + 13.2 * number, line, size=11)
    text = opened(press.bytes()).text
    assert joined in text


def test_raised_letters_and_figures_of_a_word_stay() -> None:
    press = Press()
    press.paragraph("The 73^rd session spoke of 12 km^2 of sea.^4 Country A agreed.^5")
    assert opened(press.bytes()).text == "The 73rd session spoke of 12 km2 of sea. Country A agreed."


def test_ligatures_and_odd_spaces_are_written_out() -> None:
    press = Press()
    press.pdf.add_font("DejaVu", fname=_font())
    press.pdf.set_font("DejaVu", size=11)
    press.pdf.text(72, 100, "The \ufb01rst o\ufb03ce\u2003of the\u00a0two; the o\ufb00er\u200b stands.")
    assert opened(press.bytes()).text == "The first office of the two; the offer stands."


def _font() -> str:
    matplotlib = pytest.importorskip("matplotlib")
    return f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf"


@pytest.mark.parametrize("quarters", [90, 180, 270])
def test_a_page_may_be_turned(quarters: int) -> None:
    body = paragraphs(40, 3)
    press = Press(justified=True)
    for text in body:
        press.paragraph(text, indent=18)
    data = press.bytes().replace(b"/Type /Page\n", b"/Type /Page\n/Rotate %d\n" % quarters)
    assert blocks(opened(data)) == body


def test_text_that_runs_up_a_page_is_read() -> None:
    press = Press()
    with press.pdf.rotation(90, 300, 400):
        press.text(100, 400, "Country A said that the norm applies.", size=11)
        press.text(100, 414, "Country B did not agree.", size=11)
    assert opened(press.bytes()).text == "Country A said that the norm applies. Country B did not agree."


def test_what_lies_beside_the_page_is_not_read() -> None:
    press = Press()
    press.text(72, 100, "Country A said that the norm applies.", size=11)
    press.text(700, 100, "Nobody sees this.", size=11)
    assert opened(press.bytes()).text == "Country A said that the norm applies."


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Microsoft Word - draft3.doc", None),
        ("untitled", None),
        ("21-01234", None),
        ("The undersea cables of Country A", "The undersea cables of Country A"),
    ],
)
def test_a_title_of_the_properties_counts_where_it_is_one(given: str, title: str | None) -> None:
    press = Press()
    press.pdf.set_title(given)
    press.pdf.set_author("an account")
    press.paragraph("country A said that the norm applies.")
    document = opened(press.bytes())
    assert (document.title, document.authors) == (title, ())


def test_the_day_of_making_counts_where_the_text_is_of_that_year() -> None:
    for year, date in ((2021, "2021-03-10"), (2019, None)):
        press = Press()
        press.pdf.set_creation_date(_moment())
        press.paragraph(f"Country A said in {year} that the norm applies.")
        assert opened(press.bytes()).date == date


def _moment() -> object:
    from datetime import UTC, datetime

    return datetime(2021, 3, 10, tzinfo=UTC)


def test_reads_the_same_each_time() -> None:
    data = LAYOUTS["official"]().data
    assert opened(data) == opened(data)


def test_knows_a_pdf_by_its_first_bytes() -> None:
    assert is_pdf(b"%PDF-1.4\n")
    assert is_pdf(b"junk\n" * 200 + b"%PDF-1.7")
    assert not is_pdf(b"\n" * 1024 + b"%PDF-1.7")
    assert not is_pdf(b"Of %PDF files")
