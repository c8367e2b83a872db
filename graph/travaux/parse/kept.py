"""Parses that are kept: a sentence whose words a parser has seen before need not be parsed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacy.about import __version__
from spacy.language import Language
from spacy.tokens import Doc, DocBin

Words = tuple[str, ...]
NONE: Mapping[Words, Doc] = {}
_ATTRIBUTES = ("ORTH", "TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "LEMMA", "POS")
_FORM = "1"


def pack(docs: Iterable[Doc], nlp: Language) -> bytes:
    """Return parsed sentences as bytes, with a mark of the parser that made them."""
    return _mark(nlp) + DocBin(attrs=_ATTRIBUTES, docs=docs).to_bytes()


def unpack(packed: bytes, nlp: Language) -> Mapping[Words, Doc]:
    """Return parsed sentences by their words; none where another parser made them, or where they are damaged."""
    mark = _mark(nlp)
    if not packed.startswith(mark):
        return NONE
    try:
        kept = list(DocBin().from_bytes(packed[len(mark) :]).get_docs(nlp.vocab))
    except Exception:  # whatever is wrong with it: parsing anew makes it good
        return NONE
    return {tuple(token.text for token in doc): doc for doc in kept}


def _mark(nlp: Language) -> bytes:
    parts = (_FORM, __version__, nlp.meta["lang"], nlp.meta["name"], nlp.meta["version"])
    return "|".join(map(str, parts)).encode() + b"\n"
