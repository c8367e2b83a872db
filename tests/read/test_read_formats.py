"""What becomes of each sample: the documents in it, their sources and what they say of themselves."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from read_samples import MORE, SAMPLES, WORDS, tarred, zipped
from read_sound import documents
from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import Item, Limits, read_all, read_bytes, read_item, unpack
from travaux.read.formats import Head, format_of


def read(name: str) -> list[Document]:
    """Return the documents in a sample."""
    return documents(SAMPLES[name], name)[0]


def kinds(document: Document) -> list[tuple[str, str]]:
    """Return the passages of a document, each with its kind."""
    return [(passage.kind, passage.span.of(document.text)) for passage in document.passages]


@pytest.mark.parametrize(
    ("name", "sources"),
    [
        ("zip", ["zip/folder/a.txt", "zip/b.html"]),
        ("stored", ["stored/a.txt", "stored/b.txt"]),
        ("tar", ["tar/folder/a.txt", "tar/b.txt"]),
        ("tar.gz", ["tar.gz/a.txt", "tar.gz/b.txt"]),
        ("tar.bz2", ["tar.bz2/a.txt"]),
        ("tar.xz", ["tar.xz/a.txt"]),
        ("gz", ["gz"]),
        ("mail", ["mail", "mail/annex.txt"]),
        ("mbox", ["mbox#1", "mbox#2"]),
        ("rss", ["rss#n1", "rss#2"]),
        ("atom", ["atom#tag:example.org,2021:1"]),
        ("rdf", ["rdf#https://example.org/old"]),
        ("csv", ["csv#a1", "csv#a3", "csv#a3 (4)", "csv#5"]),
        ("debates", ["debates#1", "debates#2"]),
        ("jsonl", ["jsonl#7", "jsonl#9"]),
        ("records", ["records#1"]),
        ("post", ["post"]),
    ],
)
def test_sources(name: str, sources: list[str]) -> None:
    assert [document.source for document in read(name)] == sources


def test_archives_in_archives_are_read() -> None:
    inner = zipped({"a.txt": WORDS})
    outer = zipped(
        {"x/in.zip": inner, "mail.eml": SAMPLES["mail"], "b.tgz": gzip.compress(tarred({"t.txt": MORE}))}
    )
    found = [document.source for document in documents(outer, "all.zip")[0]]
    assert found == [
        "all.zip/x/in.zip/a.txt",
        "all.zip/mail.eml",
        "all.zip/mail.eml/annex.txt",
        "all.zip/b.tgz/t.txt",
    ]


def test_a_large_table_in_an_archive_is_read_row_by_row() -> None:
    table = "id,text\n" + "".join(f"{number},{WORDS} {number}\n" for number in range(2_000))
    for data in (zipped({"t.csv": table}), gzip.compress(tarred({"t.csv": table}))):
        found = list(unpack(io.BytesIO(data), "a", Limits(document=50_000)))
        assert len(found) == 2_000
        assert found[-1][0].endswith("t.csv#1999")


def test_a_message() -> None:
    mail = read("mail")[0]
    assert (mail.title, mail.date, mail.format) == ("Statement on the draft report", "2021-05-04", "message")
    assert mail.authors == ("Mission of Cuba to the Élysian Fields",)
    assert mail.address == "mid:1234@example.org"
    assert kinds(mail) == [
        ("paragraph", WORDS),
        ("aside", "On Mon, 3 May 2021 the secretariat wrote:"),
        ("aside", "Norway supports the draft."),
    ]


def test_a_message_in_plain_text() -> None:
    found = kinds(read("plain mail")[0])
    assert [text for kind, text in found if kind == "paragraph"] == [WORDS, "We also oppose the annex."]
    assert ("aside", "Egypt does not.") in found


def test_a_saved_page() -> None:
    page = read("mht")[0]
    assert (page.title, page.address, page.format) == ("Talks stall", "https://example.org/news/1", "mht")
    assert kinds(page) == [("paragraph", WORDS), ("paragraph", MORE)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("From: the delegation of Cuba\n\nCuba opposed it.", "text"),
        ("From: the delegation\nTo: the Chair\nSubject: Draft\nDate: 4 May 2021\n\nCuba opposed it.", "text"),
        ("From the start of the session Cuba opposed it.\nFrom: x\nTo: y\nDate: z\n", "text"),
        ("From: a\nTo: b\nMessage-ID: <c@d>\n\nCuba", "message"),
        ("text, title and date of the draft\nCuba opposed it.", "text"),
        ("Title, date\n", "table"),
        ("Cuba, Norway, Egypt\nopposed it.", "text"),
        ("id;text\n1;Cuba\n", "table"),
        ("resolution,date,title,against\n", "roll-call"),
        ("<rss version='2.0'>", "feed"),
        ("<?xml version='1.0'?><!-- a --><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "feed"),
        ("<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("<?xml version='1.0'?><feed xmlns='https://example.org/fodder'>", "xml"),
        ("<an:akomaNtoso xmlns:an='x'>", "akoma-ntoso"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
    ],
)
def test_formats_are_known_by_what_is_in_them(text: str, name: str) -> None:
    assert format_of(Head(text.encode(), text)).name == name


def test_a_feed() -> None:
    first, second = read("rss")
    assert (first.title, first.date, first.authors) == ("Talks & votes", "2021-05-04", ("A Correspondent",))
    assert (first.publisher, first.address, first.language) == (
        "The Daily Cable",
        "https://example.org/1",
        "en",
    )
    assert kinds(first) == [("paragraph", WORDS), ("paragraph", MORE)]
    assert second.text == f"{MORE} So it is."
    entry = read("atom")[0]
    assert (entry.title, entry.date, entry.address) == ("A statement", "2021-05-04", "https://example.org/a")
    assert kinds(entry) == [("paragraph", WORDS), ("paragraph", MORE)]


def test_a_table() -> None:
    found, refused = documents(SAMPLES["csv"], "csv")
    first = found[0]
    assert (first.title, first.date, first.language) == ("Talks stall", "2021-05-04", "en")
    assert (first.publisher, first.address) == ("The Daily Cable", "https://example.org/1")
    assert kinds(first) == [("paragraph", WORDS), ("paragraph", MORE)] == kinds(found[1])
    assert refused == [
        "csv: line 5 has 3 cells, the first line 7; mend it",
        "csv#a6: there is no text in it; fill in its column of text",
    ]


def test_a_table_of_debates_says_who_speaks() -> None:
    first, second = read("debates")
    assert (first.title, first.date, first.authors) == ("Statement by Cuba, session 70", "2015", ("Cuba",))
    assert second.date == "2015"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_in_any_encoding(encoding: str, separator: str) -> None:
    rows = (("Id", "Text", "Title"), ("1", "Le café opposed it.", "A draft"))
    data = "\r\n".join(map(separator.join, rows)).encode(encoding)
    assert [document.text for document in documents(data, "t")[0]] == ["Le café opposed it."]


def test_lines_of_json() -> None:
    found, refused = documents(SAMPLES["jsonl"], "jsonl")
    assert found[0].title == "Statement by The delegate (Cuba)"
    assert found[1].authors == ("One", "Two")
    assert refused == ["jsonl: broken JSON at line 3, column 11 (Expecting value); was it cut off?"]


def test_a_list_that_breaks_off_keeps_what_is_before() -> None:
    found, refused = documents(b'[{"text": "Cuba opposed it."}, {"text": "Nor', "list")
    assert [document.source for document in found] == ["list#1"]
    assert len(refused) == 1 and "broken JSON at line 1" in refused[0]


def test_a_debate_in_akoma_ntoso() -> None:
    debate = read("akn")[0]
    assert (debate.title, debate.date) == ("Verbatim record of the first meeting", "2021-05-04")
    assert (debate.authors, debate.language) == (("United Nations",), "en")
    assert kinds(debate) == [
        ("title", "Verbatim record of the first meeting"),
        ("heading", "1. Opening"),
        ("paragraph", "The meeting was called to order at 10 a.m."),
        ("paragraph", "The Chair: I give the floor to Cuba."),
        ("aside", "(Applause)"),
        ("paragraph", f"Cuba: {WORDS} It was firm."),
        ("aside", "As delivered."),
        ("paragraph", "We go on."),
        ("paragraph", f"Norway: {MORE}"),
    ]


def test_an_act_in_akoma_ntoso_has_its_numbers_as_markers() -> None:
    act = read("act")[0]
    assert act.text == f"Article 1 Scope\n\n1. {WORDS}\n\n(a) {MORE}\n\n(i) one thing;"
    assert kinds(act)[1:] == [("item", WORDS), ("item", MORE), ("item", "one thing;")]


def test_one_document_in_a_file_can_be_read_as_such() -> None:
    assert read_bytes(SAMPLES["gz"], "gz").text == WORDS
    with pytest.raises(UnreadableDocument, match="it holds several documents"):
        read_bytes(SAMPLES["zip"], "zip")
    with pytest.raises(UnreadableDocument, match="nothing in it is a document"):
        read_bytes(zipped({".hidden": "x"}), "zip")
    with pytest.raises(UnreadableDocument, match="it holds other files"):
        read_item(Item("zip", SAMPLES["zip"]), Limits())


def test_nothing_is_written_to_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tarred({"../up.txt": WORDS, "/abs.txt": MORE}))
    assert [document.source for document in read_all(path)] == ["a.tar/up.txt", "a.tar/abs.txt"]
    assert [one.name for one in tmp_path.iterdir()] == ["a.tar"]
