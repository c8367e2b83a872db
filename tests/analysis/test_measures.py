"""Measures give what is known of them: worked examples, brute force, and what was put into made-up data."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import positions
from travaux import analysis
from travaux.analysis.coalitions import rand
from travaux.analysis.polarisation import signed_modularity
from travaux.errors import TravauxError

CAMPS = [("Cuba", "Chad", "China"), ("Chile", "Canada", "Czechia")]
SIGNED = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([-1.0, -0.5, 0.5, 1.0])), max_size=20
)


def camps():
    rows = []
    for camp, stances in zip(CAMPS, (("support", "oppose"), ("oppose", "support")), strict=True):
        for holder in camp:
            rows += [(holder, stances[0], topic) for topic in ("norms", "threats")]
            rows += [(holder, stances[1], topic) for topic in ("process", "human-rights")]
    return positions(*rows)


def signed(edges):
    network = nx.Graph()
    for one, other, weight in edges:
        if one != other:
            network.add_edge(str(one), str(other), weight=weight)
    return network


def test_two_camps_are_two_coalitions_that_all_runs_find():
    found = analysis.coalitions(analysis.actors(camps()))
    assert sorted(map(sorted, found.groups)) == sorted(map(sorted, CAMPS))
    assert found.stability == 1 and set(found.support.values()) == {1}
    table = found.frame()
    assert list(table.columns) == ["holder", "coalition", "size", "support"] and len(table) == 6


def test_coalitions_do_not_change_from_run_to_run(seeds):
    network = analysis.actors(analysis.positions(seeds), "subtract")
    one, other = (analysis.coalitions(network, runs=5) for _ in range(2))
    assert one == other
    assert one != analysis.coalitions(network, runs=5, seed=99) or one.stability == 1


def test_holders_without_an_edge_stand_alone():
    network = nx.Graph()
    network.add_nodes_from("ab")
    assert [sorted(group) for group in analysis.coalitions(network).groups] == [["a"], ["b"]]
    assert analysis.coalitions(nx.Graph()).groups == ()


def test_the_adjusted_rand_index_is_that_of_the_literature():
    one, other = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert rand(one, other) == pytest.approx(0.2424, abs=1e-4)
    assert rand(one, 1 - one) == 1
    assert rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)


@given(SIGNED)
def test_balance_is_what_one_counts_by_hand(edges):
    network = signed(edges)
    triangles = [
        t
        for t in combinations(sorted(network), 3)
        if all(network.has_edge(*pair) for pair in combinations(t, 2))
    ]
    even = sum(np.prod([network.edges[pair]["weight"] for pair in combinations(t, 2)]) > 0 for t in triangles)
    found = analysis.polarisation(network, [])
    assert found.triangles == len(triangles)
    assert found.balance == (even / len(triangles) if triangles else None)


@given(SIGNED)
def test_without_conflict_signed_modularity_is_newmans(edges):
    network = signed([(a, b, abs(weight)) for a, b, weight in edges])
    groups = [{n for n in network if int(n) % 2 == rest} for rest in (0, 1)]
    group = {node: number for number, members in enumerate(groups) for node in members}
    weighted = [(a, b, data["weight"]) for a, b, data in network.edges(data=True)]
    expected = nx.community.modularity(network, [g for g in groups if g]) if network.size() else 0
    assert signed_modularity(weighted, group) == pytest.approx(expected)


def test_camps_are_as_polarised_as_can_be():
    found = analysis.polarisation(analysis.actors(camps(), "subtract"), CAMPS)
    assert (found.balance, found.frustration) == (1, 0)
    assert found.modularity > 0.4
    mixed = analysis.polarisation(analysis.actors(camps(), "subtract"), [[h for camp in CAMPS for h in camp]])
    assert mixed.modularity < found.modularity and mixed.frustration > 0.5


def test_the_middle_of_a_star_is_central():
    star = nx.star_graph(["hub", "a", "b", "c"])
    nx.set_edge_attributes(star, 2.0, "weight")
    table = analysis.centralities(star)
    hub = table[table["holder"] == "hub"].iloc[0]
    assert (hub["degree"], hub["strength"], hub["betweenness"]) == (3, 6, 1)
    assert table["holder"].iloc[0] == "hub" and hub["eigenvector"] == pytest.approx(2**-0.5)
    assert len(analysis.centralities(nx.Graph())) == 0


def rolls(holders=30, texts=40, seed=1):
    """Return votes of holders at known places, and the places."""
    random = np.random.default_rng(seed)
    places = np.sort(random.normal(size=holders))
    slopes, thresholds = random.normal(0, 2, texts), random.normal(0, 1, texts)
    rows = []
    for text in range(texts):
        chance = 1 / (1 + np.exp(-(slopes[text] * places - thresholds[text])))
        cast = random.random(holders) < chance
        rows += [
            (
                f"H{h:02}",
                "support" if cast[h] else "oppose",
                "norms",
                "2020",
                f"doc{text}",
                {"target": f"x/t{text}"},
            )
            for h in range(holders)
            if random.random() < 0.8
        ]
    return positions(*rows), places


def test_ideal_points_find_the_places_that_votes_were_made_from():
    found, places = rolls()
    points = analysis.ideal_points(found, over="target", right="H29", samples=50).sort_values("holder")
    assert np.corrcoef(points["point"], places)[0, 1] > 0.9
    assert (points["low"] <= points["point"]).mean() > 0.9 and (
        points["point"] <= points["high"]
    ).mean() > 0.9
    true = (places - places.mean()) / places.std()
    inside = (points["low"].to_numpy() <= true) & (true <= points["high"].to_numpy())
    assert inside.mean() > 0.7
    assert points["point"].mean() == pytest.approx(0, abs=1e-3) and points["point"].std(
        ddof=0
    ) == pytest.approx(1, abs=1e-3)
    assert set(points["documents"]) <= set(range(20, 41))


def test_ideal_points_are_the_same_each_time_and_in_any_order():
    found, _ = rolls(12, 10)
    one = analysis.ideal_points(found, over="target", samples=20)
    other = analysis.ideal_points(found.sample(frac=1, random_state=3), over="target", samples=20)
    assert one.equals(other)
    turned = analysis.ideal_points(found, over="target", samples=20, right=one["holder"].iloc[0])
    assert turned.set_index("holder")["point"].loc[one["holder"].iloc[0]] > 0


def test_what_rests_on_too_little_has_no_point():
    found = positions(
        ("Cuba", "support", "norms"), ("Chile", "support", "norms"), ("Chile", "oppose", "threats")
    )
    assert len(analysis.ideal_points(found)) == 0
    with pytest.raises(TravauxError, match="'Cuba' has no point"):
        analysis.ideal_points(found, right="Cuba")


def test_an_abstention_stands_between_yes_and_no():
    rows = [
        (holder, stance, "norms", "2020", f"d{text}", {"target": f"x/t{text}"})
        for text in range(6)
        for holder, stance in (
            ("Yes", "support"),
            ("Yes2", "support"),
            ("Mid", "reserve"),
            ("No", "oppose"),
            ("No2", "oppose"),
        )
    ]
    points = analysis.ideal_points(positions(*rows), over="target", right="Yes", samples=5).set_index(
        "holder"
    )["point"]
    assert points["No"] < points["Mid"] < points["Yes"]


def test_a_shift_is_shown_with_the_words_of_both_sides():
    found = positions(
        ("Cuba", "oppose", "norms", "2017"),
        ("Cuba", "oppose", "norms", "2017-05"),
        ("Cuba", "support", "norms", "2017-06"),
        ("Cuba", "state", "norms", "2018"),
        ("Cuba", "support", "norms", "2019-01-01"),
        ("Chile", "support", "norms", "2017"),
        ("Chile", "propose", "norms", "2019"),
        ("Chad", "support", "norms", "2017"),
        ("Chad", "oppose", "norms", "2018"),
        ("Chad", "support", "norms", "2018"),
    )
    (shift,) = analysis.shifts(found).to_dict("records")
    assert (shift["holder"], shift["before"], shift["after"]) == ("Cuba", "2017", "2019")
    assert (shift["side_before"], shift["side_after"]) == ("against", "for")
    assert (shift["sentence_before"], shift["sentence_after"]) == (
        "Cuba oppose norms 0",
        "Cuba support norms 4",
    )
    assert (shift["positions_before"], shift["ids_before"], shift["ids_after"]) == (
        3,
        "p000 p001 p002",
        "p004",
    )
    assert len(analysis.shifts(found, least=2)) == 0


def test_a_contradiction_is_within_one_window():
    found = positions(
        ("Cuba", "oppose", "norms", "2017"),
        ("Cuba", "support", "norms", "2018", "b"),
        ("Chad", "oppose", "norms", "2018"),
        ("Chad", "support", "norms", "2018", "b"),
    )
    (one,) = analysis.contradictions(found).to_dict("records")
    assert (one["holder"], one["topic"], one["when"], one["for"], one["against"]) == (
        "Chad",
        "norms",
        "2018",
        1,
        1,
    )
    assert (one["sentence_for"], one["document_for"]) == ("Chad support norms 3", "b")
    assert one["ids"] == "p002 p003"


def test_word_and_vote_are_compared_on_the_same_text():
    text, other = {"target": "x/A-1"}, {"target": "x/A-2"}
    found = positions(
        ("Cuba", "support", "norms", "2018-12-05", "roll", {**text, "act": "vote-for"}),
        ("Cuba", "oppose", "norms", "2018-12-01", "press", text),
        ("Cuba", "oppose", "norms", "2018-12-01", "press", other),
        ("Cuba", "propose", "norms", "2018-12-01", "press", {**text, "act": "table"}),
        ("Chile", "reserve", "norms", "2018-12-05", "roll", {**text, "act": "abstain"}),
        ("Chile", "reserve", "norms", "2018", "press", text),
    )
    rows = analysis.consistency(found).to_dict("records")
    assert [(r["holder"], r["vote"], r["word"], r["consistent"]) for r in rows] == [
        ("Chile", "abstain", "reserve", True),
        ("Cuba", "vote-for", "oppose", False),
    ]
    assert (rows[1]["days"], rows[1]["vote_id"], rows[1]["word_id"]) == (4, "p000", "p001")
    assert len(analysis.consistency(found, over="topic")) == 3


def test_coverage_says_on_what_a_figure_rests():
    found = positions(
        ("Cuba", "support", "norms threats", "2018", "a", {"quote": "q"}),
        ("Cuba", "support", "norms", None, "a"),
        ("Cuba", "support", "norms", "2018", "b"),
        ("Chile", "support", "norms", "2018", "c"),
    )
    cuba = analysis.coverage(found).iloc[0].to_dict()
    assert {
        name: cuba[name] for name in ("holder", "positions", "documents", "largest", "largest_share")
    } == {
        "holder": "Cuba",
        "positions": 3,
        "documents": 2,
        "largest": "a",
        "largest_share": 0.6667,
    }
    assert (cuba["effective_documents"], cuba["dated"], cuba["quoted"]) == (1.8, 0.6667, 0.3333)
    topics = analysis.coverage(found, "topic").set_index("topic")["positions"].to_dict()
    assert topics == {"norms": 4, "threats": 1}
    assert set(analysis.coverage(found, ["holder", "stance"]).columns) >= {"holder", "stance", "ids"}


@settings(max_examples=25)
@given(st.data())
def test_every_figure_leads_to_positions_that_are_there(data):
    rows = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(["Cuba", "Chile"]),
                st.sampled_from(["support", "oppose", "reserve", "state"]),
                st.sampled_from(["norms", "threats", "norms threats"]),
                st.sampled_from(["2017", "2018-02", "2018-02-03", None]),
                st.sampled_from("ab"),
            ),
            max_size=15,
        )
    )
    found = positions(*rows)
    for table, column, count in (
        (analysis.shifts(found), "ids_before", "positions_before"),
        (analysis.shifts(found), "ids_after", "positions_after"),
        (analysis.coverage(found), "ids", "positions"),
        (analysis.coverage(found, "topic"), "ids", "positions"),
    ):
        for ids, number in zip(table[column], table[count], strict=True):
            assert len(analysis.sentences(found, ids.split())) == number
    for _, row in analysis.contradictions(found).iterrows():
        assert len(analysis.sentences(found, row["ids"].split())) == row["for"] + row["against"]


def test_measures_run_window_after_window(seeds):
    found = analysis.votes(seeds)
    table = analysis.over_time(found, lambda part: analysis.coverage(part, "body"), "year")
    assert sorted(set(table["window"])) == ["2018", "2019", "2020", "2022", "2023", "2024"]
    assert next(iter(table.columns)) == "window"


def test_two_codings_are_compared_where_their_words_overlap():
    hand = positions(("Cuba", "support", "norms"), ("Chile", "oppose", "norms"), ("Chad", "support", "norms"))
    other = positions(
        ("Cuba", "propose", "threats"), ("Chile", "support", "norms"), ("Chad", "state", "norms")
    )
    found = analysis.compare(hand, other)
    assert [
        (row["holder"], row["side_one"], row["side_other"]) for row in found.pairs.to_dict("records")
    ] == [
        ("Cuba", "for", "for"),
        ("Chile", "against", "for"),
    ]
    assert (found.precision, found.recall) == (1, pytest.approx(2 / 3))
    assert (found.same_side, found.same_topic) == (0.5, 0.5)
    assert list(found.alone_one["holder"]) == ["Chad"] and len(found.alone_other) == 0
    assert analysis.compare(hand, hand).f1 == 1 == analysis.compare(hand, hand).alpha
    assert analysis.compare(hand, positions()).f1 == 0
