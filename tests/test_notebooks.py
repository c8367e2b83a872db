"""The notebooks run from top to bottom in a kernel of their own, and are kept without outputs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SHOWS = {  # what somebody who runs it must see
    "first-steps": ("text/html", "rejected", "graph.html"),
    "coalitions-and-shifts": ("image/png", "coalitions, modularity", None),
    "from-dna-and-back": ("text/html", "precision", "automatic.dna"),
    "sparql-recipes": ("text/html", "legally binding", None),
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not NOTEBOOKS, reason="the notebooks are not beside these tests"),
]


def outputs(cells):
    return [output for cell in cells if cell["cell_type"] == "code" for output in cell["outputs"]]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs(notebook):
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    assert outputs(cells) == []
    assert all(cell["execution_count"] is None for cell in cells if cell["cell_type"] == "code")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")  # of the kernel's libraries, not of the cells
def test_a_notebook_runs_and_shows_what_it_tells(notebook, tmp_path):
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    for file in FOLDER.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    made = nbformat.read(notebook, as_version=4)
    nbclient.NotebookClient(made, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = outputs(made["cells"])
    kind, words, file = SHOWS[notebook.stem]
    assert any(kind in output.get("data", {}) for output in shown)
    assert words in json.dumps(shown)
    assert not [one for one in shown if one["output_type"] == "stream" and one["name"] == "stderr"]
    assert file is None or (tmp_path / file).stat().st_size > 10_000


def test_every_notebook_has_a_test_of_what_it_shows():
    assert sorted(SHOWS) == [notebook.stem for notebook in NOTEBOOKS]
