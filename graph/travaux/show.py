"""Showing tables and answers to people: wrapped to the terminal, harmless whatever a document contains."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable
from io import StringIO
from typing import Any

import click
import pyoxigraph as ox
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from travaux.errors import TravauxError
from travaux.rdf import PREFIXES
from travaux.store import Results

PIPE_WIDTH = 160
# Control characters move the cursor and colour the terminal, bidirectional ones reorder what is read.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Return text without characters that would steer a terminal."""
    return _CONTROL.sub("\ufffd", text.replace("\n", " "))


def text_table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows under a header as a table for people; columns that are empty throughout are left out."""
    names, cells = list(header), [list(row) for row in rows]
    shown = [number for number in range(len(names)) if not cells or any(row[number] for row in cells)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number in shown:
        table.add_column(Text(names[number]), overflow="fold", min_width=min(len(names[number]), 8))
    for row in cells:
        table.add_row(*(Text(plain(row[number])) for number in shown))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH
    buffer = StringIO()
    Console(file=buffer, width=width, force_terminal=False, color_system=None).print(table)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def show_results(results: Results, form: str) -> None:
    """Print the answer to a query as a table, csv or json; triples as Turtle, N-Triples or JSON-LD."""
    if isinstance(results, ox.QueryTriples):
        _show_triples(results, form)
    elif form == "json":
        _bytes(results.serialize(format=ox.QueryResultsFormat.JSON))
    elif isinstance(results, ox.QueryBoolean):
        click.echo("yes" if results else "no")
    elif form == "csv":
        _bytes(results.serialize(format=ox.QueryResultsFormat.CSV))
    else:
        header = [variable.value for variable in results.variables]
        rows = [[_short(row[name]) for name in header] for row in results]
        click.echo(text_table(header, rows) if rows else "no answers\n", nl=False)


def _show_triples(results: ox.QueryTriples, form: str) -> None:
    formats = {"table": ox.RdfFormat.TURTLE, "json": ox.RdfFormat.JSON_LD}
    if form not in formats:
        raise TravauxError("triples cannot be printed as csv; leave --format out, or give --format json")
    triples = sorted(set(results), key=str)
    _bytes(ox.serialize(triples, format=formats[form], prefixes=PREFIXES))


def _bytes(data: bytes | None) -> None:
    click.echo((data or b"").rstrip(b"\n"))


def _short(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, ox.NamedNode):
        for prefix, start in PREFIXES.items():
            if value.value.startswith(start):
                return f"{prefix}:{value.value.removeprefix(start)}"
        return value.value
    return value.value if isinstance(value, ox.Literal) else str(value)
