"""What a judgement does: seen wherever positions are, gone when it is taken back; documents stay as they are."""

from __future__ import annotations

import csv
import io
import shlex
from dataclasses import replace

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from conftest import TEXT, make_findings
from engines import opened
from expected import answer
from travaux import notebook, pipeline
from travaux.ask import query, records, search
from travaux.build import build
from travaux.cli import main
from travaux.export import claims
from travaux.model import THINGS
from travaux.rdf import JUDGEMENTS_GRAPH, canonical, term
from travaux.review import desk
from travaux.review.judgements import Amendment, Judgement, file_of, load, save
from travaux.review.standing import readings
from travaux.store import Store
from travaux.validate.shapes import breaches
from travaux.view import page
from travaux.vocabulary import ontology_files

PLACES = [
    "disk",
    pytest.param("oxigraph", marks=pytest.mark.slow),
    pytest.param("virtuoso", marks=pytest.mark.slow),
]
CUBA, FRIENDS, AUSTRALIA = 0, 1, 2
DAY = "2026-03-12"


class Reader:
    """A reader that finds what stands in TEXT, wherever it stands."""

    def __init__(self, vocabulary=()):
        self.vocabulary = vocabulary

    def findings(self, documents):
        for document in documents:
            found = make_findings(document.source, document.text)
            yield replace(found, document=replace(found.document, format=document.format))


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "talks.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(params=PLACES)
def store(request, tmp_path, papers):
    with opened(request.param, request, tmp_path) as opened_store:
        opened_store.load_ontology(ontology_files(["cyber"]))
        build(opened_store, [papers], Reader())
        yield opened_store


def ids(store):
    """Return the ids of the positions of TEXT, in the order in which it takes them."""
    return [one["id"] for one in records.positions(store, raw=True)]


def judge(store, number, verdict, coder="Ana", day=DAY, **amended):
    """Judge a position of a store, and apply that."""
    position = ids(store)[number]
    one = Judgement(
        position, coder, day, verdict, readings(store, [position])[position], Amendment(**amended)
    )
    save(file_of(store.path), [*load(file_of(store.path)), one])
    applied(store)


def applied(store):
    found = desk.refresh(store)
    store.derive()
    return found


def holders(store):
    return [one["holder"]["label"] for one in records.positions(store)]


def documents(store):
    """Return the bytes of all that was read from documents."""
    return [canonical(store.quads(ox.NamedNode(iri))) for iri in store.documents()]


def everything(store):
    """Return all answers of all questions, asked without options and as their examples are where these are needed."""
    given = {"holder": "Cuba", "topic": "self-defence", "body": "GGE 2016-17", "document": "papers/talks.txt"}
    given |= {"words": "cyberspace", "instrument": "A/RES/73/27", "group": "BRICS"}
    found = {}
    for one in query.saved():
        needed = {p.name: given[p.name] for p in one.parameters if p.required}
        example = " ".join(f"--{name} {shlex.quote(value)}" for name, value in needed.items())
        found[one.name] = answer(store, replace(one, example=example))
    return found


def test_a_rejected_position_is_in_no_answer_and_nowhere_else(store):
    before, read = everything(store), documents(store)
    assert any("legitimize" in text for text in before.values())
    judge(store, CUBA, "reject")
    after = everything(store)
    still = {name for name, text in after.items() if "legitimize" in text}
    assert still == {"judgements", "speakers-of"}, "the same sentence gives an office, which is no position"
    assert holders(store) == ["Nordic friends", "Australia"]
    assert "legitimize" not in page(store)
    assert [one["holder"]["label"] for one in notebook.positions(store)] == holders(store)
    assert search.positions(store, "cyberspace").total == 0
    assert not [q for q in store.quads() if q.predicate == term("trv:opposes")]
    assert "Cuba" not in after["most-heard"]
    assert "reject" in after["judgements"]
    assert documents(store) == read
    assert records.positions(store, raw=True)[0]["holder"]["label"] == "Cuba"


def test_taking_a_judgement_back_restores_all(store):
    before = everything(store), records.positions(store), canonical(store.quads())
    judge(store, CUBA, "reject")
    judge(store, FRIENDS, "amend", stance="oppose", topics=(), body=f"{THINGS}body/gge", date="2018")
    assert everything(store) != before[0]
    save(file_of(store.path), [])
    applied(store)
    assert (everything(store), records.positions(store), canonical(store.quads())) == before


