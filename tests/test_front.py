"""The front door: few names, sorted, each explained and typed, and nothing imported before it is asked for."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import travaux


def test_the_names_are_few_and_sorted():
    assert len(travaux.__all__) <= 15
    assert travaux.__all__ == sorted(travaux.__all__)
    assert set(travaux.__all__) <= set(dir(travaux))


@pytest.mark.parametrize("name", travaux.__all__)
def test_each_name_is_there_and_says_what_it_is(name):
    said = inspect.getdoc(getattr(travaux, name)) or ""
    assert said.split("\n\n")[0].rstrip().endswith((".", ":")), said


def test_no_name_is_that_of_a_module():
    modules = {file.stem for file in Path(travaux.__file__).parent.iterdir()}
    assert set(travaux.__all__) & modules == set()


def test_type_checkers_know_the_same_names():
    tree = ast.parse(Path(travaux.__file__).read_text(encoding="utf-8"))
    (typed,) = (node for node in tree.body if isinstance(node, ast.If))
    lines = [(line.module, name) for line in typed.body for name in line.names]
    told = {name.asname or name.name: f"{module}.{name.name}" for module, name in lines}
    assert told == {name: f"travaux.{home}" for name, home in travaux._HOMES.items()}
    assert list(travaux._HOMES) == travaux.__all__


def test_importing_travaux_imports_nothing_else_of_it():
    seen = "import sys, travaux; print(sorted(n for n in sys.modules if n.startswith(('travaux.', 'spacy', 'rdflib'))))"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_another_name_is_an_error():
    with pytest.raises(AttributeError, match="no attribute 'elsewhere'"):
        _ = travaux.elsewhere


def test_a_graph_is_built_and_asked_in_a_few_lines(tmp_path):
    text = (
        "Cuba opposed any reference to the right of self-defence. France supported the report of the group."
    )
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")
    with travaux.open_store(tmp_path / "my.store") as store:
        report = travaux.build_graph(store, [tmp_path / "note.txt"])
        assert (report.read, report.failed) == (1, [])
        answers = travaux.answers(store, "who-opposes", topic="self-defence")
        assert [row["who"] for row in answers] == ["Cuba"]
        assert {one["holder"]["label"] for one in travaux.positions(store)} == {"Cuba", "France"}
        assert travaux.build_graph(store, [str(tmp_path / "note.txt")]).unchanged == 1
