"""The page in a real browser: opens offline, finds, filters, shows the very sentence, restores a shared view."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from browsers import asked_elsewhere, complaints
from conftest import FRIENDS, make_findings
from test_view import EVIL, evil_findings, filled
from travaux.view import page

pytestmark = pytest.mark.slow
SENTENCE = make_findings().positions[0].evidence.of(make_findings().document.text)


class Page:
    """A page in the browser, as someone uses it."""

    def __init__(self, browser, file):
        self.browser, self.address = browser, file.as_uri()

    def open(self, fragment=""):
        self.browser.get("about:blank")
        complaints(self.browser)
        asked_elsewhere(self.browser)
        self.browser.get(f"{self.address}{fragment}")
        self.until("return document.documentElement.dataset.ready === 'yes'")
        return self

    def until(self, script):
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.browser, 30).until(lambda one: one.execute_script(script))

    def run(self, script, *given):
        return self.browser.execute_script(script, *given)

    def all(self, css):
        from selenium.webdriver.common.by import By

        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        (found,) = self.all(css)
        return found

    def type(self, words):
        from selenium.webdriver.common.keys import Keys

        self.one("#search").send_keys(words, Keys.ENTER)

    def pick(self, select, text):
        from selenium.webdriver.support.ui import Select

        chosen = Select(self.one(select))
        chosen.select_by_visible_text(next(one.text for one in chosen.options if text in one.text))

    def click_node(self, key):
        from selenium.webdriver.common.action_chains import ActionChains

        at = self.run("return window.travaux.where(arguments[0])", key)
        box = self.one("#canvas").rect
        chain = ActionChains(self.browser)
        chain.move_to_element_with_offset(
            self.one("#canvas"), at["x"] - box["width"] / 2, at["y"] - box["height"] / 2
        )
        chain.click().perform()
        self.until("return document.querySelector('#panel .close') !== null")

    @property
    def panel(self):
        return self.one("#panel").text

    @property
    def hash(self):
        self.run("return new Promise((done) => setTimeout(done, 300))")
        return self.run("return decodeURIComponent(location.hash)")

    def sentences(self):
        return [one.get_property("textContent") for one in self.all("#panel blockquote")]


@pytest.fixture(scope="module", params=["vis-network", "sigma"])
def drawn_by(request):
    """Pages are written for one of the two libraries."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "sigma":
            patch.setattr("travaux.view.html.VIS_MOST", 0)
        yield request.param


