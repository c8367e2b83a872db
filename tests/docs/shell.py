"""Lines of a shell as the documentation has them: travaux runs in this process, all else as a program."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import click

from travaux.ask.query import load, parse_options
from travaux.cli import main

PORT = 8000  # of travaux serve, in the documentation
WIDTH = 86  # of a line of code on a page of the site
STORE = "travaux.store"
BUILD = ["travaux", "build", "seeds"]
PROJECT = Path(__file__).parents[2] / "pyproject.toml"
_PROGRESS = re.compile(r"^\[\d+(/\d+)?\] .*\n", re.MULTILINE)
_ENVIRONMENT = re.compile(r"[A-Z_]+=.*")


class Built(NamedTuple):
    """A graph of seeds/: its folder, and what was told when it was built."""

    store: Path
    told: str


class Terminal(io.TextIOWrapper):
    """A terminal, or a file, that keeps what is written."""

    def __init__(self, wide):
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)
        self.wide = wide

    def isatty(self):
        return self.wide

    def told(self):
        return self.buffer.getvalue().decode("utf-8")


def lines(text):
    """Yield the lines of a block as words; a line that ends with a backslash or within quotation marks goes on."""
    begun = ""
    for line in text.replace("\\\n", " ").splitlines(keepends=True):
        begun += line
        try:
            words = shlex.split(begun, comments=True)
        except ValueError:
            continue
        begun = ""
        if words:
            yield words
    assert not begun, f"quotation marks without end: {begun}"


def run(words, machine):
    """Run a line, and return its exit code and what it prints; what tells how far a build is, is left out."""
    words, target = (words[:-2], Path(words[-1])) if words[-2:-1] == [">"] else (words, None)
    if words[0] != "travaux":
        words = [word.replace(f":{PORT}", f":{machine.port}") for word in words]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
        return done.returncode, done.stdout + done.stderr
    if words[1] == "serve":
        machine.start(words[1:])
        return 0, ""
    if words == BUILD and machine.seeds and not Path(STORE).exists():
        shutil.copytree(machine.seeds.store, STORE)
        return 0, machine.seeds.told
    shown = Terminal(wide=True)
    printed = Terminal(wide=False) if target else shown
    code = 0
    with redirect_stdout(printed), redirect_stderr(Terminal(wide=False)) as beside:
        try:
            main(words[1:], prog_name="travaux")
        except SystemExit as end:
            code = end.code or 0
    if target:
        target.write_text(printed.told(), encoding="utf-8")
    return code, shown.told() + _PROGRESS.sub("", beside.told())


def look_up(words):
    """Hold a line that is not run against what there is: commands, options, extras, programs of this repository."""
    words = [word for word in words if not _ENVIRONMENT.fullmatch(word)]
    if words[0] == "travaux" and len(words) > 1:
        _command(words[1:])
    elif words[0] == "pip":
        wanted = re.findall(r"[\w-]+", " ".join(re.findall(r"\[(.+?)\]", " ".join(words))))
        project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
        missing = set(wanted) - set(project["optional-dependencies"])
        assert not missing, f"no extra {missing}"


def _command(words):
    """Raise what click raises for a command or an option that is not there."""
    name = words[0]
    if name.startswith("-"):
        main.make_parser(click.Context(main)).parse_args(list(words))
        return
    command = main.get_command(click.Context(main), name)
    while isinstance(command, click.Group) and len(words) > 1:
        words = words[1:]
        command = command.get_command(click.Context(command), words[0])
    assert command is not None, f"travaux has no command {' '.join(words)}"
    given = [word for word in words[1:] if word not in (">", "…", "...")]
    context = click.Context(command, **command.context_settings)
    options, rest, _ = command.make_parser(context).parse_args(list(given))
    if name == "query" and rest:
        parse_options(rest, load(options["question"]))


class Machine:
    """What a page runs on: a graph of seeds/ that was built once, and servers at a port that is free."""

    def __init__(self, seeds=None):
        self.seeds = seeds
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._running = []

    def start(self, words):
        call = [sys.executable, "-m", "travaux", *words, "--port", str(self.port)]
        self._running.append(subprocess.Popen(call, stderr=subprocess.PIPE))
        for _ in range(300):
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(f"{' '.join(words)} does not answer")

    def stop(self):
        for process in self._running:
            process.terminate()
            process.communicate(timeout=30)
