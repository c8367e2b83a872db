"""Answers of the saved questions on the seeds, each to the example in its header.

`python tests/queries/expected.py` writes them anew; read their diff before you commit it.
"""

from __future__ import annotations

import csv
import io
import shlex
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from travaux.ask.query import Question, bind, parse_options, saved
from travaux.build import build
from travaux.pipeline import Pipeline
from travaux.resources import folder
from travaux.store import Store
from travaux.vocabulary import ontology_files

FOLDER = Path(__file__).parent / "answers"
VOTES = "cyber-resolutions.csv"
RESOLUTIONS = ("resolution,", "A/RES/73/27,", "A/RES/76/19,")


def seeded() -> Store:
    """Return a store in memory, built from the seeds; of the votes two resolutions, so that answers can be read."""
    store = Store()
    store.load_ontology(ontology_files(["cyber"]))
    with TemporaryDirectory() as place:
        seeds = Path(place) / "seeds"
        shutil.copytree(folder("seeds"), seeds)
        lines = (seeds / VOTES).read_text(encoding="utf-8").splitlines(keepends=True)
        (seeds / VOTES).write_text(
            "".join(line for line in lines if line.startswith(RESOLUTIONS)), encoding="utf-8"
        )
        build(store, [seeds], Pipeline(), debug=True)
    return store


def answer(store: Store, question: Question) -> str:
    """Return the answer to the example of a question, as CSV."""
    given = parse_options(shlex.split(question.example), question)
    results = store.query(bind(store, question, given))
    names = [variable.value for variable in results.variables]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for row in results:
        writer.writerow(["" if row[name] is None else row[name].value for name in names])
    return buffer.getvalue()


def main() -> None:
    store = seeded()
    for old in FOLDER.glob("*.csv"):
        old.unlink()
    for question in saved():
        (FOLDER / f"{question.name}.csv").write_text(answer(store, question), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
