"""The table that coders fill: written, read back from any spreadsheet, refused as a whole with all that is wrong."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import make_findings
from test_review_apply import DAY, ids
from travaux.ask import records
from travaux.cli import main
from travaux.errors import TravauxError
from travaux.link import link
from travaux.model import THINGS
from travaux.review import cells, desk
from travaux.review.choose import Choice, sample
from travaux.review.judgements import (
    STANCES,
    VERDICTS,
    Amendment,
    Judgement,
    Reading,
    date_of,
    file_of,
    latest,
    load,
    save,
)
from travaux.store import Store
from travaux.vocabulary import ontology_files


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Store(tmp_path / "travaux.store") as store:
        store.load_ontology(ontology_files(["cyber"]))
        store.replace("/talks.txt", [make_findings()])
        link(store)
    return lambda *words: CliRunner().invoke(main, list(words))


def given_out(run, *words):
    done = run("review", "--out", "t.csv", *words)
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(Path("t.csv").read_text(encoding="utf-8-sig"), newline="")))


def filled(rows, **cells_of):
    """Write rows as the table, the first with these cells."""
    rows = [row | (cells_of if number == 0 else {}) for number, row in enumerate(rows)]
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    Path("t.csv").write_text(buffer.getvalue(), encoding="utf-8")
    return buffer.getvalue()


def taken_in(run, *words):
    return run("review", "--read", "t.csv", "--coder", "Ana", "--date", DAY, *words)


def kept():
    return load(file_of(Path("travaux.store")))


def test_a_table_goes_out_is_filled_and_comes_in(run):
    rows = given_out(run)
    assert [row["holder"] for row in rows] == ["Cuba", "Nordic friends", "Australia"]
    assert rows[0]["sentence"].startswith("The Cuban representative")
    filled(
        rows, verdict="Amend", amended_stance="support", amended_topics="Threats, norms", amended_body="none"
    )
    done = taken_in(run)
    assert done.exit_code == 0, done.output
    assert "1 new, 2 rows without a verdict" in done.stdout
    (one,) = kept()
    topics = (f"{THINGS}topic/norms", f"{THINGS}topic/threats")
    assert one.amended == Amendment(stance="support", topics=topics, body="")
    assert (one.coder, one.date, one.reading.stance) == ("Ana", DAY, "oppose")
    assert "amended by Ana" in run("positions", "--format", "csv").stdout
    (first, *_) = given_out(run, "--coder", "Ana")
    assert (first["stance"], first["verdict"], first["amended_stance"]) == ("oppose", "amend", "support")
    assert (first["amended_topics"], first["amended_body"]) == ("norms threats", "none")
    assert len(given_out(run, "--coder", "Ana", "--unjudged")) == len(given_out(run, "--unjudged")) == 2
    assert len(given_out(run, "--coder", "Ben", "--unjudged")) == 3
    assert given_out(run, "--coder", "Ben")[0]["verdict"] == ""


def test_read_back_without_a_change_nothing_changes(run):
    filled(given_out(run), verdict="amend", amended_holder="China", note="=1+1")
    taken_in(run)
    before = file_of(Path("travaux.store")).read_bytes()
    given_out(run, "--coder", "Ana")
    done = run("review", "--read", "t.csv", "--coder", "Ana", "--date", "2027-01-01")
    assert "0 new, 1 as before" in done.stdout
    assert file_of(Path("travaux.store")).read_bytes() == before


def test_a_later_day_wins_and_withdraw_takes_back(run):
    rows = given_out(run)
    filled(rows, verdict="reject")
    taken_in(run)
    filled(rows, verdict="accept")
    done = run("review", "--read", "t.csv", "--coder", "Ana", "--date", "2025-01-01")
    assert "1 left, as a later judgement is known" in done.stdout
    assert kept()[0].verdict == "reject"
    assert "1 changed" in run("review", "--read", "t.csv", "--coder", "Ana", "--date", "2027-01-01").stdout
    assert kept()[0].verdict == "accept"
    filled(rows, verdict="withdraw")
    assert "1 withdrawn" in taken_in(run).stdout
    assert kept() == ()


def recoded(text, separator=",", coding="utf-8-sig", end="\r\n"):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=end).writerows(csv.reader(io.StringIO(text)))
    Path("t.csv").write_bytes(buffer.getvalue().encode(coding))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_whatever_a_spreadsheet_saves_is_read(run, separator, coding, end):
    recoded(filled(given_out(run), verdict="reject", note="überprüft; ja, doch"), separator, coding, end)
    done = taken_in(run)
    assert done.exit_code == 0, done.output
    assert kept()[0].note == "überprüft; ja, doch"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"verdict": "maybe"}, "row 2: the verdict is one of accept, reject, amend, not 'maybe'"),
        ({"verdict": "amend"}, "row 2: it amends nothing"),
        ({"verdict": "amend", "amended_stance": "oppose"}, "row 2: it amends nothing"),
        ({"verdict": "amend", "amended_stance": "like"}, "amended_stance: a stance is one of support"),
        ({"verdict": "amend", "amended_holder": "Cubba"}, "amended_holder: 'Cubba' names nothing"),
        ({"verdict": "amend", "amended_topics": "norms; norm"}, "amended_topics: 'norm' names nothing"),
        ({"verdict": "amend", "amended_body": "the pub"}, "amended_body: 'the pub' names nothing"),
        ({"verdict": "amend", "amended_date": "12.03.2021"}, "amended_date: '12.03.2021' is no date"),
        ({"verdict": "amend", "amended_date": "2021-02-30"}, "amended_date: '2021-02-30' is no date"),
        ({"verdict": "accept", "amended_stance": "support"}, "with them the verdict is amend, not accept"),
        ({"amended_stance": "support"}, "row 2: it has values and no verdict"),
        ({"note": "hm"}, "row 2: it has values and no verdict"),
        ({"verdict": "accept", "note": "x" * 2001}, "its note is longer than 2,000 letters"),
        ({"verdict": "accept", "id": "position/0123456789abcdef"}, "row 2: there is no position"),
        ({"verdict": "accept", "id": "../../etc"}, "row 2: there is no position '../../etc'"),
        (
            {"verdict": "accept", "sentence": "Cuba agrees."},
            "row 2: its sentence is not that of the position",
        ),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_number_and_nothing_is_kept(run, change, message):
    rows = given_out(run)
    rows[1]["verdict"] = "accept"
    filled(rows, **change)
    done = taken_in(run)
    assert done.exit_code == 2
    assert message in done.stderr
    assert kept() == ()


def test_all_that_is_wrong_is_told_at_once(run):
    rows = given_out(run)
    rows[1]["verdict"] = "perhaps"
    rows[2] |= {"verdict": "accept", "id": rows[1]["id"], "sentence": rows[1]["sentence"]}
    filled(rows, verdict="no")
    told = taken_in(run).stderr
    assert all(f"row {number}:" in told for number in (2, 3))
    rows[1]["verdict"] = "accept"
    filled(rows, verdict="accept")
    assert "row 4: its position is judged in row 3 already" in taken_in(run).stderr


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no column 'id'"),
        (b"a,b\n1,2\n", "no column 'id'"),
        (b"\xff\xfea", "no column 'id'"),
        (b'id,"verdict\n', "cannot be read as a table"),
        (b"id,verdict,amended_holder,amended_stance,amended_topics,amended_body,amended_date,note,note\n", "one name"),
        (b"id,verdict,amended_holder,amended_stance,amended_topics,amended_body,amended_date,note\n" + b"x," * 9 + b"y",
         "row 2: it has more cells"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(run, data, message):
    Path("t.csv").write_bytes(data)
    done = taken_in(run)
    assert done.exit_code == 2
    assert message in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--read", "t.csv"), "--read needs --coder"),
        (("--page", "p.html"), "--page needs --coder"),
        (("--read", "t.csv", "--coder", " "), "no name of a coder"),
        (("--read", "t.csv", "--coder", "A", "--date", "soon"), "no day"),
        (("--measure", "--resting"), "different things"),
        (("--measure", "--topic", "norms"), "--topic says nothing here"),
        (("--out", "x.csv", "--topic", "nonsense"), "names nothing"),
        (("--out", "x.csv", "--stance", "like"), "a stance is one of"),
        (("--measure", "--coders", "Ana", "Ben"), "judged nothing here"),
        (("--store", "nothing"), "no store"),
    ],
)
def test_wrong_use_is_told(run, words, message):
    given_out(run)
    done = run("review", *words)
    assert done.exit_code == 2
    assert message in done.stderr


def test_positions_are_chosen(run):
    assert [row["holder"] for row in given_out(run, "--holder", "Cuba")] == ["Cuba"]
    assert [row["holder"] for row in given_out(run, "--topic", "norms")] == ["Nordic friends"]
    assert [row["holder"] for row in given_out(run, "--stance", "support")] == ["Australia"]
    assert len(given_out(run, "--document", "talks.txt")) == 3
    assert len(given_out(run, "--sample", "2")) == 2
    assert "3 positions" in run("review", "--page", "p.html", "--coder", "Ana").stderr


def test_a_sample_has_its_share_of_each_stance_and_is_always_the_same():
    found = [
        {"id": f"{stance}{number}", "stance": stance}
        for stance, many in (("support", 60), ("oppose", 30), ("state", 1))
        for number in range(many)
    ]
    taken = sample(found, 10, "1")
    counts = [sum(one["stance"] == stance for one in taken) for stance in ("support", "oppose", "state")]
    assert counts == [6, 3, 1]
    assert taken == sample(found[::-1], 10, "1")[::-1]
    assert taken != sample(found, 10, "2")
    assert sample(found, 1000, "1") == found
    assert sample([], 3, "1") == []


def test_nothing_in_a_table_is_a_formula():
    table = cells.written(["a"], [["=1+1"], ["@x"], ["'y"], ["-"], ["plain"]])
    assert table.splitlines() == ["a", "'=1+1", "'@x", "''y", "'-", "plain"]


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
line = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
address = st.sampled_from([f"{THINGS}state/CUB", f"{THINGS}topic/norms", "https://example.org/a"])
hexadecimal = st.text("0123456789abcdef", min_size=16, max_size=16)


@st.composite
def judgements(draw):
    verdict = draw(st.sampled_from(VERDICTS))
    amended = Amendment()
    if verdict == "amend":
        amended = Amendment(
            draw(st.none() | address),
            draw(st.sampled_from(STANCES)),
            draw(st.none() | st.lists(address, max_size=2).map(tuple)),
            draw(st.none() | st.just("") | address),
            draw(st.none() | st.sampled_from(["", "2021", "2021-03", "2021-03-12"])),
        )
    reading = Reading(
        *(draw(anything), draw(anything), draw(address), draw(st.sampled_from(STANCES))),
        *(draw(st.lists(address, max_size=2).map(tuple)), draw(anything), draw(anything)),
        draw(st.integers(0, 10**6)),
    )
    day = draw(st.dates()).isoformat()
    return Judgement(draw(hexadecimal), draw(line), day, verdict, reading, amended, draw(anything))


@given(st.lists(judgements(), max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_file_keeps_every_judgement_to_the_letter(given_ones):
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.judgements.csv"
        save(file, given_ones)
        assert load(file) == latest(given_ones)
        before = file.read_bytes()
        save(file, load(file))
        assert file.read_bytes() == before


@pytest.fixture(scope="module")
def seeded(tmp_path_factory, seeds):
    with Store(tmp_path_factory.mktemp("seeded") / "a.store") as store:
        for name in {quad.graph_name for quad in seeds.quads()}:
            store.put(name, [quad.triple for quad in seeds.quads(name)])
        yield store


@given(st.data())
@settings(max_examples=4, deadline=None)
def test_a_table_read_back_unchanged_loses_and_changes_nothing(seeded, data):
    known = {one["id"]: one for one in records.positions(seeded, raw=True)}
    chosen = data.draw(st.lists(st.sampled_from(sorted(known)), unique=True, min_size=1, max_size=5))
    file = file_of(seeded.path)
    file.unlink(missing_ok=True)
    table = file.with_name("t.csv")
    text, number = desk.table(seeded, Choice(), "Ana")
    assert number == len(known)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        if row["id"].removeprefix("position/") in chosen:
            said = data.draw(
                st.sampled_from(
                    [
                        {"verdict": "accept", "note": "-"},
                        {"verdict": "reject"},
                        {"verdict": "amend", "amended_date": "1901"},
                        {"verdict": "amend", "amended_holder": "Cuba", "amended_date": "1902-05"},
                        {"verdict": "amend", "amended_topics": "none", "amended_date": "1903"},
                    ]
                )
            )
            row.update(said)
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    table.write_text(buffer.getvalue(), encoding="utf-8")
    [*desk.take_in(seeded, table, "Ana", DAY)]
    before = file.read_bytes()
    assert len(load(file)) == len(chosen)
    table.write_text(desk.table(seeded, Choice(), "Ana")[0], encoding="utf-8")
    told = [*desk.take_in(seeded, table, "Ana", "2030-01-01")]
    assert f"0 new, {len(chosen)} as before" in told[0]
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("accept", "maybe"), "row 2: the verdict"),
        ((DAY, "12.3.2026"), "row 2: '12.3.2026' is no day"),
        (("Ana", ""), "row 2: '' is no name of a coder"),
        (("oppose", "like"), "row 2: a stance is one of"),
        ((f"{THINGS}state/CUB", "javascript:x"), "row 2: 'javascript:x' is no address"),
        (("position,coder", "position,who"), "no column 'coder'"),
    ],
)
def test_a_bad_file_of_judgements_is_refused(run, change, message):
    filled(given_out(run), verdict="accept")
    taken_in(run)
    file = file_of(Path("travaux.store"))
    file.write_text(file.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(TravauxError, match=message):
        load(file)
    assert message in run("review").stderr


def test_dates_are_days_months_or_years():
    assert [date_of(text) for text in ("2021", "2021-12", "2021-12-31")] == ["2021", "2021-12", "2021-12-31"]
    for text in ("21", "2021-13", "2021-1", "0000", "2021-02-29", "2021-03-12T00:00"):
        with pytest.raises(TravauxError, match="no date"):
            date_of(text)


def test_the_ids_are_those_of_the_store(run):
    rows = given_out(run)
    with Store(Path("travaux.store"), writable=False) as store:
        assert [row["id"] for row in rows] == [f"position/{one}" for one in ids(store)]
