"""travaux: a knowledge graph of diplomatic negotiations, every position proven by its exact sentence.

Each name here is imported from its module when it is first asked for, so that `import travaux` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from travaux.errors import TravauxError as TravauxError
    from travaux.errors import UnreadableDocument as UnreadableDocument
    from travaux.evaluate import measure as measure
    from travaux.library import build_graph as build_graph
    from travaux.model import Document as Document
    from travaux.model import Findings as Findings
    from travaux.model import Position as Position
    from travaux.notebook import ask as ask
    from travaux.pipeline import Pipeline as Pipeline
    from travaux.read import read_all as read_all
    from travaux.records import delegates as delegates
    from travaux.records import positions as positions
    from travaux.store import Store as Store
    from travaux.store import open_store as open_store
    from travaux.view import page as page

_HOMES = {
    "Document": "model",
    "Findings": "model",
    "Pipeline": "pipeline",
    "Position": "model",
    "Store": "store",
    "TravauxError": "errors",
    "UnreadableDocument": "errors",
    "ask": "notebook",
    "build_graph": "library",
    "delegates": "records",
    "measure": "evaluate",
    "open_store": "store",
    "page": "view",
    "positions": "records",
    "read_all": "read",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'travaux' has no attribute {name!r}")
    return getattr(import_module(f"travaux.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
