"""Recorded votes: the UN Digital Library's table and one with a line a resolution become positions."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux import rollcall
from travaux.ask.records import positions
from travaux.build import build
from travaux.errors import UnreadableDocument
from travaux.extract.rollcalls import RollCalls
from travaux.pipeline import Pipeline
from travaux.read import read, read_all, read_bytes
from travaux.resources import folder
from travaux.store import Store
from travaux.validate.check import check
from travaux.vocabulary import load

COLUMNS = [
    *(
        "undl_id",
        "ms_code",
        "ms_name",
        "ms_vote",
        "date",
        "session",
        "resolution",
        "draft",
        "committee_report",
    ),
    *("meeting", "title", "agenda_title", "subjects", "vote_note", "total_yes", "total_no"),
    *("total_abstentions", "total_non_voting", "total_ms", "undl_link"),
]
RECORD = {
    "undl_id": "7",
    "date": "2018-12-05",
    "session": "73",
    "resolution": "A/RES/73/27",
    "draft": "A/C.1/73/L.27/Rev.1",
    "meeting": "A/73/PV.45",
    "title": "On information security : resolution / adopted by the General Assembly",
    "undl_link": "https://digitallibrary.un.org/record/7",
}
CAST = (("CUB", "CUBA", "Y"), ("USA", "UNITED STATES", "N"), ("BRA", "BRAZIL", "A"), ("PLW", "PALAU", "X"))
CELL = st.from_regex(r"[A-Za-z0-9/.<>&'-]{1,20}", fullmatch=True)
SHARED = Path(__file__).parents[2] / "shared" / "corpus" / "votes"


def table(*records, separator=","):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, restval="", delimiter=separator)
    writer.writeheader()
    for record, votes in records:
        for code, name, vote in votes:
            writer.writerow({**RECORD, **record, "ms_code": code, "ms_name": name, "ms_vote": vote})
    return file.getvalue()


def written(folder, text, encoding="utf-8", name="votes.csv"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def cast(document):
    found = RollCalls(load(("cyber",))).findings(document)
    text = document.text
    return {(p.holder.label, p.stance, p.act, p.cue.of(text), p.target.of(text)) for p in found.positions}


def test_a_vote_is_a_position_with_its_own_act_and_its_line_proves_it(tmp_path):
    (document,) = read_all(written(tmp_path, table(({}, CAST))))
    assert document.source == "votes.csv#A/RES/73/27"
    assert (document.title, document.date) == ("A/RES/73/27: On information security", "2018-12-05")
    assert document.address == "https://digitallibrary.un.org/record/7"
    assert cast(document) == {
        ("Cuba", "support", "vote-for", "Y", "A/RES/73/27"),
        ("United States", "oppose", "vote-against", "N", "A/RES/73/27"),
        ("Brazil", "reserve", "abstain", "A", "A/RES/73/27"),
    }
    found = RollCalls(load(("cyber",))).findings(document)
    cuba = next(p for p in found.positions if p.holder.label == "Cuba")
    assert cuba.evidence.of(document.text) == "CUB | CUBA | Y | A/RES/73/27"
    assert cuba.holder_span.of(document.text) == "CUBA"
    assert (cuba.body.label, cuba.date) == ("General Assembly", "2018-12-05")
    assert cuba.target_entity.iri.endswith("/instrument/A-RES-73-27")
    (adoption,) = found.events
    assert (adoption.kind, adoption.about, adoption.date) == ("adoption", cuba.target_entity, "2018-12-05")


def test_what_the_vocabulary_does_not_know_is_named_as_the_record_names_it(tmp_path):
    record = {"resolution": "A/RES/40/1", "title": "On something else", "date": "1985-10-01"}
    (document,) = read_all(written(tmp_path, table((record, [("DDR", "GERMAN DEMOCRATIC REPUBLIC", "Y")]))))
    ((holder, *_, target),) = cast(document)
    assert (holder, target) == ("German Democratic Republic", "A/RES/40/1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_saved_by_a_spreadsheet_is_the_same_table(tmp_path, encoding, separator):
    (document,) = read_all(written(tmp_path, table(({}, CAST), separator=separator), encoding, "a.txt"))
    assert len(cast(document)) == 3


def test_each_resolution_is_a_document_and_a_bad_one_stops_no_other(tmp_path):
    second = {"resolution": "A/RES/73/266", "date": "2018-12-22"}
    path = written(
        tmp_path, table(({}, CAST), ({"resolution": "A/RES/1/1", "date": ""}, CAST), (second, CAST))
    )
    failed = []
    found = read_all(path, failed=failed.append)
    assert [one.source for one in found] == ["votes.csv#A/RES/73/27", "votes.csv#A/RES/73/266"]
    assert [str(one) for one in failed] == [
        "votes.csv#A/RES/1/1: line 6 needs a resolution and a date (2018-12-05)"
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (table(({}, [("CUB", "CUBA", "MAYBE")])), "line 2: 'MAYBE' is no vote; known are Y, N, A, X"),
        (table(({}, [*CAST, CAST[0]])), "line 6: CUB has voted before"),
        (table(({}, CAST)) + "a,b\n", "line 6 has 2 cells, the first line 20"),
        (table(({}, CAST)) + '"' + "x" * 200_000, "is no line of a table"),
    ],
)
def test_a_broken_table_is_refused_with_the_line(tmp_path, text, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read(written(tmp_path, text))


def test_hostile_cells_stay_cells(tmp_path):
    votes = [("CUB", "CUBA | N | A/RES/73/27", "Y"), ("X<Y", "<script>alert(1)</script>\n\nCUBA: no", "N")]
    (document,) = read_all(written(tmp_path, table(({}, votes))))
    assert [passage.kind for passage in document.passages].count("item") == 2
    assert {(holder, stance) for holder, stance, *_ in cast(document)} == {
        ("Cuba", "support"),
        ("<script>alert(1)</script> CUBA: no", "oppose"),
    }
    with Store() as store:
        build(store, [tmp_path], Pipeline())
        assert check(store) == []


@given(
    code=CELL,
    name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30),
    symbol=CELL,
    vote=st.sampled_from("YNAX"),
)
def test_every_ballot_is_found_again_in_the_text(code, name, symbol, vote):
    document = read_bytes(table(({"resolution": symbol}, [(code, name, vote)])).encode(), "a")
    (ballot,) = rollcall.ballots(document)
    parts = (ballot.code, ballot.vote, ballot.resolution)
    assert [part.of(document.text) for part in parts] == [code, vote, symbol]
    assert all(ballot.line.contains(part) for part in (*parts, ballot.name))


def test_the_votes_of_the_seeds_add_up_to_their_totals():
    wanted = {"in_favour": "total_yes", "against": "total_no", "abstaining": "total_abstentions"}
    with (folder("seeds") / "cyber-resolutions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {entity.iso3 for entity in load(("cyber",)).entities.values()}
    for row in rows:
        lists = {column: row[column].split() for column in wanted}
        assert {c: len(one) for c, one in lists.items()} == {c: int(row[t] or 0) for c, t in wanted.items()}
        members = [code for one in lists.values() for code in one]
        assert len(members) == len(set(members)) and set(members) <= known, row["resolution"]
    assert len(rows) == 15


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/corpus/votes")
def test_the_totals_of_the_seeds_are_those_of_two_other_records():
    other = {}
    for name, column, words in (
        ("rollcalls_2005_2019.csv", "unres", ("yes", "no", "abstain")),
        ("rollcalls_2019_2023.csv", "resolution", ("YES", "NO", "ABSTAIN")),
    ):
        for row in csv.DictReader(io.StringIO((SHARED / name).read_text("utf-8"))):
            symbol = row[column] if row[column].startswith("A/") else f"A/RES/{row[column][2:]}"
            counts = other.setdefault((symbol, name), [0, 0, 0])
            if row["vote"] in words:
                counts[words.index(row["vote"])] += 1
    with (folder("seeds") / "cyber-resolutions.csv").open(encoding="utf-8", newline="") as file:
        mine = {
            row["resolution"]: [int(row[f"total_{one}"] or 0) for one in ("yes", "no", "abstentions")]
            for row in csv.DictReader(file)
        }
    shared = {(symbol, name): counts for (symbol, name), counts in other.items() if symbol in mine}
    assert len(shared) == 12
    assert all(mine[symbol] == counts for (symbol, _), counts in shared.items())


def test_the_seeds_votes_are_positions_of_a_store():
    with Store() as store:
        build(store, [folder("seeds") / "cyber-resolutions.csv"], Pipeline())
        found = positions(store)
        assert check(store) == []
    against = [
        r["holder"]["iso3"] for r in found if r["document"].endswith("73/266") and r["stance"] == "oppose"
    ]
    assert len(against) == 12 and {"CUB", "RUS", "CHN"} <= set(against)
    assert {"A/RES/73/27", "A/RES/77/37"} <= {r["target"]["text"] for r in found if r["act"] == "table"}


LONG = "rcid,session,date,unres,short,country,country_code,vote\n"


def test_a_table_with_a_line_for_each_ballot_is_read_whatever_its_columns_are_called(tmp_path):
    ballots = (("27", "United States,US,no"), ("99", "Cuba,CU,yes"), ("27", "Cuba,CU,YES"))
    rows = "".join(f"4,73,2018-12-05,R/73/{number},On force,{vote}\n" for number, vote in ballots)
    one, other = read_all(written(tmp_path, LONG + rows))
    assert {vote[:3] for vote in cast(one)} == {
        ("United States", "oppose", "vote-against"),
        ("Cuba", "support", "vote-for"),
    }
    assert len(cast(other)) == 1


def test_a_state_may_be_told_by_its_code_alone_and_one_that_did_not_vote_has_no_position(tmp_path):
    rows = "".join(f"A/RES/1/1,1946-01-24,,{vote}\n" for vote in ("CUB,ABSTAIN", "FRA,NONVOTING"))
    (document,) = read_all(written(tmp_path, f"resolution,date,title,iso3,vote\n{rows}"))
    assert document.title == "A/RES/1/1"
    assert {one[:3] for one in cast(document)} == {("Cuba", "reserve", "abstain")}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the tables of votes are not here")
def test_every_ballot_of_tables_that_others_keep_is_a_position_of_a_known_state():
    for path in sorted(SHARED.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        documents = read_all(path)
        given = [row for row in rows if row["vote"].casefold() != "nonvoting"]
        found = [p for one in documents for p in RollCalls(load(("cyber",))).findings(one).positions]
        assert len(found) == len(given)
        assert sum(one.stance == "oppose" for one in found) == sum(
            r["vote"].casefold() == "no" for r in given
        )
        assert all(one.holder.iso3 for one in found)
