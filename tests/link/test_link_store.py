"""Linking a store: one person whatever the documents call them, and a human's word above all."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import AUSTRALIA, CUBA, make_findings
from travaux.ask import records
from travaux.ask.query import bind, load
from travaux.cli import main
from travaux.errors import TravauxError
from travaux.link import Decision, decisions, link
from travaux.link.copies import judge_documents, likeness, sketch
from travaux.link.desk import contradictions
from travaux.link.things import judge_things
from travaux.model import THINGS, Appointment, Entity, Findings
from travaux.rdf import LINKS_GRAPH, canonical, term
from travaux.store import Store
from travaux.vocabulary import ontology_files

RUSSIA = Entity(f"{THINGS}state/RUS", "Russia", "State", "RUS")
CHINA = Entity(f"{THINGS}state/CHN", "China", "State", "CHN")
SINGAPORE = Entity(f"{THINGS}state/SGP", "Singapore", "State", "SGP")
Person = tuple[str, Entity | None, str]


def paper(source: str, *people: Person, date: str = "2021-03", text: str | None = None) -> Findings:
    """Return a document that gives people their offices."""
    findings = make_findings(source) if text is None else make_findings(source, text)
    document = replace(findings.document, date=date, title=source)
    evidence = findings.appointments[0].evidence
    appointments = tuple(
        Appointment(
            document.iri,
            Entity(f"{THINGS}person/{name.replace(chr(32), chr(45)).lower()}", name, "Person"),
            role,
            evidence,
            state,
        )
        for name, state, role in people
    )
    return Findings(document, (), appointments)


def filled(*found: Findings) -> Store:
    store = Store()
    store.load_ontology(ontology_files(["cyber"]))
    for findings in found:
        store.replace(findings.document.source, [findings])
    return store


def people(store: Store) -> list[str]:
    return sorted({record["person"]["label"] for record in records.delegates(store)})


def addresses(store: Store) -> set[str]:
    return {record["person"]["iri"] for record in records.delegates(store)}


KRUTSKIKH = (
    paper("a.txt", ("Krutskikh", RUSSIA, "envoy")),
    paper("b.txt", ("Andrey Krutskikh", RUSSIA, "representative")),
    paper("c.txt", ("Ambassador Andrei Krutskikh", RUSSIA, "ambassador")),
    paper("e.txt", ("Andrey Krutskikh", RUSSIA, "expert")),
)


def test_one_person_under_three_names_is_one():
    store = filled(*KRUTSKIKH)
    link(store)
    assert people(store) == ["Andrey Krutskikh"]
    assert addresses(store) == {f"{THINGS}person/andrey-krutskikh-rus"}


def test_namesakes_of_two_states_are_two_and_told_apart():
    store = filled(
        paper("a.txt", ("Wang Lei", CHINA, "coordinator")),
        paper("b.txt", ("Wang Lei", SINGAPORE, "delegate")),
    )
    found = link(store)
    assert people(store) == ["Wang Lei (China)", "Wang Lei (Singapore)"]
    (judgement,) = (one for one in found.judgements if "/person/" in one.one)
    assert (judgement.verdict, judgement.rule) == ("different", "same name, two states")


def test_a_surname_that_several_share_is_left_to_a_human():
    store = filled(
        paper("a.txt", ("Zhang", CHINA, "delegate")),
        paper("b.txt", ("Jun Zhang", CHINA, "ambassador")),
        paper("c.txt", ("Ming Zhang", CHINA, "minister")),
    )
    found = link(store)
    assert people(store) == ["Jun Zhang", "Ming Zhang", "Zhang"]
    assert {one.rule for one in found.doubtful()} == {"surname, one state, which several share"}


def test_a_surname_of_no_known_state_needs_an_office_in_common():
    chair = ("Burhan Gafoor", SINGAPORE, "Ambassador")
    for role, expected in (("Ambassador", ["Burhan Gafoor"]), ("poet", ["Burhan Gafoor", "Gafoor"])):
        store = filled(paper("a.txt", chair), paper("b.txt", ("Gafoor", None, role)))
        link(store)
        assert people(store) == expected


def test_years_part_people_of_one_name():
    store = filled(
        paper("a.txt", ("George Bush", CUBA, "president"), date="1990"),
        paper("b.txt", ("George Bush", CUBA, "president"), date="2021"),
    )
    link(store)
    assert len(addresses(store)) == 2


def test_documents_are_not_altered_and_each_has_its_own_persons():
    store = filled(*KRUTSKIKH)
    graph = ox.NamedNode(KRUTSKIKH[0].document.iri)
    before = canonical(store.quads(graph))
    link(store)
    assert canonical(store.quads(graph)) == before
    named = {quad.subject.value for quad in store.quads() if quad.object == term("trv:Person")}
    assert f"{graph.value}/person/krutskikh" in named


def test_questions_see_one_person():
    store = filled(*KRUTSKIKH)
    link(store)
    for name in ("Andrey Krutskikh", "Krutskikh", "andrey-krutskikh-rus"):
        assert f"{THINGS}person/andrey-krutskikh-rus" in bind(store, load("positions-of"), {"holder": name})
    rows = store.query(bind(store, load("speakers-of"), {"holder": "Russia"}))
    assert {row["person"].value for row in rows} == {"Andrey Krutskikh"}


def test_direct_edges_are_of_the_one_person():
    found = []
    for source, name in (("a.txt", "Andrei Krutskikh"), ("b.txt", "Andrey Krutskikh")):
        one = make_findings(source)
        person = Entity(f"{THINGS}person/{name.replace(chr(32), chr(45)).lower()}", name, "Person")
        office = replace(one.appointments[0], person=person, state=RUSSIA)
        held = replace(one.positions[0], holder=person, speaker=None)
        found.append(Findings(one.document, (held,), (office,)))
    store = filled(*found)
    link(store)
    edges = list(store.select("SELECT DISTINCT ?who { ?who trv:opposes ?topic }"))
    assert len(edges) == 1


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Krutskikh", "Andrey Krutskikh", "A. Krutskih", "Wang Lei", "Lei Wang", "Wang"]),
            st.sampled_from([None, RUSSIA, CHINA]),
            st.sampled_from(["envoy", "ambassador"]),
        ),
        min_size=1,
        max_size=6,
    ),
    st.randoms(),
)
def test_the_order_of_documents_makes_no_difference_nor_does_linking_again(named, random):
    found = [paper(f"{number}.txt", person) for number, person in enumerate(named)]
    shuffled = list(found)
    random.shuffle(shuffled)
    graphs = []
    for order, times in ((found, 1), (shuffled, 2)):
        store = Store()
        for findings in order:
            store.replace(findings.document.source, [findings])
        for _ in range(times):
            link(store)
        graphs.append(canonical(store.quads()))
    assert graphs[0] == graphs[1]


def test_a_judgement_says_who_judged_and_how_sure():
    store = filled(*KRUTSKIKH)
    link(
        store,
        [Decision("different", f"{THINGS}person/krutskikh-rus", f"{THINGS}person/andrey-krutskikh-rus")],
    )
    rows = store.select(
        f"SELECT ?how ?score ?rule ?who {{ GRAPH {LINKS_GRAPH} {{ ?j sssom:mapping_justification ?how ;"
        " sssom:confidence ?score ; trv:rule ?rule ; prov:wasAttributedTo ?who } }"
    )
    said = {(row["how"].value.rsplit("/", 1)[1], row["score"].value, row["rule"].value) for row in rows}
    assert ("ManualMappingCuration", "1", "a decision") in said
    assert ("LexicalMatching", "0.97", "one name in two spellings, one state") in said


def test_a_decision_wins_and_can_be_about_one_document():
    store = filled(*(paper(f"{n}.txt", ("Andrey Krutskikh", RUSSIA, "envoy")) for n in "abc"))
    documents = store.documents()
    nodes = [f"{document}/person/andrey-krutskikh" for document in documents]
    link(store, [Decision("different", nodes[0], nodes[1])])
    assert len(addresses(store)) == 2


def test_contradictions_are_told():
    store = filled(
        paper("a.txt", ("Ann Lee", RUSSIA, "x")),
        paper("b.txt", ("Bob Ray", RUSSIA, "x")),
        paper("c.txt", ("Cy Moe", RUSSIA, "x")),
    )
    a, b, c = (f"{THINGS}person/{name}-rus" for name in ("ann-lee", "bob-ray", "cy-moe"))
    found = link(store, [Decision("same", a, b), Decision("same", b, c), Decision("different", a, c)])
    (told,) = contradictions(found)
    assert "Bob Ray (Russia) and Cy Moe (Russia)" in told
    assert len(addresses(store)) == 2


TEXT = " ".join(f"Sentence number {n} tells of delegation {n * 7} and its vote." for n in range(60))


def test_the_same_text_from_two_addresses_is_one_document():
    other = TEXT.replace("number 7 ", "number seven ")
    found = [paper("a.txt"), paper("b.txt", text=make_findings().document.text + " " + TEXT)]
    found += [paper("c.txt", text=make_findings().document.text + " " + other)]
    store = filled(*found)
    (judgement,) = link(store).judgements
    assert judgement.verdict == "same"
    assert judgement.score > 0.9
    rows = store.select("SELECT DISTINCT ?one { ?d a trv:Document ; trv:identity ?one }")
    assert len(list(rows)) == 2
    assert store.manifest.sketches().keys() == {one.document.iri for one in found}


def test_likeness_of_texts():
    one = sketch(TEXT)
    assert likeness(*([frozenset(one)] * 2)) == 1.0
    assert judge_documents({"a": one, "b": sketch("Something else is said here, at some length. " * 9)}) == []
    assert [judged.score for judged in judge_documents({"a": one, "b": one})] == [1.0]


def test_things_with_a_name_of_the_vocabulary_are_those():
    known = {"k:eff": frozenset(("Electronic Frontier Foundation",)), "k:hrw": frozenset(("HRW",))}
    found = {"f:1": "the Electronic Frontier Foundation", "f:2": "EFF", "f:3": "Société Générale"}
    judged = judge_things(known, found | {"f:4": "Societe Generale"})
    assert judge_things(known, {}) == []
    assert [(one.one, one.other, one.verdict) for one in judged] == [
        ("f:1", "f:2", "unsure"),
        ("f:1", "k:eff", "same"),
        ("f:2", "k:eff", "unsure"),
        ("f:3", "f:4", "same"),
    ]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Store(tmp_path / "travaux.store") as store:
        store.load_ontology(ontology_files(["cyber"]))
        for findings in KRUTSKIKH:
            store.replace(findings.document.source, [findings])
        link(store)
    return lambda *words: CliRunner().invoke(main, list(words))


def test_a_decision_outlives_the_store(run, tmp_path):
    done = run("link", "--different", "Krutskikh", "Andrei Krutskikh (Russia)", "--by", "A. Nalyst")
    assert done.exit_code == 0, done.output
    assert "are different" in done.stdout
    (decision,) = decisions.load(tmp_path / "travaux.store.decisions.csv")
    assert (decision.verdict, decision.by) == ("different", "A. Nalyst")
    with Store(tmp_path / "again.store") as store:
        store.load_ontology(ontology_files(["cyber"]))
        (tmp_path / "travaux.store.decisions.csv").rename(tmp_path / "again.store.decisions.csv")
        for findings in KRUTSKIKH:
            store.replace(findings.document.source, [findings])
        link(store)
        assert len(addresses(store)) == 2
    assert run("link", "--store", "again.store", "--undecide", *decision.pair).exit_code == 0
    assert decisions.load(tmp_path / "again.store.decisions.csv") == ()


def test_decisions_are_taken_over_from_a_file(run, tmp_path):
    a, b = f"{THINGS}person/krutskikh-rus", f"{THINGS}person/andrei-krutskikh-rus"
    decisions.save(tmp_path / "mine.csv", [Decision("different", a, b)])
    done = run("link", "--import", "mine.csv")
    assert "decided by people: 1 pairs" in done.stdout
    assert decisions.load(tmp_path / "travaux.store.decisions.csv")[0].pair == tuple(sorted((a, b)))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--same", "Nobody", "Krutskikh"), "names nobody"),
        (("--same", "Krutskikh", "Krutskikh"), "one and the same"),
        (("--same", "Krutskikh", "a.txt"), "cannot be compared"),
        (("--undecide", "Krutskikh", "Andrey Krutskikh"), "nothing is decided"),
        (("--store", "nothing"), "no store"),
    ],
)
def test_wrong_use_is_told(run, words, message):
    done = run("link", *words)
    assert done.exit_code == 2
    assert message in done.stderr


def test_review_shows_pairs_with_their_words(run, tmp_path):
    with Store(tmp_path / "travaux.store") as store:
        store.replace("d", [paper("d.txt", ("Vladimir Krutskikh", RUSSIA, "envoy"))])
        link(store)
    done = run("link", "--review", "--format", "csv")
    assert "surname, one state, which several share" in done.stdout
    assert "The Cuban representative" in done.stdout
    assert "doubtful pairs" in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x,y\n", "first line"),
        ("verdict,one,other\nmaybe,http://a,http://b\n", "line 2"),
        ("verdict,one,other\nsame,javascript:x,http://b\n", "no address"),
        ("verdict,one,other\nsame,http://a,http://a\n", "two things"),
        ("verdict,one,other\nsame,http://a> b,http://b\n", "no address"),
    ],
)
def test_a_bad_file_of_decisions_is_refused(tmp_path, text, message):
    (tmp_path / "d.csv").write_text(text, encoding="utf-8")
    with pytest.raises(TravauxError, match=message):
        decisions.load(tmp_path / "d.csv")


def test_no_file_is_no_decisions_and_the_last_on_a_pair_counts(tmp_path):
    assert decisions.load(tmp_path / "d.csv") == ()
    text = "verdict,one,other\nsame,http://b,http://a\ndifferent,http://a,http://b\n"
    (tmp_path / "d.csv").write_text(text, encoding="utf-8")
    assert [one.verdict for one in decisions.load(tmp_path / "d.csv")] == ["different"]


def test_a_person_of_another_state_is_untouched():
    store = filled(paper("a.txt", ("Tobias Feakin", AUSTRALIA, "ambassador")))
    link(store)
    assert addresses(store) == {f"{THINGS}person/tobias-feakin-aus"}
