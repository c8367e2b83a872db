"""A finder for worker processes that does what a text tells it: crash, hang, eat memory, end, or fail."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def written(folder, texts):
    """Return a new folder with a document for each text."""
    from conftest import TEXT

    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(f"{TEXT}\n\n{text}", encoding="utf-8")
    return folder


class Finder:
    def findings(self, documents):
        from conftest import make_findings

        for document in documents:
            for word, deed in DEEDS.items():
                if f"Please {word}." in document.text:
                    deed(document)
            yield make_findings(document.source, document.text)


def slow():
    """Return a finder that takes its time, so that there is some to kill it."""
    time.sleep(0.2)
    return Slow()


class Slow(Finder):
    def findings(self, documents):
        time.sleep(0.02)
        yield from super().findings(documents)


def stillborn():
    os._exit(5)


def once(document):
    """Crash the first worker that reads the document, and no other."""
    mark = Path(document.text.rpartition("mark: ")[2].strip())
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def kill_the_parent(document):
    """Kill the process that guards this one, and count how often that was done."""
    mark = Path(document.text.rpartition("mark: ")[2].strip())
    mark.write_text(str(int(mark.read_text()) + 1 if mark.exists() else 1))
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def eat(document):
    """Ask for more memory than any worker of the tests may take."""
    bytearray(4 << 30)


DEEDS = {
    "crash": lambda document: os.kill(os.getpid(), signal.SIGSEGV),
    "hang": lambda document: time.sleep(3600),
    "eat": eat,
    "end": lambda document: os._exit(3),
    "fail": lambda document: 1 // 0,
    "crash once": once,
    "kill the parent": kill_the_parent,
}
