"""Asking: saved questions answer with the sentence, and what is given to them is bound, never pasted."""

from __future__ import annotations

import pytest

from conftest import make_findings
from travaux.ask.query import bind, load, parse_options, saved
from travaux.errors import TravauxError
from travaux.link import link
from travaux.show import plain, text_table
from travaux.store import Store
from travaux.vocabulary import ontology_files

SAMPLES = {
    "Topic": "self-defence",
    "Actor": "Cuba",
    "Body": "GGE",
    "Document": "talks.txt",
    "Date": "2017",
    "Instrument": "A/RES/73/27",
    "Person": "Miguel Rodríguez",
    "Word": "oppose",
    "Words": "self-defence",
}
# Their answers are counts, or a pair of sentences.
AGGREGATED = {
    "allies", "changed-sides", "co-stance", "contested", "contradictions", "documents", "group-line", "in-body",
    "known-as", "mandates", "most-heard", "opponents", "publishers", "record-and-report", "silent-on", "topics-of",
    "unheard-members", "word-and-vote",
}  # fmt: skip


@pytest.fixture(scope="module")
def store():
    store = Store()
    store.load_ontology(ontology_files(["cyber"]))
    store.replace("/talks.txt", [make_findings()])
    link(store)
    return store


def answers(store, name, **given):
    results = store.query(bind(store, load(name), given))
    names = [variable.value for variable in results.variables]
    return [{key: row[key].value for key in names if row[key] is not None} for row in results]


@pytest.mark.parametrize("question", saved(), ids=lambda question: question.name)
def test_each_saved_question_is_described_and_runs_with_and_without_its_parameters(store, question):
    assert question.title.endswith("?")
    assert question.description.endswith(".")
    slots = {
        word.removesuffix("Given").lstrip("?") for word in question.text.split() if word.endswith("Given")
    }
    assert slots == {parameter.name for parameter in question.parameters}
    everything = {parameter.name: SAMPLES[parameter.kind] for parameter in question.parameters}
    needed = {p.name: everything[p.name] for p in question.parameters if p.required}
    for given in (everything, needed):
        list(store.query(bind(store, question, given)))
    assert (question.name not in AGGREGATED) == ("?sentence" in question.text.split("WHERE")[0])


def test_who_opposes_answers_with_the_words(store):
    (found,) = answers(store, "who-opposes", topic="self-defence")
    assert (found["who"], found["speaker"], found["body"]) == ("Cuba", "Miguel Rodríguez", "GGE 2016-17")
    assert "recognizing self-defence" in found["sentence"]
    assert found["document"] == "talks.txt"


@pytest.mark.parametrize("since, number", [("2017", 1), ("2017-06", 1), ("2018", 0)])
def test_since_counts_from_that_day_month_or_year(store, since, number):
    assert len(answers(store, "who-opposes", topic="self-defence", since=since)) == number


@pytest.mark.parametrize(
    "holder", ["Cuba", "cuba", "CUB", "Republic of Cuba", "https://w3id.org/travaux/id/state/CUB"]
)
def test_a_state_is_known_by_its_names_codes_and_address(store, holder):
    assert [row["stance"] for row in answers(store, "positions-of", holder=holder)] == ["oppose"]


def test_a_person_is_known_by_a_surname_that_nobody_else_has(store):
    assert "person/miguel-rodriguez-cub" in bind(store, load("positions-of"), {"holder": "Rodríguez"})


def test_a_series_of_bodies_means_its_incarnations_too(store):
    iri = "https://w3id.org/travaux/id/body/gge-2016-2017"
    assert iri in bind(store, load("who-opposes"), {"topic": "norms", "body": "GGE"})


def test_on_behalf_of(store):
    (found,) = answers(store, "on-behalf-of")
    assert (found["agent"], found["behalf"]) == ("Australia", "Nordic friends")


def test_claims_come_in_the_order_of_the_text(store):
    found = answers(store, "claims-of-document", document="talks.txt")
    assert [row["who"] for row in found] == ["Cuba", "Nordic friends", "Australia"]


@pytest.mark.parametrize("value", ["Atlantis", "x> } CLEAR ALL #", '" } INSERT DATA { <a> <b> <c> } #', "?s"])
def test_a_value_that_names_nothing_is_refused(store, value):
    with pytest.raises(TravauxError, match="names nothing"):
        answers(store, "positions-of", holder=value)


def test_a_near_miss_is_met_with_a_suggestion(store):
    with pytest.raises(TravauxError, match="did you mean"):
        answers(store, "who-opposes", topic="self-defense")
    with pytest.raises(TravauxError, match="who-opposes"):
        load("who-oppose")


@pytest.mark.parametrize("since", ["yesterday", "2017-6", "17", "2017' || '1'='1"])
def test_a_date_is_written_in_full(store, since):
    with pytest.raises(TravauxError, match="no date"):
        answers(store, "who-opposes", topic="norms", since=since)


def test_options_are_checked(store):
    question = load("who-opposes")
    assert parse_options(["--topic", "norms", "--since=2017"], question) == {
        "topic": "norms",
        "since": "2017",
    }
    for words, message in (
        (["--state", "x"], "does not take"),
        (["x"], "does not take"),
        (["--topic"], "a value"),
    ):
        with pytest.raises(TravauxError, match=message):
            parse_options(words, question)
    with pytest.raises(TravauxError, match="needs --topic"):
        bind(store, question, {})


def test_a_table_shows_no_control_characters_and_no_empty_columns():
    shown = text_table(("a", "empty", "b"), [["x\x1b[31mred", "", "y\u202ez"]])
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "empty" not in shown
    assert plain("a\nb\x07") == "a b\ufffd"
