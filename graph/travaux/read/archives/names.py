"""Which members of an archive are documents, and what they are called: a name is never a place on the disk."""

from __future__ import annotations

import re
import unicodedata

from travaux.errors import UnreadableDocument
from travaux.read.folders import ABOUT_THE_FOLDER

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
DRIVE = re.compile(r"[A-Za-z]:(?=/)")
NOWHERE = ("", ".", "..")
OF_ANOTHER_SYSTEM = "__MACOSX"


def portable(name: str) -> str:
    """Return a member's name as it reads everywhere, below the archive and nowhere else."""
    characters = unicodedata.normalize("NFC", UNPRINTABLE.sub("\ufffd", name)).replace("\\", "/")
    return "/".join(part for part in DRIVE.sub("", characters).split("/") if part not in NOWHERE)


def is_document(name: str) -> bool:
    """Say whether a portable name is that of a document, as in a folder: not hidden, not about the archive."""
    parts = name.split("/")
    hidden = any(part.startswith(".") or part == OF_ANOTHER_SYSTEM for part in parts)
    return bool(name) and not hidden and not parts[-1].casefold().startswith(ABOUT_THE_FOLDER)


class Sources:
    """The sources of the members of an archive."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._given: set[str] = set()

    def of(self, name: str) -> str:
        """Return the source of a member by its portable name.

        Raises UnreadableDocument for the second one of a name.
        """
        source = f"{self._source}/{name}"
        if name in self._given:
            raise UnreadableDocument(f"{source}: a second file of this name in the archive; rename it")
        self._given.add(name)
        return source
