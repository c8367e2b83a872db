"""Bad input: each kind is refused with a message that says what, where and what to do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from travaux.errors import UnreadableDocument
from travaux.read import Limits, read, read_all, read_bytes

POST = '{"id":1,"title":{"rendered":"A"},"content":{"rendered":"<p>%s</p>"}}'

RUSSIAN = "Делегация выступила против проекта резолюции и предложила продолжить переговоры в рабочей группе"

REFUSED = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\t\r\n", "the file is empty"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "this PDF has no end"),
    "zip": (b"PK\x03\x04\x14\x00", "cut off or damaged"),
    "image": (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
    "rtf": (b"{\\rtf1 Cuba opposed it.}", "an RTF document"),
    "zero bytes": (b"Cuba\x00opposed", "a zero byte at offset 4"),
    "control characters": (b"\x01\x02\x03 Cuba opposed \x04\x05", "binary data"),
    "undecodable": (b"Cuba opposed \x81\x8d it", "undecodable bytes at offset 13"),
    "broken utf-8": (b"\xef\xbb\xbfCuba \xff opposed", "not valid UTF-8 at offset 8"),
    "broken utf-16": (b"\xff\xfeC\x00u", "not valid UTF-16"),
    "half a post": (b'{"id":1,\n"title":', "broken JSON at line 2, column 9"),
    "unknown json": (b'{"type":"FeatureCollection","features":[]}', "an object with the keys features, type"),
    "list of numbers": (b"[{},1]", "unknown shape"),
    "empty list": (b"[]", "an empty JSON list"),
    "protected post": ((POST % "").encode(), "no text in it"),
    "deep json": (b'{"a":' * 100_000, "nested too deeply"),
    "two posts": (f"[{POST % 'a'},{POST % 'b'}]".encode(), "it holds several documents"),
    "page without text": (b"<html><script>let a = 'words'</script><img src=x></html>", "no text in it"),
    "page of menus": (
        b"<html><body><nav><a>Home</a></nav><footer>(c) 2020</footer></body></html>",
        "no text in it",
    ),
    "nothing but furniture": (b"Comments are closed.\n\nAll rights reserved.", "no text in it"),
    "deep page": (b"<html>" + b"<div>" * 5_000 + b"words", "tags deep"),
    "a million tags": (b"<html>" + b"<p>" * 1_000_000, "1,000,001 tags"),
    "xml": (b"<?xml version='1.0'?><kml><Document/></kml>", "XML of an unknown kind"),
    "endless paragraph of a page": (
        b"<html><p>" + b"word " * 250_000,
        "paragraph 1 has 1,249,999 characters",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(data, "folder/file")
    assert str(caught.value).startswith("folder/file: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize("start", [b"", b'{"content":"', b"<html><p>", b"---\ntitle: x\n---\n"])
def test_refuses_a_line_of_fifty_megabytes_at_once(start: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableDocument, match="over the limit"):
        read_bytes(start + b"word " * 10_000_000 + (b'"}' if start.startswith(b"{") else b""), "long")
    assert time.monotonic() - begun < 20


def test_refuses_a_file_over_the_limit_before_it_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(Limits().document + 1)
    with pytest.raises(UnreadableDocument, match="67,108,865 bytes, over the limit of 67,108,864"):
        read(path)
    path.write_bytes(b"Cuba opposed it.")
    with pytest.raises(UnreadableDocument, match="16 bytes, over the limit of 8"):
        read(path, limits=Limits(document=8))


def test_refuses_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(UnreadableDocument, match="a folder"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("error", "reason"),
    [(PermissionError(13, "denied"), "no permission"), (OSError(5, "broken disk"), "broken disk")],
)
def test_refuses_what_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    def fail(path: Path, mode: str) -> bytes:
        raise error

    path = tmp_path / "secret.txt"
    path.write_bytes(b"Cuba opposed it.")
    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(UnreadableDocument, match=reason):
        read(path)


def test_a_dump_goes_on_after_a_post_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_text(f"[{POST % 'Cuba opposed it.'},{POST.replace(':1', ':2', 1) % ''}]")
    failures: list[UnreadableDocument] = []
    documents = read_all(path, failed=failures.append)
    assert [document.source for document in documents] == ["dump.json#1"]
    assert [str(failure).partition(":")[0] for failure in failures] == ["dump.json#2"]
    with pytest.raises(UnreadableDocument, match=r"dump\.json#2"):
        read_all(path)


def test_a_dump_of_one_post_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "post.json"
    path.write_text(f"[{POST % 'Cuba opposed it.'}]")
    assert read_all(path) == [read(path)]
    assert read(path).source == "post.json"
    path.write_text("Cuba opposed it.")
    assert read_all(path, "a name") == [read(path, "a name")]


def test_entities_are_not_expanded_and_no_file_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    page = (
        f"<!DOCTYPE html [<!ENTITY s SYSTEM 'file://{secret}'>]><html><p>Cuba said &s; in public.</p></html>"
    )
    assert "the secret" not in read_bytes(page.encode(), "page").text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("\ufeffCuba’s café said so.".encode(), "Cuba’s café said so."),
        ("Cuba’s café said so.".encode("utf-16"), "Cuba’s café said so."),
        ("Cuba’s café said so.".encode("cp1252"), "Cuba’s café said so."),
        (RUSSIAN.encode("koi8-r"), RUSSIAN),
        ("Cuba\u00a0\u202bsaid\u200b so\u00ad\x07. e\u0301".encode(), "Cuba said so . é"),
    ],
)
def test_encodings_and_invisible_characters(data: bytes, text: str) -> None:
    assert read_bytes(data, "file").text == text
