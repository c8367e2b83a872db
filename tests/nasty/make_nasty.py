"""Write the nasty files beside this script anew: python tests/nasty/make_nasty.py. The same bytes each time."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import warnings
import zipfile
import zlib
from pathlib import Path

FILES = Path(__file__).parent / "files"
WORDS = b"Cuba opposed the draft in the plenary of the session. "
MORE = b"Norway supported the draft and the report of the group. "
MEGABYTE = 1024 * 1024


def zipped(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of members, whose names may be the same."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


def bomb_of_bombs() -> bytes:
    """Return ten gigabytes of zeros in archives in archives, as 42.zip has them."""
    data = zipped([("zeros.txt", bytes(10 * MEGABYTE))])
    for level in range(3):
        data = zipped([(f"level-{level}-{number}.zip", data) for number in range(10)])
    return data


def overlapping() -> bytes:
    """Return an archive whose directory names one member a thousand times."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("a.txt"), WORDS * 100, zipfile.ZIP_DEFLATED)
        archive.filelist += archive.filelist * 999
    return file.getvalue()


def deep(levels: int) -> bytes:
    """Return an archive in an archive in an archive."""
    data = zipped([("a.txt", WORDS)])
    for _ in range(levels):
        data = zipped([("a.zip", data)])
    return data


def encrypted() -> bytes:
    """Return an archive with a member that claims to be encrypted."""
    data = bytearray(zipped([("a.txt", WORDS), ("b.txt", MORE)]))
    data[6] |= 1
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    return bytes(data)


def wrong_checksum() -> bytes:
    """Return an archive with a member that is not what its checksum says."""
    return zipped([("a.txt", WORDS), ("b.txt", MORE)], zipfile.ZIP_STORED).replace(b"Cuba", b"Peru", 1)


def links() -> bytes:
    """Return a tar archive of links, devices and names that lead out of it."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, kind, target in (
            *(
                ("passwords.txt", tarfile.SYMTYPE, "/etc/passwd"),
                ("hard.txt", tarfile.LNKTYPE, "/etc/passwd"),
            ),
            *(("device.txt", tarfile.CHRTYPE, ""), ("pipe.txt", tarfile.FIFOTYPE, "")),
            *(("circle", tarfile.SYMTYPE, "circle"), ("a.txt", tarfile.REGTYPE, "")),
            *(("../../up.txt", tarfile.REGTYPE, ""), ("/etc/passwd", tarfile.REGTYPE, "")),
            ("a.txt", tarfile.REGTYPE, ""),
        ):
            header = tarfile.TarInfo(name)
            header.type, header.linkname = kind, target
            header.size = len(WORDS) if kind == tarfile.REGTYPE else 0
            archive.addfile(header, io.BytesIO(WORDS))
    return file.getvalue()


def sparse() -> bytes:
    """Return a tar archive with a file of eight gigabytes that is all holes."""
    header = tarfile.TarInfo("holes.txt")
    header.type = tarfile.GNUTYPE_SPARSE
    block = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    block[386:482] = bytes(96)
    block[483:495] = b"%011o\0" % (8 * 1024 * MEGABYTE - 1)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + bytes(1024)


def long_header() -> bytes:
    """Return a packed tar archive with fifty megabytes of attributes before its file."""
    header = tarfile.TarInfo("header")
    header.type, header.size = tarfile.XHDTYPE, 50 * MEGABYTE
    return gzip.compress(header.tobuf() + bytes(50 * MEGABYTE), mtime=0)


def attributes() -> bytes:
    """Return a tar archive with attributes over which regular expressions have stumbled."""
    header = tarfile.TarInfo("header")
    attributes = b"1" * 60_000
    header.type, header.size = tarfile.XHDTYPE, len(attributes)
    return gzip.compress(header.tobuf() + attributes.ljust(60_416, b"\0") + bytes(1024), mtime=0)


def laughs(root: str, rest: str) -> bytes:
    """Return XML with a billion laughs, and a file that is to be read."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "laughs ">{entities}'
        f'<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY % far SYSTEM "http://example.org/x.dtd"> %far;]>{rest}'
    ).encode()


