"""Commands that analyse the graph: each measure of travaux.analysis, as a table."""

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


@click.group()
def analyse() -> None:
    """Measure who sides with whom, what moves, and on how many documents it rests.

    The csv and jsonl forms name the positions that a result rests on, by the ids that travaux positions prints. The
    library behind it is travaux.analysis.
    """


def _options(measure: Measure) -> Callable[..., None]:
    """Return a measure of positions as a command: with the options that choose positions, and printed."""

    @store_option
    @click.option("--topic", multiple=True, metavar="KEY", help="Only on this topic, such as norms.")
    @click.option("--body", metavar="NAME", help="Only in this body, such as 'GGE 2016-17'.")
    @click.option("--since", metavar="DATE", help="Not before this year, month or day.")
    @click.option("--until", metavar="DATE", help="Not after this year, month or day.")
    @click.option(
        "--holder", multiple=True, metavar="NAME", help="Only of this state, group or organisation."
    )
    @click.option("--votes", "only", flag_value="votes", help="Only votes that were cast.")
    @click.option("--words", "only", flag_value="words", help="Only what was said, no votes.")
    @format_option("table", "csv", "jsonl")
    @wraps(measure)
    def command(where: str, form: str, only: str | None, **given: Any) -> None:
        from travaux.analysis import choose, frames

        chosen = {name: given.pop(name) for name in ("topic", "body", "since", "until")}
        holders = given.pop("holder")
        with reading(where) as store:
            found = frames.positions(store)
        found = choose(found, **chosen, holders=holders or None)
        if only:
            cast = found["act"].isin(list(frames.VOTES))
            found = found[cast if only == "votes" else ~cast]
        _print(measure(found, **given), form)

    made: Callable[..., None] = command
    return made


def _over(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--over",
        type=click.Choice(("topic", "target")),
        default="topic",
        show_default=True,
        help="What holders take sides on: topics, or texts with an address, such as resolutions.",
    )(command)


def _every(default: str | None) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(command: Callable[..., None]) -> Callable[..., None]:
        return click.option(
            "--every",
            type=click.Choice(EVERY),
            default=default,
            show_default=True,
            help="One window after another.",
        )(command)

    return add


def _kind(command: Callable[..., None]) -> Callable[..., None]:
    with_norm = click.option(
        "--normalise",
        type=click.Choice(("average", "jaccard", "cosine", "no")),
        default="average",
        show_default=True,
        help="What the number of shared subjects is divided by.",
    )(command)
    return click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)(with_norm)


@analyse.command()
@_every(None)
@_over
@_kind
@_options
def network(found: pd.DataFrame, kind: str, normalise: str, over: str, every: str | None) -> pd.DataFrame:
    """Who agrees with whom (congruence), disagrees (conflict), or the one less the other, strongest first."""
    from travaux.analysis import actors

    def edges(part: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        found = actors(part, kind, normalise, over).edges(data=True)
        rows = [(one, other, round(data["weight"], 4), data["subjects"]) for one, other, data in found]
        ranked = sorted(rows, key=lambda row: (-row[2], row[:2]))
        return pd.DataFrame(ranked, columns=["one", "other", "weight", "subjects"])

    return _windowed(found, edges, every)


@analyse.command()
@click.option(
    "--resolution", type=float, default=1.0, show_default=True, help="More gives smaller coalitions."
)
@_every(None)
@_over
@_kind
@_options
def coalitions(
    found: pd.DataFrame, kind: str, normalise: str, over: str, every: str | None, resolution: float
) -> pd.DataFrame:
    """Groups of holders that side with one another (Louvain, a consensus of runs), with their support."""
    from travaux import analysis

    def groups(part: pd.DataFrame) -> pd.DataFrame:
        made = analysis.coalitions(analysis.actors(part, kind, normalise, over), resolution=resolution)
        return made.frame().assign(modularity=round(made.modularity, 4), stability=round(made.stability, 4))

    return _windowed(found, groups, every)


@analyse.command()
@_every(None)
@_over
@_options
def polarisation(found: pd.DataFrame, over: str, every: str | None) -> pd.DataFrame:
    """How far holders stand in camps: signed modularity, balance, frustration, agreement."""
    from dataclasses import asdict

    from travaux import analysis

    def measured(part: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        signed = analysis.actors(part, "subtract", "average", over)
        camps = analysis.coalitions(signed).groups
        return pd.DataFrame([{"holders": len(signed), **asdict(analysis.polarisation(signed, camps))}]).round(
            4
        )

    return _windowed(found, measured, every)


@analyse.command()
@_every(None)
@_over
@_kind
@_options
def centrality(found: pd.DataFrame, kind: str, normalise: str, over: str, every: str | None) -> pd.DataFrame:
    """Who is at the middle: degree, strength, betweenness, closeness, eigenvector."""
    from travaux import analysis

    def measured(part: pd.DataFrame) -> pd.DataFrame:
        return analysis.centralities(analysis.actors(part, kind, normalise, over)).round(6)

    return _windowed(found, measured, every)


@analyse.command("ideal-points")
@click.option("--right", metavar="NAME", help="A holder to put right of the middle.")
@click.option("--least", type=int, default=2, show_default=True, help="Leave out who took fewer sides.")
@_every(None)
@_over
@_options
def ideal_points(
    found: pd.DataFrame, over: str, every: str | None, right: str | None, least: int
) -> pd.DataFrame:
    """Holders on the one line that explains their sides best, with 95 % intervals over documents."""
    from travaux import analysis

    return _windowed(found, lambda part: analysis.ideal_points(part, over, right, least), every)


@analyse.command()
@click.option("--least", type=int, default=1, show_default=True, help="Positions that a window needs.")
@_every("year")
@_over
@_options
def shifts(found: pd.DataFrame, over: str, every: str, least: int) -> pd.DataFrame:
    """Whose side on a topic moved from one window to the next, with a sentence of each."""
    from travaux import analysis

    return analysis.shifts(found, every, over, least)


@analyse.command()
@_every("year")
@_over
@_options
def contradictions(found: pd.DataFrame, over: str, every: str) -> pd.DataFrame:
    """Who stands on both sides of one topic in one window, with a sentence of each."""
    from travaux import analysis

    return analysis.contradictions(found, every, over)


@analyse.command()
@click.option("--over", type=click.Choice(("target", "topic")), default="target", show_default=True)
@_options
def consistency(found: pd.DataFrame, over: str) -> pd.DataFrame:
    """Each vote beside what its holder said on the same text, and whether they agree."""
    from travaux import analysis

    return analysis.consistency(found, over)


@analyse.command()
@click.option("--by", type=click.Choice(("holder", "topic", "stance", "body", "document")), default="holder")
@_options
def coverage(found: pd.DataFrame, by: str) -> pd.DataFrame:
    """On how many positions and documents each holder or topic rests, and on which most."""
    from travaux import analysis

    return analysis.coverage(found, by)


def _windowed(
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
