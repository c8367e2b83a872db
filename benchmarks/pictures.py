"""How fast the page of a graph opens and moves in a real browser, against plain pyvis in the same run.

    python benchmarks/pictures.py [--sizes 500 5000 50000] [--limit 120]

Made-up archives with so many positions; chromium without a screen or a graphics card, which draws WebGL by software.
"written" is the time from the store to the file, "ready" the browser's time until the page can be used, "frame" the
median time between two frames while the network is dragged. Plain pyvis gets the same nodes and edges by `from_nx` and
writes them in line; it is ready when the first thousand steps of its physics are done and it shows them. What takes
longer than the limit is given up.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains

from archive import VOCABULARY, Archive
from travaux.link import link
from travaux.store import Store
from travaux.view.html import render
from travaux.view.picture import Picture, picture
from travaux.vocabulary import ontology_files

OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--window-size=1400,900", "--enable-unsafe-swiftshader"),
)
FRAMES = """
window.frames_ = []; let last = performance.now();
const step = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(step); };
requestAnimationFrame(step);
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 5000, 50_000])
    parser.add_argument("--limit", type=float, default=120, help="seconds for each page of plain pyvis")
    given = parser.parse_args()
    head = f"{'positions':>9} {'nodes':>6} {'edges':>6}  {'page':8} {'written s':>9} {'KB':>7} {'ready s':>8}"
    sys.stdout.write(f"{head} {'frame ms':>8}\n")
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            file = Path(folder) / f"{size}.html"
            store = filled(size)
            start = time.perf_counter()
            drawn = picture(store)
            file.write_text(render(drawn, "Positions"), encoding="utf-8")
            written = time.perf_counter() - start
            told(size, drawn, "travaux", written, file, *measured(file, OURS, "#canvas", given.limit))
            plain = Path(folder) / f"{size}-pyvis.html"
            written = within(given.limit, write_plain, (drawn, plain))
            if written is None:
                told(size, drawn, "pyvis", None, None, None, None)
            else:
                told(
                    size, drawn, "pyvis", written, plain, *measured(plain, SETTLED, "#mynetwork", given.limit)
                )


def filled(size: int) -> Store:
    """Return a store of a made-up archive with at least so many positions."""
    store = Store()
    store.load_ontology(ontology_files(VOCABULARY))
    made = 0
    for number, found in enumerate(Archive().findings()):
        store.replace(str(number), [found])
        made += len(found.positions)
        if made >= size:
            break
    link(store)
    return store


def write_plain(drawn: Picture, file: Path) -> None:
    """Write a picture as plain pyvis does."""
    from pyvis.network import Network

    graph = nx.MultiDiGraph()
    for number, node in enumerate(drawn.nodes):
        graph.add_node(number, label=node["name"], title=node["kind"])
    for edge in drawn.edges:
        graph.add_edge(edge["from"], edge["to"], title=edge["kind"])
    net = Network(directed=True, cdn_resources="in_line")
    net.from_nx(graph)
    file.write_text(net.generate_html(notebook=False), encoding="utf-8")


def within(limit: float, work, given) -> float | None:
    """Return how long some work takes in a process of its own; nothing where that is longer than the limit."""
    start = time.perf_counter()
    process = multiprocessing.get_context("fork").Process(target=work, args=given)
    process.start()
    process.join(limit)
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return time.perf_counter() - start


OURS = "return document.documentElement.dataset.ready === 'yes'"
# vis-network shows a graph once its first thousand steps are done.
SETTLED = (
    "return typeof network === 'object' && (network.physics.stabilized || 'viewFunction' in network.physics)"
)


@contextlib.contextmanager
def browsing(limit: float) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in OPTIONS:
        options.add_argument(word)
    options.page_load_strategy = "none"
    driver = webdriver.Chrome(options, webdriver.ChromeService(executable_path="/usr/bin/chromedriver"))
    driver.set_script_timeout(limit)
    try:
        yield driver
    finally:
        with contextlib.suppress(WebDriverException):
            driver.quit()


def measured(file: Path, ready: str, place: str, limit: float) -> tuple[float | None, float | None]:
    """Return the seconds until a page is ready, and the milliseconds of a frame while it is dragged."""
    with browsing(limit) as browser, contextlib.suppress(WebDriverException):
        start = time.perf_counter()
        browser.get(file.as_uri())
        while not browser.execute_script(ready):
            if time.perf_counter() - start > limit:
                return None, None
            time.sleep(0.05)
        took = time.perf_counter() - start
        with contextlib.suppress(WebDriverException):
            return took, dragged(browser, place)
        return took, None
    return None, None


def dragged(browser: webdriver.Chrome, place: str) -> float:
    """Return the median time between frames while the network is dragged to and fro."""
    canvas = browser.find_element("css selector", place)
    browser.execute_script(FRAMES)
    chain = ActionChains(browser, duration=20)
    chain.move_to_element_with_offset(canvas, -300, 200).click_and_hold()
    for turn in range(40):
        chain.move_by_offset(12 if turn % 20 < 10 else -12, 0)
    chain.release().perform()
    return statistics.median(browser.execute_script("return window.frames_.slice(5)"))


def told(size: int, drawn: Picture, name: str, written, file, ready, frame) -> None:
    def cell(value, width: int, digits: int = 1) -> str:
        return f"{'-' if value is None else f'{value:,.{digits}f}':>{width}}"

    kilobytes = file.stat().st_size / 1024 if file else None
    sys.stdout.write(
        f"{size:>9} {len(drawn.nodes):>6} {len(drawn.edges):>6}  {name:8} {cell(written, 9)} {cell(kilobytes, 7, 0)}"
        f" {cell(ready, 8)} {cell(frame, 8, 0)}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
