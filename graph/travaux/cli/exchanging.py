"""Interchange with analysts' programs: the command import, and writing for export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from travaux.cli.common import FAILED, reading, store_option, vocabulary_option, write
from travaux.errors import TravauxError
from travaux.interchange import BINARY, FOLDERS

if TYPE_CHECKING:
    from travaux.interchange.importing import Taken


@click.command("import")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="FILE..."
)
@store_option
@vocabulary_option("cyber", about="As for travaux build: whose names and topics to know.")
@click.option("--coder", metavar="NAME", help="Who made annotations of brat that do not say so.")
def import_(paths: tuple[Path, ...], where: str, vocabulary: tuple[str, ...], coder: str | None) -> None:
    """Take in positions that people coded: .dna files (Discourse Network Analyzer 3), and texts annotated in brat.

    FILE is a .dna file, a text with its .ann beside, or a folder of these. A file that was imported before is replaced.
    Ends with 1 if a file could not be read.
    """
    from travaux.interchange.entities import Names
    from travaux.interchange.importing import take
    from travaux.link import link
    from travaux.store import open_store
    from travaux.vocabulary import load, ontology_files

    files = ontology_files(vocabulary)
    with open_store(where) as store:
        store.load_ontology(files)
        taken = take(store, paths, Names(load(tuple(vocabulary))), coder)
        link(store)
    _tell(taken)
    sys.exit(FAILED if taken.failed else 0)


def _tell(taken: Taken) -> None:
    from travaux.show import plain

    for kind, told in (("left out", taken.left_out), ("failed", taken.failed)):
        for name, reason in told:
            click.echo(plain(f"{kind}  {name}: {reason}"), err=True)
    for name, count in taken.counts.items():
        other = f", {count['other']} of other types that take no position" if count["other"] else ""
        said = f"{count['statements']} statements read{other}; {count['positions']} positions"
        click.echo(plain(f"{name}: {said}"))


def write_for_analysts(where: str, form: str, out: Path | None, what: str) -> None:
    """Write a store in a form of travaux.interchange, and say what the form cannot hold."""
    if out is None and form in (*FOLDERS, *BINARY):
        raise TravauxError(
            f"{form} cannot be printed; name {'a folder' if form in FOLDERS else 'a file'} with --out"
        )
    if out and form in FOLDERS and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TravauxError(
            f"{out} is there already, and what people did in it is not overwritten; name a new folder"
        )
    from travaux.interchange.exporting import written

    with reading(where) as store:
        found = written(store, form, what)
    for remark in found.remarks:
        click.echo(remark, err=True)
    if out is None:
        click.echo(found.data, nl=False)
    elif form in FOLDERS:
        _write_folder(out, found.files)
    else:
        write(out, found.data)


def _write_folder(out: Path, files: dict[str, bytes]) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TravauxError(
            f"{out} cannot be made: {error.strerror}; name another folder with --out"
        ) from error
    for name, data in files.items():
        write(out / name, data)
    click.echo(f"wrote {len(files)} files into {out}", err=True)
