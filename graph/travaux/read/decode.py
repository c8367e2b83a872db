"""From bytes to characters, or a refusal that says what the bytes look like."""

from __future__ import annotations

import codecs
import contextlib
import io
import re
from collections.abc import Iterator
from typing import IO

from travaux.errors import UnreadableDocument
from travaux.read import encodings

SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"RIFF": "a RIFF file (WebP, WAV or AVI)",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"SQLite format 3": "an SQLite database (travaux import reads those of DNA)",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"ID3": "an MP3 recording",
    b"OggS": "an Ogg recording",
}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NONSENSE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
FOREIGN = re.compile(r"[^\x00-\x7f]")
MOST_NONSENSE = 0.02
FEW = 2
MOST_FOREIGN = 0.25
LONGEST_LINE = 16 * 1024 * 1024
SAVE_AS_UTF8 = "save it as UTF-8 text"


def decode(data: bytes, source: str) -> str:
    """Return the characters of a file.

    Raises UnreadableDocument for an empty file, a binary one, and bytes that make no sense in any encoding
    that is known.
    """
    if not data.strip():
        raise UnreadableDocument(f"{source}: the file is empty; remove it or put the document into it")
    _refuse_binary(data, source)
    text = _characters(data, source)
    if len(NONSENSE.findall(text)) > max(FEW, MOST_NONSENSE * len(text)):
        raise UnreadableDocument(f"{source}: binary data or an unknown encoding, not a text; {SAVE_AS_UTF8}")
    return text


def lines(file: IO[bytes], source: str) -> Iterator[str]:
    """Yield the lines of a file with their ends, one at a time, so that it may be of any size.

    A line that is not UTF-8 is read as Windows-1252. Raises UnreadableDocument for a line that no text has.
    """
    head = file.read(4)
    mark, encoding = next((one for one in BYTE_ORDER_MARKS if head.startswith(one[0])), (b"", "utf-8"))
    file.seek(len(mark))
    number = 0
    if encoding == "utf-8":
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
            _refuse_long(len(line), number, source)
            yield _utf8_or_western(line, f"{source}: line {number}")
        return
    text = io.TextIOWrapper(file, encoding, newline="\n")
    try:
        for number, characters in enumerate(iter(lambda: text.readline(LONGEST_LINE), ""), 1):
            _refuse_long(len(characters), number, source)
            yield characters
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"{source}: not valid {encoding.upper()} after line {number} although it begins so; {SAVE_AS_UTF8}"
        ) from error
    finally:
        if not file.closed:
            text.detach()


def _refuse_long(length: int, number: int, source: str) -> None:
    if length >= LONGEST_LINE:
        raise UnreadableDocument(f"{source}: line {number} is over the limit of {LONGEST_LINE:,}; mend it")


def _refuse_binary(data: bytes, source: str) -> None:
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableDocument(
                f"{source}: this is {what}, not a text; convert it to text or HTML first"
            )


def _characters(data: bytes, source: str) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, mark, encoding, source)
    found = encodings.detect(data)
    return found[0] if found else _utf8_or_western(data, source)


def _utf8_or_western(data: bytes, source: str) -> str:
    if b"\x00" not in data:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8")
    return _western(data, source)


def _western(data: bytes, source: str) -> str:
    """Read Windows-1252, which nearly any bytes pass for, unless too little of it is plain letters."""
    if b"\x00" in data:
        offset = data.index(b"\x00")
        raise UnreadableDocument(f"{source}: binary data (a zero byte at offset {offset}); {SAVE_AS_UTF8}")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        offset = error.start
    else:
        if len(FOREIGN.findall(text)) <= MOST_FOREIGN * len(text):
            return text
        offset = next(FOREIGN.finditer(text)).start()
    raise UnreadableDocument(f"{source}: undecodable bytes at offset {offset}; {SAVE_AS_UTF8}")


def _strict(data: bytes, mark: bytes, encoding: str, source: str) -> str:
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        where = f"offset {len(mark) + error.start}"
        raise UnreadableDocument(
            f"{source}: not valid {encoding.upper()} at {where} although it begins so; {SAVE_AS_UTF8}"
        ) from None
