"""What the commands share: the options, the store they open, how they print and write."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from travaux.errors import TravauxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from travaux.store import Store
    from travaux.table import Record

DEFAULT_STORE = "travaux.store"
FAILED = 1

store_option = click.option(
    "--store",
    "where",
    metavar="PLACE",
    default=DEFAULT_STORE,
    show_default=True,
    help="The folder of the graph, or the SPARQL address of a server that holds it (https://…).",
)


def vocabulary_option(*default: str, about: str) -> Callable[[Any], Any]:
    """Return the option --vocabulary with these folders by default."""
    return click.option(
        "--vocabulary", multiple=True, default=default, show_default=True, metavar="NAME", help=about
    )


def format_option(*formats: str) -> Callable[[Any], Any]:
    """Return the option --format with these choices, the first being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print.",
    )


def narrowing_options(stance: str) -> Callable[[Any], Any]:
    """Return the options --holder, --topic and --stance, which narrow positions; `stance` is the help of the last."""
    options = (
        click.option("--stance", help=stance),
        click.option("--topic", help="Only positions on this topic."),
        click.option(
            "--holder", metavar="ACTOR", help="Only positions of this state, group, organisation or person."
        ),
    )
    return lambda command: reduce(lambda given, option: option(given), options, command)


@contextmanager
def reading(where: str) -> Iterator[Store]:
    from travaux.store import open_store

    with open_store(where, writable=False) as store:
        yield store


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End the program when a query takes too long: nothing else stops the engine, and reading is harmless."""
    import os
    import threading

    def stop() -> None:
        sys.stdout.flush()
        sys.stderr.write(f"Error: no answer within {seconds:g} seconds; ask for less, or give --timeout\n")
        sys.stderr.flush()
        os._exit(FAILED)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def show(
    found: list[Record], form: str, columns: dict[str, Callable[[Record], Any]], glance: tuple[str, ...]
) -> None:
    from travaux import table
    from travaux.show import text_table

    if form == "jsonl":
        for line in table.lines(found):
            click.echo(line)
    elif form == "csv":
        click.echo(table.as_csv(columns, table.rows(found, columns)), nl=False)
    else:
        chosen = {name: columns[name] for name in glance}
        click.echo(text_table(glance, table.rows(found, chosen)), nl=False)


def write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise TravauxError(f"{path} cannot be written: {error.strerror}; name another file") from error
