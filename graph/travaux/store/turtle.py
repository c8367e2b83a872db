"""Turtle files of the vocabulary, as facts that are the same each time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from travaux.errors import TravauxError
from travaux.rdf import thing


def digest_of(files: Iterable[Path]) -> str:
    """Return a mark of files, in this order: their names and what is in them."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.parent.name}/{file.name}\n".encode() + file.read_bytes())
    return total.hexdigest()


def facts_of(file: Path) -> list[ox.Triple]:
    """Return the facts of a file; nodes without an address get one that follows from what is said of them.

    Raises TravauxError for a file that is not Turtle.
    """
    try:
        facts = ox.Dataset(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError, ValueError) as error:
        raise TravauxError(f"{file} is not valid Turtle: {error}; mend it there") from error
    facts.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    place = f"{file.parent.name}/{file.stem}"

    def named(node: Any) -> Any:
        return thing("node", f"{place}/{node.value}") if isinstance(node, ox.BlankNode) else node

    return [ox.Triple(named(quad.subject), quad.predicate, named(quad.object)) for quad in facts]