@pytest.fixture(scope="module")
def shown(drawn_by, chromium, tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "graph.html"
    file.write_text(page(filled()), encoding="utf-8")
    return Page(chromium, file)


@pytest.fixture(scope="module")
def hostile(drawn_by, chromium, tmp_path_factory):
    file = tmp_path_factory.mktemp("evil") / "graph.html"
    file.write_text(page(filled(evil_findings()), title=EVIL), encoding="utf-8")
    return Page(chromium, file)


def test_it_opens_offline_without_a_complaint_or_a_request(shown):
    shown.open()
    assert complaints(shown.browser) == []
    assert asked_elsewhere(shown.browser, shown.address) == []
    assert "3 positions from 1 document" in shown.panel
    assert shown.all("#canvas canvas")
    assert "cannot draw" not in shown.one("#canvas").text


def test_search_finds_a_state_and_shows_its_very_sentence(shown):
    shown.open().type("cuba")
    assert shown.sentences() == [SENTENCE]
    assert shown.one("#panel mark").text == "legitimize"
    assert shown.one("#panel article a").get_attribute("href") == "https://example.org/talks"
    for known in ("Cuba", "oppose (criticise)", "Miguel Rodríguez", "GGE 2016-17", "2017-06", "talks.txt"):
        assert known in shown.panel
    assert "at=node|state/CUB" in shown.hash


def test_a_click_on_a_node_shows_its_sentences(shown):
    shown.open().click_node("state/CUB")
    assert shown.sentences() == [SENTENCE]


def test_a_stance_that_is_switched_off_hides_its_positions(shown):
    shown.open().one(".chip.off[data-key=oppose]").click()
    assert "2 of 3 positions" in shown.one("#said").text
    shown.type("cuba")
    assert shown.sentences() == []
    assert "without=oppose" in shown.hash


def test_filters_narrow_all_views(shown):
    shown.open().pick("#by-topic", "Norms")
    assert "1 of 3 positions" in shown.one("#said").text
    shown.one("#tab-matrix").click()
    assert [one.text for one in shown.all("table.matrix tbody th")] == [FRIENDS.label]
    shown.one("#tab-timeline").click()
    assert len(shown.all("svg.timeline .mark")) == 1
    shown.one("#clear").click()
    assert shown.one("#said").text == "3 positions"
    shown.pick("#by-holder", "Australia")
    assert "1 of 3" in shown.one("#said").text
    shown.one(".chip.taken").click()
    shown.pick("#by-body", "GGE 2016-17")
    assert "1 of 3" in shown.one("#said").text


def test_a_cell_of_the_matrix_shows_its_sentences(shown):
    shown.open("#view=matrix")
    (cell,) = [
        one for one in shown.all("button.cell") if "Cuba on Self-defence" in one.get_attribute("aria-label")
    ]
    assert cell.text == "−1"
    cell.click()
    assert shown.sentences() == [SENTENCE]
    assert "at=cell|state/CUB|topic/self-defence" in shown.hash


def test_a_mark_of_the_time_line_is_reached_by_keyboard_and_shows_its_sentences(shown):
    from selenium.webdriver.common.keys import Keys

    shown.open("#view=timeline")
    (mark,) = [one for one in shown.all(".mark") if "Cuba" in one.get_attribute("aria-label")]
    shown.run("arguments[0].focus()", mark)
    mark.send_keys(Keys.ENTER)
    assert shown.sentences() == [SENTENCE]


def test_two_states_are_compared_topic_by_topic(shown):
    shown.open().pick("#compare-one", "Cuba")
    shown.pick("#compare-other", "Australia")
    rows = [one.text for one in shown.all("table.compared tbody th")]
    assert sorted(rows) == ["Outcome document", "Self-defence"]
    assert "2 of 3 positions" in shown.one("#said").text
    shown.all("table.compared tbody button")[rows.index("Self-defence")].click()
    assert shown.sentences() == [SENTENCE]
    assert "compare=state/CUB|state/AUS" in shown.hash


def test_a_shared_address_restores_the_view(shown):
    shown.open("#view=matrix&topic=topic/self-defence&without=support&at=" + quote("node|state/CUB"))
    assert shown.one("#tab-matrix").get_attribute("aria-selected") == "true"
    assert shown.one(".chip.off[data-key=support]").get_attribute("aria-pressed") == "false"
    assert "Self-defence" in shown.one(".chip.taken").text
    assert shown.sentences() == [SENTENCE]


@pytest.mark.parametrize(
    "wrong",
    ["#at=cell|x|y", "#view=x&most=-3&least=z&from=99&compare=a|b", "#%", "#at=mark|state/CUB|no|1|2"],
)
def test_an_address_that_says_nonsense_shows_the_whole(shown, wrong):
    shown.open(wrong)
    assert complaints(shown.browser) == []
    assert shown.one("#said").text == "3 positions"


def test_it_can_be_read_on_a_narrow_screen(shown):
    size = {"width": 380, "height": 760, "deviceScaleFactor": 1, "mobile": True}
    shown.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        shown.open("#view=matrix")
        assert shown.run("return document.documentElement.scrollWidth") <= 380
        assert shown.one("#panel").is_displayed()
    finally:
        shown.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_dates_are_narrowed_by_the_slider(browser, tmp_path):
    findings = make_findings()
    later = replace(findings.positions[1], date="2021-03-12")
    file = tmp_path / "graph.html"
    file.write_text(
        page(filled(replace(findings, positions=(findings.positions[0], later)))), encoding="utf-8"
    )
    shown = Page(browser, file).open()
    shown.run(
        "const one = document.getElementById('from'); one.value = Number(one.max) - 2;"
        "one.dispatchEvent(new Event('input'))"
    )
    assert shown.one("#said").text == "1 of 2 positions"
    assert "2021-01 to 2021-03" in shown.one("#period").text
    assert "from=2021-01" in shown.hash


def test_holders_on_the_same_and_on_opposite_sides_are_linked(browser, tmp_path):
    findings = make_findings()
    first = findings.positions[0]
    agree = replace(findings.positions[2], topics=first.topics, stance="oppose")
    apart = replace(findings.positions[1], topics=first.topics)
    file = tmp_path / "graph.html"
    file.write_text(page(filled(replace(findings, positions=(first, agree, apart)))), encoding="utf-8")
    shown = Page(browser, file).open("#view=agreement")
    ties = {one.get_attribute("aria-label"): one for one in shown.all(".tie")}
    same = "Australia and Cuba: same side 1, opposite 0"
    assert set(ties) == {
        same,
        "Australia and Nordic friends: same side 0, opposite 1",
        "Cuba and Nordic friends: same side 0, opposite 1",
    }
    assert [one.get_attribute("class") for one in shown.all(".tie line:not(.reach)")].count("congruence") == 1
    shown.run("arguments[0].dispatchEvent(new Event('click'))", ties[same])
    assert "1 agree" in shown.panel


@pytest.mark.parametrize("view", ["network", "matrix", "timeline", "agreement"])
def test_nothing_that_a_document_says_runs(hostile, view):
    hostile.open(f"#view={view}&at={quote('node|state/CUB')}")
    assert complaints(hostile.browser) == []
    assert hostile.browser.title != "owned"
    assert hostile.run("return document.images.length") == 0
    assert hostile.run("return document.scripts.length") in (3, 4)  # data, one or two libraries, our own
    assert EVIL in hostile.sentences()[0]
    assert not [one for one in hostile.all("a") if "javascript" in (one.get_attribute("href") or "")]
    assert asked_elsewhere(hostile.browser, hostile.address) == []


def test_the_policy_lets_nothing_else_run(shown):
    shown.open()
    shown.run(
        "const one = document.createElement('script'); one.textContent = \"document.title = 'owned'\";"
        "document.body.append(one);"
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')"
    )
    assert shown.browser.title == "Who took which position"
    assert any(re.search("Content Security Policy", one) for one in complaints(shown.browser))


def test_votes_cast_are_switched_off_so_that_words_are_left(browser, tmp_path):
    findings = make_findings()
    cuba, *rest = findings.positions
    file = tmp_path / "votes.html"
    file.write_text(
        page(filled(replace(findings, positions=(replace(cuba, act="vote-against"), *rest)))), "utf-8"
    )
    shown = Page(browser, file).open()
    shown.one(".chip.off[data-key=vote]").click()
    assert shown.one("#said").text == "2 of 3 positions"
    assert "without=vote" in shown.hash
    assert not Page(browser, file).open("#without=vote").all(".chip.off[data-key=vote][aria-pressed=true]")
