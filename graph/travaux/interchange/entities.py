"""From a name that somebody wrote to what it names: of the vocabulary where it is known there, else a new entity."""

from __future__ import annotations

import re
from collections.abc import Iterable

from travaux.letters import fold
from travaux.model import THINGS, Entity, digest
from travaux.rdf import slug
from travaux.vocabulary import Vocabulary

TYPES = ("State", "Group", "Organisation", "Body", "Person", "Instrument", "Topic")
ADDRESS = re.compile(r"https?://[^\s<>\"{}|^`\\]+")
HOLDERS = ("State", "Group", "Organisation", "Body")
LONGEST_KEY = 80


class Names:
    """The names of a vocabulary: of those who hold positions, and of topics."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        named = [name for name in vocabulary.names if name.kind == "name" and name.entity.type in HOLDERS]
        topics = [topic.entity for topic in vocabulary.topics]
        self._holders = _by_form((name.form, name.entity) for name in named)
        self._topics = _by_form((form, one) for one in topics for form in (one.label, slug(one.iri)))

    def holder(self, name: str, otherwise: str) -> Entity:
        """Return who is called so; an entity of the type `otherwise` where the vocabulary knows nobody."""
        return self._holders.get(name) or self._holders.get(_folded(name)) or minted(name, otherwise)

    def topic(self, label: str) -> Entity:
        """Return the topic with this label, or a new one."""
        return self._topics.get(label) or self._topics.get(_folded(label)) or minted(label, "Topic")


def noted(label: str, type_: str, iri: str, iso3: str) -> Entity | None:
    """Return an entity of which somebody noted type and address; nothing where they are of no such form."""
    if type_ not in TYPES or not ADDRESS.fullmatch(iri):
        return None
    return Entity(iri, label, type_, iso3 if re.fullmatch("[A-Z]{3}", iso3) else None)


def minted(label: str, type_: str) -> Entity:
    """Return an entity with an address that follows from its label; two labels have one only if they read the same."""
    plain = re.sub(r"[\s.,'’-]+", "-", fold(label)).strip("-")
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY]
    if key != plain:
        key = f"{key}-{digest(label)[:8]}".strip("-")
    return Entity(f"{THINGS}{type_.lower()}/{key}", label, type_)


def _by_form(named: Iterable[tuple[str, Entity]]) -> dict[str, Entity]:
    """Return entities by their names, exactly and folded; a form as it is written wins over a folded one."""
    pairs = list(named)
    found: dict[str, Entity] = {}
    for form, entity in [*pairs, *((_folded(form), entity) for form, entity in pairs)]:
        found.setdefault(form, entity)
    return found


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))
