"""What a note beside an annotation says, taken only where it is of the form that it should have."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from travaux.interchange.entities import ADDRESS, TYPES
from travaux.interchange.texts import printable
from travaux.model import Entity, Span


def text_of(known: Mapping[str, Any], name: str, form: str = r"(?s:.+)") -> str | None:
    """Return a text of a record; nothing where it is none, or not of the form."""
    value = known.get(name)
    return printable(value) if isinstance(value, str) and re.fullmatch(form, value) else None


class Note:
    """A note of a position: JSON as the program writes it, or topics in words, parted by semicolons."""

    def __init__(self, text: str) -> None:
        self._text = text
        try:
            known = json.loads(text) if text.startswith("{") else {}
        except (ValueError, RecursionError):
            known = {}
        self._known: dict[str, Any] = known if isinstance(known, dict) else {}

    def words(self) -> list[str]:
        """Return the topics of a note in words."""
        parts = [] if self._text.startswith("{") else printable(self._text).split(";")
        return [" ".join(part.split()) for part in parts if part.strip()]

    def text(self, name: str, form: str = r"(?s:.+)") -> str | None:
        return text_of(self._known, name, form)

    def holder(self, words: str) -> Entity | None:
        """Return the holder, where the words that name it are still those that the note was made for."""
        said = self._known.get("holder")
        same = isinstance(said, dict) and said.get("words") == words
        return self.entity("holder") if same else None

    def entity(self, name: str, *types: str) -> Entity | None:
        return _entity(self._known.get(name), types or TYPES)

    def topics(self) -> list[Entity]:
        said = self._known.get("topics")
        found = (_entity(one, ("Topic",)) for one in (said if isinstance(said, list) else ()))
        return [one for one in found if one]

    def exact(self, role: str) -> Span | None:
        said = self._known.get("exact")
        place = said.get(role) if isinstance(said, dict) else None
        numbers = place if isinstance(place, list) else []
        return Span(*numbers) if len(numbers) == 2 and all(type(one) is int for one in numbers) else None


def _entity(said: Any, types: tuple[str, ...]) -> Entity | None:
    if not isinstance(said, dict):
        return None
    iri, label, kind = (text_of(said, name) for name in ("iri", "label", "type"))
    if not (iri and label and kind in types and ADDRESS.fullmatch(iri)):
        return None
    series = text_of(said, "series", ADDRESS.pattern)
    return Entity(iri, label, str(kind), text_of(said, "iso3", "[A-Z]{3}"), series)
