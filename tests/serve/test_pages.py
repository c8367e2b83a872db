"""Pages for people: whole, escaped, nothing from elsewhere, and the same addresses for programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from browsers import asked_elsewhere, complaints
from conftest import CUBA, make_findings
from servers import serving
from travaux.link import link
from travaux.store import Store
from travaux.vocabulary import ontology_files

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
EVIL = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    place = tmp_path_factory.mktemp("pages") / "store"
    evil = make_findings("evil.txt")
    document = replace(evil.document, title=EVIL, address="javascript:alert(1)")
    first = replace(evil.positions[0], holder=replace(CUBA, label="Cuba"), document=document.iri)
    hostile = replace(evil, document=document, positions=(first,), appointments=(), events=(), mentions=())
    with Store(place) as store:
        store.load_ontology(ontology_files(["cyber"]))
        store.replace("/talks.txt", [make_findings()])
        store.replace("/evil.txt", [hostile])
        link(store)
    with serving(place, "--workers", "2") as running:
        yield running


def document_pages(server):
    answer = server.query("SELECT ?d { ?d a trv:Document }")
    return [row["d"].replace("https://w3id.org/travaux", "") for row in answer.rows]


def every_page(server):
    return [
        *(
            "/",
            "/sparql",
            "/questions",
            "/questions/who-opposes",
            "/questions/who-opposes?topic=self-defence",
        ),
        *(
            "/questions/documents",
            "/find?q=cuba",
            "/find?q=proposed",
            "/schema",
            "/id/state/CUB",
            "/id/topic/norms",
        ),
        *("/id/state/nothing", "/questions/who-opposes?topic=nonsense", "/nowhere", *document_pages(server)),
    ]


def test_every_page_is_whole_strict_and_asks_nothing_of_others(server):
    for path in every_page(server):
        answer = server.ask("GET", path, accept=HTML)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        scripts = [one for one in policy.split(";") if one.strip().startswith("script-src")]
        assert not any("unsafe-inline" in one for one in scripts), path
        page = BeautifulSoup(answer.text, "lxml")
        assert page.title and page.h1, path
        for tag in page.find_all(["script", "link", "img", "iframe"]):
            address = tag.get("src") or tag.get("href") or "/"
            assert address.startswith(("/", "data:")) and not address.startswith("//"), (path, address)
        for tag in page.find_all("a", href=True):
            assert tag["href"].startswith(("/", "#", "http://", "https://")), (path, tag["href"])
        assert not page.find_all("script", string=re.compile("owned")), path
        assert not page.find_all("img", onerror=True), path


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/id/state/nothing", 404, "nothing is known"),
        ("/nowhere", 404, "nothing at this address"),
        ("/questions/who-opposes?topic=nonsense", 400, "names nothing in this graph"),
        ("/questions/who-opposes?color=red", 400, "has no parameter"),
        ("/questions/nonsense", 404, "no saved question"),
    ],
)
def test_what_is_not_there_is_said(server, path, status, said):
    for accept in (HTML, "application/json"):
        answer = server.ask("GET", path, accept=accept)
        assert answer.status == status
        assert said in answer.text


def test_a_state_shows_its_positions_with_their_words(server):
    page = BeautifulSoup(server.ask("GET", "/id/state/CUB", accept=HTML).text, "lxml")
    assert page.h1.text == "Cuba"
    assert "recognizing self-defence in cyberspace" in page.find("blockquote").text
    facts = page.find("dl", class_="facts").text
    assert "CUB" in facts
    assert "standing" not in page.text and "line of" not in page.text


def test_a_document_shows_its_text_with_the_evidence_marked(server):
    marked = [
        BeautifulSoup(server.ask("GET", path, accept=HTML).text, "lxml").find_all("mark")
        for path in document_pages(server)
    ]
    assert all(marked)
    assert any("legitimize" in mark.text for found in marked for mark in found)


def test_a_question_keeps_what_was_given_and_answers_with_links(server):
    page = BeautifulSoup(
        server.ask("GET", "/questions/who-opposes?topic=self-defence", accept=HTML).text, "lxml"
    )
    assert page.find("input", {"name": "topic"})["value"] == "self-defence"
    assert page.find("td").a["href"] == "/id/state/CUB"
    assert page.find("datalist", id="names-Topic").find("option", {"value": "Self-defence"})
    assert page.find("a", string="open as SPARQL")["href"].startswith("/sparql#query=")


def test_the_same_addresses_answer_programs(server):
    path = "/questions/who-opposes?topic=self-defence"
    rows = json.loads(server.ask("GET", path, accept="application/sparql-results+json").body)["results"]
    assert rows["bindings"][0]["who"]["value"] == "Cuba"
    assert server.ask("GET", path, accept="text/csv").text.startswith("who,")
    turtle = server.ask("GET", "/id/state/CUB.ttl", accept="*/*")
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert "trv:iso3" in turtle.text
    asked = server.ask("GET", "/id/state/CUB", accept="application/ld+json")
    assert json.loads(asked.body)
    assert {
        one["name"] for one in json.loads(server.ask("GET", "/questions", accept="application/json").body)
    }


def test_names_and_words_are_found(server):
    page = BeautifulSoup(server.ask("GET", "/find?q=cuba", accept=HTML).text, "lxml")
    assert page.find("ul", class_="found").a["href"] == "/id/state/CUB"
    page = BeautifulSoup(server.ask("GET", "/find?q=hospitals", accept=HTML).text, "lxml")
    assert page.find("mark").text == "hospitals"


@pytest.mark.slow
def test_pages_open_in_a_browser_without_an_error_and_run_nothing_that_a_document_says(browser, server):
    for path in ("/", "/questions/documents", "/id/state/CUB", "/schema", *document_pages(server)):
        browser.get(server.address + path)
        assert browser.title != "owned"
        assert browser.execute_script("return document.images.length") == 0
        assert complaints(browser) == [], path
    assert asked_elsewhere(browser, server.address) == []


@pytest.mark.slow
def test_the_picture_is_live_and_leads_to_the_pages_of_things(browser, server):
    from selenium.webdriver.support.ui import WebDriverWait

    complaints(browser), asked_elsewhere(browser)
    browser.get(f"{server.address}/graph#at=node%7Cstate/CUB")
    WebDriverWait(browser, 20).until(lambda one: one.find_elements("css selector", "#panel blockquote"))
    assert complaints(browser) == []
    assert asked_elsewhere(browser, server.address) == []
    browser.find_element("link text", "its page").click()
    assert browser.find_element("css selector", "h1").text == "Cuba"


@pytest.mark.slow
def test_the_editor_asks_this_server_and_nobody_else(browser, server):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(f"{server.address}/sparql")
    waiting = WebDriverWait(browser, 20)
    waiting.until(lambda one: one.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton"))
    browser.execute_script(
        "arguments[0].click()", browser.find_element(By.CSS_SELECTOR, ".yasqe_queryButton")
    )
    waiting.until(lambda one: "Cuba" in one.find_element(By.CSS_SELECTOR, ".yasr").text)
    assert complaints(browser) == []
    assert asked_elsewhere(browser, server.address) == []


@pytest.mark.slow
def test_a_question_opens_in_the_editor_as_it_was_asked(browser, server):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(f"{server.address}/questions/who-opposes?topic=self-defence")
    browser.find_element(By.LINK_TEXT, "open as SPARQL").click()
    WebDriverWait(browser, 20).until(lambda one: one.find_elements(By.CSS_SELECTOR, ".yasqe_queryButton"))
    shown = browser.execute_script("return window.yasgui.getTab().getYasqe().getValue()")
    assert "topic/self-defence" in shown


@pytest.mark.slow
def test_a_link_to_an_answer_shows_the_query_and_its_rows_to_a_person(browser, server):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    text = 'SELECT ?name { <https://w3id.org/travaux/id/state/CUB> rdfs:label ?name # "as linked"\n}'
    browser.get(f"{server.address}/sparql?query={quote(text)}")
    shown = WebDriverWait(browser, 20)
    shown.until(lambda one: "Cuba" in one.find_element(By.CSS_SELECTOR, ".tabPanel.active .yasr").text)
    assert browser.execute_script("return window.yasgui.getTab().getYasqe().getValue()") == text
    assert asked_elsewhere(browser, server.address) == []
