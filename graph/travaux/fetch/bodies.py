"""Bodies of answers: unpacked piece by piece, and never more of them than allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from travaux.fetch.outcome import Again, Refused

PIECE = 65_536
EITHER = 32 + zlib.MAX_WBITS  # gzip or zlib, as the data say
GZIP = b"\x1f\x8b"
PACKED = ("gzip", "x-gzip", "deflate")


def body(pieces: Iterable[bytes], packing: str, most: int) -> bytes:
    """Return the whole of a body, unpacked.

    Raises Refused where it is packed in an unknown way or has over `most` bytes, packed or not, and Again where it
    breaks off.
    """
    packing = packing.strip().casefold()
    if packing in PACKED:
        pieces = _unpacked(_limited(pieces, most))
    elif packing not in ("", "identity"):
        raise Refused(f"it is packed as {packing[:40]}, which was not asked for")
    return b"".join(_limited(pieces, most))


def _limited(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise Refused(f"it has more than {most:,} bytes; give --most-bytes if that is meant")
        yield piece


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip or zlib; a second archive after the first goes on with the body, other data after it do not."""
    machine = zlib.decompressobj(EITHER)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if machine.eof:
                    if not GZIP.startswith(rest[:2]):
                        return
                    machine = zlib.decompressobj(EITHER)
                yield machine.decompress(rest, PIECE)
                rest = machine.unused_data if machine.eof else machine.unconsumed_tail
        yield machine.flush()
    except zlib.error as error:
        raise Refused(f"it cannot be unpacked ({error})") from error
    if not machine.eof:
        raise Again("it breaks off in the midst")
