"""What a build tells its user: how far it is, and at the end what was found and what was left out."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from travaux.ask.summary import summary
from travaux.build import Progress, Report
from travaux.cli.common import DEFAULT_STORE
from travaux.plan import Forecast
from travaux.show import plain
from travaux.store import Store

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

Hear = Callable[[Progress], None]
SOME_PACE = 15_000  # bytes a second of one process, where no build has told yet
EVERY = 100  # documents from one line to the next, where there is no terminal


@contextmanager
def progress() -> Iterator[Hear]:
    """Give a function that shows how far a build is: a bar in a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield _Lines().show
        return
    begun = time.monotonic()
    with _bar("{task.fields[told]}") as (bar, task):

        def move(seen: Progress) -> None:
            pace = seen.positions / max(time.monotonic() - begun, 0.1)
            told = f"{seen.documents:,} documents, {pace:.1f} positions/s"
            bar.update(task, description=plain(seen.source), completed=seen.done, total=seen.total, told=told)

        yield move


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows how many of some things are done: a bar in a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield lambda name, done, total: click.echo(plain(f"[{done + 1}/{total}] {name}"), err=True)
        return
    with _bar("{task.completed}/{task.total}") as (bar, task):
        yield lambda name, done, total: bar.update(task, description=plain(name), completed=done, total=total)


@contextmanager
def _bar(told: str) -> Iterator[tuple[Bar, TaskID]]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn(told),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar, bar.add_task("", total=None, told="")


class _Lines:
    """Plain lines: the first documents each, then one now and then."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def show(self, seen: Progress) -> None:
        if not seen.source or (seen.documents > EVERY and seen.documents % EVERY):
            return
        seconds = max(time.monotonic() - self._begun, 0.1)
        rest = seconds / seen.done * (seen.total - seen.done) if seen.done else 0
        pace = f"{seen.positions / seconds:.1f} positions/s, {_duration(rest)} left"
        told = f" ({pace})" if seen.documents % EVERY == 0 else ""
        click.echo(plain(f"[{seen.documents}] {seen.source}{told}"), err=True)


def forecast(seen: Forecast, jobs: int) -> None:
    """Print what a build would do."""
    for name, reason in seen.left:
        click.echo(plain(f"failed  {name}: {reason}"), err=True)
    seconds = seen.size / (seen.pace or SOME_PACE * jobs)
    click.echo(
        f"to read {seen.documents} ({seen.size / 1e6:,.1f} MB, about {_duration(seconds)}),"
        f" unchanged {seen.unchanged}, files that are gone {seen.gone}, failed {len(seen.left)}"
    )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def tell(report: Report, store: Store, where: str) -> None:
    """Print what a build did and found, and what to do next."""
    for kind, left_out in report.left_out.items():
        for name, reason in left_out:
            click.echo(plain(f"{kind}  {name}: {reason}"), err=True)
    for note in report.notes:
        click.echo(plain(note), err=True)
    click.echo(
        f"read {report.read}, unchanged {report.unchanged}, removed {report.removed},"
        f" skipped {len(report.skipped)}, failed {len(report.failed)}, quarantined {len(report.quarantined)}"
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
