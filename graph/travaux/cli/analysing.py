"""Commands that analyse the graph: each measure of travaux.analysis, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from travaux.cli.measuring import every_option, kind_options, measuring, over_option, windowed

if TYPE_CHECKING:
    import pandas as pd


@click.group()
def analyse() -> None:
    """Measure who sides with whom, what moves, and on how many documents it rests.

    The csv and jsonl forms name the positions that a result rests on, by the ids that travaux positions prints. The
    library behind it is travaux.analysis.
    """


@analyse.command()
@every_option(None)
@over_option
@kind_options
@measuring
def network(found: pd.DataFrame, kind: str, normalise: str, over: str, every: str | None) -> pd.DataFrame:
    """Who agrees with whom (congruence), disagrees (conflict), or the one less the other, strongest first."""
    from travaux.analysis import actors

    def edges(part: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        found = actors(part, kind, normalise, over).edges(data=True)
        rows = [(one, other, round(data["weight"], 4), data["subjects"]) for one, other, data in found]
        ranked = sorted(rows, key=lambda row: (-row[2], row[:2]))
        return pd.DataFrame(ranked, columns=["one", "other", "weight", "subjects"])

    return windowed(found, edges, every)


@analyse.command()
@click.option(
    "--resolution", type=float, default=1.0, show_default=True, help="More gives smaller coalitions."
)
@every_option(None)
@over_option
@kind_options
@measuring
def coalitions(
    found: pd.DataFrame, kind: str, normalise: str, over: str, every: str | None, resolution: float
) -> pd.DataFrame:
    """Groups of holders that side with one another (Louvain, a consensus of runs), with their support."""
    from travaux import analysis

    def groups(part: pd.DataFrame) -> pd.DataFrame:
        made = analysis.coalitions(analysis.actors(part, kind, normalise, over), resolution=resolution)
        return made.frame().assign(modularity=round(made.modularity, 4), stability=round(made.stability, 4))

    return windowed(found, groups, every)


@analyse.command()
@every_option(None)
@over_option
@measuring
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

    return windowed(found, measured, every)


@analyse.command()
@every_option(None)
@over_option
@kind_options
@measuring
def centrality(found: pd.DataFrame, kind: str, normalise: str, over: str, every: str | None) -> pd.DataFrame:
    """Who is at the middle: degree, strength, betweenness, closeness, eigenvector."""
    from travaux import analysis

    def measured(part: pd.DataFrame) -> pd.DataFrame:
        return analysis.centralities(analysis.actors(part, kind, normalise, over)).round(6)

    return windowed(found, measured, every)


@analyse.command("ideal-points")
@click.option("--right", metavar="NAME", help="A holder to put right of the middle.")
@click.option("--least", type=int, default=2, show_default=True, help="Leave out who took fewer sides.")
@every_option(None)
@over_option
@measuring
def ideal_points(
    found: pd.DataFrame, over: str, every: str | None, right: str | None, least: int
) -> pd.DataFrame:
    """Holders on the one line that explains their sides best, with 95 % intervals over documents."""
    from travaux import analysis

    return windowed(found, lambda part: analysis.ideal_points(part, over, right, least), every)


@analyse.command()
@click.option("--least", type=int, default=1, show_default=True, help="Positions that a window needs.")
@every_option("year")
@over_option
@measuring
def shifts(found: pd.DataFrame, over: str, every: str, least: int) -> pd.DataFrame:
    """Whose side on a topic moved from one window to the next, with a sentence of each."""
    from travaux import analysis

    return analysis.shifts(found, every, over, least)


@analyse.command()
@every_option("year")
@over_option
@measuring
def contradictions(found: pd.DataFrame, over: str, every: str) -> pd.DataFrame:
    """Who stands on both sides of one topic in one window, with a sentence of each."""
    from travaux import analysis

    return analysis.contradictions(found, every, over)


@analyse.command()
@click.option("--over", type=click.Choice(("target", "topic")), default="target", show_default=True)
@measuring
def consistency(found: pd.DataFrame, over: str) -> pd.DataFrame:
    """Each vote beside what its holder said on the same text, and whether they agree."""
    from travaux import analysis

    return analysis.consistency(found, over)


@analyse.command()
@click.option("--by", type=click.Choice(("holder", "topic", "stance", "body", "document")), default="holder")
@measuring
def coverage(found: pd.DataFrame, by: str) -> pd.DataFrame:
    """On how many positions and documents each holder or topic rests, and on which most."""
    from travaux import analysis

    return analysis.coverage(found, by)


@analyse.command()
@over_option
@measuring
def bipartite(found: pd.DataFrame, over: str) -> pd.DataFrame:
    """Who took which side on what: holders and topics, with the balance of their positions."""
    import pandas as pd

    from travaux import analysis

    columns = ["holder", "subject", "weight", "pro", "contra", "sign", "ids"]
    edges = analysis.bipartite(found, over).edges(data=True)
    rows = []
    for *pair, data in edges:
        holder, subject = sorted(pair, key=lambda end: end.startswith("#"))
        rows.append(
            (holder, subject.removeprefix("#"), *(data[name] for name in (*columns[2:6], "positions")))
        )
    return pd.DataFrame(sorted(rows), columns=columns)


@analyse.command("co-speaking")
@measuring
def co_speaking(found: pd.DataFrame) -> pd.DataFrame:
    """Who is heard in the same documents."""
    import pandas as pd

    from travaux import analysis

    edges = analysis.co_speaking(found).edges(data=True)
    rows = [(one, other, data["weight"], data["documents"]) for one, other, data in edges]
    ranked = sorted(rows, key=lambda row: (-row[2], row[:2]))
    return pd.DataFrame(ranked, columns=["one", "other", "weight", "document_names"])


@analyse.command("on-behalf-of")
@measuring
def on_behalf_of(found: pd.DataFrame) -> pd.DataFrame:
    """Who speaks for whom: delegates and states for the holders of what they say."""
    import pandas as pd

    from travaux import analysis

    edges = analysis.on_behalf_of(found).edges(data=True)
    rows = sorted((voice, holder, data["weight"], data["positions"]) for voice, holder, data in edges)
    return pd.DataFrame(rows, columns=["voice", "holder", "weight", "ids"])
