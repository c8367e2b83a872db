"""Documents of Word and OpenDocument texts give what their author wrote, in order, and what each block is."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from office_press import docx, odt, packed, paragraph, run
from sound import assert_sound, blocks, of_kind
from travaux.model import Document
from travaux.read import docx as reader
from travaux.read import odt as odt_reader
from travaux.read.limits import Limits

FIRST = "Country A said that the norm applies."
SECOND = "Country B did not agree."
THIRD = "The Chair took note of both views."


def opened(data: bytes) -> Document:
    assert reader.is_docx(data)
    document = reader.read(data, "made-up", Limits())
    assert_sound(document)
    assert document.format == "docx"
    return document


def opened_odt(data: bytes) -> Document:
    assert odt_reader.is_odt(data) and not reader.is_docx(data)
    document = odt_reader.read(data, "made-up", Limits())
    assert_sound(document)
    assert document.format == "odt"
    return document


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(passage.kind, passage.span.of(document.text)) for passage in document.passages]


def test_reads_what_a_word_processor_saves() -> None:
    made = python_docx.Document()
    made.add_heading("A record of the talks on undersea cables", 0)
    made.add_heading("Norms", 1)
    made.add_paragraph(FIRST)
    made.add_paragraph(SECOND, style="List Bullet")
    made.add_paragraph(THIRD, style="Quote")
    table = made.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Cell {number + 1} says something."
    made.sections[0].header.paragraphs[0].text = "A running head"
    made.core_properties.author = "an account"
    stream = io.BytesIO()
    made.save(stream)
    document = opened(stream.getvalue())
    assert kinds(document) == [
        ("title", "A record of the talks on undersea cables"),
        ("heading", "Norms"),
        ("paragraph", FIRST),
        ("item", SECOND),
        ("quotation", THIRD),
        *(("paragraph", f"Cell {number} says something.") for number in (1, 2, 3, 4)),
    ]
    assert (document.title, document.language) == ("A record of the talks on undersea cables", "en")
    assert (document.authors, document.date) == ((), None)


@pytest.mark.parametrize(
    ("style", "settings", "kind"),
    [
        ("Own", "", "heading"),
        ("O", "", "heading"),
        ("Q", "", "quotation"),
        ("Toc", "", "aside"),
        ("L", "", "item"),
        ("L", '<w:numPr><w:numId w:val="0"/></w:numPr>', "paragraph"),
        ("", '<w:numPr><w:numId w:val="2"/></w:numPr>', "item"),
        ("Loop", "", "paragraph"),
        ("Nowhere", "", "paragraph"),
    ],
)
def test_a_style_says_what_a_paragraph_is(style: str, settings: str, kind: str) -> None:
    document = opened(docx(paragraph(FIRST) + paragraph(SECOND, style, settings) + paragraph(THIRD)))
    assert kinds(document)[1] == (kind, SECOND)


def test_tracked_changes_are_carried_out() -> None:
    gone = "<w:del><w:r><w:delText>Country C</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('Moved away. ')}</w:moveFrom><w:moveTo>{run(' Moved here.')}</w:moveTo>"
    mark = "<w:rPr><w:del/></w:rPr>"
    row = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('A deleted row.')}</w:tc></w:tr></w:tbl>"
    body = (
        paragraph(f"{gone}<w:ins>{run('Country A')}</w:ins>{run(' agreed.')}{moved}")
        + paragraph("The first half ", settings=mark)
        + paragraph("and the second half.")
        + row
    )
    assert blocks(opened(docx(body))) == [
        "Country A agreed. Moved here.",
        "The first half and the second half.",
    ]


def test_notes_stand_after_the_body_in_the_order_of_their_calls() -> None:
    def call(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    notes = "".join(
        f'<w:footnote w:id="{number}"{kind}>{paragraph(text)}</w:footnote>'
        for number, kind, text in (
            (0, ' w:type="separator"', "----"),
            (1, "", "See the first record."),
            (2, "", "See the second record."),
            (3, "", "Never called."),
        )
    )
    body = paragraph(f"{run('Country A')}{call(2)}{run(' agreed.')}{call(1)}") + paragraph(SECOND)
    document = opened(docx(body, notes))
    assert blocks(document) == [
        "Country A agreed.",
        SECOND,
        "See the second record.",
        "See the first record.",
    ]
    assert of_kind(document, "item") == ["See the second record.", "See the first record."]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('What the box says.')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = opened(docx(paragraph(run(FIRST) + drawn) + paragraph(SECOND)))
    assert blocks(document) == [FIRST, "What the box says.", SECOND]


def test_signs_between_runs() -> None:
    body = paragraph(
        f"{run('A co')}<w:r><w:noBreakHyphen/></w:r>{run('operation')}<w:r><w:tab/></w:r>{run('in')}"
        f"<w:r><w:softHyphen/></w:r>{run('deed.')}<w:r><w:br/></w:r>{run('A new line.')}"
        f"{run('Hidden.', '<w:vanish/>')}<w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:hyperlink>{run(' A link.')}</w:hyperlink>"
    )
    assert blocks(opened(docx(body))) == ["A co-operation indeed.", "A new line. A link."]


def test_controls_and_nested_tables_keep_the_order() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('Inner cell.')}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('Outer cell.')}{inner}</w:tc></w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(FIRST)}</w:sdtContent></w:sdt>"
    assert blocks(opened(docx(control + outer + paragraph(SECOND)))) == [
        FIRST,
        "Outer cell.",
        "Inner cell.",
        SECOND,
    ]


def test_a_bold_line_is_a_heading_and_a_bold_sentence_none() -> None:
    bold = "<w:b/>"
    body = paragraph(run("What was decided", bold)) + paragraph(run(FIRST, bold)) + paragraph(SECOND)
    assert [kind for kind, _ in kinds(opened(docx(body)))] == ["title", "paragraph", "paragraph"]


def test_numbers_that_are_typed_are_markers() -> None:
    document = opened(docx(paragraph(FIRST) + paragraph(f"12. {SECOND}") + paragraph(f"(a) {THIRD}")))
    assert of_kind(document, "item") == [SECOND, THIRD]
    assert f"12. {SECOND}" in document.text


MASTHEAD = ("United Nations", "A/AC.999/2021/CRP.7*", "General Assembly", "Distr.: General", "10 March 2021",
            "Original: English", "Seventy-fifth session", "Agenda item 98")  # fmt: skip


def test_a_masthead_gives_symbol_date_and_publisher() -> None:
    body = "".join(map(paragraph, MASTHEAD)) + paragraph("The report of the working group", "H1")
    document = opened(docx(body + paragraph(FIRST)))
    assert document.title == "A/AC.999/2021/CRP.7: The report of the working group"
    assert (document.date, document.publisher) == ("2021-03-10", "United Nations")
    assert of_kind(document, "aside") == list(MASTHEAD)


def test_a_masthead_may_stand_in_a_running_head() -> None:
    body = paragraph("The report of the working group", "H1") + paragraph(FIRST)
    document = opened(docx(body, head="".join(map(paragraph, MASTHEAD[:6]))))
    assert document.title == "A/AC.999/2021/CRP.7: The report of the working group"
    assert document.date == "2021-03-10"
    assert blocks(document, aside=True) == ["The report of the working group", FIRST]


def test_properties_count_where_they_can_be_believed() -> None:
    core = (
        "<dc:title>The cables of Country A</dc:title><dc:creator>Author One</dc:creator>"
        "<t:created>2021-03-10T09:00:00Z</t:created>"
    )
    document = opened(docx(paragraph("in 2021 Country A said so."), core=core))
    assert (document.title, document.date) == ("The cables of Country A", "2021-03-10")
    assert document.authors == ("Author One",)
    assert opened(docx(paragraph("in 1998 Country A said so."), core=core)).date is None


def test_namespaces_of_the_strict_form_are_read() -> None:
    data = docx(paragraph(FIRST) + paragraph(SECOND))
    strict = reopened(
        data,
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert blocks(opened(strict)) == [FIRST, SECOND]


def reopened(data: bytes, here: bytes, there: bytes) -> bytes:
    """Return an archive with other bytes in its parts."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({name: archive.read(name).replace(here, there) for name in archive.namelist()})


