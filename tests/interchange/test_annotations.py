"""brat and CoNLL: what annotators see is what the graph holds, and what they did comes back."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import CUBA, NORMS, make_findings
from hostile import LABEL, TEXT, filled, hostile
from travaux.errors import UnreadableDocument
from travaux.interchange.brat import brat, is_brat, read
from travaux.interchange.conll import COLUMNS, conll
from travaux.interchange.entities import Names
from travaux.interchange.exporting import written
from travaux.interchange.findings import findings_in
from travaux.model import Document, Findings, Passage, Position, Span
from travaux.triples import quads
from travaux.validate.shapes import breaches
from travaux.vocabulary import load

NAMES = Names(load(("cyber",)))
STANCES = ("support", "oppose", "propose", "reserve", "state")


def folder(tmp_path, files):
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def back(tmp_path, files, coder=None):
    return [one.findings for one in read(folder(tmp_path, files), NAMES, coder)]


def annotated(tmp_path, text, *lines, coder=None):
    """Return what is read of a text and the lines that an annotator made."""
    files = {"a.txt": text.encode(), "a.ann": "".join(f"{line}\n" for line in lines).encode()}
    (found,) = read(folder(tmp_path, files), NAMES, coder)
    return found


def said(findings):
    return sorted(findings.positions, key=lambda one: (one.evidence, one.id))


def test_a_store_comes_back_position_by_position(tmp_path):
    store = filled()
    found = {one.document.source: one for one in back(tmp_path, written(store, "brat").files)}
    for one in findings_in(store):
        again = found[one.document.source]
        assert again.document == replace(one.document, passages=again.document.passages)
        assert said(again) == said(one)
        assert again.genre == one.genre


def test_files_have_safe_names_and_hold_no_line_too_many(tmp_path):
    files = written(filled(), "brat").files
    assert all(re.fullmatch(r"[a-z0-9.-]+", name) and ".." not in name for name in files)
    for name, data in files.items():
        if name.endswith(".ann"):
            lines = data.decode().split("\n")
            assert all(re.match(r"[TEA#]\d+\t", line) for line in lines if line)
        if name.endswith(".txt"):
            assert data.decode() in (TEXT, make_findings().document.text)


def test_a_place_on_two_lines_is_in_two_fragments(tmp_path):
    (data,) = (data for name, data in brat([hostile()]).items() if name.endswith(".ann"))
    (evidence, *_) = (line for line in data.decode().split("\n") if "\tEvidence " in line)
    kind, words = evidence.split("\t")[1:3]
    places = [tuple(map(int, one.split())) for one in kind.removeprefix("Evidence ").split(";")]
    assert len(places) == 2
    assert words == evidence.split("\t", 2)[2].split("\t")[0]
    assert " ".join(TEXT[a:b] for a, b in places) == evidence.split("\t", 2)[2]


@st.composite
def documents(draw):
    text = draw(st.text(st.sampled_from("ab \n\r\té\u2028\u202e\U0001f600;"), min_size=8, max_size=40))
    size = len(text)

    def inside(span):
        start = draw(st.integers(span.start, span.end - 1))
        return Span(start, draw(st.integers(start + 1, span.end)))

    document = Document("a.txt", text, (Passage(0, size),), language="en")
    found = []
    for _ in range(draw(st.integers(0, 3))):
        evidence = inside(Span(0, size))
        parts = [inside(evidence) for _ in range(4)]
        if all(span.of(text).strip("\n") for span in (evidence, *parts)):
            holder, cue, target, quote = parts
            made = Position(
                document.iri, CUBA, holder, draw(st.sampled_from(STANCES)), cue, "oppose", target, evidence, (NORMS,),
                quote=draw(st.sampled_from([None, quote])), date="2017-06", coder=draw(st.sampled_from([None, "Anna"])),
            )  # fmt: skip
            found.append(made)
    return Findings(document, tuple({one.id: one for one in found}.values()))


@given(documents())
@settings(max_examples=80, deadline=None)
def test_any_place_in_any_text_comes_back(tmp_path_factory, findings):
    (again,) = back(tmp_path_factory.mktemp("brat"), brat([findings]))
    assert again.positions == findings.positions


MARKED = (
    "T1\tHolder 0 4\tCuba",
    "T2\tCue 5 13\tsupports",
    "E1\tCue:T2 Holder:T1",
    "A1\tStance E1 support",
)


def test_an_annotator_needs_to_mark_holder_cue_and_stance_alone(tmp_path):
    found = annotated(tmp_path, "Cuba supports the norms.", *MARKED, coder="Anna")
    (one,) = found.findings.positions
    assert (one.holder, one.stance, one.coder) == (CUBA, "support", "Anna")
    assert one.target == one.cue
    assert breaches(quads(found.findings)) == []


def test_a_plain_note_gives_the_topics(tmp_path):
    note = "#1\tAnnotatorNotes E1\tself-defence; Something new"
    (one,) = annotated(tmp_path, "Cuba supports it.", *MARKED, note).findings.positions
    assert [topic.label for topic in one.topics] == ["Self-defence", "Something new"]


def test_a_holder_that_was_marked_anew_is_who_the_words_name(tmp_path):
    note = {"holder": {"iri": CUBA.iri, "label": "Cuba", "type": "State", "words": "Havana"}}
    line = f"#1\tAnnotatorNotes E1\t{json.dumps(note)}"
    (one,) = annotated(tmp_path, "Iran supports it.", *MARKED, line).findings.positions
    assert one.holder.iso3 == "IRN"


def test_parts_outside_the_evidence_stretch_it_and_a_holder_elsewhere_is_the_antecedent(tmp_path):
    text = "Cuba spoke. It opposes the draft and the norms."
    lines = (
        "T1\tHolder 0 4\tCuba",
        "T2\tCue 15 22\topposes",
        "T3\tTarget 37 46\tthe norms",
        "T4\tEvidence 12 32\tIt opposes the draft",
        "E1\tCue:T2 Holder:T1 Target:T3 Evidence:T4",
        "A1\tStance E1 oppose",
    )
    found = annotated(tmp_path, text, *lines)
    (one,) = found.findings.positions
    assert one.evidence.of(text) == "It opposes the draft and the norms"
    assert one.antecedent == one.holder_span
    assert breaches(quads(found.findings)) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("E1\tCue:T2 Holder:T1", "A1\tStance E1 love"),
        ("E1\tCue:T2 Holder:T9", "A1\tStance E1 oppose"),
        ("E1\tCue:T5 Holder:T1", "A1\tStance E1 oppose"),
        ("E1\tCue:T6 Holder:T1", "A1\tStance E1 oppose"),
    ],
)
def test_an_event_without_its_parts_is_left_out_and_named(tmp_path, lines):
    odd = ("T5\tCue 7 999\tx", "T6\tCue 5 -3\tx", "junk", "T7", "E", "#\t", "A2\tStance", "")
    found = annotated(tmp_path, "Cuba supports it.", *MARKED[:2], *odd, *lines)
    assert found.findings.positions == ()
    assert found.left_out == ("a: E1 has no holder, cue or stance",)


@pytest.mark.parametrize(
    "note",
    [
        "{" * 5000,
        '{"holder": {"iri": "javascript:x", "label": "X", "type": "State", "words": "Cuba"}}',
        '{"holder": {"iri": "https://x", "label": "X", "type": "Thing", "words": "Cuba"}}',
        '{"holder": [], "topics": {}, "date": "soon", "exact": {"Cue": [0, "x"]}, "coder": 7}',
        '{"body": {"iri": "https://x", "label": "X", "type": "State"}, "exact": {"Cue": [-5, 900]}}',
    ],
)
def test_a_hostile_note_is_not_believed(tmp_path, note):
    found = annotated(tmp_path, "Cuba supports it.", *MARKED, f"#1\tAnnotatorNotes E1\t{note}")
    (one,) = found.findings.positions
    assert (one.holder, one.body, one.date, one.coder) == (CUBA, None, None, None)
    assert breaches(quads(found.findings)) == []


def test_a_broken_list_of_documents_costs_what_it_tells_alone(tmp_path):
    files = {
        name: b"[" * 9000 if name == "documents.json" else data for name, data in brat([hostile()]).items()
    }
    (one,) = back(tmp_path, files)
    assert one.document.title is None
    assert [position.stance for position in one.positions] == ["oppose", "support"]


def test_a_text_that_is_no_utf_8_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match=r"a\.txt: cannot be read as UTF-8"):
        back(tmp_path, {"a.txt": b"\xff\xfe", "a.ann": b""})


def test_annotations_are_known_by_the_text_beside_them(tmp_path):
    folder(tmp_path, {"a.txt": b"x", "a.ann": b"", "b.txt": b"x"})
    assert [is_brat(tmp_path / name) for name in ("", "a.ann", "a.txt", "b.txt", "c")] == [True] * 3 + [
        False
    ] * 2


def rows(data):
    lines = data.decode().split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize("findings", [make_findings(), hostile()], ids=["talks", "hostile"])
def test_every_word_of_the_text_is_there_with_its_offsets(findings):
    (data,) = conll([findings]).values()
    text = findings.document.text
    words = {(word, int(start), int(end)) for word, start, end, *_ in rows(data)}
    assert all(text[start:end] == word for word, start, end in words)
    assert words == {(m.group(), *m.span()) for m in re.finditer(r"\w+|[^\w\s]", text)}
    assert {len(row) for row in rows(data)} == {len(COLUMNS)}


@pytest.mark.parametrize("findings", [make_findings(), hostile()], ids=["talks", "hostile"])
def test_the_columns_of_a_block_lead_back_to_the_places_of_its_position(findings):
    (data,) = conll([findings]).values()
    text = findings.document.text
    blocks = {}
    for block in data.decode().split("\n\n"):
        about = dict(line[2:].split(" = ", 1) for line in block.split("\n") if line.startswith("# "))
        if "position" in about:
            blocks[about["position"]] = rows(block.encode())
    assert set(blocks) == {one.iri for one in findings.positions}
    for one in findings.positions:
        places = (one.evidence, one.holder_span, one.cue, one.target, one.quote, one.cue)
        for column, place in enumerate(places, 3):
            marked = [row for row in blocks[one.iri] if row[column] != "O"]
            if place is None:
                assert marked == []
                continue
            found = text[int(marked[0][1]) : int(marked[-1][2])]
            assert place.of(text).strip() in found
            assert [row[column][:2] for row in marked] == ["B-"] + ["I-"] * (len(marked) - 1)
        assert {row[8] for row in blocks[one.iri]} <= {"O", f"B-{one.stance}", f"I-{one.stance}"}


def test_hostile_names_stay_on_their_lines():
    (data,) = conll([hostile()]).values()
    assert f"# holder = {' '.join(LABEL.split())}" in data.decode().split("\n")
