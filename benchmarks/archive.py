"""A made-up archive of any size, always the same: documents with positions as skewed as real ones.

Few states speak much and most hardly ever, few topics and bodies take most of the talk, some documents are long, some
are copies of others; dates cover 27 years. Entities are those of the cyber vocabulary, names and sentences are made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from pyoxigraph import Quad

from travaux.model import Appointment, Document, Entity, Event, Findings, Passage, Position, Span, digest
from travaux.triples import quads
from travaux.vocabulary import load

VOCABULARY = ("cyber",)
COPIES = 0.03
STANCES = ("support", "propose", "oppose", "reserve", "state")
STANCE_WEIGHTS = (40, 22, 15, 9, 14)
ACTS = {
    "support": ("welcome", "endorse", "vote-for", "co-sponsor", None, None),
    "propose": ("call-for", "table", "demand", None, None),
    "oppose": ("reject", "accuse", "criticise", "condemn", "vote-against", None),
    "reserve": ("abstain", "dissociate", None, None),
    "state": (None,),
}
GENRES, GENRE_WEIGHTS = ("report", "statement", "transcript"), (65, 25, 10)
KINDS = ("adoption", "breakdown", "establishment", "session")
ROLES = (
    "ambassador",
    "representative",
    "chair",
    "permanent representative",
    "minister",
    "head of delegation",
)
SYLLABLES = [
    "ba",
    "de",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "ta",
    "ve",
    "wi",
    "xa",
    "yo",
    "zu",
    "fra",
    "gle",
    "dri",
    "sko",
    "plu",
]
WORDS = [
    "binding",
    "rules",
    "for",
    "networks",
    "norms",
    "of",
    "restraint",
    "a",
    "standing",
    "dialogue",
    "the",
    "final",
    "report",
    "capacity",
    "for",
    "all",
    "the",
    "review",
    "of",
    "threats",
    "common",
    "measures",
    "of",
    "trust",
    "the",
    "next",
    "mandate",
    "an",
    "open",
    "process",
    "legal",
    "obligations",
    "protected",
    "hospitals",
    "supply",
    "chains",
    "points",
    "of",
    "contact",
    "a",
    "shared",
    "understanding",
    "regular",
    "meetings",
    "equal",
    "participation",
]


class Archive:
    """Makes findings, document by document, from a seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        known = load(VOCABULARY)
        entities = sorted(known.entities.values(), key=lambda one: digest(seed, one.iri))
        self._kinds = {
            kind: _Skewed([one for one in entities if one.type == kind], power)
            for kind, power in (("State", 1.1), ("Group", 1.2), ("Organisation", 1.3), ("Body", 1.3))
        }
        self._topics = _Skewed([topic.entity for topic in known.topics], 0.8)
        self._instruments = _Skewed([one for one in entities if one.type == "Instrument"], 1.0)
        self._persons = {one.iri: self._staff(one) for one in self._kinds["State"].items}
        self._publishers = _Skewed([f"The {self._name()} Paper" for _ in range(40)], 1.0)

    def findings(self) -> Iterator[Findings]:
        """Yield the findings of one made-up document after the other, without end."""
        made: list[Findings] = []
        number = 0
        while True:
            number += 1
            if made and self._random.random() < COPIES:
                original = self._random.choice(made)
                yield _copied(original, f"{number:06}-copy.txt", self._publishers.pick(self._random))
                continue
            found = self._document(f"{number:06}.txt")
            made = [*made[-200:], found]
            yield found

    def _document(self, source: str) -> Findings:
        chance = self._random
        year = 1998 + int(27 * chance.random() ** 0.6)
        date = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        number = max(1, min(60, round(chance.lognormvariate(1.6, 0.8))))
        bodies = [self._kinds["Body"].pick(chance) for _ in range(2)]
        plans = [self._plan(bodies) for _ in range(number)]
        title = f"{self._name()} talks of {self._name()}, {date}"
        text, places = _written(title, [plan["words"] for plan in plans])
        document = Document(
            source=source,
            text=text,
            passages=(Passage(0, len(text)),),
            title=title,
            date=date,
            publisher=self._publishers.pick(chance),
            address=f"https://example.org/{source}",
            language="en",
        )
        positions = [_position(document, plan, place) for plan, place in zip(plans, places, strict=True)]
        return Findings(
            document=document,
            positions=tuple(positions),
            appointments=tuple(self._appointments(positions)),
            events=tuple(self._events(positions)),
            genre=chance.choices(GENRES, GENRE_WEIGHTS)[0],
        )

    def _plan(self, bodies: Sequence[Entity]) -> dict[str, object]:
        chance = self._random
        kind = chance.choices(("State", "Group", "Organisation"), (88, 9, 3))[0]
        holder = self._kinds[kind].pick(chance)
        stance = chance.choices(STANCES, STANCE_WEIGHTS)[0]
        spoken = kind == "State" and chance.random() < 0.35
        target = " ".join(chance.sample(WORDS, chance.randint(3, 8)))
        more = " ".join(chance.sample(WORDS, chance.randint(4, 20)))
        return {
            "holder": holder,
            "stance": stance,
            "act": chance.choice(ACTS[stance]),
            "speaker": self._persons[holder.iri].pick(chance) if spoken else None,
            "via": self._kinds["State"].pick(chance) if kind == "Group" and chance.random() < 0.6 else None,
            "body": chance.choice(bodies) if chance.random() < 0.6 else None,
            "topics": self._about(),
            "target_entity": self._instruments.pick(chance) if chance.random() < 0.08 else None,
            "certainty": "implied" if chance.random() < 0.12 else "explicit",
            "elsewhere": chance.random() < 0.2,
            "quoted": chance.random() < 0.2,
            "own_date": chance.random() < 0.3,
            "words": (holder.label, f"{stance}s", target, more),
        }

    def _about(self) -> tuple[Entity, ...]:
        found = {
            self._topics.pick(self._random) for _ in range(self._random.choices((0, 1, 2), (8, 70, 22))[0])
        }
        return tuple(sorted(found, key=lambda one: one.iri))

    def _appointments(self, positions: Sequence[Position]) -> Iterator[Appointment]:
        for one in positions:
            if one.speaker and self._random.random() < 0.5:
                role = self._random.choice(ROLES)
                yield Appointment(
                    one.document, one.speaker, role, one.evidence, state=one.holder, body=one.body
                )

    def _events(self, positions: Sequence[Position]) -> Iterator[Event]:
        for one in positions[:1]:
            if one.body and self._random.random() < 0.5:
                kind = self._random.choice(KINDS)
                yield Event(one.document, kind, one.evidence, one.cue, one.body, one.date)

    def _staff(self, state: Entity) -> _Skewed:
        names = [f"{self._name()} {self._name()}" for _ in range(12)]
        key = state.iri.rsplit("/", 1)[-1].lower()
        base = state.iri.rsplit("/", 2)[0]
        persons = [
            Entity(f"{base}/person/{name.lower().replace(' ', '-')}-{key}", name, "Person") for name in names
        ]
        return _Skewed(persons, 1.2)

    def _name(self) -> str:
        return "".join(self._random.choices(SYLLABLES, k=self._random.randint(2, 4))).capitalize()


