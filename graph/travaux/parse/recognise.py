"""Names of known entities in a text: states, groups, organisations, bodies, instruments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from travaux.model import THINGS, Entity
from travaux.vocabulary import Name, Vocabulary

_ORDER = ("name", "chair", "demonym", "people", "capital", "context", "place", "not")


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a tokenised passage: tokens `start` to `end` (exclusive) name `entity` in the way `kind`."""

    start: int
    end: int
    entity: Entity
    kind: str


class Recogniser:
    """Finds the names of a vocabulary; longer names win over shorter ones."""

    def __init__(self, nlp: Language, vocabulary: Vocabulary) -> None:
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._lower = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._names: dict[str, list[Name]] = {}
        self._contexts: dict[str, list[Entity]] = {}
        for name in vocabulary.names:
            self._add(nlp, name)
        series = "|".join(sorted(map(re.escape, vocabulary.words["symbol-series"])))
        self._symbol = re.compile(rf"(?:{series})/[A-Z0-9][\w./-]*\d|L\.\d+(?:/Rev\.\d+)?")

    def _add(self, nlp: Language, name: Name) -> None:
        key = f"{name.kind}|{name.entity.iri}"
        if name.kind == "context":
            self._contexts.setdefault(name.form.lower(), []).append(name.entity)
        self._names.setdefault(key, []).append(name)
        for form in variants(name.form):
            matcher = self._lower if _case_is_free(form) else self._exact
            matcher.add(key, [nlp.make_doc(form)])

    def find(self, doc: Doc, recent: list[str]) -> list[Found]:
        """Return the names in a tokenised passage, in order, without overlaps.

        `recent` are the addresses of the entities named before, the last one last, and is added to: "the Committee" is
        the one that was named last of those so called, and nobody where none was.
        """
        spans = [*self._exact(doc, as_spans=True), *self._lower(doc, as_spans=True)]
        ranked = sorted(spans, key=lambda s: _ORDER.index(s.label_.split("|")[0]))
        chosen: dict[tuple[int, int], str] = {}
        for span in ranked:
            chosen.setdefault((span.start, span.end), span.label_)
        longest = sorted(filter_spans([doc[a:b] for a, b in chosen]), key=lambda span: span.start)
        found = [self._found(span.start, span.end, chosen[span.start, span.end]) for span in longest]
        found = [f for f in (self._known(doc, one, recent) for one in found) if f is not None]
        known = [f for f in found if f.kind != "not"]
        return sorted([*known, *self._symbols(doc, known)], key=lambda f: f.start)

    def _known(self, doc: Doc, found: Found, recent: list[str]) -> Found | None:
        if found.kind != "context":
            recent.append(found.entity.iri)
            return found
        called = {e.iri: e for e in self._contexts.get(doc[found.start : found.end].text.lower(), ())}
        last = next((iri for iri in reversed(recent) if iri in called), None)
        return Found(found.start, found.end, called[last], "context") if last else None

    def _found(self, start: int, end: int, key: str) -> Found:
        name = self._names[key][0]
        return Found(start, end, name.entity, name.kind)

    def _symbols(self, doc: Doc, known: list[Found]) -> list[Found]:
        taken = {i for f in known for i in range(f.start, f.end)}
        return [
            Found(token.i, token.i + 1, instrument(token.text), "symbol")
            for token in doc
            if token.i not in taken and self._symbol.fullmatch(token.text)
        ]


def variants(form: str) -> Iterable[str]:
    """Yield the ways a form is written: with a curly apostrophe, with another hyphen, in capitals."""
    forms = {form, form.replace("'", "’"), form.replace("-", "‑")}
    if form.count(" ") == 1 and form.istitle():
        forms.add(form.replace(" ", "-"))
    if len(form) > 3 or " " in form:
        forms |= {one.upper() for one in forms}
    return sorted(forms)


def _case_is_free(form: str) -> bool:
    words = form.split()
    return len(words) > 2 or (len(words) == 2 and not any(word.isupper() and len(word) < 4 for word in words))


@lru_cache(maxsize=4096)
def instrument(symbol: str) -> Entity:
    """Return the text that a document symbol stands for, such as A/C.1/73/L.27."""
    slug = re.sub(r"[^\w]+", "-", symbol).strip("-")
    return Entity(f"{THINGS}instrument/{slug}", symbol, "Instrument")
