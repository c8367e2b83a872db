"""The command build: documents become a graph, on as many processes or machines as there are."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from travaux.cli.common import FAILED, store_option, vocabulary_option, write
from travaux.errors import TravauxError

if TYPE_CHECKING:
    from travaux.read import Limits
    from travaux.work import Engine


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@store_option
@vocabulary_option(
    "cyber", about="A vocabulary folder of ontology/, or the path of your own. May be given more than once."
)
@click.option("--jobs", type=click.IntRange(1), help="How many processes; as many as there are cores.")
@click.option(
    "--engine",
    "kind",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="What the processes run on: this machine, or the machines of a Ray cluster.",
)
@click.option("--address", help="With --engine ray: the cluster to join, such as auto or HOST:6379.")
@click.option("--again", is_flag=True, help="Read every file again, also what did not change.")
@click.option("--retry", is_flag=True, help="Read again what failed or was quarantined.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and about how long it takes.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write what was done to a JSON file."
)
@click.option(
    "--most-seconds",
    default=300.0,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    help="How long a document may take until it is quarantined.",
)
@click.option(
    "--most-memory",
    default=4096,
    show_default=True,
    type=click.IntRange(0),
    metavar="MB",
    help="How much memory a process may take; 0 for as much as there is.",
)
@click.option(
    "--most-bytes", type=click.IntRange(1), metavar="MB", help="How large a document may be. [default: 64]"
)
@click.option(
    "--most-unpacked",
    type=click.IntRange(1),
    metavar="MB",
    help="How large an archive may be unpacked. [default: 16384]",
)
@click.option(
    "--most-depth",
    type=click.IntRange(0),
    help="How many archives may be within one another. [default: 3]",
)
@click.option("--debug", is_flag=True, help="Stop at an error of the program and show where it happened.")
def build(paths: tuple[Path, ...], where: str, **given: Any) -> None:
    """Read files and folders into the graph.

    Only what changed since the last build is read again; a document that is gone takes its facts with it. What
    could not be read is named each time. Ends with 0 if every document was read, 1 if some failed or were
    quarantined, 2 if it was used wrongly.
    """
    from travaux.build import build as run
    from travaux.cli.report import progress, tell
    from travaux.fetch import address_of
    from travaux.fingerprint import fingerprint
    from travaux.store import open_store
    from travaux.vocabulary import ontology_files

    vocabulary: tuple[str, ...] = given["vocabulary"]
    files = ontology_files(vocabulary)
    if not any(path.exists() for path in paths):
        raise TravauxError(f"there is nothing at {', '.join(map(str, paths))}; give files or folders")
    mark = "" if given["again"] else fingerprint(vocabulary)
    limits = _limits(given)
    if given["dry_run"]:
        _estimate(paths, where, mark, given)
        return
    engine = _engine(vocabulary, mark, given)
    try:
        with open_store(where) as store:
            store.load_ontology(files)
            with progress() as hear:
                report = run(
                    store,
                    paths,
                    engine,
                    mark=mark,
                    progress=hear,
                    retry=given["retry"],
                    limits=limits,
                    address_of=address_of,
                )
            tell(report, store, where)
    finally:
        engine.close()
    if given["report"]:
        written = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        write(given["report"], f"{written}\n".encode())
    sys.exit(FAILED if report.failed or report.quarantined else 0)


def _limits(given: dict[str, Any]) -> Limits:
    from travaux.read import Limits

    megabyte = 1024 * 1024
    chosen = {
        "document": given["most_bytes"] and given["most_bytes"] * megabyte,
        "unpacked": given["most_unpacked"] and given["most_unpacked"] * megabyte,
        "depth": given["most_depth"],
    }
    return Limits(**{name: value for name, value in chosen.items() if value is not None})


def _engine(vocabulary: tuple[str, ...], mark: str, given: dict[str, Any]) -> Engine:
    from travaux.work import Guard
    from travaux.work.maker import Maker

    if given["address"] and given["kind"] != "ray":
        raise TravauxError("--address is that of a Ray cluster; give --engine ray as well")
    make = Maker(vocabulary, mark)
    limits, guard = _limits(given), Guard(given["most_seconds"], given["most_memory"])
    if given["debug"]:
        from travaux.work.here import Here

        return Here(make, limits, debug=True)
    if given["kind"] == "ray":
        from travaux.work.cluster import Cluster

        return Cluster(make, given["jobs"], limits, guard, given["address"])
    from travaux.work.local import Local

    return Local(make, given["jobs"] or _cores(), limits, guard)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system tells
        return os.cpu_count() or 1


def _estimate(paths: tuple[Path, ...], where: str, mark: str, given: dict[str, Any]) -> None:
    from travaux.cli.report import forecast
    from travaux.fetch import address_of
    from travaux.plan import Program, foresee
    from travaux.store import Store, open_store

    made = where.startswith(("http:", "https:")) or Path(where).exists()
    with open_store(where, writable=False) if made else Store() as store:
        store.remember()
        seen = foresee(store, paths, Program(mark, _limits(given), address_of), retry=given["retry"])
        forecast(seen, given["jobs"] or _cores())
