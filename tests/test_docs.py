"""The page of the ontology: complete, linked, harmless, and the same each time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from rdflib import OWL, RDF, SH, SKOS

from conftest import make_findings
from travaux import pipeline
from travaux.cli import main
from travaux.docs import page, read
from travaux.docs.example import example, fullest
from travaux.docs.names import anchor, own
from travaux.docs.terms import HEADER

VOCABULARIES = ("cyber", "climate")


@pytest.fixture(scope="module")
def html():
    findings = make_findings()
    return page(VOCABULARIES, example(findings.document, findings.positions[0]))


@pytest.fixture(scope="module")
def soup(html):
    return BeautifulSoup(html, "lxml")


@pytest.mark.parametrize(
    "kind", [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SH.NodeShape, SKOS.Concept], ids=str
)
def test_every_term_concept_and_shape_has_its_place_with_label_and_meaning(soup, kind):
    graph = read(VOCABULARIES)
    terms = {
        term for term in graph.subjects(RDF.type, kind) if own(term) or (term, SKOS.inScheme, None) in graph
    }
    assert terms
    for term in terms - {HEADER}:
        place = soup.find(id=anchor(term))
        assert place is not None, term
        assert place.h3.a.text.strip()
        assert place.p is not None or kind == SH.NodeShape, term


def test_every_place_is_there_once_and_every_link_within_the_page_leads_to_one(soup):
    counts = Counter(tag["id"] for tag in soup.find_all(id=True))
    assert [name for name, number in counts.items() if number > 1] == []
    inside = {tag["href"].removeprefix("#") for tag in soup.find_all("a", href=re.compile("^#"))}
    assert inside - set(counts) == set()


def test_nothing_is_fetched_and_nothing_runs(soup):
    assert soup.find_all(["script", "link", "img", "iframe", "object", "form"]) == []
    assert soup.find_all(src=True) == []
    assert [t for t in soup.find_all(True) for name in t.attrs if name.startswith("on")] == []
    assert all(re.match(r"#|https?://", tag["href"]) for tag in soup.find_all(href=True))
    assert "url(" not in soup.style.text
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_stances_have_examples_and_shapes_their_rules(soup):
    opposed = soup.find(id="stance-oppose").text
    assert "Ruritania" in opposed
    assert "schema:DisagreeAction" in opposed
    rules = soup.find(id="trv-PositionShape").find_all("tr")
    assert any("exactly one stance" in rule.text and "stance:oppose" in rule.text for rule in rules)


def test_sessions_are_shown_with_mandate_chair_and_members(soup):
    (row,) = (cell.parent for cell in soup.find(id="known").find_all("td") if cell.text == "GGE 2019-2021")
    assert "A/RES/73/266" in row.text
    assert row.find("summary").text == "25"


def test_the_example_marks_the_parts_of_the_position(soup):
    quote = soup.find("blockquote")
    marked = {mark["class"][0]: mark.text for mark in quote.find_all("mark")}
    assert marked["cue"] == "told"
    assert marked["holder"] == "Cuban representative"
    position = make_findings().positions[0]
    assert quote.text.strip() == position.evidence.of(make_findings().document.text)
    assert "trv:Position" in soup.find("pre").text


def test_what_a_document_says_stays_text():
    findings = make_findings(source="<script>alert(1)</script>.txt")
    hostile = replace(findings.document, title="</style><img src=x onerror=alert(1)>")
    text = page(("cyber",), example(hostile, findings.positions[0]))
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_the_page_is_the_same_each_time(html):
    findings = make_findings()
    assert page(VOCABULARIES, example(findings.document, findings.positions[0])) == html


def test_the_example_is_the_position_of_which_most_is_said():
    chosen = fullest([make_findings()])
    assert chosen is not None
    assert "legitimize" in {value.text for _, value in chosen.facts}
    assert fullest([]) is None


def test_the_command_writes_the_page(tmp_path, monkeypatch):
    class Reader:
        def findings(self, documents):
            return (make_findings() for _ in documents)

    monkeypatch.setattr(pipeline, "Pipeline", Reader)
    result = CliRunner().invoke(main, ["docs", "--out", str(tmp_path / "ontology.html")])
    assert result.exit_code == 0
    text = (tmp_path / "ontology.html").read_text(encoding="utf-8")
    assert 'id="example"' in text
    assert "climate" in text
    CliRunner().invoke(
        main, ["docs", "--no-example", "--vocabulary", "cyber", "--out", str(tmp_path / "less.html")]
    )
    assert 'id="example"' not in (tmp_path / "less.html").read_text(encoding="utf-8")
