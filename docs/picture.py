"""Makes the picture of the graph page: python docs/picture.py. Needs chromium, its driver, selenium and pillow."""

from __future__ import annotations

import io
import shutil
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from travaux import build_graph, open_store, page
from travaux.resources import folder

OUT = Path(__file__).with_name("picture.png")
WIDTH, HEIGHT = 1280, 900
CHOSEN = "#without=vote&hide=Document|Person|Organisation&at=" + quote(
    "node|state/CUB"
)  # what was said, and by Cuba
READY = "return document.documentElement.dataset.ready === 'yes'"
SETTLED = 2  # seconds until the network stands still


def main() -> None:
    """Build seeds/ in memory, open its page without a screen, and write what is seen."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "graph.html")
        with open_store(Path(place, "travaux.store")) as store:
            build_graph(store, [folder("seeds")])
            file.write_text(page(store), encoding="utf-8")
        seen = Image.open(io.BytesIO(_screenshot(file.as_uri() + CHOSEN))).convert("RGB")
    few = seen.quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)  # a quarter of the size
    few.save(OUT, optimize=True)


def _screenshot(address: str) -> bytes:
    options = webdriver.ChromeOptions()
    options.binary_location = _found("chromium", "chromium-browser", "google-chrome")
    for word in ("--headless", "--no-sandbox", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}"):
        options.add_argument(word)
    service = webdriver.ChromeService(executable_path=_found("chromedriver", "chromium-driver"))
    with webdriver.Chrome(options, service) as browser:
        browser.get(address)
        WebDriverWait(browser, 30).until(lambda one: one.execute_script(READY))
        browser.find_element("id", "fit").click()
        time.sleep(SETTLED)
        return browser.get_screenshot_as_png()


def _found(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise SystemExit(f"none of {', '.join(names)} is installed; install chromium and its driver")
    return found


if __name__ == "__main__":
    main()