def test_what_is_amended_is_amended_everywhere(store):
    read = documents(store)
    topic, body = f"{THINGS}topic/threats", f"{THINGS}body/gge-2016"
    values = {"stance": "support", "topics": (topic,), "holder": f"{THINGS}state/CHN", "date": "2018-05"}
    judge(store, CUBA, "amend", **values)
    judge(store, AUSTRALIA, "amend", body=body)
    first, _, last = records.positions(store)
    assert (first["holder"]["label"], first["holder"]["iso3"], first["stance"]) == ("China", "CHN", "support")
    assert (first["topics"], first["date"], first["act"]) == (["threats"], "2018-05", None)
    assert first["judged"] == {"verdict": "amend", "coders": ["Ana"], "date": DAY}
    assert last["body"] == {"label": "GGE 2016-17", "iri": body}
    assert last["act"] == "welcome", "the act stays where the stance does"
    asked = query.bind(store, query.load("positions-of"), {"holder": "China"})
    (row,) = store.query(asked)
    assert (row["topic"].value, row["stance"].value, row["date"].value) == ("Threats", "support", "2018-05")
    found = everything(store)
    assert "legitimize" not in found["who-opposes"] + found["accusations"]
    supporters = store.query(query.bind(store, query.load("who-supports"), {"topic": "threats"}))
    assert [one["who"].value for one in supporters] == ["China"]
    assert {q.subject.value for q in store.quads() if q.predicate == term("trv:opposes")} == set()
    edges = {
        (str(t.subject), str(t.object)) for t in claims.reified(store) if t.predicate == term("trv:supports")
    }
    assert (f"<{THINGS}state/CHN>", f"<{topic}>") in edges
    assert search.positions(store, "cyberspace", given={"holder": "China", "stance": "support"}).total == 1
    assert search.positions(store, "cyberspace", given={"holder": "Cuba"}).total == 0
    html = page(store)
    assert f"amended by Ana, {DAY}" in html
    assert f"amended by Ana, {DAY}" in notebook.positions(store)[0]._repr_html_()
    assert documents(store) == read


def test_an_amendment_can_take_parts_away(store):
    judge(store, CUBA, "amend", topics=(), body="", date="")
    first = records.positions(store)[0]
    assert (first["topics"], first["body"], first["date"]) == ([], None, None)
    (row,) = store.query(query.bind(store, query.load("positions-of"), {"holder": "Cuba"}))
    assert (row["topic"], row["body"]) == (None, None)
    assert row["date"].value == "2017-06", "that of the document"


def test_a_holder_that_nothing_names_any_more_goes_by_its_address(store):
    judge(store, CUBA, "amend", holder="https://example.org/the-club")
    first = records.positions(store)[0]
    assert (first["holder"]["label"], first["holder"]["type"]) == ("the-club", "State")
    assert "the-club" in page(store)
    assert "the-club" in everything(store)["claims-of-document"]


def test_a_judgement_that_says_nothing_counts_for_nothing(store):
    position = ox.NamedNode(f"{THINGS}position/{ids(store)[CUBA]}")
    store.put(JUDGEMENTS_GRAPH, [ox.Triple(position, term("trv:settledBy"), position)])
    store.derive()
    assert "Cuba" in holders(store)


def test_the_graph_of_judgements_keeps_its_shape_and_its_bytes(store):
    judge(store, CUBA, "amend", stance="support", topics=(), date="2018-05")
    judge(store, FRIENDS, "reject", coder="Björn O'Neil")
    facts = [quad.triple for quad in store.quads(JUDGEMENTS_GRAPH)]
    assert breaches(facts) == []
    applied(store)
    assert set(facts) == {quad.triple for quad in store.quads(JUDGEMENTS_GRAPH)}
    names = {t.object.value for t in facts if t.predicate == term("foaf:name")}
    assert names == {"Ana", "Björn O'Neil"}


def test_most_coders_decide_then_the_later_day(store):
    judge(store, CUBA, "reject", "Ana", "2026-01-01")
    judge(store, CUBA, "accept", "Ben", "2026-01-02")
    assert records.positions(store)[0]["judged"]["coders"] == ["Ben"]
    judge(store, CUBA, "reject", "Cem", "2025-01-01")
    assert "Cuba" not in holders(store)
    rows = csv.DictReader(io.StringIO(everything(store)["judgements"]))
    assert {(row["coder"], row["counts"]) for row in rows} == {("Ana", "yes"), ("Ben", "no"), ("Cem", "yes")}
    judge(store, CUBA, "accept", "Ana", "2026-01-03")
    assert records.positions(store)[0]["judged"] == {
        "verdict": "accept",
        "coders": ["Ana", "Ben"],
        "date": "2026-01-03",
    }


def rebuilt(store, papers, text=TEXT, reader=None):
    (papers / "talks.txt").write_text(text, encoding="utf-8")
    return build(store, [papers], reader or Reader())


def test_a_rebuild_keeps_judgements_and_so_does_a_paragraph_above(store, papers):
    judge(store, CUBA, "reject")
    judge(store, FRIENDS, "amend", stance="reserve")
    before = ids(store)
    rebuilt(store, papers)
    assert holders(store) == ["Nordic friends", "Australia"]
    report = rebuilt(store, papers, f"A new first paragraph.\n\n{TEXT}")
    assert not set(before) & set(ids(store))
    assert [(one["holder"]["label"], one["stance"]) for one in records.positions(store)] == [
        ("Nordic friends", "reserve"),
        ("Australia", "support"),
    ]
    assert report.notes == []


