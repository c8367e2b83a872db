"""The card of a document: all that is kept of its graph beside it, so that the graph need not be read again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

from travaux.store.entries import Entry, entries
from travaux.store.facts import Facts
from travaux.store.told import pack, told


class Card(NamedTuple):
    """A document, by which words it is found, and what its positions and offices tell (travaux.store.told, packed)."""

    document: str
    entries: tuple[Entry, ...]
    told: str


def card(document: str, graph: Iterable[ox.Triple]) -> Card:
    """Return the card of a document, given its IRI and its graph; always the same for the same graph."""
    facts = Facts(graph)
    source = told(document, facts)
    return Card(document, tuple(entries(document, facts)), pack(source))
