"""The reference that is made from the source has all that there is, and its links lead somewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
import pytest
from rdflib import OWL, RDF, SH, SKOS

import travaux
from travaux.ask.query import saved
from travaux.cli import main
from travaux.docs import read
from travaux.docs.names import anchor, own
from travaux.docs.terms import HEADER

DOCS = Path(__file__).parents[2] / "docs"
pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="docs/ is not beside these tests")


@pytest.fixture
def generate(monkeypatch):
    monkeypatch.syspath_prepend(str(DOCS))
    yield pytest.importorskip("generate")
    sys.modules.pop("generate", None)


def every(group, path="travaux"):
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from every(command, f"{path} {name}")


def test_commands_are_there_with_all_options(generate):
    parts = re.split("^#+ ", "\n".join(generate.commands()), flags=re.MULTILINE)
    pages = {part.partition("\n")[0]: part for part in parts}
    for path, command in every(main):
        options = [name for one in command.params if isinstance(one, click.Option) for name in one.opts]
        assert [name for name in options if name not in pages[path]] == [], path


def test_names_of_the_library_are_documented(generate):
    text = "\n".join(generate.library())
    documented = re.findall(r"^\.\. auto(?:class|function):: (\w+)$", text, flags=re.MULTILINE)
    assert documented == travaux.__all__


def test_terms_concepts_and_shapes_are_there_and_links_lead_to_them(generate):
    text, graph = "\n".join(generate.ontology()), read(generate.VOCABULARIES)
    places = re.findall('<a id="(.+?)"', text)
    assert len(places) == len(set(places))
    assert set(re.findall('href="#(.+?)"', text)) <= set(places)
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SH.NodeShape, SKOS.Concept):
        terms = {
            one for one in graph.subjects(RDF.type, kind) if own(one) or (one, SKOS.inScheme, None) in graph
        }
        assert {anchor(term) for term in terms - {HEADER}} <= set(places)


def test_saved_questions_are_there_with_their_text(generate):
    text = "\n".join(generate.questions())
    for question in saved():
        assert f"## {question.name}\n" in text
        assert question.text.strip().splitlines()[-1] in text


def test_pages_are_written_once_and_then_left_alone(generate, tmp_path):
    generate.write(tmp_path)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    generate.write(tmp_path)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == before
    assert len(before) == 4


def test_what_a_page_loads_from_elsewhere_is_found(monkeypatch):
    pytest.importorskip("sphinx")
    monkeypatch.syspath_prepend(str(DOCS))
    offline = pytest.importorskip("offline")
    html = """<link rel="stylesheet" href="//cdn.example/a.css"><script src="https://cdn.example/b.js"></script>
    <img src="own.png"><a href="https://example.org/">a link</a><link rel="canonical" href="https://example.org/">"""
    assert sorted(offline.loaded(html)) == ["//cdn.example/a.css", "https://cdn.example/b.js"]
    sys.modules.pop("offline", None)