def test_a_sentence_that_changes_lets_its_judgement_rest_until_it_is_back(store, papers):
    judge(store, CUBA, "reject")
    report = rebuilt(store, papers, TEXT.replace('would "legitimize" force', 'might "legitimize" force'))
    assert "1 on sentences that are gone" in report.notes[0]
    assert "Cuba" in holders(store)
    (resting,) = desk.not_applied(desk.of(store))
    assert (resting["state"], resting["coder"], resting["document"]) == (
        "its sentence is gone",
        "Ana",
        "papers/talks.txt",
    )
    assert rebuilt(store, papers).notes == []
    assert "Cuba" not in holders(store)


def test_what_the_extractor_does_not_find_any_more_is_told(store, papers):
    class Blind(Reader):
        def findings(self, documents):
            for found in super().findings(documents):
                yield replace(found, positions=found.positions[1:])

    judge(store, CUBA, "accept")
    report = rebuilt(store, papers, f"{TEXT}\n", Blind())
    assert "not read from their sentences any more" in report.notes[0]
    assert [one["state"] for one in desk.not_applied(desk.of(store))] == [desk.STATES["lost"]]


def test_a_file_in_another_folder_is_the_same_document(tmp_path, papers):
    with Store(tmp_path / "a.store") as one:
        build(one, [papers], Reader())
        judge(one, CUBA, "reject")
    with Store(tmp_path / "b.store") as other:
        save(file_of(other.path), load(file_of(one.path)))
        build(other, [papers / "talks.txt"], Reader())
        assert "Cuba" not in holders(other)


def test_one_sentence_twice_is_judged_once(tmp_path, papers):
    class Twice(Reader):
        def findings(self, documents):
            for found in super().findings(documents):
                more = make_findings(found.document.source, found.document.text[len(TEXT) + 2 :]).positions
                yield replace(found, positions=(*found.positions, *(moved(one, found) for one in more)))

    def moved(one, found):
        by = len(TEXT) + 2
        spans = ("holder_span", "cue", "target", "evidence", "quote", "antecedent")
        places = {
            name: type(span)(*(at + by for at in span)) for name in spans if (span := getattr(one, name))
        }
        return replace(one, document=found.document.iri, **places)

    with Store(tmp_path / "a.store") as store:
        rebuilt(store, papers, f"{TEXT}\n\n{TEXT}", Twice())
        assert holders(store).count("Cuba") == 2
        judge(store, 3, "reject")
        assert [one["evidence"]["start"] > len(TEXT) for one in records.positions(store)].count(True) == 2


@pytest.fixture
def run(tmp_path, papers, monkeypatch, in_process):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "Pipeline", Reader)
    assert CliRunner().invoke(main, ["build", "papers"]).exit_code == 0
    return lambda *words: CliRunner().invoke(main, list(words))


def test_backup_and_restore_carry_judgements(run, tmp_path):
    with Store(tmp_path / "travaux.store") as store:
        judge(store, CUBA, "reject")
    assert "1 judgements" in run("backup", "kept.zip").stdout
    assert run("restore", "kept.zip", "--store", "again.store").exit_code == 0
    kept = (tmp_path / "again.store.judgements.csv").read_bytes()
    assert kept == (tmp_path / "travaux.store.judgements.csv").read_bytes()
    assert "Cuba" not in run("positions", "--store", "again.store", "--format", "csv").stdout
    (tmp_path / "third.store.judgements.csv").write_text("mine", encoding="utf-8")
    assert "is not what the backup holds" in run("restore", "kept.zip", "--store", "third.store").stderr
    assert run("restore", "kept.zip", "--store", "third.store", "--replace").exit_code == 0
    assert (tmp_path / "third.store.judgements.csv").read_bytes() == kept
    assert (tmp_path / "third.store.judgements.csv.old").read_text(encoding="utf-8") == "mine"


def test_the_commands_apply_what_the_file_says(run, tmp_path):
    with Store(tmp_path / "travaux.store") as store:
        judge(store, CUBA, "reject")
    file = tmp_path / "travaux.store.judgements.csv"
    said = file.read_text(encoding="utf-8")
    assert run("build", "papers", "--again").exit_code == 0
    assert "Cuba" not in run("positions", "--format", "csv").stdout
    assert "Cuba" in run("positions", "--raw", "--format", "csv").stdout
    file.unlink()
    assert run("link").exit_code == 0
    assert "Cuba" in run("positions", "--format", "csv").stdout
    file.write_text(said.replace("legitimize", "bless").replace(ids_in(said), "0" * 16), encoding="utf-8")
    checked = run("check")
    assert checked.exit_code == 0
    assert "1 on sentences that are gone" in checked.stderr


def ids_in(text):
    return next(csv.DictReader(io.StringIO(text)))["position"]
