"""Runs the blocks of a page in their order, in a folder of its own, and gives what each should print and does."""

from __future__ import annotations

import io
import json
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import pyoxigraph as ox
import pytest

import shell
from travaux.resources import folder
from travaux.store import open_store

KNOWN = {"sh", "python", "sparql", "text", "turtle", "json", "r", "none"}
PAPER = (
    "Chair's note on the Global Mechanism\n10 March 2026\n\nChile supported the programme of action. Cuba rejected any"
    " mention of a right to self-defence. Egypt called for a legally binding instrument."
)


class Differs(AssertionError):
    """What a page shows is not what is printed."""


def furnish(place, begins, seeds):
    """Put into a folder what a page begins with; the documents of seeds/ are always there."""
    (place / "seeds").symlink_to(seeds.store.with_name("seeds"))  # a build knows files by their real place
    for name in begins:
        if name == shell.STORE:
            shutil.copytree(seeds.store, place / name)
        else:
            {"archive": _archive, "papers": _papers}[name](place / name)


def _archive(place):
    place.mkdir()
    for file in sorted(folder("seeds").glob("2017*")):
        shutil.copy(file, place)


def _papers(place):
    """Make a folder of PDF files, one of them broken off."""
    fpdf = pytest.importorskip("fpdf")
    place.mkdir()
    made = fpdf.FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    made.multi_cell(0, text=PAPER)
    data = bytes(made.output())
    (place / "note.pdf").write_bytes(data)
    (place / "broken.pdf").write_bytes(data[: len(data) // 3])


def run(blocks, machine):
    """Run blocks in the current folder; yield each block of output with what was printed before it."""
    names, printed = {"__name__": "__main__"}, None
    for block in blocks:
        if block.language == "text" and not block.notes:
            yield block, printed
            continue
        try:
            printed = _do(block, names, machine)
        except Exception as error:
            raise AssertionError(f"{block}: {type(error).__name__}: {error}") from error


def _do(block, names, machine):
    if "file" in block.notes:
        path = Path(block.notes["file"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        return None
    if block.language == "sh":
        return _shell(block, machine)
    if "not run" in block.notes:
        return compile(block.text, str(block), "exec") and None if block.language == "python" else None
    return {"python": _python, "sparql": _sparql}.get(block.language, _parsed)(block, names, machine)


def _shell(block, machine):
    told = ""
    for words in shell.lines(block.text):
        shell.look_up(words)
        if "not run" not in block.notes:
            code, printed = shell.run(words, machine)
            assert code == int(block.notes.get("exit", 0)), f"{' '.join(words)} ended with {code}: {printed}"
            told += printed
    return told


def _python(block, names, machine):
    text = block.text.replace(f":{shell.PORT}/", f":{machine.port}/")
    with redirect_stdout(io.StringIO()) as told:
        exec(compile(text, str(block), "exec"), names)
    return told.getvalue()


def _sparql(block, _names, _machine):
    with open_store(shell.STORE, writable=False) as store:
        assert next(iter(store.query(block.text)), None) is not None, "no answer"


def _parsed(block, _names, _machine):
    """Hold data against its form."""
    if block.language == "json":
        json.loads(block.text)
    elif block.language == "turtle":
        list(ox.parse(block.text, format=ox.RdfFormat.TURTLE))
    else:
        raise AssertionError(f"a block of {block.language} needs a comment: file, or not run")


def compare(block, printed):
    """Raise Differs where a page shows something else than was printed; a line of three points is any lines."""
    shown = block.text.strip("\n")
    if printed is None:
        raise Differs(f"{block}: nothing was run before this output")
    pattern = "".join(
        "(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + "\n"
        for line in shown.splitlines()
    )
    told = "".join(f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())
    if not re.fullmatch(pattern, told):
        raise Differs(f"{block} shows\n{shown}\nand this is printed\n{told}")
