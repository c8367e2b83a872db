"""What the commands of travaux analyse share: which positions, over what, in which windows, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from travaux.cli.common import format_option, reading, store_option

if TYPE_CHECKING:
    import pandas as pd

EVERY = ("year", "month", "body")
ASIDE = ("ids", "vote_id", "word_id", "vote_document", "word_document", "document_")  # too much for a screen
KINDS = ("congruence", "conflict", "subtract")
Measure = Callable[..., "pd.DataFrame"]


def measuring(measure: Measure) -> Callable[..., None]:
    """Return a measure of positions as a command: with the options that choose positions, and printed."""

    @store_option
    @click.option("--topic", multiple=True, metavar="KEY", help="Only on this topic, such as norms.")
    @click.option("--body", metavar="NAME", help="Only in this body, such as 'GGE 2016-17'.")
    @click.option("--since", metavar="DATE", help="Not before this year, month or day.")
    @click.option("--until", metavar="DATE", help="Not after this year, month or day.")
    @click.option(
        "--holder", multiple=True, metavar="NAME", help="Only of this state, group or organisation."
    )
    @click.option("--states", is_flag=True, help="Only of states: no groups, organisations or people.")
    @click.option("--votes", "only", flag_value="votes", help="Only votes that were cast.")
    @click.option("--words", "only", flag_value="words", help="Only what was said, no votes.")
    @format_option("table", "csv", "jsonl")
    @wraps(measure)
    def command(where: str, form: str, only: str | None, states: bool, **given: Any) -> None:
        from travaux.analysis import choose, frames

        chosen = {name: given.pop(name) for name in ("topic", "body", "since", "until")}
        holders = given.pop("holder")
        with reading(where) as store:
            found = frames.positions(store)
        found = choose(found, **chosen, holders=holders or None, types=("State",) if states else None)
        if only:
            cast = found["act"].isin(list(frames.VOTES))
            found = found[cast if only == "votes" else ~cast]
        if found.empty:
            click.echo("no position is left by these options", err=True)
        _print(measure(found, **given), form)

    made: Callable[..., None] = command
    return made


def over_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--over",
        type=click.Choice(("topic", "target")),
        default="topic",
        show_default=True,
        help="What holders take sides on: topics, or texts with an address, such as resolutions.",
    )(command)


def every_option(default: str | None) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(command: Callable[..., None]) -> Callable[..., None]:
        return click.option(
            "--every",
            type=click.Choice(EVERY),
            default=default,
            show_default=True,
            help="One window after another.",
        )(command)

    return add


def kind_options(command: Callable[..., None]) -> Callable[..., None]:
    with_norm = click.option(
        "--normalise",
        type=click.Choice(("average", "jaccard", "cosine", "no")),
        default="average",
        show_default=True,
        help="What the number of shared subjects is divided by.",
    )(command)
    return click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)(with_norm)


def windowed(
    found: pd.DataFrame, measure: Callable[[pd.DataFrame], pd.DataFrame], every: str | None
) -> pd.DataFrame:
    from travaux.analysis import over_time

    return over_time(found, measure, every) if every else measure(found)


def _print(found: pd.DataFrame, form: str) -> None:
    from travaux import table
    from travaux.show import text_table

    names = [str(name) for name in found.columns]
    rows = [[_value(value) for value in row] for row in found.itertuples(index=False)]
    if form == "jsonl":
        for line in table.lines(dict(zip(names, row, strict=True)) for row in rows):
            click.echo(line)
        return
    shown = [place for place, name in enumerate(names) if form == "csv" or not name.startswith(ASIDE)]
    cells = [["" if row[place] is None else str(row[place]) for place in shown] for row in rows]
    header = [names[place] for place in shown]
    click.echo(table.as_csv(header, cells) if form == "csv" else text_table(header, cells), nl=False)


def _value(value: Any) -> Any:
    """Return a cell as plain Python, what is absent as None."""
    import pandas as pd

    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