def test_an_open_document_text_is_read_alike() -> None:
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    text = (
        "<text:tracked-changes><text:p>Deleted words.</text:p></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Norms 1</text:p></text:index-body></text:table-of-content>"
        '<text:p text:style-name="P1">A record of the talks</text:p><text:h>Norms</text:h>'
        "<text:p>Country A<text:s/>said<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>See the record.</text:p></text:note-body></text:note> that the <text:span>norm</text:span> applies."
        "<office:annotation><text:p>A remark.</text:p></office:annotation></text:p>"
        f"<text:list><text:list-item><text:p>{SECOND}</text:p></text:list-item></text:list>"
        f"<table:table><table:table-row><table:table-cell><text:p>{THIRD}</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>What the box says.</text:p></draw:text-box></draw:frame></text:p>"
    )
    document = opened_odt(odt(text, styles, "<dc:title>untitled</dc:title>"))
    assert kinds(document) == [
        ("aside", "Norms 1"),
        ("title", "A record of the talks"),
        ("heading", "Norms"),
        ("paragraph", FIRST),
        ("item", SECOND),
        ("paragraph", THIRD),
        ("paragraph", "What the box says."),
        ("item", "See the record."),
    ]
    assert document.title == "A record of the talks"


def test_is_known_by_its_parts_and_not_by_being_an_archive() -> None:
    assert not reader.is_docx(packed({"a.txt": "words"}))
    assert not reader.is_docx(packed({"word/document.xml": "<a/>"}))
    assert not reader.is_docx(b"PK\x03\x04 but cut off")
    assert not reader.is_docx(b"")
