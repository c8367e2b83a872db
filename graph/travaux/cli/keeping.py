"""Commands that keep a store safe: backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from travaux.cli.common import store_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_option
def backup(file: Path, where: str) -> None:
    """Write the store into one portable FILE, such as travaux.zip.

    The graph, the files it was built from, the decisions on who is who and the judgements on positions. The same store
    gives the same bytes. A build may go on meanwhile.
    """
    from travaux.backup import backup as written

    counts = written(where, file)
    click.echo(f"wrote {file} ({file.stat().st_size // 1024:,} KB): {_told(counts)}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@store_option
@click.option("--replace", is_flag=True, help="Put it in the place of a store that is there.")
def restore(file: Path, where: str, replace: bool) -> None:
    """Make a store from a FILE that travaux backup wrote.

    It takes its place when it is whole: whatever happens before, what was there stays as it was.
    """
    from travaux.backup.restore import restore as restored

    counts = restored(file, Path(where), replace)
    click.echo(f"restored {where}: {_told(counts)}")


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items())
