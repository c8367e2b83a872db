"""Networks for Gephi, Cytoscape and R: the same edges in each form, with their time, whatever the names hold."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date

import networkx as nx
import pytest

from conftest import make_findings
from hostile import LABEL, filled
from travaux.ask import records
from travaux.interchange.exporting import written
from travaux.interchange.gexf import gexf
from travaux.interchange.network import holder_topic_stances, joined
from travaux.interchange.times import days, seconds
from travaux.model import THINGS

GEXF = "{http://gexf.net/1.3}"
CUBA, DEFENCE = f"{THINGS}state/CUB", f"{THINGS}topic/self-defence"


def record(stance="oppose", when="2017-06", topic="norms", label="Cuba"):
    holder = {"label": label, "iri": f"{THINGS}state/CUB", "type": "State", "iso3": "CUB"}
    return {"holder": holder, "stance": stance, "topics": [topic], "date": when}


def read_cytoscape(data):
    said = json.loads(data)
    graph = nx.cytoscape_graph(said)
    return nx.relabel_nodes(graph, {node: about.get("id", node) for node, about in graph.nodes(data=True)})


READERS = {
    "gexf": lambda data: nx.read_gexf(io.BytesIO(data)),
    "graphml": lambda data: nx.read_graphml(io.BytesIO(data), force_multigraph=True),
    "cytoscape": lambda data: nx.cytoscape_graph(json.loads(data)),
}


@pytest.mark.parametrize("form", READERS)
def test_each_form_has_the_edges_of_the_store(form):
    store = filled()
    graph = READERS[form](written(store, form).data)
    expected = holder_topic_stances(records.positions(store))
    found = {
        (a, b, about["stance"], about["side"], about["weight"]) for a, b, about in graph.edges(data=True)
    }
    assert found == {
        (a, b, stance, about["side"], about["weight"])
        for a, b, stance, about in expected.edges(keys=True, data=True)
    }
    assert (CUBA, DEFENCE, "oppose", "against", 1) in found
    assert graph.nodes[CUBA]["kind"] == "State"
    assert graph.nodes[CUBA]["iso3"] == "CUB"


@pytest.mark.parametrize("form", READERS)
def test_hostile_names_come_back_as_they_are(form):
    graph = READERS[form](written(filled(), form).data)
    labels = {about.get("label") for _, about in graph.nodes(data=True)}
    assert {LABEL, f"{LABEL} topic"} <= labels


def test_characters_that_xml_cannot_hold_are_replaced():
    graph = holder_topic_stances([record(label="a\x00\x0b\ud800b")])
    (node, *_) = ET.fromstring(gexf(graph)).iter(f"{GEXF}node")
    assert node.get("label") == "a\ufffd\ufffd\ufffdb"


def test_positions_of_one_stance_are_one_edge_with_their_days():
    found = [record(), record(when="2017-06-30"), record(when="2019"), record("support", "2020-02-01")]
    graph = holder_topic_stances(found, {"norms": (f"{THINGS}topic/norms", "Norms")})
    about = graph.edges[CUBA, f"{THINGS}topic/norms", "oppose"]
    assert (about["weight"], about["first"], about["last"]) == (3, "2017-06-01", "2019-12-31")
    assert [tuple(map(str, spell)) for spell in about["spells"]] == [
        ("2017-06-01", "2017-06-30"), ("2019-01-01", "2019-12-31"),
    ]  # fmt: skip
    assert graph.edges[CUBA, f"{THINGS}topic/norms", "support"]["side"] == "for"


def test_gexf_is_dynamic_and_edges_and_nodes_live_as_long_as_their_positions():
    root = ET.fromstring(gexf(holder_topic_stances([record(when="2017"), record("support", "2020-02")])))
    drawn = root.find(f"{GEXF}graph")
    assert (drawn.get("mode"), drawn.get("timeformat")) == ("dynamic", "date")
    spells = [
        [(spell.get("start"), spell.get("end")) for spell in one.iter(f"{GEXF}spell")]
        for kind in ("edge", "node")
        for one in root.iter(f"{GEXF}{kind}")
    ]
    whole = [("2017-01-01", "2020-02-29")]
    assert spells == [[("2017-01-01", "2017-12-31")], [("2020-02-01", "2020-02-29")], whole, whole]
    assert len({one.get("kind") for one in root.iter(f"{GEXF}edge")}) == 2


def test_an_edge_with_an_undated_position_is_there_at_any_time():
    graph = holder_topic_stances([record(), record(when=None), record("support", "XXXX-03-12")])
    root = ET.fromstring(gexf(graph))
    assert list(root.iter(f"{GEXF}spell")) == []
    assert graph.edges[CUBA, f"{THINGS}topic/norms", "oppose"]["first"] == "2017-06-01"


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-03-04", date(2021, 3, 4), date(2021, 3, 4)),
    ],
)
def test_a_date_is_all_its_days(when, first, last):
    assert days(when) == (first, last)


@pytest.mark.parametrize(
    "when", [None, "", "XXXX-03", "2021-02-30", "2021-13", "0000", "soon", "2021-1-2-3x"]
)
def test_what_is_no_date_has_no_days(when):
    assert days(when) is None
    assert seconds(when) == 0


def test_spells_that_touch_are_one():
    day = [date(2020, 1, number) for number in range(1, 10)]
    assert joined([(day[4], day[5]), (day[0], day[2]), (day[2], day[3]), (day[1], day[1])]) == [
        (day[0], day[3]), (day[4], day[5]),
    ]  # fmt: skip


def test_positions_without_a_topic_are_told_of():
    findings = make_findings()
    (first, *others) = findings.positions
    bare = type(findings)(findings.document, (type(first)(**{**_fields(first), "topics": ()}), *others))
    assert "1 positions have no topic" in written(filled(bare), "gexf").remarks[0]


def _fields(position):
    return {name: getattr(position, name) for name in type(position).__dataclass_fields__}


WRITE = (
    "import sys; sys.path[:0] = sys.argv[1].split(':'); import hashlib; from hostile import filled;"
    " from travaux.interchange.exporting import written; store = filled();"
    " found = [written(store, form) for form in sys.argv[2].split()];"
    " print([hashlib.sha256(repr((one.data, one.files)).encode()).hexdigest() for one in found])"
)


@pytest.mark.slow
def test_every_form_has_the_same_bytes_in_another_process():
    forms = "gexf graphml cytoscape csv parquet brat conll dna"
    paths = ":".join(path for path in sys.path if path)
    said = [
        subprocess.run(
            [sys.executable, "-c", WRITE, paths, forms],
            capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert said[0] == said[1]
