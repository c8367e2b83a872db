"""What a page shows, as it is put together: what is summed up, where it lies, that what documents say stays data."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from conftest import CUBA, make_findings
from travaux.model import Span
from travaux.store import Store
from travaux.view import page
from travaux.view.html import PACKED, SIGMA, VIS, _block, inert
from travaux.view.layout import CORE, lay_out
from travaux.view.looks import STANCES
from travaux.view.picture import picture, segments
from travaux.view.vis import network
from travaux.vocabulary import ontology_files

EVIL = (
    "</script><script>document.title='owned'</script>"
    "<img src=x onerror=\"document.title='owned'\">\u202e{{ data }}"
)


def filled(findings=None):
    store = Store()
    store.load_ontology(ontology_files(["cyber"]))
    store.replace("/talks.txt", [findings or make_findings()])
    store.derive()
    return store


def evil_findings():
    text = f"{make_findings().document.text} {EVIL}"
    findings = make_findings(text=text)
    document = replace(findings.document, source=f"{EVIL}.txt", title=EVIL, address="javascript:alert(1)")
    first = findings.positions[0]
    first = replace(
        first,
        holder=replace(CUBA, label=EVIL),
        document=document.iri,
        evidence=Span(first.evidence.start, len(text)),
    )
    return replace(findings, document=document, positions=(first,), appointments=(), events=(), mentions=())


def data_of(html):
    ((kind, found),) = re.findall(r'<script type="([^"]+)" id="data">(.*?)</script>', html, re.DOTALL)
    return json.loads(gzip.decompress(base64.b64decode(found)) if kind == "application/gzip" else found)


def made_up(states, topics, others):
    """Return the nodes and edges of a picture in which each state takes sides on some topics."""
    nodes = [{"name": f"T{n}", "kind": "Topic", "weight": states} for n in range(topics)]
    nodes += [{"name": f"S{n}", "kind": "State", "weight": 3} for n in range(states)]
    nodes += [{"name": f"P{n}", "kind": "Person", "weight": 1} for n in range(others)]
    edges = [
        {"from": topics + n, "to": (n * step) % topics, "kind": "support", "positions": [0]}
        for n in range(states)
        for step in (1, 3)
    ]
    edges += [
        {"from": topics + states + n, "to": topics + n % states, "kind": "speaks for", "positions": []}
        for n in range(others)
    ]
    return nodes, edges


def test_the_page_names_no_address_to_fetch_from():
    html = page(filled())
    assert not re.findall(
        r"<(?:link|img|iframe|base|object)\b|<script[^>]+src=|@import|url\(", html.split('id="data"')[0]
    )
    assert "default-src 'none'" in html
    assert "unsafe" not in html.split("</head>")[0]
    assert "sourceMappingURL" not in html


def test_positions_are_one_edge_for_holder_topic_and_stance():
    findings = make_findings()
    again = replace(findings.positions[0], target=findings.positions[0].cue)
    drawn = picture(filled(replace(findings, positions=(*findings.positions, again))))
    (edge,) = [edge for edge in drawn.edges if edge["kind"] == "oppose"]
    assert len(edge["positions"]) == 2
    assert drawn.nodes[edge["from"]]["name"] == "Cuba"
    assert drawn.nodes[edge["to"]]["name"] == "Self-defence"
    assert {node["kind"] for node in drawn.nodes} == {
        "State", "Group", "Person", "Body", "Topic", "Document",
    }  # fmt: skip


def test_a_position_is_shown_with_all_that_is_known_of_it():
    drawn = picture(filled())
    (shown,) = [one for one in drawn.positions if one["stance"] == "oppose"]
    names = {name: drawn.nodes[shown[name]]["name"] for name in ("holder", "speaker", "body", "document")}
    assert names == {
        "holder": "Cuba",
        "speaker": "Miguel Rodríguez",
        "body": "GGE 2016-17",
        "document": "Talks end without agreement",
    }
    assert shown["date"] == "2017-06"
    assert ["legitimize", "quote"] in shown["text"]
    (welcomed,) = [one for one in drawn.positions if one["stance"] == "support"]
    assert welcomed["date"] == "2017-06"  # the document's, where the position has none
    assert welcomed["implied"]


def test_a_body_is_within_the_one_that_it_is_a_session_of():
    findings = make_findings()
    series = replace(
        findings.positions[0].body, iri=findings.positions[0].body.series, label="GGE", series=None
    )
    both = (findings.positions[0], replace(findings.positions[1], body=series))
    nodes = picture(filled(replace(findings, positions=both))).nodes
    (session,) = [node for node in nodes if node["name"] == "GGE 2016-17"]
    assert [nodes[number]["kind"] for number in session["wider"]] == ["Body"]


def test_each_stance_has_a_colour_a_line_and_a_mark_of_its_own():
    assert len({look["color"] for look in STANCES.values()}) == len(STANCES)
    assert len({(str(look["dashes"]), look["head"]) for look in STANCES.values()}) == len(STANCES)
    assert len({look["mark"] for look in STANCES.values()}) == len(STANCES)
    lines = {(str(e["color"]), str(e["dashes"]), str(e["arrows"])) for e in network(picture(filled())).edges}
    assert len(lines) == 4  # support, propose, oppose, and the quiet line of all other links


def test_the_picture_is_the_same_each_time():
    assert page(filled()) == page(filled())


def test_no_two_nodes_lie_on_each_other():
    nodes = picture(filled()).nodes
    assert len({(node["x"], node["y"]) for node in nodes}) == len(nodes)


def test_a_large_picture_has_a_place_of_its_own_for_every_node():
    nodes, edges = made_up(states=CORE, topics=20, others=1200)
    lay_out(nodes, edges)
    assert len({(node["x"], node["y"]) for node in nodes}) == len(nodes)
    again, _ = made_up(states=CORE, topics=20, others=1200)
    lay_out(again, edges)
    assert nodes == again


def test_delegates_of_a_large_picture_stand_near_those_they_speak_for():
    nodes, edges = made_up(states=390, topics=10, others=800)
    lay_out(nodes, edges)
    span = max(node["x"] for node in nodes) - min(node["x"] for node in nodes)
    for edge in edges:
        if edge["kind"] == "speaks for":
            one, other = nodes[edge["from"]], nodes[edge["to"]]
            assert abs(one["x"] - other["x"]) < span / 8


def test_a_small_graph_is_drawn_by_vis_network_and_a_large_one_by_sigma(monkeypatch):
    from travaux.view import html as written

    small = page(filled())
    assert VIS.read_text(encoding="utf-8")[:2000] in small
    monkeypatch.setattr(written, "VIS_MOST", 3)
    large = page(filled())
    assert all(library.read_text(encoding="utf-8")[:2000] in large for library in SIGMA)
    assert data_of(large)["vis"] is None
    assert data_of(large)["positions"] == data_of(small)["positions"]


def test_much_data_is_compressed_always_alike():
    data = {"words": [str(number) for number in range(PACKED // 6)]}
    kind, text = _block(data)
    assert kind == "application/gzip"
    assert json.loads(gzip.decompress(base64.b64decode(text))) == data
    assert _block(data) == (kind, text)
    assert len(text) < PACKED / 2


def test_a_sentence_is_cut_at_its_parts_and_stays_whole():
    pieces = segments("He said: never again.", {"quote": (109, 120), "cue": (103, 107)}, 100)
    assert pieces == [["He ", ""], ["said", "cue"], [": ", ""], ["never again", "quote"], [".", ""]]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-9, 80), st.integers(-9, 80)), max_size=3))
def test_a_cut_sentence_says_the_same(text, spans):
    parts = {str(number): (min(span), max(span)) for number, span in enumerate(spans)}
    assert "".join(piece for piece, _ in segments(text, parts, 0)) == text


def test_what_a_document_says_stays_data():
    html = page(filled(evil_findings()), title=EVIL)
    assert html.count("</script>") == 3
    assert "<img" not in html
    assert any(node["name"] == EVIL for node in data_of(html)["nodes"])


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_inert_data_ends_no_element_and_reads_back(value):
    written = inert(value)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == value