class _Skewed:
    """Items of which the n-th is picked in proportion to 1 / n to the power given (Zipf's law)."""

    def __init__(self, items: Sequence, power: float) -> None:
        self.items = items
        self._weights = list(accumulate(1 / (rank + 1) ** power for rank in range(len(items))))

    def pick(self, chance: random.Random):
        return chance.choices(self.items, cum_weights=self._weights)[0]


def _written(title: str, sentences: Sequence[tuple[str, ...]]) -> tuple[str, list[list[Span]]]:
    """Return a text of a title and sentences, and where each sentence and each of its parts stands."""
    pieces, places, at = [title, "\n\n"], [], len(title) + 2
    for parts in sentences:
        spans, start = [], at
        for part in parts:
            spans.append(Span(at, at + len(part)))
            at += len(part) + 1
        pieces += [" ".join(parts), ".\n"]
        at += 1
        places.append([Span(start, at - 1), *spans])
    return "".join(pieces), places


def _position(document: Document, plan: dict, place: Sequence[Span]) -> Position:
    evidence, holder, cue, target, more = place
    given = {
        name: plan[name]
        for name in (
            "holder",
            "stance",
            "act",
            "speaker",
            "via",
            "body",
            "topics",
            "target_entity",
            "certainty",
        )
    }
    return Position(
        document=document.iri,
        holder_span=holder,
        cue=cue,
        cue_lemma=plan["stance"],
        target=target,
        evidence=evidence,
        quote=more if plan["quoted"] else None,
        antecedent=holder if plan["elsewhere"] else None,
        date=document.date[:7] if plan["own_date"] else None,
        **given,
    )


def _copied(original: Findings, source: str, publisher: str) -> Findings:
    """Return the same text as another publisher prints it."""
    document = replace(original.document, source=source, publisher=publisher)
    return replace(
        original,
        document=document,
        positions=tuple(replace(one, document=document.iri) for one in original.positions),
        appointments=tuple(replace(one, document=document.iri) for one in original.appointments),
        events=tuple(replace(one, document=document.iri) for one in original.events),
    )


def documents(triples: int, seed: int = 1) -> Iterator[list[Quad]]:
    """Yield the graphs of made-up documents until they have this many triples together."""
    count = 0
    for found in Archive(seed).findings():
        graph = quads(found)
        count += len(graph)
        yield graph
        if count >= triples:
            return
