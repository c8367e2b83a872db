"""Commands that write the graph or its vocabulary into files: view, export, docs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from travaux import interchange
from travaux.cli.common import format_option, reading, store_option, vocabulary_option, write
from travaux.cli.exchanging import write_for_analysts

if TYPE_CHECKING:
    from travaux.docs.example import Example


page_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The HTML file to write."
)


@click.command()
@store_option
@page_option
def view(where: str, out: Path) -> None:
    """Write the graph as one interactive HTML page that needs no network connection."""
    from travaux.view import page

    with reading(where) as store:
        _write_page(out, page(store))


@click.command()
@store_option
@format_option("trig", "nquads", "turtle", "jsonld", "nanopub", "rdf12", "void", *interchange.FORMS)
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file or folder to write; else it is printed."
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="With the vocabulary, the domain knowledge and what saved questions read.",
)
@click.option("--licence", metavar="ADDRESS", help="The licence to state, in nanopub and void.")
@click.option(
    "--of",
    "what",
    type=click.Choice(("positions", "delegates")),
    default="positions",
    show_default=True,
    help="What to write, in csv and parquet.",
)
def export(where: str, form: str, out: Path | None, everything: bool, licence: str | None, what: str) -> None:
    """Write the graph in a standard form; the same graph gives the same bytes.

    nanopub writes each claim on its own with its provenance, rdf12 each edge with the positions behind it (RDF 1.2),
    void a description of the dataset (VoID and DCAT). For analysts: gexf (Gephi, with time), graphml and cytoscape
    write the network of holders and topics, csv and parquet tables, brat and conll a folder of annotated texts, dna a
    database of Discourse Network Analyzer 3, whose coders have the password travaux.
    """
    if form in interchange.FORMS:
        return write_for_analysts(where, form, out, what)
    from travaux.export import export as written

    with reading(where) as store:
        data = written(store, form, everything, licence)
    if out:
        write(out, data)
    else:
        click.echo(data, nl=False)
    return None


@click.command()
@page_option
@vocabulary_option("cyber", "climate", about="As for travaux build: whose topics to show.")
@click.option(
    "--example/--no-example", default=True, show_default=True, help="With a position read from seeds/."
)
def docs(out: Path, vocabulary: tuple[str, ...], example: bool) -> None:
    """Write the ontology as one HTML page that needs no network connection.

    Classes, properties, stances and acts, topics and shapes with their meaning and examples, read off the Turtle.
    """
    from travaux.docs import page

    _write_page(out, page(vocabulary, _example() if example else None))


def _write_page(out: Path, html: str) -> None:
    write(out, html.encode("utf-8"))
    click.echo(f"wrote {out} ({len(html) // 1024:,} KB); open it in a browser", err=True)


def _example() -> Example | None:
    from travaux.docs.example import fullest
    from travaux.pipeline import Pipeline
    from travaux.read import documents_in, read_all
    from travaux.resources import folder

    documents = [one for path, name in documents_in(folder("seeds")) for one in read_all(path, name)]
    return fullest(Pipeline().findings(documents))
