"""The command line: a thin layer over the library. What is heavy is imported by the command that needs it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from travaux.errors import TravauxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from travaux.build import Finder
    from travaux.docs.example import Example
    from travaux.store import Store
    from travaux.table import Record

DEFAULT_STORE = Path("travaux.store")
FAILED = 1


class WrongUse(click.ClickException):
    """An error that the user can mend."""

    exit_code = 2


class Group(click.Group):
    """Shows errors that the user can mend as one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TravauxError as error:
            raise WrongUse(str(error)) from error


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"travaux {version('travaux')}")
        ctx.exit()


store_option = click.option(
    "--store",
    "store_path",
    type=click.Path(path_type=Path),
    default=DEFAULT_STORE,
    show_default=True,
    help="The folder of the graph.",
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


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
def main() -> None:
    """Read diplomatic documents and build a graph of who took which position, proven by the exact words."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@store_option
@click.option(
    "--vocabulary",
    multiple=True,
    default=("cyber",),
    show_default=True,
    metavar="NAME",
    help="A vocabulary folder of ontology/, or the path of your own. May be given more than once.",
)
@click.option("--again", is_flag=True, help="Read every file again, also what did not change.")
@click.option("--debug", is_flag=True, help="Stop at an error of the program and show where it happened.")
def build(
    paths: tuple[Path, ...], store_path: Path, vocabulary: tuple[str, ...], again: bool, debug: bool
) -> None:
    """Read files and folders into the graph.

    Only what changed since the last build is read again; a file that is gone from a folder takes its facts
    with it. Ends with 0 if every document was read, 1 if some failed, 2 if it was used wrongly.
    """
    from travaux.build import Late, fingerprint
    from travaux.build import build as run
    from travaux.report import progress, tell
    from travaux.store import Store
    from travaux.vocabulary import ontology_files

    def pipeline() -> Finder:
        from travaux.pipeline import Pipeline

        return Pipeline(vocabulary)

    files = ontology_files(vocabulary)
    missing = [path for path in paths if not path.exists()]
    if len(missing) == len(paths):
        raise TravauxError(f"there is nothing at {', '.join(map(str, missing))}; give files or folders")
    with Store(store_path) as store:
        store.load_ontology(files)
        mark = "" if again else fingerprint(vocabulary)
        with progress() as hear:
            report = run(store, paths, Late(pipeline), mark=mark, progress=hear, debug=debug)
        tell(report, store, store_path)
    sys.exit(FAILED if report.failed else 0)


@main.command()
@store_option
@format_option("table", "csv", "jsonl")
def positions(store_path: Path, form: str) -> None:
    """Print every position with its words."""
    from travaux import records, table

    with _reading(store_path) as store:
        _show(records.positions(store), form, table.POSITION_COLUMNS, table.POSITION_GLANCE)


@main.command()
@store_option
@format_option("table", "csv", "jsonl")
def delegates(store_path: Path, form: str) -> None:
    """Print every person to whom a document gives an office."""
    from travaux import records, table

    with _reading(store_path) as store:
        _show(records.delegates(store), form, table.DELEGATE_COLUMNS, table.DELEGATE_GLANCE)


@main.command()
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
    store_path: Path,
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
    from travaux.show import plain
    from travaux.store import Store

    with _reading(store_path) as store:  # says so when there is none, rather than making one
        if reviewing:
            found = review.review(store, links(store))
            _show(found, form, review.COLUMNS, review.GLANCE)
            click.echo(f"{len(found)} doubtful pairs; decide with --same A B or --different A B", err=True)
            return
    with Store(store_path) as store:
        for line in desk.decide(store, store_path, pairs, by, because, imported):
            click.echo(plain(line))


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("question", required=False, metavar="[NAME | FILE.rq | SPARQL]")
@store_option
@format_option("table", "csv", "json")
@click.option("--list", "listing", is_flag=True, help="List the saved questions and their parameters.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds at most."
)
@click.pass_context
def query(
    ctx: click.Context, question: str | None, store_path: Path, form: str, listing: bool, timeout: float
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
    with _reading(store_path) as store, _time_limit(timeout):
        found = load(question)
        results = ask(store, bind(store, found, parse_options(ctx.args, found)))
        show_results(results, form)


@main.command()
@store_option
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The HTML file to write."
)
def view(store_path: Path, out: Path) -> None:
    """Write the graph as one interactive HTML page that needs no network connection."""
    from travaux.view import page

    with _reading(store_path) as store:
        html = page(store)
    _write(out, html.encode("utf-8"))
    click.echo(f"wrote {out} ({len(html) // 1024:,} KB); open it in a browser", err=True)


@main.command()
@store_option
@format_option("trig", "nquads", "turtle", "jsonld", "nanopub", "rdf12", "void")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; else it is printed."
)
@click.option("--all", "everything", is_flag=True, help="With the vocabulary and the domain knowledge too.")
@click.option("--licence", metavar="ADDRESS", help="The licence to state, in nanopub and void.")
def export(store_path: Path, form: str, out: Path | None, everything: bool, licence: str | None) -> None:
    """Write the graph in a standard form; the same graph gives the same bytes.

    nanopub writes each claim on its own with its provenance, rdf12 each edge with the positions behind it (RDF 1.2),
    void a description of the dataset (VoID and DCAT).
    """
    from travaux.export import export as written

    with _reading(store_path) as store:
        data = written(store, form, everything, licence)
    if out:
        _write(out, data)
    else:
        click.echo(data, nl=False)


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@store_option
def check(file: Path | None, store_path: Path) -> None:
    """Check the graph: its form against the shapes, and all evidence against the texts.

    FILE is a graph in a file (.trig, .nq, .ttl, .nt, .jsonld) to check in the place of the store. Ends with 1 if
    anything is wrong, and names the document, the node and what is wrong.
    """
    from travaux import check as checking
    from travaux.show import plain

    if file:
        checked = checking.check_file(file)
    else:
        with _reading(store_path) as store:
            checked = checking.Checked(checking.check(store), len(store.documents()))
    for fault in checked.faults:
        click.echo(plain(f"{fault.document}: {fault.message} ({fault.node})"))
    if checked.faults:
        remedy = "mend the file" if file else "build them again"
        click.echo(f"{len(checked.faults)} faults in {checked.documents} documents; {remedy}", err=True)
        sys.exit(FAILED)
    click.echo(
        f"{checked.documents} documents checked: the form is right, and all evidence stands where it should"
    )


@main.command()
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The HTML file to write."
)
@click.option(
    "--vocabulary",
    multiple=True,
    default=("cyber", "climate"),
    show_default=True,
    metavar="NAME",
    help="As for travaux build: whose topics to show.",
)
@click.option(
    "--example/--no-example", default=True, show_default=True, help="With a position read from seeds/."
)
def docs(out: Path, vocabulary: tuple[str, ...], example: bool) -> None:
    """Write the ontology as one HTML page that needs no network connection.

    Classes, properties, stances and acts, topics and shapes with their meaning and examples, read off the Turtle.
    """
    from travaux.docs import page

    html = page(vocabulary, _example() if example else None)
    _write(out, html.encode("utf-8"))
    click.echo(f"wrote {out} ({len(html) // 1024:,} KB); open it in a browser", err=True)


@main.command()
@click.argument("golds", type=click.Path(path_type=Path), metavar="GOLD_DIR")
@click.argument("texts", type=click.Path(path_type=Path), metavar="TEXTS_DIR")
@click.option(
    "--vocabulary",
    multiple=True,
    default=("cyber",),
    show_default=True,
    metavar="NAME",
    help="As for travaux build.",
)
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


def _example() -> Example | None:
    from travaux.docs.example import fullest
    from travaux.pipeline import Pipeline
    from travaux.read import documents_in, read_all
    from travaux.resources import folder

    documents = [one for path, name in documents_in(folder("seeds")) for one in read_all(path, name)]
    return fullest(Pipeline().findings(documents))


@contextmanager
def _reading(path: Path) -> Iterator[Store]:
    from travaux.store import Store

    with Store(path, writable=False) as store:
        yield store


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
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


def _show(
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


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise TravauxError(
            f"{path} cannot be written: {error.strerror}; name another file with --out"
        ) from error
