"""The command that downloads: fetch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from travaux.cli.common import FAILED
from travaux.errors import TravauxError

MISSING = "travaux fetch needs httpx and protego: pip install 'travaux[fetch]'"


@click.command()
@click.argument(
    "list_", type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True), metavar="LIST"
)
@click.option(
    "--into",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where the files go; it is made where it is missing.",
)
@click.option("--again", is_flag=True, help="Fetch also what did not change since the last time.")
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="Seconds between two requests to a host; more where its robots.txt asks for more.",
)
@click.option(
    "--most-bytes",
    "most",
    type=click.IntRange(min=1),
    default=64 * 1024 * 1024,
    show_default=True,
    help="The most bytes of one file, unpacked.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=300.0,
    show_default=True,
    help="The longest that one answer may take.",
)
@click.option("--private", is_flag=True, help="Ask also hosts that are not on the open internet.")
@click.option(
    "--proxy", metavar="ADDRESS", help="Ask through this proxy; those of the environment are not used."
)
def fetch(list_: Path, folder: Path, again: bool, pause: float, most: int, **given: Any) -> None:
    """Download addresses into a folder that travaux build reads.

    LIST is a text with one address a line, or - for the standard input; what follows # is a comment. What robots.txt
    forbids is left out, and hosts are asked slowly. A second time, only what changed is downloaded; a run that was
    stopped goes on. Ends with 0 if every address is there, 1 if some failed, 2 if it was used wrongly.
    """
    try:
        from travaux.fetch.addresses import listed
        from travaux.fetch.client import Client
        from travaux.fetch.run import Options
        from travaux.fetch.run import fetch as run
    except ImportError as error:
        raise TravauxError(MISSING) from error
    from travaux.cli.report import counting
    from travaux.show import plain

    addresses = listed(_text(list_))
    if not addresses:
        raise TravauxError("there is no address in the list; write one on each line")
    client, options = Client(**given), Options(pause, most, again)
    with counting() as hear:
        report = run(addresses, folder, client, options, progress=hear)
    for address, reason in report.failed:
        click.echo(plain(f"failed  {address}: {reason}"), err=True)
    click.echo(
        f"fetched {report.fetched}, unchanged {report.unchanged}, from the run before {report.earlier},"
        f" failed {len(report.failed)}"
    )
    click.echo(plain(f"read them with: travaux build {folder}"))
    sys.exit(FAILED if report.failed else 0)


def _text(path: Path) -> str:
    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TravauxError(f"{path} is not UTF-8 text; save it as that") from error