def feed(entry: str) -> str:
    """Return a feed with an entry."""
    return f"<rss version='2.0'><channel><title>News</title><item>{entry}</item></channel></rss>"


def mail(rest: str) -> bytes:
    """Return a message with the headers that are to be there."""
    return f"From: a@example.org\nSubject: Draft\nMIME-Version: 1.0\n{rest}".encode()


def nested_parts(levels: int) -> bytes:
    """Return a message of parts in parts."""
    lines = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(levels))
    return mail(f"{lines}Content-Type: text/plain\n\nCuba opposed it.\n")


def bombs() -> dict[str, bytes]:
    """Return what is far larger unpacked, by its name."""
    return {
        "bomb-of-bombs.zip": bomb_of_bombs(),
        "bomb.zip": zipped([("zeros.txt", bytes(80 * MEGABYTE))]),
        "bomb.gz": gzip.compress(bytes(80 * MEGABYTE), mtime=0),
        "bomb.bz2": bz2.compress(bytes(200 * MEGABYTE)),
        "bomb.xz": lzma.compress(bytes(200 * MEGABYTE)),
        "memory.xz": _asking_for_memory(),
        "deep.zip": deep(60),
    }


def zips() -> dict[str, bytes]:
    """Return ZIP archives that are damaged or say what is not so."""
    whole = zipped([("a.txt", WORDS * 40), ("b.txt", MORE * 40), ("c.txt", bytes(range(256)) * 20)])
    return {
        "overlapping.zip": overlapping(),
        "encrypted.zip": encrypted(),
        "checksum.zip": wrong_checksum(),
        "names.zip": zipped(
            [
                ("../up.txt", WORDS),
                ("/etc/passwd", WORDS),
                ("C:\\a\\b.txt", MORE),
                ("up.txt", MORE),
                ("..", WORDS),
            ]
        ),
        "nameless.zip": zipped([("Zero", WORDS), ("a.txt", MORE)]).replace(b"Zero", b"\0ero"),
        "truncated.zip": whole[: whole.rindex(b"PK\x03\x04") + 60],
        "directory.zip": whole[:-22] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 2**31, 0, 0),
    }


