"""Samples of each format with pieces of them cut, moved and replaced are read or refused, never more than that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from read_samples import SAMPLES
from read_sound import documents

Change = tuple[str, float, float, bytes]
BITS = (
    b"\x00",
    b"\xff",
    b"<",
    b">",
    b'"',
    b"{",
    b"]",
    b"\n",
    b"\r\n",
    b"\xed\xa0\x80",
    b"&x;",
    b"--inner",
    b"PK\x05\x06",
)
CHANGES: st.SearchStrategy[list[Change]] = st.lists(
    st.tuples(
        st.sampled_from(("cut", "put", "double", "end", "set")),
        st.floats(0, 1),
        st.floats(0, 0.3),
        st.sampled_from(BITS) | st.binary(max_size=6),
    ),
    min_size=1,
    max_size=6,
)


def changed(data: bytes, changes: list[Change]) -> bytes:
    """Return data with pieces of it cut out, put in, doubled or overwritten, or its end taken off."""
    for kind, where, length, new in changes:
        start = int(where * len(data))
        end = start + int(length * len(data))
        piece = {"cut": b"", "put": new + data[start:end], "double": data[start:end] * 2}.get(kind, new)
        rest = {"end": b"", "set": data[start + len(new) :]}.get(kind, data[end:])
        data = data[:start] + piece + rest
    return data


@pytest.mark.parametrize("name", SAMPLES)
@given(changes=CHANGES)
def test_a_damaged_file_is_read_or_refused(name: str, changes: list[Change]) -> None:
    data = changed(SAMPLES[name], changes)
    assert documents(data, "file") == documents(data, "file")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_that_is_cut_off_anywhere_is_read_or_refused(name: str) -> None:
    data = SAMPLES[name]
    for end in range(0, len(data), max(1, len(data) // 60)):
        documents(data[:end], "file")
