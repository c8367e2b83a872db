"""Commands that ask the graph: positions, delegates, search, query."""

from __future__ import annotations

import click

from travaux.cli.common import format_option, narrowing_options, reading, show, store_option, time_limit
from travaux.errors import TravauxError

NO_INDEX = "{0} has no whole index of words, so it was searched without; travaux build or link makes one"


@click.command()
@store_option
@format_option("table", "csv", "jsonl")
@click.option("--raw", is_flag=True, help="As they were read, whatever people judged of them.")
def positions(where: str, form: str, raw: bool) -> None:
    """Print every position with its words.

    What was rejected in travaux review is left out, what was amended is printed as amended.
    """
    from travaux import table
    from travaux.ask import records

    with reading(where) as store:
        show(records.positions(store, raw=raw), form, table.POSITION_COLUMNS, table.POSITION_GLANCE)


@click.command()
@store_option
@format_option("table", "csv", "jsonl")
def delegates(where: str, form: str) -> None:
    """Print every person to whom a document gives an office."""
    from travaux import table
    from travaux.ask import records

    with reading(where) as store:
        show(records.delegates(store), form, table.DELEGATE_COLUMNS, table.DELEGATE_GLANCE)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@store_option
@click.option(
    "--in",
    "where_in",
    type=click.Choice(("positions", "documents")),
    default="positions",
    show_default=True,
    help="What to find.",
)
@narrowing_options(stance="Only positions of this stance.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@format_option("table", "csv", "jsonl")
def search(
    words: tuple[str, ...], where: str, where_in: str, limit: int, form: str, **given: str | None
) -> None:
    """Find positions or documents by words, the best first.

    All words must occur, in any of their forms: "a phrase" in this order, begin* whatever begins so, -word not at
    all, one OR other either. Write -- before WORDS that begin with a minus. Documents are found by their title or one
    paragraph.
    """
    from travaux.ask import search as searching

    with reading(where) as store:
        if where_in == "positions":
            found = searching.positions(store, _asked(words), limit, given)
            show(found.records, form, searching.FOUND_COLUMNS, searching.FOUND_GLANCE)
        elif any(given.values()):
            raise TravauxError("--holder, --topic and --stance are of positions; leave --in documents out")
        else:
            found = searching.documents(store, _asked(words), limit)
            show(found.records, form, searching.DOCUMENT_COLUMNS, searching.DOCUMENT_GLANCE)
        if store.words.made_here:
            click.echo(NO_INDEX.format(where), err=True)
    more = f"; more with --limit {found.total}" if found.total > len(found.records) else ""
    click.echo(f"{len(found.records)} of {found.total} {where_in}{more}", err=True)


def _asked(words: tuple[str, ...]) -> str:
    """Return the words as the user wrote them; the shell took the quotation marks of a phrase within one word off."""
    return words[0] if len(words) == 1 else " ".join(f'"{word}"' if " " in word else word for word in words)


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
    from travaux.ask.query import bind, load, parse_options, saved
    from travaux.show import show_results, text_table

    if listing or question is None:
        rows = [[one.name, one.title, " ".join(p.usage for p in one.parameters)] for one in saved()]
        click.echo(text_table(("question", "what it answers", "options"), rows), nl=False)
        return
    with reading(where) as store, time_limit(timeout):
        found = load(question)
        results = store.query(bind(store, found, parse_options(ctx.args, found)))
        show_results(results, form)
