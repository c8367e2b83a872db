"""The picture: opens without a network, shows the words, runs nothing that a document says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from urllib.parse import quote

import pytest

from conftest import CUBA, make_findings
from travaux.network import picture, segments
from travaux.store import Store
from travaux.view import inert, network, page
from travaux.vocabulary import ontology_files

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=4000"),
    *("--enable-logging=stderr", "--v=0"),
]
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
    document = replace(findings.document, title=EVIL, address="javascript:alert(1)")
    first = replace(findings.positions[0], holder=replace(CUBA, label=EVIL), document=document.iri)
    return replace(findings, document=document, positions=(first,), appointments=(), events=(), mentions=())


def data_of(html):
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    return json.loads(found)


def opened(html, tmp_path, address=""):
    """Return what the page looks like inside when the browser has run it, and what the console says."""
    if BROWSER is None:
        pytest.skip("no chromium here to open the page in")
    file = tmp_path / "graph.html"
    file.write_text(html, encoding="utf-8")
    command = [
        BROWSER,
        *QUIET,
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
        f"{file.as_uri()}{address}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if ":CONSOLE" in line]


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
    (edge,) = [edge for edge in drawn.edges.values() if edge["kind"] == "oppose"]
    assert edge["count"] == len(edge["positions"]) == 2
    assert {node["kind"] for node in drawn.nodes.values()} == {
        "State", "Group", "Person", "Body", "Topic", "Document",
    }  # fmt: skip


def test_each_stance_has_a_colour_and_a_line_of_its_own():
    lines = {(str(e["color"]), str(e["dashes"]), str(e["arrows"])) for e in network(picture(filled())).edges}
    assert len(lines) == 4  # support, propose, oppose, and the quiet line of all other links


def test_the_picture_is_the_same_each_time():
    assert page(filled()) == page(filled())


def test_no_two_nodes_lie_on_each_other():
    places = {(node["x"], node["y"]) for node in picture(filled()).nodes.values()}
    assert len(places) == len(picture(filled()).nodes)


def test_a_sentence_is_cut_at_its_parts_and_stays_whole():
    pieces = segments("He said: never again.", {"quote": (109, 120), "cue": (103, 107)}, 100)
    assert pieces == [["He ", ""], ["said", "cue"], [": ", ""], ["never again", "quote"], [".", ""]]


def test_what_a_document_says_stays_data():
    html = page(filled(evil_findings()), title=EVIL)
    assert html.count("</script>") == 3
    assert "<img" not in html
    data = data_of(html)
    assert data["documents"][next(iter(data["documents"]))]["title"] == EVIL
    assert "<" not in inert(EVIL)


def test_the_page_opens_without_a_complaint_and_shows_what_is_there(tmp_path):
    dom, console = opened(page(filled()), tmp_path)
    assert console == []
    assert "3 positions from 1 document" in dom
    assert "<canvas" in dom


def test_a_chosen_state_shows_the_very_sentence(tmp_path):
    dom, console = opened(page(filled()), tmp_path, f"#node={quote(CUBA.iri, safe='')}")
    assert console == []
    shown = re.sub(r"<[^>]+>", "", dom.split("<blockquote>")[1].split("</blockquote>")[0])
    assert shown.replace("&nbsp;", " ") == make_findings().positions[0].evidence.of(
        make_findings().document.text
    )
    assert '<mark class="quote">legitimize</mark>' in dom
    assert 'href="https://example.org/talks"' in dom


def test_a_stance_that_is_switched_off_is_not_shown(tmp_path):
    dom, _ = opened(page(filled()), tmp_path, f"#node={quote(CUBA.iri, safe='')}&without=oppose")
    assert "<blockquote>" not in dom


def test_nothing_that_a_document_says_runs(tmp_path):
    dom, console = opened(page(filled(evil_findings())), tmp_path, f"#node={quote(CUBA.iri, safe='')}")
    assert console == []
    assert "<title>Who took which position</title>" in dom
    assert "<img" not in dom
    assert 'href="javascript' not in dom
    assert "<blockquote>" in dom
