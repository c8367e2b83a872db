"""Words: found in all their forms, the best first, and never something that the graph does not hold."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TEXT, make_findings
from travaux.ask import search
from travaux.build import build
from travaux.cli import main
from travaux.errors import TravauxError
from travaux.link import link
from travaux.store import Store
from travaux.store.words import Words
from travaux.vocabulary import ontology_files

LATER = TEXT.replace("a norm on hospitals", "treaty on hospitals")  # as long, so that all spans hold


def read(source, text):
    """Return what is found in TEXT or LATER with something after it."""
    found = make_findings(source, text.replace("treaty on", "a norm on"))
    document = replace(found.document, text=text)
    told = tuple(replace(one, document=document.iri) for one in found.positions)
    return replace(found, document=document, positions=told, appointments=(), events=())


def filled(store, *texts):
    store.load_ontology(ontology_files(["cyber"]))
    for number, text in enumerate(texts or (TEXT,)):
        store.replace(f"/{number}", [read(f"{number}.txt", text)])
    link(store)
    return store


@pytest.fixture(scope="module")
def store():
    with filled(Store(), TEXT, LATER) as one:
        yield one


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Store(tmp_path / "travaux.store") as one:
        filled(one, TEXT, LATER)
    return lambda *words: CliRunner().invoke(main, ["search", *words])


def found(store, asked, **given):
    return [one["snippet"] for one in search.positions(store, asked, given=given).records]


@pytest.mark.parametrize(
    ("asked", "marked", "count"),
    [
        ("recognize", "**recognizing**", 2),
        ("RODRIGUEZ", "Miguel **Rodríguez**", 2),
        ("self-defence", "**self-defence**", 2),
        ('"hospitals on treaty"', None, 0),
        ('"treaty on hospitals"', "**treaty on hospitals**", 1),
        ("treaties norm", None, 0),
        ("treaties OR norm", "**", 2),
        ("hospitals treaty OR norm", "**hospitals**", 2),
        ("hospit*", "**hospitals**", 2),
        ("recognizi*", "**recognizing**", 2),
        ("zzz*", None, 0),
        ("Cuba", "The Cuban representative", 2),
        ("Nordic Australia", "**Australia**, on behalf of the **Nordic** friends", 2),
    ],
)
def test_words_are_found_in_their_forms_and_marked(store, asked, marked, count):
    snippets = found(store, asked)
    assert len(snippets) == count
    assert all(marked in one for one in snippets)


def test_a_word_to_do_without_leaves_out_what_has_it(store):
    (only,) = found(store, "hospitals -norm")
    assert "treaty on **hospitals**" in only


def test_the_places_of_the_words_are_those_in_the_document(store):
    for kind in (search.positions, search.documents):
        for record in kind(store, "hospitals OR Rodríguez").records:
            text = LATER if record["document"] == "1.txt" else TEXT
            words = {text[start:end] for start, end in record["found"]}
            assert words
            assert words <= {"hospitals", "Rodríguez"}


def test_a_document_is_found_by_its_best_paragraph_or_its_title(store):
    best = search.documents(store, "treaty hospitals").records[0]
    assert best["document"] == "1.txt"
    assert LATER[best["start"] : best["end"]].startswith("The Cuban representative")
    assert len(LATER[best["start"] : best["end"]].split("\n\n")) == 1
    titles = search.documents(store, '"talks end"')
    assert titles.total == 2
    assert {one["document"] for one in titles.records} == {"0.txt", "1.txt"}


def test_holder_topic_and_stance_narrow_what_is_found(store):
    assert len(found(store, "force OR report", holder="Cuba")) == 2
    assert len(found(store, "force OR report", stance="support")) == 2
    assert len(found(store, "hospitals", topic="norms")) == 2
    assert found(store, "hospitals", topic="self-defence") == []
    with pytest.raises(TravauxError, match="no stance"):
        found(store, "hospitals", stance="love")
    with pytest.raises(TravauxError, match="names nothing"):
        found(store, "hospitals", holder="Atlantis")


@pytest.mark.parametrize("asked", ["", "-treaty", "—", '""', "OR", "* ^ ( ) : { }", "_"])
def test_a_search_for_nothing_says_what_to_write(store, asked):
    with pytest.raises(TravauxError, match="no word to look for"):
        search.positions(store, asked)


def test_a_search_for_too_much_is_refused(store):
    for asked in ("a " * 60, "x" * 2000):
        with pytest.raises(TravauxError, match=r"at most|too long"):
            search.positions(store, asked)


PIECES = st.sampled_from(
    [
        '"',
        "*",
        "-",
        "OR",
        "AND",
        "NOT",
        "NEAR(",
        ")",
        "^",
        ":",
        "text:",
        "+",
        "{",
        "}",
        "\x00",
        "é",
        "\u0301",
        "𞤀",
        "norm",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES).map(" ".join)
    )
)
def test_whatever_is_asked_is_answered_or_refused_in_words(store, asked):
    for kind in (search.positions, search.documents):
        try:
            kind(store, asked)
        except TravauxError as error:
            assert "no word" in str(error) or "at most" in str(error) or "too long" in str(error)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_whatever_a_text_holds_its_places_are_kept(text):
    words = Words()
    whole = f"{text}\n\nA legally {text} binding treaty."
    found = make_findings(text=f"{TEXT}\n\n{whole}")
    with Store() as one:
        one.replace("/a", [found])
        for record in search.documents(one, "treaty").records:
            ((start, end),) = record["found"]
            assert found.document.text[start:end] == "treaty"
    words.close()


def test_a_snippet_is_short_and_shows_where_the_words_stand_together():
    text = "A treaty. " + "Nothing here. " * 40 + "They want a binding treaty now. " + "Nothing there. " * 40
    places = [(m, m + 6) for m in range(len(text)) if text.startswith("treaty", m)]
    places += [(text.index("binding"), text.index("binding") + 7)]
    shown = search.snippet(text, sorted(places))
    assert "a **binding** **treaty** now" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 200


def test_matches_is_a_function_of_queries(store):
    ask = 'SELECT ?x {{ ?x a {} FILTER(trv:matches(?x, "{}")) }}'
    nodes = [row["x"].value for row in store.select(ask.format("trv:Position", "treaties"))]
    assert len(nodes) == 1
    assert len(list(store.select(ask.format("trv:Document", "treaties")))) == 1
    assert list(store.select(ask.format("trv:Position", "-"))) == []
    full = ask.format("trv:Position", "hospitals").replace(
        "trv:matches", "<https://w3id.org/travaux/ns#matches>"
    )
    assert len(list(store.select(full))) == 2


def test_matches_is_refused_where_the_store_is_on_a_server(tmp_path):
    class Elsewhere:
        def query(self, sparql):
            raise AssertionError

        def close(self):
            pass

    with (
        Store(tmp_path / "notes", engine=Elsewhere()) as one,
        pytest.raises(TravauxError, match="this machine"),
    ):
        one.query('SELECT ?x { ?x ?y ?z FILTER(trv:matches (?x, "a")) }')


def test_the_command_prints_tables_csv_and_json_lines(run):
    assert "**hospitals**" in " ".join(run("hospitals").stdout.split())
    assert run("hospitals").stderr == "2 of 2 positions\n"
    assert "1 of 2 positions; more with --limit 2" in run("hospitals", "--limit", "1").stderr
    record = json.loads(run("treaties", "--format", "jsonl").stdout)
    assert list(record)[:2] == ["id", "document"]
    assert record["snippet"].endswith("proposed **treaty** on hospitals.")
    (row,) = csv.DictReader(io.StringIO(run("treaty", "--in", "documents", "--format", "csv").stdout))
    assert row["document"] == "1.txt"


def test_the_command_takes_words_one_by_one_and_a_phrase_in_quotation_marks_of_the_shell(run):
    assert run("hospitals", "treaty").stderr == "1 of 1 positions\n"
    assert run("hospitals", "hospitals on treaty").stderr == "0 of 0 positions\n"
    assert run("--", "hospitals", "-norm").stderr == "1 of 1 positions\n"


def test_wrong_use_of_the_command_ends_with_2(run):
    for words in (
        ("hospitals", "--in", "documents", "--stance", "oppose"),
        ("—",),
        ("a", "--stance", "love"),
    ):
        done = run(*words)
        assert done.exit_code == 2
        assert done.stderr.splitlines()[-1].startswith("Error: ")


def test_the_index_of_a_changed_store_is_that_of_a_clean_one(tmp_path):
    with Store(tmp_path / "a.store") as changed, Store() as clean:
        filled(changed, TEXT, TEXT + " Gone.", LATER + " More.")
        changed.replace("/2", [read("2.txt", LATER)])
        changed.forget("/1")
        filled(clean, TEXT)
        clean.replace("/2", [read("2.txt", LATER)])
        assert changed.words.dump() == clean.words.dump()
        assert search.positions(changed, "hospitals OR force") == search.positions(
            clean, "hospitals OR force"
        )
        assert found(changed, "gone") == []


@pytest.mark.parametrize("broken", ["graph", "words"])
def test_a_build_that_breaks_off_shows_nothing_that_is_not_in_the_graph(tmp_path, monkeypatch, broken):
    with filled(Store(tmp_path / "a.store"), TEXT) as one:
        place = one._engine if broken == "graph" else one._words
        monkeypatch.setattr(place, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            one.replace("/0", [read("0.txt", LATER)])
        monkeypatch.undo()
    with Store(tmp_path / "a.store") as again:
        here = {row["p"].value for row in again.select("SELECT ?p { ?p a trv:Position }")}
        assert {one["id"] for one in search.positions(again, "hospitals").records} <= {
            iri.rpartition("/")[2] for iri in here
        }
        assert "/0" not in again.manifest.stamps()
        again.replace("/0", [read("0.txt", LATER)])
        link(again)
        with filled(Store(), LATER) as clean:
            assert again.words.dump() == clean.words.dump()


@pytest.mark.parametrize("state", ["gone", "damaged", "empty", "another version"])
def test_a_missing_or_damaged_index_does_not_stop_a_search_and_is_made_by_the_next_writing(tmp_path, state):
    path = tmp_path / "a.store"
    filled(Store(path)).close()
    file = path / "words.sqlite"
    if state == "another version":
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA user_version = 99")
    else:
        file.unlink()
        if state != "gone":
            file.write_bytes(b"" if state == "empty" else b"no index" * 1000)
    done = CliRunner().invoke(main, ["search", "hospitals", "--store", str(path)])
    assert "**hospitals**" in done.stdout
    assert "was searched without" in done.stderr
    with Store(path) as one:
        link(one)
    assert (
        CliRunner().invoke(main, ["search", "hospitals", "--store", str(path)]).stderr == "1 of 1 positions\n"
    )


def test_a_reader_searches_while_a_build_writes(tmp_path):
    with filled(Store(tmp_path / "a.store")) as writer, Store(tmp_path / "a.store", writable=False) as reader:
        assert len(found(reader, "hospitals")) == 1
        writer.replace("/1", [read("1.txt", LATER)])
        assert found(reader, "treaty") == []  # its graph is as it was when it was opened
        with Store(tmp_path / "a.store", writable=False) as later:
            assert len(found(later, "treaty")) == 1


def test_a_store_beside_whose_index_nothing_can_be_written_can_be_searched(tmp_path):
    filled(Store(tmp_path / "a.store")).close()
    for end in ("-wal", "-shm"):
        (tmp_path / "a.store" / f"words.sqlite{end}").mkdir()
    with Store(tmp_path / "a.store", writable=False) as one:
        assert len(found(one, "hospitals")) == 1
        assert not one.words.made_here


def test_what_a_power_cut_took_from_the_graph_is_read_again_by_the_next_build(tmp_path):
    class Reader:
        def findings(self, documents):
            for document in documents:
                yield read(document.source, document.text)

    (tmp_path / "papers").mkdir()
    for name in "ab":
        (tmp_path / "papers" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    with Store(tmp_path / "a.store") as one:
        build(one, [tmp_path / "papers"], Reader(), mark="1")
        whole, dump = sorted(map(str, one.quads())), one.words.dump()
        one._engine.replace([one.documents()[0]], {})
    with Store(tmp_path / "a.store") as again:
        report = build(again, [tmp_path / "papers"], Reader(), mark="1")
        assert (report.read, report.unchanged) == (1, 1)
        assert (sorted(map(str, again.quads())), again.words.dump()) == (whole, dump)


def test_many_threads_may_search_a_store_whose_index_is_gone(tmp_path):
    filled(Store(tmp_path / "a.store"), TEXT, LATER).close()
    (tmp_path / "a.store" / "words.sqlite").unlink()
    with Store(tmp_path / "a.store", writable=False) as one, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: found(one, "hospitals"), range(40)))
        asked = 'SELECT ?p { ?p a trv:Position FILTER(trv:matches(?p, "hospitals")) }'
        counts = set(pool.map(lambda _: len(list(one.select(asked))), range(40)))
    assert all(answer == answers[0] and len(answer) == 2 for answer in answers)
    assert counts == {2}
