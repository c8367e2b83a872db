"""What a build tells its user: how far it is, and at the end what was found and what was left out."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from travaux.build import Report, summary
from travaux.cli.common import DEFAULT_STORE
from travaux.show import plain
from travaux.store import Store

Progress = Callable[[str, int, int], None]


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a function that shows how far a build is: a bar in a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def move(name: str, done: int, total: int) -> None:
            bar.update(task, description=plain(name), completed=done, total=total)

        yield move


def tell(report: Report, store: Store, where: str) -> None:
    """Print what a build did and found, and what to do next."""
    for kind, left_out in (("skipped", report.skipped), ("failed", report.failed)):
        for name, reason in left_out:
            click.echo(plain(f"{kind}  {name}: {reason}"), err=True)
    for note in report.notes:
        click.echo(plain(note), err=True)
    click.echo(
        f"read {report.read}, unchanged {report.unchanged}, removed {report.removed},"
        f" skipped {len(report.skipped)}, failed {len(report.failed)}"
    )
    found = summary(store)
    stances = found.pop("positions")
    for name, number in found.items():
        click.echo(f"  {name:<14}{number:>6}")
    if isinstance(stances, dict):
        click.echo(f"  {'positions':<14}{sum(stances.values()):>6}")
        for stance, number in stances.items():
            click.echo(f"    {stance:<12}{number:>6}")
    option = "" if where == DEFAULT_STORE else f" --store {shlex.quote(where)}"
    click.echo(f"the graph is in {where}; look at it with: travaux view --out graph.html{option}")
    click.echo(f"ask it with: travaux query --list, then travaux query NAME{option}")


def _line(name: str, done: int, total: int) -> None:
    if name:
        click.echo(plain(f"[{done + 1}/{total}] {name}"), err=True)
