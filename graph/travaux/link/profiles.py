"""Who is named where: the people of all documents, gathered by name and side into profiles to compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from travaux.link.names import bare, words
from travaux.model import THINGS
from travaux.rdf import slug

LONG_YEARS = 25  # nobody is a delegate for longer than this between two documents that name them


@dataclass(frozen=True, slots=True)
class Reference:
    """A person as one document names it; `node` is the person's address in that document's graph."""

    node: str
    name: str
    document: str
    year: int | None = None
    states: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()  # words of offices, addresses of bodies


@dataclass(frozen=True, slots=True)
class Profile:
    """What the documents that give a person one name and one side say of it."""

    iri: str
    label: str
    words: tuple[str, ...]
    nodes: tuple[str, ...]
    states: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()


def profiles(
    references: Iterable[Reference], titles: frozenset[str] = frozenset(), alone: Iterable[str] = ()
) -> list[Profile]:
    """Return the profiles of all references, by address; a node that is in `alone` gets one to itself."""
    kept = frozenset(alone)
    groups: dict[tuple[str, ...], list[Reference]] = defaultdict(list)
    for reference in references:
        key = _key(reference, titles)
        groups[(*key, reference.node) if reference.node in kept else key].append(reference)
    found = [
        _profile(key, number, era, titles)
        for key, members in sorted(groups.items())
        for number, era in enumerate(_eras(members))
    ]
    return sorted(found, key=lambda profile: profile.iri)


def _key(reference: Reference, titles: frozenset[str]) -> tuple[str, ...]:
    """Return what makes references one profile; a single word of no known side counts for its document only."""
    name = words(reference.name, titles) or ("unnamed",)
    side = sorted(map(slug, reference.states or reference.organisations))
    if not side and len(name) == 1:
        side = [slug(reference.document)]
    return ("-".join(name), *side)


def _eras(members: Sequence[Reference]) -> list[list[Reference]]:
    """Part references where so many years lie between them that they cannot be to one person."""
    dated = sorted(members, key=lambda one: (one.year or 0, one.node))
    undated = [one for one in dated if one.year is None]
    eras: list[list[Reference]] = []
    for one in dated[len(undated) :]:
        if eras and (one.year or 0) - (eras[-1][-1].year or 0) <= LONG_YEARS:
            eras[-1].append(one)
        else:
            eras.append([one])
    if eras:
        eras[-1] += undated
        return eras
    return [undated]


def _profile(key: tuple[str, ...], number: int, era: Sequence[Reference], titles: frozenset[str]) -> Profile:
    name = max((bare(one.name, titles) for one in era), key=lambda text: (len(words(text, titles)), text))
    years = sorted(one.year for one in era if one.year is not None)
    suffix = (str(years[0]),) if number else ()
    return Profile(
        iri=f"{THINGS}person/{'-'.join(map(_part, (*key, *suffix)))}",
        label=name,
        words=words(name, titles),
        nodes=tuple(sorted(one.node for one in era)),
        states=_union(one.states for one in era),
        organisations=_union(one.organisations for one in era),
        signs=_union(one.signs for one in era),
        years=tuple(years),
    )


def _part(text: str) -> str:
    """Return a part of a key as a part of an address, of a node's address what tells it from others."""
    if "/document/" in text:
        text = text.split("/document/")[1].split("/", maxsplit=1)[0]
    plain = text.encode("ascii", "ignore").decode().lower()
    return "".join(character if character.isalnum() else "-" for character in plain).strip("-") or "unnamed"


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
