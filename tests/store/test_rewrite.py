"""Graphs that follow from others are brought up to date by what differs, in bounded pieces."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.store import engine
from travaux.store.engine import Embedded

NAMES = ("https://example.org/one", "https://example.org/two")
FACTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=30)


def fact(subject, value):
    return ox.Triple(
        ox.NamedNode(f"https://example.org/{subject}"),
        ox.NamedNode("https://example.org/p"),
        ox.Literal(f'"{value}\\\n'),
    )


def triples(place, name):
    return {quad.triple for quad in place.quads(ox.NamedNode(name))}


@pytest.mark.parametrize(("at_once", "bulk"), [(1, range(0)), (4, range(2, 100)), (1000, range(0))])
@given(before=st.tuples(FACTS, FACTS), after=st.tuples(FACTS, FACTS))
def test_a_graph_holds_what_it_is_given_and_no_other_is_touched(at_once, bulk, before, after):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "AT_ONCE", at_once)
        patch.setattr(engine, "BULK", bulk)
        place = Embedded()
        place.replace((), {"https://example.org/three": engine.written([fact(1, 1)])})
        for wanted in (before, after):
            place.rewrite(
                (name, [fact(*one) for one in facts]) for name, facts in zip(NAMES, wanted, strict=True)
            )
            for name, facts in zip(NAMES, wanted, strict=True):
                assert triples(place, name) == {fact(*one) for one in facts}
        assert len(triples(place, "https://example.org/three")) == 1


def test_only_what_differs_is_written_and_in_one_transaction(monkeypatch):
    place = Embedded()
    place.rewrite([(NAMES[0], [fact(number, 0) for number in range(50)])])
    written = []
    update = place._update
    monkeypatch.setattr(place, "_update", lambda text: written.append(text) or update(text))
    place.rewrite([(NAMES[0], [fact(number, 0) for number in range(1, 51)]), (NAMES[1], [fact(0, 0)])])
    (text,) = written
    assert text.count("https://example.org/p") == 3
    place.rewrite([(NAMES[0], [fact(number, 0) for number in range(1, 51)]), (NAMES[1], [fact(0, 0)])])
    assert len(written) == 1
