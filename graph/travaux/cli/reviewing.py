"""The command by which analysts correct what was read: review."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from travaux.cli.common import format_option, narrowing_options, reading, show, store_option, write
from travaux.errors import TravauxError

if TYPE_CHECKING:
    from travaux.store import Store

ACTIONS = ("out", "page", "filled", "measure", "resting")
NAMES = {"filled": "read"}
CHOOSING = ("document", "holder", "topic", "stance", "sample", "unjudged")


def _file(name: str, about: str, variable: str | None = None, exists: bool = False) -> Callable[[Any], Any]:
    kind = click.Path(path_type=Path, dir_okay=False, exists=exists)
    return click.option(f"--{name}", variable or name, type=kind, metavar="FILE", help=about)


@click.command()
@store_option
@_file("out", "Write a table of positions to fill in a spreadsheet (CSV).")
@_file("page", "Write a page on which to judge positions one after the other; it saves a table.")
@_file("read", "Take in a table that was filled.", "filled", exists=True)
@click.option("--measure", is_flag=True, help="Print how precise the extractor is, and how far coders agree.")
@click.option("--resting", is_flag=True, help="List the judgements that apply to nothing any more.")
@click.option("--coder", metavar="NAME", help="Who judges; needed with --read and --page.")
@click.option("--date", metavar="YYYY-MM-DD", help="With --read: the day of the judgements; else today.")
@click.option("--document", help="Only positions of this document.")
@narrowing_options(stance="Only positions that were read with this stance.")
@click.option("--unjudged", is_flag=True, help="Only what the coder, or else anybody, did not judge yet.")
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="So many at random, of each stance its share."
)
@click.option("--seed", default="0", show_default=True, help="With --sample: another seed, another sample.")
@click.option("--coders", nargs=2, metavar="A B", help="With --measure: these two coders only.")
@format_option("table", "csv", "jsonl")
def review(where: str, form: str, coder: str | None, **given: Any) -> None:
    """Accept, reject or amend positions, and measure what was judged.

    Judgements are kept beside the store, in STORE.judgements.csv, and hold after every build as long as their sentence
    stands. Rejected positions are left out of all answers, amended ones answer as amended; what was read from the
    documents never changes. Without an option, how much was judged is printed.
    """
    asked = [name for name in ACTIONS if given[name]]
    _see_that_it_goes_together(asked, coder, given)
    if "filled" in asked:
        _take_in(where, given["filled"], coder or "", given["date"])
        return
    from travaux.review import desk
    from travaux.show import plain

    with reading(where) as store:
        if not asked:
            for line in desk.summary(store):
                click.echo(plain(line))
        elif "measure" in asked:
            _measure(store, given["coders"] or (), form)
        elif "resting" in asked:
            found = desk.not_applied(desk.of(store))
            show(found, form, desk.COLUMNS, desk.GLANCE)
            click.echo(f"{len(found)} judgements apply to nothing; they are kept", err=True)
        else:
            _give_out(store, asked[0], coder, given)


def _see_that_it_goes_together(asked: list[str], coder: str | None, given: dict[str, Any]) -> None:
    if len(asked) > 1:
        told = " and ".join(f"--{NAMES.get(name, name)}" for name in asked)
        raise TravauxError(f"{told} are different things to do; give one of them")
    action = asked[0] if asked else ""
    if action in ("filled", "page") and not coder:
        raise TravauxError(f"--{NAMES.get(action, action)} needs --coder NAME: whose judgements these are")
    stray = [name for name in CHOOSING if given[name] and action not in ("out", "page")]
    stray += ["date"] * bool(given["date"] and action != "filled")
    stray += ["coders"] * bool(given["coders"] and action != "measure")
    stray += ["coder"] * bool(coder and action not in ("filled", "page", "out"))
    if stray:
        raise TravauxError(f"--{stray[0]} says nothing here; see travaux review --help")


def _take_in(where: str, file: Path, coder: str, date: str | None) -> None:
    from datetime import date as calendar

    from travaux.review import desk
    from travaux.review.judgements import coder_of, day_of
    from travaux.show import plain
    from travaux.store import open_store

    name, day = coder_of(coder), day_of(date or calendar.today().isoformat())
    with reading(where):  # says so when there is none, rather than making one
        pass
    with open_store(where) as store:
        for line in desk.take_in(store, file, name, day):
            click.echo(plain(line))


def _measure(store: Store, coders: tuple[str, ...], form: str) -> None:
    from travaux.review import desk, measure

    found = measure.measured(store, desk.of(store), coders)
    show(found, form, measure.COLUMNS, tuple(measure.COLUMNS))
    for line in measure.told(found):
        click.echo(line, err=True)


def _give_out(store: Store, action: str, coder: str | None, given: dict[str, Any]) -> None:
    from travaux.review import desk
    from travaux.review.choose import Choice
    from travaux.review.judgements import coder_of

    names = ("document", "holder", "topic", "stance", "sample", "seed")
    choice = Choice(**{name: given[name] for name in names})
    name = coder_of(coder) if coder else None
    if action == "page":
        text, number = desk.page(store, choice, name or "", given["unjudged"])
        told = "open it in a browser, and save the table from there"
    else:
        text, number = desk.table(store, choice, name, given["unjudged"])
        text, told = "\ufeff" + text, "fill in its verdicts: accept, reject or amend"
    write(given[action], text.encode("utf-8"))
    click.echo(f"wrote {number} positions to {given[action]}; {told}", err=True)
