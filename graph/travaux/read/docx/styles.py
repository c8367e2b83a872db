"""What the styles of a document of Word say of its paragraphs."""

from __future__ import annotations

import re

from travaux.model import PassageKind
from travaux.read.office import Element, child, elements, name_of, value

OFF = ("0", "false", "none", "off")
NO_LIST = "0"
LOWEST = 8
DEEPEST = 12
KINDS: tuple[tuple[str, PassageKind], ...] = (
    (r"title", "title"),
    (r"subtitle|heading( \d+)?|_ h\b.*", "heading"),
    (r"(?:intense )?quote|quotations?|block text", "quotation"),
    (r"caption|toc (?:heading|\d)|contents \d|table of (?:figures|authorities)", "aside"),
    (r"list\b.*", "item"),
)


class Styles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        found = elements(root) if root is not None else ()
        self._styles = {value(one, "styleId"): one for one in found if name_of(one) == "style"}

    def kind(self, paragraph: Element) -> PassageKind:
        """Return what a paragraph is by its own settings and by its style."""
        settings = child(paragraph, "pPr")
        chain = self._chain(settings)
        named = next((kind for style in chain if (kind := _named(style))), None)
        if named and named != "item":
            return named
        settled = [settings, *(child(style, "pPr") for style in chain)]
        if any(_is_outlined(one) for one in settled):
            return "heading"
        lists = [one for one in (child(one, "numPr", "numId") for one in settled) if one is not None]
        return "item" if (lists and value(lists[0], "val") != NO_LIST) or named else "paragraph"

    def is_bold(self, paragraph: Element) -> bool:
        """Say whether the style of a paragraph is bold."""
        chain = self._chain(child(paragraph, "pPr"))
        stated = (child(style, "rPr", "b") for style in chain)
        return next((is_on(one) for one in stated if one is not None), False)

    def _chain(self, settings: Element | None) -> list[Element]:
        style = child(settings, "pStyle")
        found: list[Element] = []
        while style is not None and len(found) < DEEPEST:
            style = self._styles.get(value(style, "val"))
            if style is not None:
                found.append(style)
                style = child(style, "basedOn")
        return found


def is_on(element: Element | None) -> bool:
    """Say whether a switch is set."""
    return element is not None and value(element, "val") not in OFF


def _named(style: Element) -> PassageKind | None:
    name = child(style, "name")
    text = value(name, "val").casefold() if name is not None else ""
    return next((kind for form, kind in KINDS if re.fullmatch(form, text)), None)


def _is_outlined(settings: Element | None) -> bool:
    level = child(settings, "outlineLvl")
    text = value(level, "val") if level is not None else ""
    return text.isdecimal() and int(text) <= LOWEST
