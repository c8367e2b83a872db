"""Imports only go down: no module, and no package, leads back to itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import travaux

ROOT = Path(travaux.__file__).parents[1]


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    name_of(file): ast.parse(file.read_text(encoding="utf-8")) for file in ROOT.glob("travaux/**/*.py")
}


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the modules of travaux that a module imports, late ones too, those for its types left out."""
    typing = [
        one for one in ast.walk(tree) if isinstance(one, ast.If) and "TYPE_CHECKING" in ast.dump(one.test)
    ]
    spared = {id(node) for block in typing for node in ast.walk(block)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in MODULES and id(node) not in spared:
            for name in (f"{node.module}.{alias.name}" for alias in node.names):
                yield name if name in MODULES else node.module


def test_no_module_leads_back_to_itself():
    list(TopologicalSorter({name: set(imported(tree)) for name, tree in MODULES.items()}).static_order())


def test_no_package_leads_back_to_itself():
    above: dict[str, set[str]] = {}
    for name, tree in MODULES.items():
        package = ".".join(name.split(".")[:2])
        others = {".".join(one.split(".")[:2]) for one in imported(tree)}
        above.setdefault(package, set()).update(others - {package})
    list(TopologicalSorter(above).static_order())
