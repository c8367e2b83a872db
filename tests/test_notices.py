"""What others wrote is named, with its licence, in the wheel and in each page that carries it."""

from __future__ import annotations

import re
from importlib.metadata import files
from pathlib import Path

import pytest

from conftest import make_findings
from travaux.store import Store
from travaux.view import html, page

FILE = "THIRD_PARTY_NOTICES.md"
VENDOR = html.ASSETS / "vendor"
FOLDERS = sorted(path for path in VENDOR.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def notices():
    """Return the notices: of the checkout, or of the wheel that is installed."""
    here = Path(__file__).parents[1] / FILE
    shipped = (Path(str(path.locate())) for path in files("travaux") or () if path.name == FILE)
    return (here if here.exists() else next(shipped)).read_text(encoding="utf-8")


def written():
    store = Store()
    store.replace("talks.txt", [make_findings()])
    return page(store)


def test_there_is_a_vendored_folder():
    assert FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_vendored_file_is_named_with_its_version_and_licence(folder, notices):
    scripts = [path for path in folder.iterdir() if path.name not in ("LICENSE", "README.md")]
    for path in scripts:
        assert f"`{path.relative_to(VENDOR).as_posix()}`" in notices, f"{path} is not named in {FILE}"
    name, version = re.match(r"(\w+) ([\d.]+\d)", (folder / "README.md").read_text(encoding="utf-8")).groups()
    assert f"{name} {version}" in notices
    holder = re.search(r"(?i)copyright \(c\).*?([A-Z][a-z]+ \w+)", (folder / "LICENSE").read_text("utf-8"))[1]
    assert holder in notices


def test_nothing_else_under_assets_is_minified_or_a_font():
    foreign = [
        path
        for path in html.ASSETS.rglob("*")
        if VENDOR not in path.parents
        and (".min." in path.name or path.suffix in (".woff", ".woff2", ".ttf", ".otf"))
    ]
    assert foreign == [], f"belongs into a folder of assets/vendor with its licence, and into {FILE}"


def test_every_licence_that_is_named_has_its_text(notices):
    named = set(re.findall(r"^\|[^|]+\|[^|]+\| ([\w.-]+)(?: \(or [\w.-]+\))? \|", notices, re.MULTILINE))
    named -= {"licence", "---"}
    assert named >= {"MIT", "Apache-2.0", "BSD-3-Clause"}
    assert [one for one in named if f"\n### {one}" not in notices] == []


def test_a_page_carries_the_licences_of_its_scripts(monkeypatch):
    small = written()
    assert "@license" in small
    assert "Almende B.V" in small
    monkeypatch.setattr(html, "VIS_MOST", 0)
    large = written()
    for library in html.SIGMA:
        assert library.with_name("LICENSE").read_text(encoding="utf-8") in large
