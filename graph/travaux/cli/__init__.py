"""The command line: a thin layer over the library. What is heavy is imported by the command that needs it."""

from __future__ import annotations

from typing import Any

import click

from travaux.cli import (
    analysing,
    asking,
    building,
    exchanging,
    fetching,
    judging,
    keeping,
    reviewing,
    serving,
    showing,
)
from travaux.errors import TravauxError

COMMANDS = (
    fetching.fetch,
    building.build,
    exchanging.import_,
    asking.positions,
    asking.delegates,
    asking.search,
    judging.link,
    reviewing.review,
    asking.query,
    analysing.analyse,
    showing.view,
    showing.export,
    serving.serve,
    judging.check,
    keeping.backup,
    keeping.restore,
    showing.docs,
    judging.evaluate,
)


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


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
def main() -> None:
    """Read diplomatic documents and build a graph of who took which position, proven by the exact words."""


for command in COMMANDS:
    main.add_command(command)
