"""The documents in seeds/ on every engine: the same graph, the same records, the same answers."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from pathlib import Path

import pytest

from engines import opened
from expected import FOLDER, answer, seeded
from travaux import export
from travaux.ask import records
from travaux.ask.query import saved
from travaux.ask.summary import summary
from travaux.link import link
from travaux.rdf import DIRECT_GRAPH, LINKS_GRAPH, canonical
from travaux.validate import check
from travaux.view import page

pytestmark = pytest.mark.slow
QUESTIONS = saved()
VIEWS = {
    "positions": records.positions,
    "delegates": records.delegates,
    "summary": summary,
    "view": page,
    "check": check.check,
    "nanopub": lambda store: export.export(store, "nanopub"),
    "void": lambda store: export.export(store, "void"),
}


@pytest.fixture(scope="module")
def built():
    return seeded()


@pytest.fixture(scope="module")
def known(built):
    return {name: view(built) for name, view in VIEWS.items()}


@pytest.fixture(scope="module", params=["disk", "oxigraph", "virtuoso"])
def store(request, built, tmp_path_factory):
    graphs = defaultdict(list)
    for quad in built.quads():
        graphs[quad.graph_name].append(quad.triple)
    with opened(request.param, request, tmp_path_factory.mktemp("seeds")) as one:
        for graph in sorted(graphs.keys() - {DIRECT_GRAPH, LINKS_GRAPH}, key=str):
            one.put(graph, graphs[graph])
        link(one)
        yield one


def test_documents_links_and_what_follows_are_the_same_byte_for_byte(store, built):
    assert canonical(store.quads()) == canonical(built.quads())
    assert len(store) == len(built)


@pytest.mark.parametrize("shown", VIEWS)
def test_the_records_the_numbers_the_picture_and_the_exports_are_the_same(store, known, shown):
    assert VIEWS[shown](store) == known[shown]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_saved_question_has_the_same_answer(store, question):
    accepted = (FOLDER / f"{question.name}.csv").read_text(encoding="utf-8")
    assert in_any_order(answer(store, question), question) == in_any_order(accepted, question)


def test_the_documentation_names_what_the_environment_says():
    file = Path(__file__).parents[2] / "docs" / "servers.md"
    if not file.exists():
        pytest.skip("the tests stand alone, without the documentation")
    told = file.read_text(encoding="utf-8")
    assert all(f"`TRAVAUX_{name}`" in told for name in ("UPDATE", "GRAPH_STORE", "USER", "PASSWORD", "TOKEN"))


def in_any_order(written: str, question) -> list[dict[str, object]]:
    """Return the rows of an answer; of what GROUP_CONCAT strings together SPARQL leaves the order open."""
    strung = re.findall(r"GROUP_CONCAT\((?:[^()]|\([^()]*\))*\)\s+AS\s+\?(\w+)", question.text, re.IGNORECASE)
    return [
        {name: sorted(re.split(r"[;,] *", value)) if name in strung else value for name, value in row.items()}
        for row in csv.DictReader(io.StringIO(written, newline=""))
    ]
