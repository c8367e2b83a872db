"""Positions and appointments as flat tables with the addresses of what they name: CSV and Parquet."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from travaux import table
from travaux.ask import records
from travaux.errors import TravauxError
from travaux.store import Store
from travaux.table import Record

Columns = Mapping[str, Callable[[Record], Any]]
SOURCES = "SELECT DISTINCT ?document ?source { ?document a trv:Document ; trv:sourceName ?source }"
NUMBERS = ("start", "end")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def rows_of(store: Store, what: str) -> tuple[Columns, list[Record]]:
    """Return the columns and the records of "positions" or "delegates"."""
    documents = _documents(store)
    if what == "delegates":
        agents = ("person", "state", "organisation", "body")
        return {**table.DELEGATE_COLUMNS, **_addresses(agents, documents)}, records.delegates(store)
    more = _addresses(("holder", "speaker", "via", "body", "target"), documents)
    coder: Columns = {"coder": lambda record: record.get("coder")}
    return {**table.POSITION_COLUMNS, **more, **coder}, records.positions(store)


def as_csv(columns: Columns, found: Iterable[Record]) -> bytes:
    """Return records as CSV (RFC 4180) in UTF-8: every cell as it is, one that looks like a formula too."""
    return table.as_csv(columns, table.rows(found, columns)).encode()


def formulas(columns: Columns, found: Iterable[Record]) -> int:
    """Return how many cells a spreadsheet would take for formulas."""
    return sum(cell.startswith(FORMULAS) for row in table.rows(found, columns) for cell in row)


def as_parquet(columns: Columns, found: Iterable[Record]) -> bytes:
    """Return records as Parquet: places are numbers, all else is text.

    Raises TravauxError where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise TravauxError("Parquet needs pyarrow: pip install 'travaux[analysis]'") from error
    listed = list(found)
    kinds = {name: pyarrow.int64() if name in NUMBERS else pyarrow.string() for name in columns}
    arrays = [pyarrow.array([get(one) for one in listed], kinds[name]) for name, get in columns.items()]
    written = io.BytesIO()
    parquet.write_table(pyarrow.table(arrays, names=list(columns)), written, compression="zstd")
    return written.getvalue()


def _documents(store: Store) -> dict[str, str]:
    """Return the addresses of documents by their source; several of one source together."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in store.select(SOURCES):
        found[row["source"].value].append(row["document"].value)
    return {source: " ".join(sorted(iris)) for source, iris in found.items()}


def _addresses(agents: Iterable[str], documents: Mapping[str, str]) -> Columns:
    def address_of(agent: str) -> Callable[[Record], Any]:
        return lambda record: (record[agent] or {}).get("iri")

    named = {f"{agent}_address": address_of(agent) for agent in agents}
    return {**named, "document_address": lambda record: documents.get(record["document"])}
