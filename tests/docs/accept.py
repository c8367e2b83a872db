"""Writes what is printed now into the pages that show it: python tests/docs/accept.py [PAGE...]; read the diff."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

import running
import shell
from blocks import page_of
from travaux.pipeline import Pipeline
from travaux.resources import folder
from travaux.work import local, maker
from travaux.work.here import Here


class Remembering:
    """A pipeline that reads a document once for all pages."""

    def __init__(self, vocabulary):
        self._pipeline, self._known = Pipeline(vocabulary), {}

    def found(self, document, parses):
        if document.id not in self._known:
            self._known[document.id] = self._pipeline.found(document, parses)
        return self._known[document.id]

    def findings(self, documents):
        return (self.found(document, b"")[0] for document in documents)


@contextmanager
def one_parser():
    """Let builds read in this process, each document once."""
    remembering = cache(Remembering)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(maker.Maker, "__call__", lambda self: remembering(self.vocabulary))
        patch.setattr(local, "Local", lambda make, jobs=1, limits=None, guard=None: Here(make))
        yield


def built_in(place):
    """Build the graph of seeds/ in a folder as a user does, once for all pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        shutil.copytree(folder("seeds"), "seeds")
        code, told = shell.run(shell.BUILD, shell.Machine())
    assert code == 0, told
    return shell.Built(place / shell.STORE, told)


def prepare(path, place, seeds, patch):
    """Go to a folder that has what a page begins with."""
    running.furnish(place, page_of(path).begins, seeds)
    patch.chdir(place)
    patch.setenv("COLUMNS", str(shell.WIDTH))
    patch.setenv("MPLBACKEND", "agg")


def main():
    """Run pages, all by default, and write what differs into them."""
    root = Path(__file__).resolve().parents[2]
    pages = [Path(name).resolve() for name in sys.argv[1:]]
    with one_parser(), tempfile.TemporaryDirectory() as place:
        seeds = built_in(Path(place))
        for path in pages or [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
            with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as own:
                prepare(path, Path(own), seeds, patch)
                _write(path, seeds)


def _write(path, seeds):
    machine, changed = shell.Machine(seeds), []
    try:
        for block, printed in running.run(page_of(path).blocks, machine):
            try:
                running.compare(block, printed)
            except running.Differs as error:
                if printed is None or "\n...\n" in block.text:
                    sys.stderr.write(f"by hand: {error}\n")
                else:
                    changed.append((block, printed))
    finally:
        machine.stop()
    lines = path.read_text(encoding="utf-8").splitlines()
    for block, printed in reversed(changed):
        told = [line.rstrip() for line in printed.strip("\n").splitlines()]
        lines[block.line : block.line + len(block.text.splitlines())] = told
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
