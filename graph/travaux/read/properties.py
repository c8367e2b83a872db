"""What a file's properties say of its document, where that can be believed."""

from __future__ import annotations

import re

from travaux.read import clean, dates, furniture

LONGEST_TITLE = 300
FILE_NAME = re.compile(
    r"\.(?:docx?|dotx?|odt|rtf|pdf|wpd|indd|qxd|tex|html?|pptx?|xlsx?|txt)\b", re.IGNORECASE
)
NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)|untitled|document\d*|slide \d+|title|no title|template|scan|print|layout)\b.*"
    r"|\S+|[\W\d_]+",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
STAMP = re.compile(r"(?:D:)?(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)")


def title(value: str | None) -> str | None:
    """Return a title that a writer gave, or None for one that a program made up from the name of a file."""
    text = clean.line(value or "")
    unfit = len(text) > LONGEST_TITLE or FILE_NAME.search(text) or NO_TITLE.fullmatch(text)
    return None if unfit or not text else text


def authors(value: str | None) -> tuple[str, ...]:
    """Return the names among the authors: not the accounts, offices and programs that stand there too."""
    found = (clean.line(name) for name in re.split(r"[;,]| and ", value or ""))
    return tuple(name for name in found if furniture.NAMES.fullmatch(name))


def date(value: str | None, text: str) -> str | None:
    """Return the day on which a file was made, where its year is the last one that the text names.

    A file made years later, out of an archive or by a scanner, says nothing of its document's date.
    """
    found = STAMP.match(value or "")
    if not found or found["year"] != max(YEAR.findall(text), default=""):
        return None
    return dates.edtf("-".join(found.groups()))
