"""What a notebook shows: the graph, a position with its words, an answer; all escaped, nothing fetched."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from browsers import asked_elsewhere, complaints
from test_view import evil_findings, filled
from travaux import notebook
from travaux.ask.records import positions
from travaux.errors import TravauxError


def test_a_position_is_shown_with_its_sentence_and_is_a_record():
    store = filled()
    found = notebook.positions(store)
    assert [dict(one) for one in found] == positions(store)
    shown = BeautifulSoup(found[0]._repr_html_(), "lxml")
    assert found[0]["evidence"]["text"] in shown.text
    assert "Cuba oppose (criticise) self-defence" in shown.text
    assert [one.text for one in shown.find_all("span") if "background" in one["style"]] == ["legitimize"]


def test_an_answer_is_shown_as_a_table():
    answer = notebook.ask(filled(), "who-opposes", topic="self-defence")
    assert [row["who"] for row in answer] == ["Cuba"]
    table = BeautifulSoup(answer._repr_html_(), "lxml")
    assert [one.text for one in table.find_all("th")] == list(answer.names)
    assert table.td.text == "Cuba"
    assert len(notebook.ask(filled(), "SELECT ?s { ?s a trv:Position }")) == 3


def test_what_cannot_be_asked_is_said():
    with pytest.raises(TravauxError, match="does not take body_; it takes"):
        notebook.ask(filled(), "who-opposes", topic="norms", body_="GGE")
    with pytest.raises(TravauxError, match="SELECT"):
        notebook.ask(filled(), "ASK { ?s ?p ?o }")


def test_nothing_that_a_document_says_is_markup():
    store = filled(evil_findings())
    shown = (
        notebook.graph(store)._repr_html_(),
        notebook.positions(store)._repr_html_(),
        notebook.ask(store, "SELECT ?name { ?thing rdfs:label ?name }")._repr_html_(),
    )
    for html in shown:
        assert not BeautifulSoup(html, "lxml").find_all(["script", "img"])
        assert not re.search(r"<(script|img)", html)


@pytest.mark.slow
def test_the_graph_runs_in_its_frame_without_a_complaint(browser, tmp_path):
    from selenium.webdriver.support.ui import WebDriverWait

    file = tmp_path / "cell.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{notebook.graph(filled())._repr_html_()}", "utf-8")
    browser.get("about:blank")
    complaints(browser), asked_elsewhere(browser)
    browser.get(file.as_uri())
    browser.switch_to.frame(0)
    WebDriverWait(browser, 20).until(lambda one: "3 positions" in one.find_element("id", "panel").text)
    browser.find_element("css selector", ".chip.off").click()
    assert "2 of 3" in browser.find_element("id", "said").text
    browser.execute_script("return new Promise((done) => setTimeout(done, 300))")
    browser.switch_to.default_content()
    assert complaints(browser) == []
    assert asked_elsewhere(browser, file.as_uri()) == []
