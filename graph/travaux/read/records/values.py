"""The values that a JSON text holds, one at a time: of a list of any size, or of one on each line."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from itertools import count
from typing import IO, NoReturn

from travaux.errors import UnreadableDocument
from travaux.read.decode import LONGEST_LINE, SAVE_AS_UTF8, decode, lines
from travaux.read.limits import Limits

PIECE = 1024 * 1024
SPACE = re.compile(r"\s*")
FOLLOWING = 256
TAKE_OUT = "take the texts out of it"
DECODER = json.JSONDecoder(strict=False)


def parsed(text: str, source: str, line: int | None = None) -> object:
    """Return the one value of a JSON text, or of the line of a file that `line` says.

    Raises UnreadableDocument where it is broken.
    """
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        where = f"line {line or error.lineno}, column {error.colno}"
        raise UnreadableDocument(f"{source}: broken JSON at {where} ({error.msg}); was it cut off?") from None
    except RecursionError:
        raise UnreadableDocument(f"{source}: JSON nested too deeply; {TAKE_OUT}") from None
    except ValueError as error:
        raise UnreadableDocument(f"{source}: unusable JSON ({error}); mend it") from None


def is_lines(file: IO[bytes]) -> bool:
    """Say whether a file is JSON Lines: whether its first line is an object, and something follows it."""
    first = file.readline(LONGEST_LINE).removeprefix(codecs.BOM_UTF8)
    more = file.read(FOLLOWING).strip()
    file.seek(0)
    try:
        return bool(more) and isinstance(json.loads(first, strict=False), dict)
    except (ValueError, RecursionError):
        return False


def of_lines(file: IO[bytes], source: str) -> Iterator[object]:
    """Yield the value of each line that is not blank, or what is wrong with the line."""
    for number, line in enumerate(lines(file, source), 1):
        if line.strip():
            try:
                yield parsed(line.strip(), source, number)
            except UnreadableDocument as error:
                yield error


def of_list(file: IO[bytes], source: str, limits: Limits) -> Iterator[object]:
    """Yield the values of a list, of which no more than one is held at a time where it is large.

    Raises UnreadableDocument where it breaks off.
    """
    pieces = _pieces(file, source, limits)
    buffer = _Buffer(next(pieces, ""), pieces, source, limits.document)
    buffer.skip("[")
    if buffer.at_end():
        return
    for number in count(1):
        yield buffer.value(number)
        if buffer.at_end():
            return
        buffer.skip(",")


class _Buffer:
    """What has been read of a JSON text and not been taken yet."""

    def __init__(self, text: str, pieces: Iterator[str], source: str, most: int) -> None:
        self._text = text
        self._pieces = pieces
        self._source = source
        self._most = most
        self._place = 0
        self._cut = False

    def at_end(self) -> bool:
        """Say whether the list ends here; raises UnreadableDocument where more follows that."""
        if self._next() != "]":
            return False
        self._place += 1
        if self._next():
            self._refuse("Extra data")
        return True

    def skip(self, mark: str) -> None:
        """Go on behind a mark; raises UnreadableDocument where it is not there."""
        if self._next() != mark:
            self._refuse(f"Expecting '{mark}' delimiter")
        self._place += 1

    def value(self, number: int) -> object:
        """Return the next value; raises UnreadableDocument where it is broken or too large."""
        self._next()
        while True:
            try:
                value, self._place = DECODER.raw_decode(self._text, self._place)
                return value
            except json.JSONDecodeError as error:
                if len(self._text) - self._place > self._most:
                    self._refuse(f"item {number} is over the limit of {self._most:,} characters")
                if not self._more():
                    self._place = error.pos
                    self._refuse(error.msg)
            except RecursionError:
                raise UnreadableDocument(f"{self._source}: JSON nested too deeply; {TAKE_OUT}") from None
            except ValueError as error:
                raise UnreadableDocument(f"{self._source}: unusable JSON ({error}); mend it") from None

    def _next(self) -> str:
        """Return the character that comes after white space, or nothing at the end."""
        while True:
            self._place = _end_of_space(self._text, self._place)
            if self._place < len(self._text) or not self._more():
                return self._text[self._place : self._place + 1]

    def _more(self) -> bool:
        """Read as much again as there is, so that a large value is not tried too often."""
        got: list[str] = []
        size, wanted = 0, len(self._text) - self._place
        while size <= wanted and (piece := next(self._pieces, "")):
            got.append(piece)
            size += len(piece)
        if got:
            self._cut = True
            self._text, self._place = "".join((self._text[self._place :], *got)), 0
        return bool(got)

    def _refuse(self, reason: str) -> NoReturn:
        before = self._text[: self._place]
        line, column = before.count("\n") + 1, self._place - before.rfind("\n")
        where = "" if self._cut else f" at line {line}, column {column}"
        raise UnreadableDocument(f"{self._source}: broken JSON{where} ({reason}); was it cut off?")


def _end_of_space(text: str, place: int) -> int:
    found = SPACE.match(text, place)
    return found.end() if found else place


def _pieces(file: IO[bytes], source: str, limits: Limits) -> Iterator[str]:
    """Yield a file's characters: all at once, or in pieces where it is larger than a document, and UTF-8."""
    data = file.read(limits.document + 1)
    if len(data) <= limits.document:
        yield decode(data, source)
        return
    decoder = codecs.getincrementaldecoder("utf-8-sig")("strict")
    try:
        while data:
            yield decoder.decode(data)
            data = file.read(PIECE)
    except UnicodeDecodeError:
        raise UnreadableDocument(f"{source}: a large JSON file that is not UTF-8; {SAVE_AS_UTF8}") from None
