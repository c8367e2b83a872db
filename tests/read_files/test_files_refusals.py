"""Bad PDFs and office documents: each is refused with what is wrong and what to do, or read without harm."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from fpdf import FPDF

from office_press import HEAD, W, docx, odt, packed, paragraph
from pdf_layouts import LAYOUTS
from pdf_press import Press
from pdf_raw import CATALOGUE, PAGES, WORDS, page, pdf
from sound import assert_sound
from travaux.errors import UnreadableDocument
from travaux.read import docx as docx_reader
from travaux.read import odt as odt_reader
from travaux.read import pdf as pdf_reader
from travaux.read.limits import Limits

SENTENCE = "Country A said that the norm applies."
MANY = 100_000
PATIENCE = 20


def encrypted(user: str | None) -> bytes:
    made = FPDF()
    made.set_encryption("owner", user)
    made.add_page()
    made.set_font("Times", size=11)
    made.text(20, 20, SENTENCE)
    return bytes(made.output())


def drawn() -> bytes:
    made = FPDF()
    made.add_page()
    made.line(0, 0, 10, 10)
    return bytes(made.output())


def deep_pages() -> bytes:
    nodes = [
        b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number + 1, number + 3)
        for number in range(20_000)
    ]
    return pdf([CATALOGUE, *nodes, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 600 800]>>" % len(nodes)])


SMALL = Press()
SMALL.paragraph(SENTENCE)
GOOD = SMALL.bytes()
UNREADABLE_PDF = {
    "no PDF": (SENTENCE.encode(), "this is no PDF"),
    "only its first line": (b"%PDF-1.7\n", "was it cut off?"),
    "cut in the middle": (GOOD[: len(GOOD) // 2], "was it cut off?"),
    "cut at its end": (GOOD[:-6], "was it cut off?"),
    "only its ends": (b"%PDF-1.7\n%%EOF\n", "this PDF is broken"),
    "password": (encrypted("secret"), "opens with a password only; save it without one"),
    "no text": (drawn(), "has no text layer; run it through OCR first"),
    "blank text": (page(b"BT /F 12 Tf 50 50 Td (   ) Tj ET"), "has no text layer"),
    "no words": (page(b"BT /F 12 Tf 50 50 Td (- - -) Tj ET"), "no text in it"),
    "text of no size": (page(WORDS.replace(b"12", b"0")), "has no text layer"),
    "letters without meaning": (
        page(b"BT /F 12 Tf 50 50 Td (" + b"\\201\\215\\217" * 30 + b") Tj ET"),
        "OCR",
    ),
    "a million letters": (
        page(b"BT /F 12 Tf 50 50 Td " + b"(Country A) Tj " * MANY + b"ET"),
        "over the limit",
    ),
    "pages in a circle": (
        pdf([CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 10>>"]),
        "page 1 of this PDF",
    ),
    "deep tree of pages": (deep_pages(), "page 1 of this PDF is broken"),
    "pages that are not there": (
        pdf([CATALOGUE, PAGES.replace(b"Count 1", b"Count 9"), b"<</Type/Page/Parent 2 0 R>>"]),
        "page 2 of this PDF",
    ),
    "a hundred thousand arrays": (
        pdf([CATALOGUE, PAGES, b"<</Type/Page/Parent 2 0 R/A %b%b>>" % (b"[" * MANY, b"]" * MANY)]),
        "no text layer",
    ),
    "a hundred thousand dictionaries": (
        pdf([CATALOGUE, PAGES, b"<</Type/Page/Parent 2 0 R/A %b%b>>" % (b"<</A " * MANY, b">>" * MANY)]),
        "no text layer",
    ),
}
READABLE_PDF = {
    "junk before it": b"\x00junk" * 100 + GOOD,
    "junk after it": GOOD + b"<html>" * 1000,
    "empty password": encrypted(None),
    "a hundred thousand states saved": page(b"q " * MANY + WORDS),
    "a form that draws itself": page(b"/X Do " + WORDS),
    "a hundred megabytes of space": page(b" " * 100_000_000 + WORDS),
    "a page of no size": page(WORDS).replace(b"[0 0 600 800]", b"[0 0 0 0]"),
    "a page upside down": page(WORDS).replace(b"[0 0 600 800]", b"[600 800 0 0]"),
    "a strange rotation": page(WORDS, b"/Rotate 45"),
}


@pytest.mark.parametrize("name", UNREADABLE_PDF)
def test_refuses_a_pdf(name: str) -> None:
    data, reason = UNREADABLE_PDF[name]
    start = time.monotonic()
    with pytest.raises(UnreadableDocument) as caught:
        pdf_reader.read(data, "folder/file", Limits())
    assert str(caught.value).startswith("folder/file: ")
    assert reason in str(caught.value)
    assert time.monotonic() - start < PATIENCE


@pytest.mark.parametrize("name", READABLE_PDF)
def test_reads_an_odd_pdf(name: str) -> None:
    document = pdf_reader.read(READABLE_PDF[name], "file", Limits())
    assert_sound(document)
    assert document.text == SENTENCE


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(pages=1), "pages, over the limit of 1; split it into documents"),
        (Limits(document=100), "bytes, over the limit of 100; split the file"),
    ],
)
def test_a_pdf_over_a_limit_is_refused(limits: Limits, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        pdf_reader.read(LAYOUTS["running"]().data, "file", limits)
    assert reason in str(caught.value)


LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
ENTITIES = f"<!DOCTYPE w:document [<!ENTITY a0 'words '>{LAUGHS}]>"
CALLING = paragraph("<w:r><w:t>&%s;</w:t></w:r>")
BODY = f'<w:document xmlns:w="{W}"><w:body>%s</w:body></w:document>'


def document_of(xml: str | bytes) -> bytes:
    return docx("", word__document_xml=xml)


def locked() -> bytes:
    """Return a document whose members are said to be encrypted."""
    data = bytearray(docx(paragraph(SENTENCE)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


def bomb(size: int) -> bytes:
    return document_of(HEAD.encode() + (BODY % paragraph("%s")).encode().replace(b"%s", b" " * size))


UNREADABLE_DOCX = {
    "no archive": (SENTENCE.encode(), "not a whole office document"),
    "cut off": (docx(paragraph(SENTENCE))[:-200], "not a whole office document"),
    "another archive": (packed({"a.txt": SENTENCE}), "no document of Word, though an archive"),
    "locked": (locked(), "locked by a password; save it without one"),
    "broken XML": (document_of("<w:document"), "word/document.xml is broken"),
    "no XML": (document_of(b"\x00\x01\x02"), "word/document.xml is broken"),
    "no text": (docx(paragraph("")), "no text in it"),
    "no body": (document_of(f'<w:document xmlns:w="{W}"/>'), "no text in it"),
    "a billion laughs": (document_of(HEAD + ENTITIES + BODY % CALLING % "a9"), "entities of its own"),
    "a billion laughs in an attribute": (
        document_of(HEAD + ENTITIES + BODY % '<w:p w:x="&a9;"/>'), "word/document.xml"
    ),
    "a file of the system": (
        document_of(f"{HEAD}<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{BODY % CALLING % 'x'}"),
        "entities of its own",
    ),
    "a DTD of the network": (
        document_of(f"{HEAD}<!DOCTYPE a SYSTEM 'http://localhost:1/a.dtd'>{BODY % paragraph(SENTENCE)}"),
        "entities of its own",
    ),
    "a bomb": (bomb(70_000_000), "word/document.xml has more than 67,108,864 bytes"),
    "ten million tags": (document_of(HEAD + BODY % ("<w:p/>" * 5_000_000)), "tags, over the limit"),
    "a hundred thousand levels": (document_of(HEAD + BODY % ("<w:p>" * MANY + "</w:p>" * MANY)), "is broken"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE_DOCX)
def test_refuses_a_document_of_word(name: str) -> None:
    data, reason = UNREADABLE_DOCX[name]
    start = time.monotonic()
    with pytest.raises(UnreadableDocument) as caught:
        docx_reader.read(data, "folder/file", Limits())
    assert str(caught.value).startswith("folder/file: ")
    assert reason in str(caught.value)
    assert "root:" not in str(caught.value)
    assert time.monotonic() - start < PATIENCE


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(document=100), "bytes, over the limit of 100"),
        (Limits(unpacked=1000), "bytes when unpacked, over the limit of 1,000"),
        (Limits(members=3), "8 parts, over the limit of 3"),
    ],
)
def test_a_document_of_word_over_a_limit_is_refused(limits: Limits, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        docx_reader.read(docx(paragraph(SENTENCE)), "file", limits)
    assert reason in str(caught.value)


def test_a_part_that_is_larger_than_it_says_is_not_read_further() -> None:
    data = bytearray(bomb(3_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    lying = bytes(data).replace(size, (1000).to_bytes(4, "little"))
    with pytest.raises(UnreadableDocument):
        docx_reader.read(lying, "file", Limits(document=1_000_000))


def test_other_files_are_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<a>the secret</a>")
    styles = f"{HEAD}<!DOCTYPE a [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><a>&x;</a>"
    with pytest.raises(UnreadableDocument) as caught:
        docx_reader.read(docx(paragraph(SENTENCE), word__styles_xml=styles), "file", Limits())
    assert "the secret" not in str(caught.value)


def test_an_open_document_text_without_words_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="no text in it"):
        odt_reader.read(odt(""), "file", Limits())
    with pytest.raises(UnreadableDocument, match="no OpenDocument text"):
        odt_reader.read(packed({"a.txt": "words"}), "file", Limits())
