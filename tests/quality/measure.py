"""Prints the floors of quality as they would be pinned now: python tests/quality/measure.py > new-floors.toml"""

from __future__ import annotations

import sys
from pathlib import Path

from travaux.evaluate import as_json, measure

TESTS = Path(__file__).resolve().parents[1]
REFERENCE = TESTS.parents[1] / "shared" / "corpus"
FLOORS = Path(__file__).with_name("floors.toml")
LEVELS = ("detect", "polarity", "stance", "topic", "roles")
SETS = {"dev": REFERENCE / "dev", "seeds": REFERENCE / "seeds", "own": TESTS / "corpus"}


def pinned(name: str) -> str:
    """Return the section of the floors for a set of gold, as measured now."""
    found = measure(SETS[name] / "gold", SETS[name] / "texts")
    figures = as_json(found)
    rows = [f"{level} = {figures[level]['f1']}" for level in LEVELS]
    return "\n".join([f"[{name}]", f'digest = "{found.digest}"', *rows]) + "\n"


def main() -> None:
    """Print the comment of the floors, then each section."""
    comment = [line for line in FLOORS.read_text("utf-8").splitlines() if line.startswith("#")]
    sys.stdout.write("\n".join([*comment, "", *map(pinned, SETS)]))


if __name__ == "__main__":
    main()
