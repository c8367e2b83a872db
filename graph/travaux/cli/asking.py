"""Commands that ask the graph: positions, delegates, query."""

from __future__ import annotations

import click

from travaux.cli.common import format_option, reading, show, store_option, time_limit


@click.command()
@store_option
@format_option("table", "csv", "jsonl")
def positions(where: str, form: str) -> None:
    """Print every position with its words."""
    from travaux import records, table

    with reading(where) as store:
        show(records.positions(store), form, table.POSITION_COLUMNS, table.POSITION_GLANCE)


@click.command()
@store_option
@format_option("table", "csv", "jsonl")
def delegates(where: str, form: str) -> None:
    """Print every person to whom a document gives an office."""
    from travaux import records, table

    with reading(where) as store:
        show(records.delegates(store), form, table.DELEGATE_COLUMNS, table.DELEGATE_GLANCE)


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("question", required=False, metavar="[NAME | FILE.rq | SPARQL]")
@store_option
@format_option("table", "csv", "json")
@click.option("--list", "listing", is_flag=True, help="List the saved questions and their parameters.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds at most."
)
@click.pass_context
def query(
    ctx: click.Context, question: str | None, where: str, form: str, listing: bool, timeout: float
) -> None:
    """Ask the graph: a saved question by its name, a file with SPARQL, or SPARQL itself.

    The parameters of a saved question are options: travaux query who-opposes --topic self-defence
    """
    from travaux.query import ask, bind, load, parse_options, saved
    from travaux.show import show_results, text_table

    if listing or question is None:
        rows = [[one.name, one.title, " ".join(p.usage for p in one.parameters)] for one in saved()]
        click.echo(text_table(("question", "what it answers", "options"), rows), nl=False)
        return
    with reading(where) as store, time_limit(timeout):
        found = load(question)
        results = ask(store, bind(store, found, parse_options(ctx.args, found)))
        show_results(results, form)
