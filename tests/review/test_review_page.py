"""The page for judging, in a real browser: by keys alone, kept, saved as a table, whatever the documents say."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browsers import asked_elsewhere, complaints
from conftest import CUBA, make_findings
from test_review_apply import DAY
from travaux.ask import records
from travaux.link import link
from travaux.model import Span
from travaux.review import desk
from travaux.review.choose import Choice
from travaux.review.judgements import Amendment, file_of, load
from travaux.store import Store
from travaux.vocabulary import ontology_files

EVIL = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\u202e{{ data }}"


@pytest.fixture
def store(tmp_path):
    found = make_findings(text=f"{make_findings().document.text} {EVIL}")
    first, *rest = found.positions
    end = Span(first.evidence.start, len(found.document.text))
    hostile = replace(first, holder=replace(CUBA, label=f"=1+1 {EVIL}"), evidence=end)
    document = replace(found.document, source=f"{EVIL}.txt")
    positions = tuple(replace(one, document=document.iri) for one in (hostile, *rest))
    with Store(tmp_path / "travaux.store") as store:
        store.load_ontology(ontology_files(["cyber"]))
        store.replace("/talks.txt", [replace(found, document=document, positions=positions, appointments=())])
        link(store)
        yield store


def opened(browser, store, tmp_path):
    html, _ = desk.page(store, Choice(), "Ana <b>")
    file = tmp_path / "review.html"
    file.write_text(html, encoding="utf-8")
    browser.get(file.as_uri())
    return file


def press(browser, *keys):
    for key in keys:
        browser.switch_to.active_element.send_keys(key)


def count(browser):
    return browser.find_element(By.ID, "count").text


def saved(browser, tmp_path):
    browser.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    browser.find_element(By.ID, "save").click()
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if (tmp_path / "judgements.csv").exists():
            return tmp_path / "judgements.csv"
        time.sleep(0.1)
    raise AssertionError("nothing was saved")


def test_positions_are_judged_by_keys_kept_saved_and_taken_in(browser, store, tmp_path):
    complaints(browser)
    asked_elsewhere(browser)
    file = opened(browser, store, tmp_path)
    marks = browser.find_elements(By.CSS_SELECTOR, "blockquote mark")
    assert {one.get_attribute("class"): one.text for one in marks}["cue"] == "told"
    assert {one.get_attribute("class") for one in marks} == {"holder", "cue", "target"}
    press(browser, "r", "m")
    assert count(browser) == "1 of 3 judged"
    press(browser, Keys.ARROW_DOWN)  # in the list of stances
    browser.find_element(By.ID, "amended_stance").send_keys("reserve")
    browser.find_element(By.ID, "amended_topics").send_keys("threats, norms")
    browser.find_element(By.ID, "note").send_keys("=1+1")
    browser.find_element(By.ID, "amended_topics").send_keys(Keys.ENTER)
    assert count(browser) == "2 of 3 judged"
    browser.refresh()
    assert count(browser) == "2 of 3 judged", "it is kept"
    press(browser, "a")
    press(browser, "u")
    assert count(browser) == "2 of 3 judged", "the last one was taken back"
    press(browser, "a")
    table = saved(browser, tmp_path)
    told = [*desk.take_in(store, table, "Ana", DAY)]
    assert told[0] == "3 new"
    known = {one.verdict: one for one in load(file_of(store.path))}
    assert known.keys() == {"accept", "reject", "amend"}
    amended = known["amend"]
    assert (amended.amended.stance, amended.note) == ("reserve", "=1+1")
    assert amended.amended == Amendment(stance="reserve", topics=amended.amended.topics)
    assert len(records.positions(store)) == 2
    assert browser.title != "owned"
    assert complaints(browser) == []
    assert asked_elsewhere(browser, file.as_uri()) == []


def test_what_was_said_before_is_shown_and_can_be_taken_back(browser, store, tmp_path):
    opened(browser, store, tmp_path)
    press(browser, "r", "a", "a")
    [*desk.take_in(store, saved(browser, tmp_path), "Ana <b>", DAY)]
    (tmp_path / "judgements.csv").unlink()
    opened(browser, store, tmp_path)
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    assert count(browser) == "3 of 3 judged"
    press(browser, "u")
    assert count(browser) == "2 of 3 judged"
    told = [*desk.take_in(store, saved(browser, tmp_path), "Ana <b>", DAY)]
    assert told[0] == "0 new, 2 as before, 1 withdrawn"


def test_the_page_runs_nothing_that_documents_say_and_is_the_same_each_time(store):
    html, _ = desk.page(store, Choice(), "Ana")
    assert html == desk.page(store, Choice(), "Ana")[0]
    assert "<img" not in html
    assert html.count("<script") == 2
    assert "default-src 'none'" in html
    assert "http://" not in html.split('id="data"')[0]
