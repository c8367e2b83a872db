"""What is found by words: the positions of a document, its title, and the paragraphs of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from travaux.store.facts import Facts

NOWHERE = -1
NAMED = ("trv:holder", "trv:speaker", "trv:via", "trv:body")
# The index marks words with control characters, and ends a text at the first of them: they are blanks to it.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BETWEEN = re.compile(r"\n\s*\n")


class Entry(NamedTuple):
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


def entries(document: str, facts: Facts) -> Iterator[Entry]:
    """Yield what can be found in a document, given its IRI and its graph; always the same for the same graph."""
    for title in facts.of(document, "dcterms:title"):
        yield Entry("passage", document, document, NOWHERE, _plain(title))
    for text in facts.of(document, "trv:text"):
        for start, words in _paragraphs(text):
            yield Entry("passage", document, document, start, _plain(words))
    for node in facts.positions():
        start, words = _evidence(node, facts)
        agents = [agent for name in NAMED for agent in facts.of(node, name)]
        names = dict.fromkeys(_plain(facts.first(agent, "skos:prefLabel")) for agent in agents)
        target, quotation = (
            _plain("\n".join(facts.of(node, f"trv:{one}"))) for one in ("target", "quotation")
        )
        yield Entry("position", document, node, start, words, target, quotation, "\n".join(names))


def _evidence(node: str, facts: Facts) -> tuple[int, str]:
    """Return where the evidence of a position stands, and its words."""
    found = facts.words(node)
    starts = [start for start, _ in found if start.isdecimal()]
    words = [text for _, exact in found for text in exact]
    return int(starts[0]) if starts else NOWHERE, _plain(words[0]) if words else ""


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between empty lines, each with where it starts."""
    ends = [*((match.start(), match.end()) for match in _BETWEEN.finditer(text)), (len(text), len(text))]
    start = 0
    for end, after in ends:
        piece = text[start:end]
        if words := piece.strip():
            yield start + len(piece) - len(piece.lstrip()), words
        start = after


def _plain(text: str) -> str:
    """Return a text with blanks for control characters: as long as before, so that places in it hold."""
    return _CONTROL.sub(" ", text)
