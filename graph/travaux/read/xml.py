"""XML of known kinds, parsed so that it expands no entity and opens nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import IO

from lxml import etree

from travaux.errors import UnreadableDocument

SKIPPED = re.compile(
    r"\s*(?:<\?[^>]*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>)", re.DOTALL
)
ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)([^>]*)")
SERIOUS = frozenset(
    f"ERR_{name}"
    for name in ("TAG_NOT_FINISHED", "RESOURCE_LIMIT", "INTERNAL_ERROR", "ENTITY_LOOP", "NO_MEMORY")
)
SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}


def root(head: str) -> tuple[str, str]:
    """Return the local name of the element that a text begins with, and its attributes; else nothing."""
    place = 0
    while found := SKIPPED.match(head, place):
        place = found.end()
    element = ROOT.match(head, place)
    return (element[1], element[2]) if element else ("", "")


def parsed(data: bytes, source: str) -> etree._Element:
    """Return the root of a document.

    Raises UnreadableDocument where it is not well-formed, or too large or deep for any document.
    """
    try:
        return etree.fromstring(data, etree.XMLParser(**SAFE, remove_comments=True, remove_pis=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(f"{source}: broken XML ({error}); was it cut off?") from None


def elements(file: IO[bytes], source: str, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield each element of these local names as it ends, and drop it afterwards: a file may be of any size.

    Small faults are mended as browsers do. Raises UnreadableDocument at the end of a file that was cut off.
    """
    tags = [f"{{*}}{name}" for name in names]
    context = etree.iterparse(file, events=("end",), tag=tags, recover=True, **SAFE)
    try:
        for _, element in context:
            yield element
            element.clear()
            _remove_before(element, names)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(f"{source}: broken XML ({error}); was it cut off?") from None
    serious = next((entry for entry in context.error_log if entry.type_name in SERIOUS), None)
    if serious:
        raise UnreadableDocument(f"{source}: broken XML ({serious.message}); was it cut off?")


def name(element: etree._Element) -> str:
    """Return the local name of an element, or nothing for what is none, such as a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words(element: etree._Element) -> str:
    """Return the characters in an element, with the entities that HTML knows and no others."""
    found: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            found.append(_entity(node) if node.tag is etree.Entity else node.text or "")
        if event != "start" and node is not element:
            found.append(node.tail or "")
    return "".join(found)


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children of these local names, those of the first name first."""
    return [child for wanted in names for child in element if name(child) == wanted]


def first(element: etree._Element, *names: str) -> str:
    """Return the words of the first child of these names that has some, or nothing."""
    return next((text for child in children(element, *names) if (text := words(child).strip())), "")


def _remove_before(element: etree._Element, names: tuple[str, ...]) -> None:
    """Remove the emptied element before this one: lxml still builds upon this one itself."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None and parent is not None and name(before) in names:
        parent.remove(before)


def _entity(node: etree._Element) -> str:
    written = node.text or ""
    meant = html.unescape(written)
    return meant if meant != written else " "
