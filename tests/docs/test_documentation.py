"""Every command and block of code of README.md and docs/ is run, or at least looked up, and prints what is shown."""

from __future__ import annotations

import gc
import re
import shutil
from pathlib import Path

import pytest

import accept
import running
import shell
from blocks import page_of

ROOT = Path(__file__).parents[2]
PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if path.exists()]
pytestmark = pytest.mark.skipif(not (ROOT / "docs").exists(), reason="docs/ is not beside these tests")
names = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


@pytest.fixture(scope="module", autouse=True)
def one_parser():
    with accept.one_parser():
        yield


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    built = accept.built_in(tmp_path_factory.mktemp("documentation"))
    gc.freeze()  # the parser is large, and there to stay: a fifth of the time
    yield built
    gc.unfreeze()


@names
def test_blocks_have_a_language_and_stand_between_fences(path):
    page = page_of(path)
    assert page.indented == []
    assert [str(block) for block in page.blocks if block.language not in running.KNOWN] == []


@names
def test_what_is_not_run_says_why(path):
    for block in page_of(path).blocks:
        assert "not run" not in block.notes or len(block.notes["not run"].split()) > 1, str(block)
        assert set(block.notes) <= {"not run", "file", "exit"}, str(block)


@names
def test_commands_within_the_text_are_there(path):
    for code in page_of(path).inline:
        words = code.split()
        if words[:1] == ["travaux"] and not any(word.isupper() for word in words[1:2]):
            shell.look_up(words)


@names
@pytest.mark.filterwarnings("default")
def test_a_page_runs_and_prints_what_it_shows(path, seeds, tmp_path, monkeypatch):
    if any("curl " in block.text for block in page_of(path).blocks) and not shutil.which("curl"):
        pytest.skip("curl is not installed")
    accept.prepare(path, tmp_path, seeds, monkeypatch)
    machine = shell.Machine(seeds)
    try:
        for block, printed in running.run(page_of(path).blocks, machine):
            running.compare(block, printed)
    finally:
        machine.stop()
        gc.collect()  # what a page left open is told here, and not in another test


def test_links_of_the_readme_lead_to_files():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []
