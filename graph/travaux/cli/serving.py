"""The command that serves the graph on the web."""

from __future__ import annotations

from pathlib import Path

import click

from travaux.cli.common import store_option
from travaux.errors import TravauxError


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many queries run at a time.  [default: cores, 4 at most]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    help="Seconds a query may take.",
)
@click.option(
    "--rows", type=click.IntRange(1), default=1_000_000, show_default=True, help="Rows a result may have."
)
@click.option(
    "--memory", type=click.IntRange(1), default=2048, show_default=True, help="Megabytes a worker may take."
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=10.0,
    show_default=True,
    help="Seconds to wait for a free worker.",
)
@click.option("--writable", is_flag=True, help="Let those who send the token write.")
@click.option(
    "--token", envvar="TRAVAUX_TOKEN", metavar="WORD", help="The token for --writable (or TRAVAUX_TOKEN)."
)
def serve(  # noqa: PLR0913, PLR0917 - one argument an option
    where: str,
    host: str,
    port: int,
    workers: int | None,
    timeout: float,
    rows: int,
    memory: int,
    wait: float,
    writable: bool,
    token: str | None,
) -> None:
    """Serve the graph: a SPARQL endpoint at /sparql, graphs at /data, pages for people at /.

    Nothing can be changed, and only this machine can ask, unless you say otherwise.
    """
    try:
        from travaux.serve.running import run
        from travaux.serve.settings import Settings, cores
    except ImportError as error:
        raise TravauxError(
            "travaux serve needs Starlette and uvicorn: pip install 'travaux[serve]'"
        ) from error
    if where.lower().startswith(("http://", "https://")):
        raise TravauxError(
            f"{where} is served already; travaux serves a store in a folder, give one with --store"
        )
    if writable and not token:
        raise TravauxError("--writable needs a token: give --token WORD, or set TRAVAUX_TOKEN")
    settings = Settings(
        Path(where), workers or cores(), timeout, rows, memory, wait, token if writable else None
    )
    can = "those with the token may write" if writable else "read-only"
    run(
        settings,
        host,
        port,
        lambda address: click.echo(f"{where} is served at {address} ({can}); stop with Ctrl-C", err=True),
    )
