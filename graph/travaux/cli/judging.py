"""Commands that judge and check the graph: link, check, evaluate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from travaux.cli.common import FAILED, format_option, reading, show, store_option, vocabulary_option


@click.command()
@store_option
@click.option("--review", "reviewing", is_flag=True, help="List the doubtful pairs with their evidence.")
@click.option("--same", nargs=2, metavar="A B", help="Decide that A and B are one.")
@click.option("--different", nargs=2, metavar="A B", help="Decide that A and B are two.")
@click.option("--undecide", nargs=2, metavar="A B", help="Take back what was decided about A and B.")
@click.option("--by", help="With --same and --different: who decides.")
@click.option("--because", help="With --same and --different: the reason.")
@click.option(
    "--import",
    "imported",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take over the decisions of a file; they replace those on the same pairs.",
)
@format_option("table", "csv", "jsonl")
def link(
    where: str,
    reviewing: bool,
    form: str,
    by: str | None,
    because: str | None,
    imported: Path | None,
    **pairs: tuple[str, str] | None,
) -> None:
    """Find out who is who: people, organisations and documents that several names stand for.

    Judges anew by name, state and time, as every build does, and prints what was judged. A and B are addresses or
    unique labels, such as "Wang Lei (China)". A decision always wins over a judgement; decisions are kept beside the
    store, in STORE.decisions.csv, and hold after every build, also of a new store.
    """
    from travaux.link import desk, links, review
    from travaux.review import apply
    from travaux.show import plain
    from travaux.store import open_store

    with reading(where) as store:  # says so when there is none, rather than making one
        if reviewing:
            found = review.review(store, links(store))
            show(found, form, review.COLUMNS, review.GLANCE)
            click.echo(f"{len(found)} doubtful pairs; decide with --same A B or --different A B", err=True)
            return
    with open_store(where) as store:
        for line in apply.told(apply.refresh(store)):
            click.echo(plain(line), err=True)
        for line in desk.decide(store, pairs, by, because, imported):
            click.echo(plain(line))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@store_option
def check(file: Path | None, where: str) -> None:
    """Check the graph: its form against the shapes, and all evidence against the texts.

    FILE is a graph in a file (.trig, .nq, .ttl, .nt, .jsonld) to check in the place of the store. Ends with 1 if
    anything is wrong, and names the document, the node and what is wrong.
    """
    from travaux.show import plain
    from travaux.validate import check as checking

    notes: list[str] = []
    if file:
        checked = checking.check_file(file)
    else:
        with reading(where) as store:
            checked = checking.Checked(checking.check(store), len(store.documents()))
            if store.path:
                from travaux.review import apply, desk

                notes = apply.told(desk.of(store))
    for note in notes:
        click.echo(plain(note), err=True)
    for fault in checked.faults:
        click.echo(plain(f"{fault.document}: {fault.message} ({fault.node})"))
    if checked.faults:
        remedy = "mend the file" if file else "build them again"
        click.echo(f"{len(checked.faults)} faults in {checked.documents} documents; {remedy}", err=True)
        sys.exit(FAILED)
    click.echo(
        f"{checked.documents} documents checked: the form is right, and all evidence stands where it should"
    )


@click.command()
@click.argument("golds", type=click.Path(path_type=Path), metavar="GOLD_DIR")
@click.argument("texts", type=click.Path(path_type=Path), metavar="TEXTS_DIR")
@vocabulary_option("cyber", about="As for travaux build.")
@click.option("--errors", is_flag=True, help="Show each miss and each wrong position beside its sentence.")
@click.option(
    "--pred",
    type=click.Path(path_type=Path),
    help="Score these lines of travaux positions --format jsonl instead of reading the texts.",
)
@click.option(
    "--delegates",
    type=click.Path(path_type=Path),
    help="With --pred: lines of travaux delegates --format jsonl.",
)
@format_option("table", "json")
def evaluate(golds: Path, texts: Path, errors: bool, form: str, **given: Any) -> None:
    """Measure what is found in texts against what a human coder found in them.

    GOLD_DIR has one NAME.json for each document, with "doc" (the name of its file in TEXTS_DIR), "positions"
    and "roles". Precision, recall and F1 are of all documents, of each genre and of each stance.
    """
    import json

    from travaux.evaluate import as_json, as_text, measure

    found = measure(golds, texts, **given)
    if form == "json":
        click.echo(json.dumps(as_json(found, errors), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(found, errors), nl=False)
