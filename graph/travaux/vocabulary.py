"""The domain knowledge in ontology/, compiled: names of entities, stance cues, topics, grammar words.

Everything that names a state, a body, a topic, a verb or an office is read from Turtle here; no other module knows
such a word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from travaux.errors import TravauxError
from travaux.model import NAMESPACE, Certainty, Entity, Stance
from travaux.resources import folder

SKOS = "http://www.w3.org/2004/02/skos/core#"
SHARED = ("world",)
_NAMED = ("State", "Group", "Organisation", "Body", "Instrument")
_FORMS = {
    "prefLabel": "name",
    "altLabel": "name",
    "officialName": "name",
    "symbol": "name",
    "demonym": "demonym",
    "people": "people",
    "capital": "capital",
    "metonym": "capital",
    "contextName": "context",
    "chairLabel": "chair",
    "notName": "not",
    "ambiguousName": "not",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A written form of an entity; `kind` says how it names it: name, demonym, people, capital, context."""

    form: str
    entity: Entity
    kind: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Lemmas that, linked in a dependency tree, express a cue: the head first, then its particles and objects."""

    lemmas: tuple[str, ...]
    category: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A way of taking a stance: an act, its stance, its frame, and the patterns that express it."""

    act: str
    stance: Stance
    frame: str
    certainty: Certainty
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its cue phrases, each a compiled expression with the weight of a hit."""

    entity: Entity
    phrases: tuple[tuple[re.Pattern[str], float], ...]


@dataclass(frozen=True)
class Vocabulary:
    """All domain knowledge of one or more vocabulary folders.

    `words` holds the closed lists of ontology/grammar.ttl by the local name of their concept, and `acts` likewise the
    acts of each collection of ontology/stances.ttl; `subjects` the topics of instruments, `organs` the bodies whose
    documents' symbols begin in a way of their own, such as "A/", and `venues` the addresses of organisations that are
    places where others speak.
    """

    names: tuple[Name, ...]
    cues: tuple[Cue, ...]
    judgements: tuple[Cue, ...]
    event_cues: tuple[Cue, ...]
    event_concerns: Mapping[str, frozenset[str]]
    topics: tuple[Topic, ...]
    words: Mapping[str, frozenset[str]]
    acts: Mapping[str, frozenset[str]]
    entities: Mapping[str, Entity]
    incarnations: Mapping[str, tuple[tuple[str, str, str], ...]]
    chairs: Mapping[str, str]
    subjects: Mapping[str, tuple[str, ...]]
    organs: Mapping[str, str]
    venues: frozenset[str]


def ontology_files(domains: Sequence[str]) -> list[Path]:
    """Return the Turtle files of the common part of ontology/ and of the vocabulary folders `domains`, sorted.

    Each of `domains` is the name of a folder of ontology/, or the path of a folder of one's own. Raises TravauxError
    when there is no such folder.
    """
    root = folder("ontology")
    chosen = [root / name for name in SHARED]
    for name in domains:
        own = root / name if (root / name).is_dir() else Path(name)
        if not own.is_dir():
            known = sorted(p.name for p in root.iterdir() if p.is_dir() and (p / "topics.ttl").exists())
            raise TravauxError(
                f"no vocabulary folder {name!r}; known are {', '.join(known)}, or give a folder's path"
            )
        chosen.append(own)
    return sorted(root.glob("*.ttl")) + [file for one in chosen for file in sorted(one.glob("*.ttl"))]


@lru_cache(maxsize=4)
def load(domains: tuple[str, ...] = ("cyber",)) -> Vocabulary:
    """Return the vocabulary of the folders `domains`; raises TravauxError for Turtle that cannot be read."""
    store = ox.Store()
    for file in ontology_files(domains):
        try:
            store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
        except (SyntaxError, ValueError) as error:
            raise TravauxError(f"{file.name} is not valid Turtle: {error}; mend it there") from error
    return _compile(_Facts(store))


class _Facts:
    """The loaded triples, by subject and local name of the predicate."""

    def __init__(self, store: ox.Store) -> None:
        self.by_subject: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in store:
            subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else str(quad.subject)
            value = getattr(quad.object, "value", str(quad.object))
            self.by_subject[subject][_local(quad.predicate.value)].append(value)
        for properties in self.by_subject.values():
            for values in properties.values():
                values.sort()

    def of_class(self, name: str, namespace: str = NAMESPACE) -> list[tuple[str, dict[str, list[str]]]]:
        wanted = namespace + name
        return sorted((s, p) for s, p in self.by_subject.items() if wanted in p.get("type", ()))


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _one(properties: Mapping[str, list[str]], key: str, default: str = "") -> str:
    return next(iter(properties.get(key, ())), default)


def _compile(facts: _Facts) -> Vocabulary:
    entities = dict(_entities(facts))
    topics = tuple(_topic(iri, p) for iri, p in facts.of_class("Topic"))
    entities |= {topic.entity.iri: topic.entity for topic in topics}
    cues = [_cue(iri, p, facts) for iri, p in facts.of_class("Cue")]
    kinds = facts.of_class("EventKind")
    return Vocabulary(
        names=tuple(_names(facts, entities)),
        cues=tuple(cue for cue in cues if cue.frame != "judgement"),
        judgements=tuple(cue for cue in cues if cue.frame == "judgement"),
        event_cues=tuple(Cue(_local(iri), "state", "event", "explicit", _patterns(p)) for iri, p in kinds),
        event_concerns={_local(iri): frozenset(p.get("concerns", ())) for iri, p in kinds},
        topics=topics,
        words={_local(iri): frozenset(p.get("word", ())) for iri, p in facts.of_class("WordList")},
        acts={
            _local(iri): frozenset(map(_local, p["member"])) for iri, p in facts.of_class("Collection", SKOS)
        },
        entities=entities,
        incarnations=_incarnations(facts),
        chairs=_chairs(facts),
        subjects={iri: tuple(p["subject"]) for iri, p in facts.of_class("Instrument") if p.get("subject")},
        organs={start: iri for iri, p in facts.of_class("Body") for start in p.get("symbolsBegin", ())},
        venues=frozenset(iri for iri, p in facts.of_class("Organisation") if "true" in p.get("venue", ())),
    )


def _entities(facts: _Facts) -> Iterable[tuple[str, Entity]]:
    for kind in _NAMED:
        for iri, properties in facts.of_class(kind):
            iso3, series = _one(properties, "iso3") or None, _one(properties, "incarnationOf") or None
            yield iri, Entity(iri, _one(properties, "prefLabel", _local(iri)), kind, iso3, series)


def _names(facts: _Facts, entities: Mapping[str, Entity]) -> Iterable[Name]:
    for iri, entity in sorted(entities.items()):
        if entity.type == "Topic":
            continue
        properties = facts.by_subject[iri]
        ambiguous = "true" in properties.get("ambiguousCapital", ())
        for key, kind in _FORMS.items():
            for form in properties.get(key, ()):
                unsure = ambiguous and key == "capital"
                yield Name(form, entity, "place" if unsure else kind)


def _cue(iri: str, properties: Mapping[str, list[str]], facts: _Facts) -> Cue:
    act = _one(properties, "act")
    broader = _one(properties, "stance") or _one(facts.by_subject[act], "broader")
    certainty: Certainty = "implied" if _one(properties, "certainty") == "implied" else "explicit"
    stance = _local(broader)
    if stance not in ("support", "oppose", "propose", "reserve", "state"):
        raise TravauxError(
            f"the cue {iri} has no stance: give it a trv:act of ontology/stances.ttl, or a trv:stance"
        )
    return Cue(_local(act), stance, _one(properties, "frame", "plain"), certainty, _patterns(properties))  # type: ignore[arg-type]


def _patterns(properties: Mapping[str, list[str]]) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(tuple(form.split()), category)
        for category in ("verb", "noun", "adjective", "predicate")
        for form in properties.get(category, ())
    )


def _topic(iri: str, properties: Mapping[str, list[str]]) -> Topic:
    phrases = [
        (_phrase(text), weight)
        for key, weight in (("strongCue", 2.0), ("cue", 1.0), ("weakCue", 0.4))
        for text in properties.get(key, ())
    ]
    return Topic(Entity(iri, _one(properties, "prefLabel", _local(iri)), "Topic"), tuple(phrases))


def _phrase(text: str) -> re.Pattern[str]:
    """Compile a cue phrase: words match whatever their case, `*` ends of a word, and spaces also hyphens."""
    words = [re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w?") for word in text.split()]
    flags = re.IGNORECASE if text == text.lower() else 0
    return re.compile(r"(?<!\w)" + r"[\s\-‑–]+".join(words) + r"(?!\w)", flags)


def _chairs(facts: _Facts) -> dict[str, str]:
    """Return the names under which chairs speak, those of a series for its incarnations too."""
    bodies = dict(facts.of_class("Body"))
    own = {
        iri: _one(p, "chairLabel") or _one(bodies.get(_one(p, "incarnationOf"), {}), "chairLabel")
        for iri, p in bodies.items()
    }
    return {iri: label for iri, label in own.items() if label}


def _incarnations(facts: _Facts) -> dict[str, tuple[tuple[str, str, str], ...]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for iri, properties in facts.of_class("Body"):
        for series in properties.get("incarnationOf", ()):
            found[series].append((_one(properties, "from"), _one(properties, "until", "9999"), iri))
    return {series: tuple(sorted(rows)) for series, rows in found.items()}
