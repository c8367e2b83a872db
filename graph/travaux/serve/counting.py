"""How many rows a result has, counted in its bytes as they are written: exact, and much faster than row by row."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

Counter = Callable[[bytes], int]


def counter(form: ox.QueryResultsFormat) -> Counter:
    """Return a function that tells how many rows begin or end in each further piece of a result."""
    if form == ox.QueryResultsFormat.JSON:
        return _Json()
    if form == ox.QueryResultsFormat.XML:
        return _Xml()
    if form == ox.QueryResultsFormat.CSV:
        return _Csv()
    return _Tsv()


class _Tsv:
    """Every line after the first is a row: a line break in a value is written as two letters."""

    def __init__(self) -> None:
        self._header = 1

    def __call__(self, piece: bytes) -> int:
        lines = piece.count(b"\n")
        self._header, lines = max(0, self._header - lines), max(0, lines - self._header)
        return lines


class _Csv(_Tsv):
    """Every line break that stands in no quotes ends a row; a doubled quote opens again what it closes."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = False

    def __call__(self, piece: bytes) -> int:
        parts = piece.split(b'"')
        outside = parts[int(self._inside) :: 2]
        self._inside ^= len(parts) % 2 == 0
        return super().__call__(b"".join(outside))


class _Xml:
    """A row is a <result>; in values the sign < is always escaped."""

    MARK = b"<result>"

    def __init__(self) -> None:
        self._rest = b""

    def __call__(self, piece: bytes) -> int:
        joined = self._rest + piece
        self._rest = joined[-len(self.MARK) + 1 :]
        return joined.count(self.MARK)


class _Json:
    """A row is an object after a comma or at the start of the bindings.

    In a value every quote has a backslash, so `,{"` stands in one only where the quote ends it, and then a comma or a
    brace follows. Rows without a value, `{}`, look the same within a string: where one is seen, strings are left out.
    """

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._inside = False
        self._begun = False

    def __call__(self, piece: bytes) -> int:
        cut = piece.rfind(b"}") + 1
        if not cut:
            self._rest.append(piece)
            return 0
        whole = b"".join((*self._rest, piece[:cut]))
        self._rest = [piece[cut:]]
        return self._count(whole)

    def _count(self, text: bytes) -> int:
        if not self._begun and b'"bindings":[{' in text:
            text, self._begun = text.replace(b'"bindings":[{', b'"bindings":,{', 1), True
        rows = text.count(b',{"') - text.count(b',{",') - text.count(b',{"}')
        if b",{}" in text:
            parts = _plain(text).split(b'"')[int(self._inside) :: 2]
            rows += sum(part.count(b",{}") for part in parts)
        self._inside ^= _quotes(text) % 2 == 1
        return rows


def _quotes(text: bytes) -> int:
    """Count the quotes that begin or end a string."""
    if b"\\\\" in text:
        return _plain(text).count(b'"')
    return text.count(b'"') - text.count(b'\\"')


def _plain(text: bytes) -> bytes:
    return text.replace(b"\\\\", b"").replace(b'\\"', b"")
