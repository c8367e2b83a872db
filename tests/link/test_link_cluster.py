"""From pairs to identities: nothing depends on the order, and "different" always parts."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from travaux.link.cluster import cluster
from travaux.link.judge import Judgement

THINGS = "abcdef"
judged = st.builds(
    lambda pair, verdict, score, by: Judgement(*sorted(pair), verdict, score, "rule", by),
    st.lists(st.sampled_from(THINGS), min_size=2, max_size=2, unique=True),
    st.sampled_from(["same", "different", "unsure"]),
    st.sampled_from([0.5, 0.75, 0.9, 1.0]),
    st.sampled_from([None, "a human"]),
)
many = st.lists(judged, max_size=14, unique_by=lambda one: (one.one, one.other, one.human))
sides = st.dictionaries(
    st.sampled_from(THINGS), st.sampled_from([frozenset(), frozenset("R"), frozenset("C")])
)


def human(verdict, *pair):
    return Judgement(*pair, verdict, 1.0, "a decision", "a human")


def machine(verdict, *pair, score=0.9):
    return Judgement(*pair, verdict, score, "rule")


@given(many, sides, st.randoms())
def test_the_order_of_judgements_makes_no_difference(given_, known, random):
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert cluster(THINGS, given_, known) == cluster(reversed(THINGS), shuffled, known)


@given(many, sides)
def test_what_a_human_parts_is_never_one(given_, known):
    found = cluster(THINGS, given_, known)
    parted = {(one.one, one.other) for one in given_ if one.human and one.verdict == "different"}
    for members in found.sets:
        assert not parted & set(combinations(members, 2))


@given(many, sides)
def test_what_a_human_joins_is_one_unless_decisions_contradict(given_, known):
    found = cluster(THINGS, given_, known)
    where = {thing: members for members in found.sets for thing in members}
    for one in given_:
        if one.human and one.verdict == "same":
            assert where[one.one] == where[one.other] or one in found.contradictions


@given(many, sides)
def test_every_thing_is_in_one_set_and_linking_again_changes_nothing(given_, known):
    found = cluster(THINGS, given_, known)
    assert sorted(thing for members in found.sets for thing in members) == sorted(THINGS)
    again = [human("same", *pair) for members in found.sets for pair in combinations(members, 2)]
    assert cluster(THINGS, again).sets == found.sets


def test_links_pass_on():
    assert cluster("abc", [machine("same", "a", "b"), machine("same", "b", "c")]).sets == (("a", "b", "c"),)


def test_different_wins_over_what_passes_on():
    found = cluster("abc", [human("same", "a", "b"), human("same", "b", "c"), human("different", "a", "c")])
    assert found.sets == (("a", "b"), ("c",))
    assert found.contradictions == (human("same", "b", "c"),)


def test_a_human_joins_what_a_machine_parts_and_the_other_way_round():
    states = {"a": frozenset("R"), "b": frozenset("C")}
    assert cluster("ab", [machine("different", "a", "b"), human("same", "a", "b")], states).sets == (
        ("a", "b"),
    )
    assert cluster("ab", [machine("same", "a", "b"), human("different", "a", "b")]).sets == (("a",), ("b",))


def test_a_machine_joins_no_people_of_two_states():
    states = {"a": frozenset("R"), "c": frozenset("C")}
    found = cluster("abc", [machine("same", "a", "b"), machine("same", "b", "c", score=0.8)], states)
    assert found.sets == (("a", "b"), ("c",))
    assert [one.other for one in found.refused] == ["c"]
