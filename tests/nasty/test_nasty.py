"""Files that were made to do harm: each ends as the table says, in little memory and time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from travaux.errors import UnreadableDocument
from travaux.read import Limits, documents_in, read_all, unpack

HERE = Path(__file__).parent
FILES = sorted((HERE / "files").iterdir())
SECONDS = 20

# How many documents are read, and what is said of the rest.
EXPECTED: dict[str, tuple[int, tuple[str, ...]]] = {
    "attribute.rss": (0, ("broken XML",)),
    "attributes.tar.gz": (0, ("a header of 60,000 bytes",)),
    "bomb-of-bombs.zip": (0, ("a zero byte at offset 0", "unpacks to more than")),
    "bomb.bz2": (0, ("unpacks to more than",)),
    "bomb.gz": (0, ("unpacks to more than",)),
    "bomb.xz": (0, ("unpacks to more than",)),
    "bomb.zip": (0, ("unpacks to more than",)),
    "charsets.eml": (1, ()),
    "checksum.zip": (1, ("Bad CRC-32",)),
    "columns.csv": (0, ("its columns are id, title, date",)),
    "deep.html": (0, ("tags deep",)),
    "deep.json": (0, ("nested too deeply",)),
    "deep.rss": (0, ("broken XML",)),
    "deep.xml": (0, ("broken XML",)),
    "deep.zip": (0, ("nested in more than 3 other files",)),
    "directory.zip": (2, ("a zero byte at offset 0", "cut off or damaged")),
    "empty.mbox": (0, ("without words", "without words", "without words")),
    "encrypted.zip": (1, ("encrypted",)),
    "header.tar.gz": (0, ("a header of 52,428,800 bytes",)),
    "headers.eml": (1, ()),
    "laughs.html": (1, ()),
    "laughs.rss": (0, ("broken XML",)),
    "laughs.xml": (0, ("broken XML",)),
    "links.tar": (3, ("a second file of this name",)),
    "mark.txt": (0, ("no text in it",)),
    "memory.xz": (0, ("Memory usage limit",)),
    "messages.eml": (0, ("a broken message",)),
    "mixed.csv": (2, ()),
    "mixed.txt": (0, ("a zero byte at offset 66",)),
    "nameless.zip": (1, ()),
    "names.zip": (3, ("a second file of this name",)),
    "no.docx": (0, ("word/document.xml is broken",)),
    "nul.csv": (1, ("line 3: binary data",)),
    "nul.txt": (0, ("a zero byte at offset 4",)),
    "numbers.json": (0, ("unusable JSON",)),
    "overlapping.zip": (0, ("whose files overlap",)),
    "parts.eml": (0, ("too many nested parts",)),
    "quote.csv": (1, ("line 23 is no line of a table",)),
    "ragged.csv": (1, ("line 2 has 1 cells", "line 4 has 3 cells")),
    "sheet.xlsx": (0, ("an Excel workbook",)),
    "sparse.tar": (0, ("a sparse file",)),
    "surrogates.json": (1, ("no text in it",)),
    "tags.html": (0, ("tags deep",)),
    "text.odt": (0, ("there is no text in it",)),
    "truncated.docx": (0, ("an Office document",)),
    "truncated.rss": (1, ("without a text", "Premature end")),
    "truncated.tar": (1, ("unexpected end", "cut off or damaged")),
    "truncated.tar.gz": (1, ("damaged or cut off", "damaged or cut off")),
    "truncated.zip": (2, ("cut off or damaged",)),
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, dict[str, Any]]:
    """Read all files in a process that may take little."""
    command = [sys.executable, str(HERE / "read_nasty.py"), *map(str, FILES)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    found = [json.loads(line) for line in run.stdout.splitlines()]
    return {one["file"]: one for one in found}


def test_the_table_is_of_all_files() -> None:
    assert set(EXPECTED) == {path.name for path in FILES}
    assert all(path.stat().st_size < 100_000 for path in FILES)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_nasty_file_ends_as_expected(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    documents, reasons = EXPECTED[name]
    found = outcomes[name]
    assert len(found["texts"]) == documents, found
    assert len(found["failures"]) == len(reasons), found["failures"]
    for failure, reason in zip(found["failures"], reasons, strict=True):
        assert failure.startswith(name) and reason in failure
    assert found["seconds"] < SECONDS
    assert not any("root:" in text or "laughs laughs" in text for text in found["texts"])


def test_a_folder_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    (tmp_path / "a" / "one.txt").write_text("Cuba opposed it.")
    assert [source.rpartition("/")[2] for _, source in documents_in(tmp_path)] == ["one.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"id,text\n1," + b"x" * 20_000_000 + b"\n", "over the limit"),
        (b'id,text\n1,"' + b"word\n" * 2_000_000, "field larger than field limit"),
        (b"<rss><channel>" + b"<item>" * 1_000_000, "broken XML"),
        (b"<akomaNtoso>" + b"<b>" * 1_000_000, "broken XML"),
        (b"<p><i>" * 500_000, "tags"),
        (b"From: a\nTo: b\nMIME-Version: 1.0\n\n" + b"word " * 1_000_000, "over the limit"),
        (b'[{"a":' * 300_000, "nested too deeply"),
    ],
)
def test_a_large_nasty_file_ends(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    failures: list[UnreadableDocument] = []
    assert read_all(path, failed=failures.append) == []
    assert reason in str(failures[0])


def test_a_list_of_any_size_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    row = json.dumps({"title": "A draft", "text": "Cuba opposed the draft.\n" * 40})
    with path.open("w") as file:
        file.write("[" + row)
        file.writelines(f",\n{row}" for _ in range(4_000))
        file.write("]")
    limits = Limits(document=256 * 1024)
    assert path.stat().st_size > 15 * limits.document
    tracemalloc.start()
    with path.open("rb") as file:
        assert sum(not isinstance(one, UnreadableDocument) for one in unpack(file, "list", limits)) == 4_001
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * limits.document


def test_a_budget_counts_all_that_is_nested() -> None:
    from make_nasty import zipped

    inner = zipped([(f"{n}.txt", b"Cuba opposed it. " * 100) for n in range(20)])
    data = zipped([(f"{n}.zip", inner) for n in range(20)])
    found = list(unpack(io.BytesIO(data), "a.zip", Limits(members=100)))
    assert str(found[-1]) == "a.zip: more than 100 files in it, the limit; split it"
    found = list(unpack(io.BytesIO(data), "a.zip", Limits(unpacked=100_000)))
    assert "unpacks to more than 100,000 bytes" in str(found[-1])
    assert sum(isinstance(one, UnreadableDocument) for one in found) == 1
