"""Whatever bytes come, a PDF or an office document is read soundly or refused: nothing else is raised."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office_press import docx, odt, packed, paragraph, run
from pdf_layouts import LAYOUTS
from pdf_raw import WORDS, page
from sound import assert_sound
from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import docx as docx_reader
from travaux.read import odt as odt_reader
from travaux.read import pdf as pdf_reader
from travaux.read.limits import Limits

Reader = Callable[[bytes, str, Limits], Document]

PDFS = [page(WORDS), LAYOUTS["official"]().data, LAYOUTS["column_footnotes"]().data]
CELL = f"<w:tbl><w:tr><w:tc>{paragraph('A cell.')}</w:tc></w:tr></w:tbl>"
CALL = '<w:r><w:footnoteReference w:id="1"/></w:r>'
NOTE = f'<w:footnote w:id="1">{paragraph("A note.")}</w:footnote>'
WORD = docx(
    paragraph("A title", "T") + paragraph(run("Country A agreed.") + CALL) + CELL,
    NOTE,
    paragraph("A/AC.999/1"),
    "<dc:title>A title of it</dc:title>",
)
OPEN = odt(
    "<text:h>A title</text:h><text:p>Country A agreed.<text:s/></text:p>", meta="<dc:title>A</dc:title>"
)
LIMITS = Limits(pages=50, document=10_000_000)


def read_or_refuse(reader: Reader, data: bytes) -> None:
    try:
        assert_sound(reader(data, "made-up", LIMITS))
    except UnreadableDocument as error:
        assert str(error).startswith("made-up")


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Draw bytes with a few stretches that are overwritten, taken out, doubled or exchanged."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), start + draw(st.integers(1, 40)))
        how = draw(st.sampled_from(("write", "cut", "double", "digits", "truncate")))
        if how == "write":
            data[start:end] = draw(st.binary(max_size=20))
        elif how == "cut":
            del data[start:end]
        elif how == "double":
            data[start:start] = data[start:end]
        elif how == "digits":
            data[start:end] = draw(st.from_regex(rb"-?[0-9]{1,12}(\.[0-9]+)?", fullmatch=True))
        elif draw(st.booleans()):
            del data[start:]
    return bytes(data)


@given(st.binary(max_size=300))
def test_arbitrary_bytes(data: bytes) -> None:
    for reader in (pdf_reader.read, docx_reader.read, odt_reader.read):
        read_or_refuse(reader, data)
    assert isinstance(pdf_reader.is_pdf(data), bool)
    assert not docx_reader.is_docx(data)
    assert not odt_reader.is_odt(b"PK\x03\x04" + data)


@given(st.binary(max_size=300))
def test_arbitrary_bytes_between_the_ends_of_a_pdf(data: bytes) -> None:
    read_or_refuse(pdf_reader.read, b"%PDF-1.4\n" + data + b"\n%%EOF\n")


@pytest.mark.parametrize("whole", PDFS, ids=["raw", "official", "columns"])
@given(data=st.data())
def test_damaged_pdfs(whole: bytes, data: st.DataObject) -> None:
    read_or_refuse(pdf_reader.read, data.draw(damaged(whole)))


OPERATORS = st.sampled_from(
    (
        *(
            b"BT",
            b"ET",
            b"q",
            b"Q",
            b"T*",
            b"/F 12 Tf",
            b"/F 7 Tf",
            b"/F -3 Tf",
            b"/G 9 Tf",
            b"14 TL",
            b"5 Ts",
            b"3 Tr",
        ),
        *(
            b"50 700 Td",
            b"0 -14 Td",
            b"1 0 0 1 60 300 Tm",
            b"0 1 -1 0 90 90 Tm",
            b"-1 0 0 1 90 90 Tm",
            b"0 0 0 0 0 0 Tm",
        ),
        *(
            b"1e9 0 0 1e9 0 0 cm",
            b"2 0 0 2 0 0 cm",
            b"300 Tz",
            b"50 Tw",
            b"/X Do",
            b"[(Coun) -900 (try A)] TJ",
        ),
        *(
            b"(Country A agreed.) Tj",
            b"(12) Tj",
            b"(12. The Chair) Tj",
            b"(A/AC.9/1) Tj",
            b"(-) Tj",
            b"(____________) Tj",
        ),
        *(
            b"(co-) Tj",
            b"(\\000\\222\\377\\255) Tj",
            b"<0041FFFE> Tj",
            b"(\\2601) '",
            b"[] TJ",
            b"(10 March 2021) Tj",
        ),
    )
)


@given(st.lists(OPERATORS, max_size=60), st.sampled_from((b"", b"/Rotate 90", b"/CropBox[10 10 9 9]")))
def test_odd_contents_of_a_page(operators: list[bytes], extra: bytes) -> None:
    read_or_refuse(pdf_reader.read, page(b" ".join([b"BT /F 11 Tf 50 650 Td", *operators]), extra))


@given(damaged(WORD))
def test_damaged_archives(data: bytes) -> None:
    docx_reader.is_docx(data)
    read_or_refuse(docx_reader.read, data)


def damaged_parts(whole: bytes) -> st.SearchStrategy[bytes]:
    """Draw archives that are whole, of which one part is damaged."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return st.sampled_from(sorted(parts)).flatmap(
        lambda name: damaged(bytes(parts[name])).map(lambda part: packed({**parts, name: part}))  # type: ignore[arg-type]
    )


@given(damaged_parts(WORD))
def test_damaged_parts_of_a_document_of_word(data: bytes) -> None:
    read_or_refuse(docx_reader.read, data)


@given(damaged_parts(OPEN))
def test_damaged_parts_of_an_open_document_text(data: bytes) -> None:
    read_or_refuse(odt_reader.read, data)


TAGS = st.sampled_from(
    (
        *(
            "<w:p>",
            "</w:p>",
            "<w:r>",
            "</w:r>",
            "<w:t>",
            "</w:t>",
            "<w:tbl>",
            "</w:tbl>",
            "<w:tr>",
            "</w:tr>",
        ),
        *(
            "<w:del>",
            "</w:del>",
            "<w:br/>",
            "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
            "words. ",
            "&amp;",
            "&#x1;",
        ),
        *(
            "<mc:AlternateContent/>",
            "<w:txbxContent>",
            "</w:txbxContent>",
            CALL,
            "<?x y?>",
            "<!-- -->",
            "\u2028\u00ad",
        ),
    )
)


@given(st.lists(TAGS, max_size=40))
def test_odd_bodies_of_a_document_of_word(tags: list[str]) -> None:
    read_or_refuse(docx_reader.read, docx("".join(tags), NOTE))
