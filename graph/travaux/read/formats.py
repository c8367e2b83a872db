"""The formats that travaux reads, known by their content and never by a file's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import ballots, html, markdown, text, wordpress


class Format(NamedTuple):
    """A format: how to know it by its first characters, and how to read it."""

    name: str
    matches: Callable[[str], bool]
    read: Callable[[str, str], Document]


HEAD = 20_000
JSON = re.compile(r"\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:[{\]]|$))")
XML = re.compile(r"\s*<\?xml\b(?!(?:(?!<html\b).)*<html\b)", re.DOTALL | re.IGNORECASE)
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
TAGS = re.compile(
    r"</?(?:p|div|br|h[1-6]|article|section|table|ul|ol|li|blockquote|span|a)\b[^<>]*>", re.IGNORECASE
)
FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?:[ \t]*#.*\n|[ \t]*\n)*[A-Za-z][\w -]*:")
MARKDOWN = re.compile(r"^#{1,6} +\S|\]\(https?://|\*\*\S[^*\n]*\*\*|^```", re.MULTILINE)


def read(characters: str, source: str) -> Document:
    """Read a document in whichever format its characters are.

    Raises UnreadableDocument for what no reader can make sense of.
    """
    head = characters[:HEAD]
    return next(one for one in FORMATS if one.matches(head)).read(characters, source)


def is_wordpress(characters: str) -> bool:
    """Say whether the characters are JSON, of which WordPress posts are the kind that is read."""
    return bool(JSON.match(characters))


def _is_html(head: str) -> bool:
    return bool(PAGE.match(head)) or len(TAGS.findall(head)) >= 3


def _is_markdown(head: str) -> bool:
    return bool(FRONT_MATTER.match(head)) or len(MARKDOWN.findall(head)) >= 2


def _refuse_xml(characters: str, source: str) -> Document:
    raise UnreadableDocument(f"{source}: XML of an unknown kind; convert it to HTML or text first")


FORMATS = (
    Format("roll-call", ballots.is_table, ballots.read),
    Format("wordpress", is_wordpress, wordpress.read),
    Format("xml", lambda head: bool(XML.match(head)), _refuse_xml),
    Format("markdown", lambda head: bool(FRONT_MATTER.match(head)), markdown.read),
    Format("html", _is_html, html.read),
    Format("markdown", _is_markdown, markdown.read),
    Format("text", lambda head: True, text.read),
)
