"""The card of a document: it follows from its graph, and what it tells survives being kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conftest import make_findings
from travaux.store import Store
from travaux.store.cards import card
from travaux.store.facts import Facts
from travaux.store.told import Office, Source, Told, pack, told, unpack
from travaux.triples import quads

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LISTS = st.lists(TEXTS, max_size=3)
POSITIONS = st.builds(Told, *(LISTS if one in ("topics", "entities") else TEXTS for one in Told._fields))
OFFICES = st.builds(Office, *(TEXTS for _ in Office._fields))
SOURCES = st.builds(
    Source,
    TEXTS,
    TEXTS,
    TEXTS,
    LISTS,
    LISTS,
    st.lists(POSITIONS, max_size=3),
    st.lists(OFFICES, max_size=3),
)


@given(source=SOURCES)
def test_what_is_kept_is_what_was_told(source):
    assert unpack(pack(source)) == source


def test_a_card_tells_each_position_with_its_sentence_whatever_the_order_of_the_facts():
    found = make_findings("a.txt")
    facts = [quad.triple for quad in quads(found)]
    one = card(found.document.iri, facts)
    assert one == card(found.document.iri, facts[::-1])
    source = unpack(one.told)
    assert len(source.positions) == len(found.positions)
    assert {told.sentence for told in source.positions} <= {
        found.document.text[position.evidence.start : position.evidence.end] for position in found.positions
    }
    assert source == told(found.document.iri, Facts(facts))


def test_a_store_has_the_cards_of_its_documents_and_no_others(tmp_path):
    with Store(tmp_path / "a.store") as store:
        for name in ("a.txt", "b.txt"):
            store.replace(name, [make_findings(name)])
        assert [source.iri for source in store.words.told()] == store.documents()
        store.forget("a.txt")
        assert [source.name for source in store.words.told()] == ["b.txt"]
