"""Each input beside its golden twin: a new case is two files; UPDATE_GOLDEN=1 writes the second."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from travaux.model import Document
from travaux.read import read

DATA = Path(__file__).parent / "data"
INPUTS = sorted(DATA.glob("*.in.*"))


def golden(document: Document) -> dict[str, object]:
    """Return a document as plain values, each passage with its words."""
    values = asdict(document)
    values["passages"] = [[passage.kind, passage.span.of(document.text)] for passage in document.passages]
    return json.loads(json.dumps(values))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_reads_as_the_golden_file_says(path: Path) -> None:
    twin = path.parent / (path.name.partition(".")[0] + ".golden.json")
    found = golden(read(path))
    if os.environ.get("UPDATE_GOLDEN"):
        twin.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(twin.read_text(encoding="utf-8"))


def test_every_golden_file_has_its_input() -> None:
    twins = {path.name.partition(".")[0] for path in DATA.glob("*.golden.json")}
    assert twins == {path.name.partition(".")[0] for path in INPUTS}
