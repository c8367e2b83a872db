"""The code keeps the layers that docs/architecture.md draws: all imports are derived from it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import pytest

import travaux

CODE = Path(travaux.__file__).parent
PAGE = Path(__file__).parents[1] / "docs" / "architecture.md"
NAME = "docs/architecture.md"

if not PAGE.exists():
    pytest.skip("docs/ is not there, away from the checkout", allow_module_level=True)


class Import(NamedTuple):
    """A module that imports another one, on a line; `typing` when only a type checker sees it."""

    source: str
    target: str
    place: str
    typing: bool


def modules() -> dict[str, Path]:
    """Return all modules of travaux by their dotted names."""
    found = {}
    for path in sorted(CODE.rglob("*.py")):
        parts = path.relative_to(CODE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(node: ast.AST, package: list[str], known: dict[str, Path]) -> Iterator[str]:
    """Yield the modules of travaux that a statement within `package` imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in known)
    elif isinstance(node, ast.ImportFrom):
        above = package[: len(package) - node.level + 1] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            yield from [name for name in (f"{base}.{alias.name}", base) if name in known][:1]


def for_types(tree: ast.AST) -> set[ast.AST]:
    """Return what stands under `if TYPE_CHECKING:`."""
    guards = [n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test)]
    return {inside for guard in guards for statement in guard.body for inside in ast.walk(statement)}


def imports(known: dict[str, Path]) -> Iterator[Import]:
    for name, path in known.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
        hidden = for_types(tree)
        for node in ast.walk(tree):
            for target in imported(node, package, known):
                if target != name:
                    place = f"graph/{path.relative_to(CODE.parent).as_posix()}:{node.lineno}"
                    yield Import(name, target, place, node in hidden)


def rows(heading: str) -> list[list[str]]:
    """Return the cells of each row of the table under a heading."""
    text = PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in cells[2:]]


def named(cell: str) -> list[str]:
    """Return the parts that a cell names."""
    return re.findall(r"`([\w.]+)`", cell)


def way() -> Iterator[tuple[str, list[str], set[str]]]:
    """Yield each stage with its parts, and the stages that it may know."""
    for stage, parts, *_, known in rows("The way of a document"):
        yield stage, named(parts), set(re.findall(r"\w+", known))


KNOWN = modules()
IMPORTS = sorted(imports(KNOWN))
LAYERS = [(layer, named(parts)) for layer, parts, *_ in rows("The layers")]
PARTS = [part for _, parts in LAYERS for part in parts]
STAGES = {part: stage for stage, parts, _ in way() for part in parts}
MAY = {(stage, other) for stage, _, known in way() for other in known}


def part_of(module: str) -> str:
    """Return the part of the page that a module belongs to: the longest name that it lies under."""
    inside = module.removeprefix("travaux").removeprefix(".") or "__init__"
    return max((p for p in PARTS if f"{inside}.".startswith(f"{p}.")), key=len, default="")


def test_the_page_has_its_tables():
    assert len(LAYERS) > 3
    assert len(STAGES) > 5
    assert {stage for pair in MAY for stage in pair} <= set(STAGES.values())
    assert IMPORTS


def test_every_module_is_in_exactly_one_layer():
    missing = [path for module, path in KNOWN.items() if not part_of(module)]
    assert not missing, "\n".join(
        f"graph/{path.relative_to(CODE.parent).as_posix()} is in no layer of {NAME}: add it to a row of its table"
        for path in missing
    )
    twice = {part for part in PARTS if PARTS.count(part) > 1}
    assert not twice, f"{NAME} names these parts more than once, keep one of each: {sorted(twice)}"


def test_every_part_of_the_page_is_there():
    for where, parts in (("layers", PARTS), ("stages", list(STAGES))):
        gone = [part for part in parts if part != "__init__" and f"travaux.{part}" not in KNOWN]
        assert not gone, f"the table of {where} in {NAME} names what is not in the code, take it out: {gone}"
    strange = sorted(set(STAGES) - set(PARTS))
    assert not strange, f"these parts of stages are in no layer of {NAME}: {strange}"


def test_imports_only_go_down():
    order = {part: number for number, part in enumerate(PARTS)}
    layer = {part: name for name, parts in LAYERS for part in parts}
    wrong = []
    for one in IMPORTS:
        source, target = part_of(one.source), part_of(one.target)
        if source and target and source != target and order[target] > order[source]:
            wrong.append(
                f"{one.place} imports {one.target} ({layer[target]}), which is above {source} ({layer[source]})"
                f" in {NAME}: mend the import, or move the part in its table"
            )
    assert not wrong, "\n".join(wrong)


def test_modules_have_no_cycle():
    graph = nx.DiGraph((one.source, one.target) for one in IMPORTS if not one.typing)
    cycles = [sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1]
    assert not cycles, "these modules import each other in a circle: " + "; ".join(map(", ".join, cycles))


def test_stages_do_not_import_each_other():
    wrong = []
    for one in IMPORTS:
        pair = STAGES.get(part_of(one.source), ""), STAGES.get(part_of(one.target), "")
        if all(pair) and pair[0] != pair[1] and pair not in MAY:
            wrong.append(
                f"{one.place} imports {one.target}: the stage {pair[0]} must not know {pair[1]} ({NAME})"
            )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("line", "package", "expected"),
    [
        ("from travaux.store.rows import Row", ["travaux"], ["travaux.store.rows"]),
        ("from travaux.store import rows", ["travaux"], ["travaux.store.rows"]),
        ("from travaux import model, nothing", ["travaux"], ["travaux.model", "travaux"]),
        ("from . import rows", ["travaux", "store"], ["travaux.store.rows"]),
        ("from ..model import Span", ["travaux", "store"], ["travaux.model"]),
        ("import travaux.model, os", ["travaux"], ["travaux.model"]),
        ("from os import path", ["travaux"], []),
    ],
)
def test_imports_are_seen_in_every_form(line, package, expected):
    assert list(imported(ast.parse(line).body[0], package, KNOWN)) == expected
