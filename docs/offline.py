"""Warns of a page of the site that loads anything from elsewhere: the site is read without a network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ELSEWHERE = re.compile(r"(https?:)?//")
_IN_STYLES = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//")
_LOADED = {"stylesheet", "preload", "preconnect", "dns-prefetch", "prefetch", "icon", "modulepreload"}

log = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Look at the pages when they are all written."""
    app.connect("build-finished", _look)
    return {"parallel_read_safe": True}


def _look(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    for page in sorted(app.outdir.rglob("*.html")):
        for source in loaded(page.read_text(encoding="utf-8")):
            log.warning("%s loads %s from elsewhere", page.relative_to(app.outdir), source)
    for style in sorted(app.outdir.rglob("*.css")):
        if _IN_STYLES.search(Path(style).read_text(encoding="utf-8")):
            log.warning("%s loads something from elsewhere", style.relative_to(app.outdir))


def loaded(html: str) -> list[str]:
    """Return the addresses on other hosts that a page loads by itself; links that a reader may follow are none."""
    tags = BeautifulSoup(html, "lxml").find_all(True)
    found = [str(tag["src"]) for tag in tags if tag.has_attr("src")]
    found += [str(tag["href"]) for tag in tags if tag.name == "link" and _LOADED & set(tag.get("rel") or [])]
    return [address for address in found if _ELSEWHERE.match(address)]
