"""What is found by words: the positions of a document, its title, and the paragraphs of its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from travaux.rdf import term

NOWHERE = -1
NAMED = ("trv:holder", "trv:speaker", "trv:via", "trv:body")
# The properties that are looked at; most facts of a graph are of others.
READ = (
    "rdf:type", "dcterms:title", "oa:exact", "oa:hasSelector", "oa:start", "skos:prefLabel", "trv:evidence",
    "trv:quotation", "trv:target", "trv:text", *NAMED,
)  # fmt: skip
# The index marks words with control characters, and ends a text at the first of them: they are blanks to it.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BETWEEN = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """A position or a passage of a document: `node` is what is found, `text` what is shown, from `start` on."""

    kind: str
    document: str
    node: str
    start: int
    text: str
    target: str = ""
    quotation: str = ""
    names: str = ""

    @property
    def written(self) -> str:
        """All words of the entry; those of target and quotation are in its text."""
        return f"{self.text}\n{self.names}" if self.kind == "position" else self.text


def entries(document: str, facts: Iterable[ox.Triple]) -> Iterator[Entry]:
    """Yield what can be found in a document, given its IRI and its graph; always the same for the same graph."""
    known = _Facts(facts)
    for title in known.of(document, "dcterms:title"):
        yield Entry("passage", document, document, NOWHERE, _plain(title))
    for text in known.of(document, "trv:text"):
        for start, words in _paragraphs(text):
            yield Entry("passage", document, document, start, _plain(words))
    for node in known.positions():
        start, words = known.evidence(node)
        names = dict.fromkeys(known.label(agent) for name in NAMED for agent in known.of(node, name))
        target, quotation = (
            _plain("\n".join(known.of(node, f"trv:{one}"))) for one in ("target", "quotation")
        )
        yield Entry("position", document, node, start, words, target, quotation, "\n".join(names))


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between empty lines, each with where it starts."""
    ends = [*((match.start(), match.end()) for match in _BETWEEN.finditer(text)), (len(text), len(text))]
    start = 0
    for end, after in ends:
        piece = text[start:end]
        if words := piece.strip():
            yield start + len(piece) - len(piece.lstrip()), words
        start = after


class _Facts:
    """The values of each property that matters here, of each node of a graph."""

    def __init__(self, facts: Iterable[ox.Triple]) -> None:
        self._values: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._positions: list[str] = []
        known = {term(name): name for name in READ}
        position = term("trv:Position")
        for fact in facts:
            name = known.get(fact.predicate)
            if name is None or not isinstance(fact.subject, ox.NamedNode):
                continue
            value = fact.object
            if name == "rdf:type" and value == position:
                self._positions.append(fact.subject.value)
            elif isinstance(value, ox.NamedNode | ox.Literal):
                self._values[fact.subject.value, name].append(value.value)

    def of(self, node: str, name: str) -> list[str]:
        return sorted(self._values.get((node, name), ()))

    def positions(self) -> list[str]:
        return sorted(self._positions)

    def label(self, node: str) -> str:
        return _plain(next(iter(self.of(node, "skos:prefLabel")), ""))

    def evidence(self, node: str) -> tuple[int, str]:
        """Return where the evidence of a position stands, and its words."""
        selectors = [
            one for place in self.of(node, "trv:evidence") for one in self.of(place, "oa:hasSelector")
        ]
        starts = [start for one in selectors for start in self.of(one, "oa:start") if start.isdecimal()]
        words = [exact for one in selectors for exact in self.of(one, "oa:exact")]
        return int(starts[0]) if starts else NOWHERE, _plain(words[0]) if words else ""


def _plain(text: str) -> str:
    """Return a text with blanks for control characters: as long as before, so that places in it hold."""
    return _CONTROL.sub(" ", text)
