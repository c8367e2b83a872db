"""travaux: a knowledge graph of diplomatic negotiations, every position proven by its exact sentence.

Each name here is imported from its module when it is first asked for, so that `import travaux` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from travaux.ask.records import delegates, positions
    from travaux.errors import TravauxError, UnreadableDocument
    from travaux.evaluate import measure
    from travaux.library import build_graph
    from travaux.model import Document, Findings, Position
    from travaux.notebook import ask as answers
    from travaux.pipeline import Pipeline
    from travaux.read import read_all
    from travaux.store import Store, open_store
    from travaux.view import page

__all__ = [
    "Document",
    "Findings",
    "Pipeline",
    "Position",
    "Store",
    "TravauxError",
    "UnreadableDocument",
    "answers",
    "build_graph",
    "delegates",
    "measure",
    "open_store",
    "page",
    "positions",
    "read_all",
]
_HOMES = {  # the place of each name
    "Document": "model.Document",
    "Findings": "model.Findings",
    "Pipeline": "pipeline.Pipeline",
    "Position": "model.Position",
    "Store": "store.Store",
    "TravauxError": "errors.TravauxError",
    "UnreadableDocument": "errors.UnreadableDocument",
    "answers": "notebook.ask",
    "build_graph": "library.build_graph",
    "delegates": "ask.records.delegates",
    "measure": "evaluate.measure",
    "open_store": "store.open_store",
    "page": "view.page",
    "positions": "ask.records.positions",
    "read_all": "read.read_all",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'travaux' has no attribute {name!r}")
    module, _, there = _HOMES[name].rpartition(".")
    return getattr(import_module(f"travaux.{module}"), there)


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
