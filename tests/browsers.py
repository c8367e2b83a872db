"""A real browser for tests: Debian's chromium without a screen, which may open nothing but what it is told."""

from __future__ import annotations

import json
import shutil

import pytest

DRIVER = next(filter(None, map(shutil.which, ("chromedriver", "chromium-driver"))), None)
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--window-size=1400,900", "--enable-unsafe-swiftshader"),  # WebGL where there is no graphics card
)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    if not (DRIVER and BROWSER):
        pytest.skip("no chromium with its driver here")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for word in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(executable_path=DRIVER))
    driver.set_page_load_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium):
    """The one browser of the session, without what earlier tests left in its logs."""
    _empty(chromium)
    yield chromium
    _empty(chromium)


def _empty(driver):
    driver.get("about:blank")
    complaints(driver), asked_elsewhere(driver)


def complaints(browser):
    """Return what the console complained of since this was last called; warnings of a slow graphics card are none."""
    logged = [one for one in browser.get_log("browser") if "favicon" not in one["message"]]
    return [one["message"] for one in logged if "GL Driver Message" not in one["message"]]


def asked_elsewhere(browser, *own):
    """Return the addresses that pages asked for since this was last called, but for those that begin as given."""
    logged = [json.loads(one["message"])["message"] for one in browser.get_log("performance")]
    asked = [
        one["params"]["request"]["url"] for one in logged if one["method"] == "Network.requestWillBeSent"
    ]
    return [one for one in asked if not one.startswith((*own, "data:", "about:", "chrome", "blob:"))]