def office() -> dict[str, bytes]:
    """Return documents of office programs that hold no such document."""
    content = "[Content_Types].xml"
    return {
        "no.docx": zipped([(content, b"<Types/>"), ("word/document.xml", b"<w:document><w:p>&x;")]),
        "truncated.docx": zipped([(content, b"<Types/>"), ("word/document.xml", b"<w/>")])[:-60],
        "sheet.xlsx": zipped([(content, b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]),
        "text.odt": zipped(
            [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]
        ),
    }


def tars() -> dict[str, bytes]:
    """Return tar archives that lead out, are all holes, or end too soon."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for name, data in (("a.txt", WORDS), ("b.txt", MORE * 100)):
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return {
        "links.tar": links(),
        "sparse.tar": sparse(),
        "header.tar.gz": long_header(),
        "attributes.tar.gz": attributes(),
        "truncated.tar": tar.getvalue()[:3000],
        "truncated.tar.gz": gzip.compress(tar.getvalue(), mtime=0)[:-40],
    }


def entities() -> dict[str, bytes]:
    """Return markup with entities that grow and that read files."""
    return {
        "laughs.rss": laughs(
            "rss", feed("<title>&l9;</title><description>Cuba &l9; opposed &file; it.</description>")
        ),
        "attribute.rss": laughs(
            "rss", feed("<link href='&l9;'/><description>Cuba opposed it.</description>")
        ),
        "laughs.xml": laughs(
            "akomaNtoso",
            "<akomaNtoso><doc><mainBody><p>Cuba &l9; opposed &file; it.</p></mainBody></doc></akomaNtoso>",
        ),
        "laughs.html": laughs("html", "<html><body><p>Cuba &l9; opposed &file; it.</p></body></html>"),
    }


def nested() -> dict[str, bytes]:
    """Return markup and JSON that is too deep, ends too soon, or has numbers and letters that are none."""
    return {
        "truncated.rss": feed("<description>Cuba opposed it.</description></item><item><description>Nor")[
            :-30
        ].encode(),
        "deep.xml": b"<akomaNtoso>" + b"<p>" * 2000,
        "deep.rss": feed("<description>" + "<p>" * 2000).encode(),
        "deep.json": b"[" + b'{"text":' * 9_000,
        "deep.html": b"<html>" + b"<div>" * 5_000 + b"Cuba",
        "tags.html": b"<p><a><i>" * 3000 + b"Cuba opposed it.",
        "surrogates.json": b'[{"text": "Cuba \\ud800 opposed \\udfff it."}, {"text": "\\u0000"}]',
        "numbers.json": b'[{"text": "Cuba opposed it.", "year": ' + b"9" * 5_000 + b"}]",
    }


def texts() -> dict[str, bytes]:
    """Return plain text and tables in broken encodings and of broken form."""
    return {
        "nul.txt": b"Cuba\x00opposed it.",
        "nul.csv": b"id,text\n1,Cuba opposed it.\n2,Nor\x00way\n3,Cuba\n",
        "mixed.txt": WORDS + "café ".encode() + "café ".encode("cp1252") + "café".encode("utf-16-le"),
        "mixed.csv": b"id,text\n1,"
        + "Café in Cuba opposed.\n".encode()
        + b"2,"
        + "Café in Cuba.\n".encode("cp1252"),
        "mark.txt": b"\xef\xbb\xbf",
        "quote.csv": b'id,text\n1,Cuba opposed it.\n2,"Norway\n' + b"3,Peru opposed it.\n" * 20,
        "ragged.csv": b"id,text\n1\n2,Cuba opposed it.\n3,a,b\n",
        "columns.csv": b"id,title,date\n1,A,2021\n",
    }


def mails() -> dict[str, bytes]:
    """Return messages with parts, headers and encodings that are meant to harm."""
    return {
        "parts.eml": nested_parts(500),
        "messages.eml": mail("Content-Type: message/rfc822\n\n" * 2000 + "\nCuba opposed it."),
        "charsets.eml": mail('Content-Type: text/plain; charset="unicode_escape"\n\nCuba \\x opposed it.\n'),
        "headers.eml": mail(
            "To: "
            + "(" * 20_000
            + '\nDate: "'
            + "9" * 5_000
            + "\nFrom: =?utf-8?b?====?= =?zlib?q?=ff?= "
            + "<" * 5_000
            + "\nContent-Type: text/plain; charset*0=utf; charset*1*=x''%ff\n\nCuba opposed it.\n"
        ),
        "empty.mbox": b"From a@b Tue May  4 10:00:00 2021\nFrom: a\nTo: b\nSubject: c\n\n" * 3,
    }


def files() -> dict[str, bytes]:
    """Return each nasty file by its name."""
    kinds = (bombs, zips, office, tars, entities, nested, texts, mails)
    return {name: data for kind in kinds for name, data in kind().items()}


def _asking_for_memory() -> bytes:
    """Return an xz file that asks for a dictionary of three gigabytes."""
    data = bytearray(lzma.compress(WORDS, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 4096}]))
    data[data.index(b"\x21\x01", 12) + 2] = 39
    header_size = (data[12] + 1) * 4
    checksum = struct.pack("<L", zlib.crc32(bytes(data[12 : 12 + header_size - 4])))
    data[12 + header_size - 4 : 12 + header_size] = checksum
    return bytes(data)


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    for name, data in files().items():
        (FILES / name).write_bytes(data)
