"""Networks agree with counting by hand, whatever the order of the rows."""

from __future__ import annotations

from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import positions
from travaux import analysis
from travaux.errors import TravauxError

SIDE = {"support": 1, "propose": 1, "oppose": -1, "reserve": -1}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Cuba", "Chile", "China", "Chad"]),
        st.sampled_from([*SIDE, "state"]),
        st.sampled_from(["norms", "threats", "norms threats", "process", ""]),
    ),
    max_size=25,
)


def sides(rows):
    return {(h, t, SIDE[s]) for h, s, topics in rows if s in SIDE for t in topics.split()}


def counted(rows, one, other, sign):
    taken = sides(rows)
    return sum(
        a == one and b == other and t == u and x == sign * y for (a, t, x), (b, u, y) in product(taken, taken)
    )


def spoken(rows, holder):
    return {t for h, t, _ in sides(rows) if h == holder}


@given(ROWS)
def test_congruence_and_conflict_are_what_one_counts_by_hand(rows):
    found = positions(*rows)
    holders = sorted({h for h, *_ in sides(rows)})
    for kind, sign in (("congruence", 1), ("conflict", -1)):
        network = analysis.actors(found, kind, "no")
        assert sorted(network) == holders
        wanted = {pair: counted(rows, *pair, sign) for pair in combinations(holders, 2)}
        assert {pair: network.edges[pair]["weight"] for pair in wanted if network.has_edge(*pair)} == {
            pair: weight for pair, weight in wanted.items() if weight
        }


@given(ROWS, st.randoms())
def test_the_order_of_rows_changes_nothing(rows, random):
    mixed = random.sample(rows, len(rows))
    for kind, norm in product(("congruence", "conflict", "subtract"), ("average", "jaccard", "cosine")):
        one, other = (analysis.actors(positions(*given), kind, norm) for given in (rows, mixed))
        assert list(one.edges(data=True)) == list(other.edges(data=True))


@given(ROWS)
def test_norms_divide_by_what_they_say(rows):
    found, raw = positions(*rows), {}
    for norm in ("no", "average", "jaccard", "cosine"):
        for one, other, data in analysis.actors(found, "congruence", norm).edges(data=True):
            raw[one, other, norm] = data["weight"]
    for (one, other, norm), weight in raw.items():
        a, b = spoken(rows, one), spoken(rows, other)
        divisor = {
            "no": 1,
            "average": (len(a) + len(b)) / 2,
            "jaccard": len(a | b),
            "cosine": (len(a) * len(b)) ** 0.5,
        }
        assert weight == pytest.approx(raw[one, other, "no"] / divisor[norm])


def test_an_edge_names_the_subjects_that_it_counts():
    found = positions(
        ("Cuba", "support", "norms"), ("Chile", "propose", "norms threats"), ("Cuba", "oppose", "threats")
    )
    assert analysis.actors(found).edges["Chile", "Cuba"]["subjects"] == "norms"
    assert analysis.actors(found, "conflict").edges["Chile", "Cuba"]["subjects"] == "threats"
    assert not analysis.actors(found, "subtract").edges


def test_over_targets_a_resolution_is_what_sides_are_taken_on():
    text = {"target": "https://example.org/A-RES-1"}
    found = positions(
        ("Cuba", "support", "norms", text), ("Chile", "oppose", "norms", text), ("Chad", "support", "norms")
    )
    assert sorted(analysis.actors(found, "conflict", over="target")) == ["Chile", "Cuba"]
    assert analysis.actors(found, "conflict", over="target").edges["Chile", "Cuba"]["subjects"] == "A-RES-1"


def test_bipartite_edges_can_be_drilled_down_to_their_sentences():
    found = positions(
        ("Cuba", "support", "norms"),
        ("Cuba", "oppose", "norms"),
        ("Cuba", "support", "norms"),
        ("Cuba", "state", "norms"),
    )
    edge = analysis.bipartite(found).edges["Cuba", "#norms"]
    assert {name: edge[name] for name in ("weight", "pro", "contra", "sign")} == {
        "weight": 3,
        "pro": 2,
        "contra": 1,
        "sign": 1,
    }
    rests_on = analysis.sentences(found, edge["positions"].split())
    assert list(rests_on["evidence"]) == [
        "Cuba support norms 0",
        "Cuba oppose norms 1",
        "Cuba support norms 2",
    ]
    network = analysis.bipartite(found)
    assert nx.is_bipartite(network) and {d["bipartite"] for _, d in network.nodes(data=True)} == {0, 1}


def test_who_is_heard_together_and_who_speaks_for_whom():
    found = positions(
        ("Cuba", "support", "norms", "2020", "one", {"speaker": "Ana"}),
        ("Chile", "state", "norms", "2020", "one"),
        ("Group of 77", "support", "norms", "2020", "two", {"via": "Cuba", "speaker": "Ana"}),
    )
    together = analysis.co_speaking(found)
    assert together.edges["Chile", "Cuba"] == {"weight": 1, "documents": "one"}
    assert not together.has_edge("Cuba", "Group of 77")
    voices = analysis.on_behalf_of(found)
    assert set(voices.edges) == {("Ana", "Cuba"), ("Ana", "Group of 77"), ("Cuba", "Group of 77")}
    assert voices.edges["Cuba", "Group of 77"] == {"weight": 1, "positions": "p002"}


def test_windows_follow_one_another_and_vague_dates_are_in_none():
    rows = [
        ("Cuba", "support", "norms", date)
        for date in ("2021-05-01", "2019", "2021-04", "XXXX-06", None, "2019-02")
    ]
    found = positions(*rows)
    assert [(name, list(part["date"])) for name, part in analysis.windows(found)] == [
        ("2019", ["2019", "2019-02"]),
        ("2021", ["2021-05-01", "2021-04"]),
    ]
    assert [name for name, _ in analysis.windows(found, "month")] == ["2019-02", "2021-04", "2021-05"]
    bodies = positions(
        ("Cuba", "support", "norms", "2021", "a", {"body": "second"}),
        ("Cuba", "support", "norms", "2019", "a", {"body": "first"}),
    )
    assert [name for name, _ in analysis.windows(bodies, "body")] == ["first", "second"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda found: analysis.actors(found, "friendship"),
        lambda found: analysis.actors(found, normalise="max"),
        lambda found: analysis.actors(found, over="colour"),
        lambda found: list(analysis.windows(found, "week")),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(wrong):
    with pytest.raises(TravauxError, match="choose"):
        wrong(positions(("Cuba", "support", "norms")))


def test_nothing_gives_nothing():
    empty = positions()
    assert (
        len(analysis.actors(empty)) == len(analysis.bipartite(empty)) == len(analysis.co_speaking(empty)) == 0
    )
    assert len(analysis.on_behalf_of(empty)) == 0 and list(analysis.windows(empty)) == []
