"""Discourse Network Analyzer: its files are read whole, ours are as it makes them, and nothing hostile gets through."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import make_findings
from hostile import LABEL, filled, hostile
from travaux.ask import records
from travaux.errors import UnreadableDocument
from travaux.interchange.dna import coded, coding, is_dna, read, write
from travaux.interchange.dna.coding import CodedDocument, Coding, Statement
from travaux.interchange.dna.offsets import Units, lines, moved
from travaux.interchange.dna.positions import day
from travaux.interchange.dna.schema import statements as tables
from travaux.interchange.dna.statements import TYPE
from travaux.interchange.entities import Names
from travaux.interchange.exporting import written
from travaux.interchange.findings import findings_in
from travaux.model import Position, Span
from travaux.triples import quads
from travaux.validate.shapes import breaches
from travaux.vocabulary import load

SAMPLE = Path(__file__).parents[3] / "shared" / "corpus" / "dna" / "sample.dna"
sample = pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of DNA is not in ../shared")
NAMES = Names(load(("cyber",)))


def put(tmp_path, data, name="a.dna"):
    file = tmp_path / name
    file.write_bytes(data)
    return file


def one_statement(text, span, **values):
    given = {"person": "", "organization": "Cuba", "concept": "Norms", "agreement": True} | values
    said = Statement(0, span, TYPE.label, "Anna", tuple(given.items()))
    return Coding((CodedDocument("A title", text, date=86_400),), (said,), (TYPE,), ("Admin", "Anna"))


def positions(found: Coding) -> list[Position]:
    return [one for each in coded(found, "a.dna", NAMES).findings for one in each.positions]


@sample
def test_the_sample_is_read_whole():
    found = read(SAMPLE)
    assert found.left_out == ()
    assert len(found.documents) == 7
    assert Counter(one.type for one in found.statements) == {"DNA Statement": 40, "Annotation": 1}
    assert {len(one.values) for one in found.statements if one.type == "DNA Statement"} == {4}
    assert {one.coder for one in found.statements} == {"Coder 1", "Coder 2"}
    taken = coded(found, "sample.dna", NAMES)
    assert (taken.statements, taken.other, taken.left_out) == (41, 1, ())
    assert sum(len(one.positions) for one in taken.findings) == 40
    assert {one.document.date[:4] for one in taken.findings} == {"2005"}
    assert [breach for one in taken.findings for breach in breaches(quads(one))] == []


@sample
def test_the_sample_is_the_same_after_writing_and_reading(tmp_path):
    found = read(SAMPLE)
    data = write(found)
    assert read(put(tmp_path, data)) == found
    assert write(found) == data


@sample
def test_our_tables_are_those_of_dna():
    with closing(sqlite3.connect(f"file:{SAMPLE}?mode=ro", uri=True)) as theirs:
        rows = theirs.execute("SELECT sql FROM sqlite_master WHERE type = 'table'").fetchall()
    plain = ["".join(sql.split()) for (sql,) in rows]
    assert ["".join(made.split()) for made in tables()] == plain


def test_what_is_exported_is_read_as_the_same_statements(tmp_path):
    store = filled()
    data = written(store, "dna").data
    said = coding(findings_in(store), records.identities(store))
    assert data == written(filled(), "dna").data
    found = read(put(tmp_path, data))
    assert found.statements == tuple(
        replace(one, values=tuple((name, cut(value)) for name, value in one.values))
        for one in said.statements
    )
    assert [one.text for one in found.documents] == [one.text for one in said.documents]
    who = {(one.words("organization"), one.value("agreement"), one.coder) for one in found.statements}
    assert ("Cuba", False, "travaux") in who
    assert any(coder == LABEL for *_, coder in who)


def cut(value):
    return value if not isinstance(value, str) or len(value) <= 190 else value[:189] + "…"


def test_statements_stand_at_the_evidence_of_their_positions(tmp_path):
    findings = make_findings()
    found = read(put(tmp_path, written(filled(findings), "dna").data))
    (document,) = found.documents
    at = {one.span.of(document.text) for one in found.statements}
    assert at == {one.evidence.of(findings.document.text) for one in findings.positions}


def test_a_position_comes_back_with_holder_speaker_side_and_exact_stance(tmp_path):
    findings = make_findings()
    back = positions(read(put(tmp_path, written(filled(findings), "dna").data)))
    assert [(one.holder.label, one.stance) for one in back] == [
        ("Cuba", "oppose"), ("Nordic friends", "propose"), ("Australia", "support"),
    ]  # fmt: skip
    assert [one.speaker.label if one.speaker else None for one in back] == ["Miguel Rodríguez", None, None]
    assert {one.coder for one in back} == {None}  # the program found them


def test_positions_that_only_state_are_left_out_and_counted():
    findings = make_findings()
    first, *others = findings.positions
    store = filled(replace(findings, positions=(replace(first, stance="state"), *others)))
    found = written(store, "dna")
    assert "1 positions of the stance state are left out" in found.remarks[0]


def test_dna_finds_its_passwords_and_a_relation_for_any_two_coders(tmp_path):
    with closing(sqlite3.connect(put(tmp_path, written(filled(), "dna").data))) as database:
        coders = database.execute("SELECT ID, Name, Password FROM CODERS").fetchall()
        pairs = database.execute("SELECT Coder, OtherCoder FROM CODERRELATIONS").fetchall()
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        (version,) = database.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()
    assert [name for _, name, _ in coders] == ["Admin", "travaux", LABEL]
    assert len(pairs) == len(set(pairs)) == 6
    raw = base64.b64decode(coders[0][2])
    total = hashlib.sha256(raw[:16] + b"travaux").digest()
    for _ in range(99_999):
        total = hashlib.sha256(total).digest()
    assert raw[16:] == total
    assert version.startswith("3.0")


def test_each_value_has_each_attribute_of_its_variable(tmp_path):
    with closing(sqlite3.connect(put(tmp_path, written(filled(), "dna").data))) as database:
        (wanted,) = database.execute(
            "SELECT COUNT(*) FROM ENTITIES JOIN ATTRIBUTEVARIABLES USING (VariableId)"
        ).fetchone()
        (there,) = database.execute("SELECT COUNT(*) FROM ATTRIBUTEVALUES").fetchone()
        empty = database.execute("SELECT COUNT(*) FROM ENTITIES WHERE Value = ''").fetchone()
    assert there == wanted
    assert empty == (8,)


def test_a_state_of_the_vocabulary_is_known_by_its_names():
    assert NAMES.holder("Russian Federation", "Organisation").iso3 == "RUS"
    assert NAMES.holder("russian federation", "Organisation").iso3 == "RUS"
    assert NAMES.holder("Greenpeace", "Organisation").iri.endswith("/organisation/greenpeace")
    assert NAMES.topic("self defence").iri.endswith("/topic/self-defence")
    assert len({NAMES.topic(label).iri for label in ("A > B", "A < B", "A, B", "А и Б", "Б и А")}) == 5


@pytest.mark.parametrize(
    ("given", "holder", "speaker"),
    [
        ({"organization": "Cuba", "person": "Ana Díaz"}, "Cuba", "Ana Díaz"),
        ({"organization": "", "person": "Ana Díaz"}, "Ana Díaz", None),
        ({"organization": "Cuba", "person": ""}, "Cuba", None),
    ],
)
def test_the_organisation_holds_and_the_person_speaks(given, holder, speaker):
    (one,) = positions(one_statement("Cuba agrees.", Span(0, 12), **given))
    assert one.holder.label == holder
    assert (one.speaker.label if one.speaker else None) == speaker
    assert (one.stance, one.coder, one.date) == ("support", "Anna", "1970-01-02")


def test_a_statement_of_nobody_is_left_out_and_named():
    found = coded(one_statement("Words.", Span(0, 6), organization=" "), "a.dna", NAMES)
    assert found.left_out == ("statement at 0 of a.dna#1: neither person nor organization",)


def test_concepts_of_one_stretch_of_text_are_topics_of_one_position_but_coders_are_apart():
    one = one_statement("Cuba agrees.", Span(0, 12))
    (said,) = one.statements
    other = replace(
        said, values=tuple((name, "Other" if name == "concept" else v) for name, v in said.values)
    )
    both = replace(one, statements=(said, other, replace(said, coder="Ben")))
    assert [(p.coder, len(p.topics)) for p in positions(both)] == [("Anna", 2), ("Ben", 1)]


TEXTS = st.text(st.sampled_from("ab \n\r\t\x0b\x0cé\u2028\u202e\U0001f600𝒜"), min_size=1, max_size=40)


@given(TEXTS, st.data())
@settings(max_examples=150, deadline=None)
def test_offsets_of_java_lead_back_to_the_same_characters(text, data):
    text = lines(text)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    units = Units(text)
    begin, stop = units.of(span)
    assert text.encode("utf-16-le")[2 * begin : 2 * stop].decode("utf-16-le") == span.of(text)
    assert units.span(begin, stop) == span


@given(TEXTS, st.data())
@settings(max_examples=150, deadline=None)
def test_ends_of_lines_count_as_in_the_window_of_dna(text, data):
    place = data.draw(st.integers(0, len(text)))
    if text[place - 1 : place + 1] != "\r\n":
        assert moved(text, Span(0, place)) == Span(0, len(lines(text[:place])))


def test_half_a_character_is_a_whole_one_and_what_is_no_place_is_none():
    units = Units("a\U0001f600b")
    assert units.span(2, 4) == Span(1, 3)
    assert [units.span(*place) for place in ((0, 5), (-1, 2), (2, 2), (3, 1))] == [None] * 4


def test_dates_that_no_calendar_has_are_none():
    assert [day(0), day(10**18), day(-(10**18)), day(1106697600)] == [None, None, None, "2005-01-26"]


def broken(tmp_path, *changes):
    file = put(tmp_path, write(one_statement("Cuba agrees.", Span(0, 12))))
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        for change in changes:
            database.execute(change)
    return file


def test_a_broken_statement_is_left_out_and_the_others_are_read(tmp_path):
    columns = "INSERT INTO STATEMENTS VALUES "
    rows = ("(2, 1, 1, 5, 99, 1)", "(3, 1, 7, 0, 3, 1)", "(4, 9, 1, 0, 3, 1)", "(5, 1, 1, 'x', x'00', 1)")
    found = read(broken(tmp_path, *(columns + row for row in rows)))
    assert [one.span for one in found.statements] == [Span(0, 12)]
    assert [reason.split(":")[0] for reason in found.left_out] == [f"statement {n}" for n in (2, 3, 4, 5)]


def test_columns_of_strange_types_are_read_as_text(tmp_path):
    file = broken(
        tmp_path,
        "UPDATE DOCUMENTS SET Title = x'ff41', Author = 12.5, Date = 'yesterday', Notes = 'javascript:x'",
        "UPDATE CODERS SET Name = x'c328'",
    )
    (document,) = read(file).documents
    assert (document.title, document.author, document.date) == ("\ufffdA", "12.5", 0)
    (found,) = coded(read(file), "a.dna", NAMES).findings
    assert (found.document.date, found.document.address) == (None, None)
    assert breaches(quads(found)) == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (["UPDATE SETTINGS SET Value = '2.0 beta 25'"], "made by DNA 2"),
        (["CREATE TABLE CODERPERMISSIONS (ID INTEGER)"], "made by DNA 2"),
        (["DROP TABLE ENTITIES"], "no table ENTITIES"),
        (["ALTER TABLE DATASHORTTEXT RENAME COLUMN VariableId TO RoleVariableLinkId"], "another form of DNA"),
        (["ALTER TABLE DOCUMENTS RENAME COLUMN Text TO Words"], "cannot be read as a database of DNA 3"),
        (
            [
                "ALTER TABLE REGEXES RENAME TO R",
                "CREATE VIEW REGEXES AS WITH RECURSIVE x(Label) AS (SELECT 1 UNION ALL SELECT Label FROM x)"
                " SELECT * FROM x",
            ],
            "no table REGEXES",
        ),
    ],
)
def test_another_database_is_refused_with_the_reason(tmp_path, changes, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read(broken(tmp_path, *changes))


def test_a_damaged_file_is_refused_and_no_file_is_written(tmp_path):
    data = write(one_statement("Cuba agrees.", Span(0, 12)))
    for number, place in enumerate(range(0, len(data), len(data) // 40)):
        hurt = bytearray(data)
        hurt[place : place + 2000] = b"\xff" * len(hurt[place : place + 2000])
        file = put(tmp_path, bytes(hurt), f"{number}.dna")
        try:
            read(file)
        except UnreadableDocument as error:
            assert file.name in str(error)
        assert file.read_bytes() == bytes(hurt)
    assert {file.suffix for file in tmp_path.iterdir()} == {".dna"}


def test_a_file_is_known_by_what_is_in_it(tmp_path):
    assert is_dna(put(tmp_path, written(filled(hostile()), "dna").data, "odd.txt"))
    assert not is_dna(put(tmp_path, b"<xml/>", "b.dna"))
    assert not is_dna(tmp_path)
