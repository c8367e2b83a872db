"""The JSON-LD context of travaux: short names for its terms, made from the vocabulary and kept in ontology/.

`python -c "from travaux.export.context import keep; keep()"` writes ontology/context.jsonld anew; a test holds the two
together.
"""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from travaux.errors import TravauxError
from travaux.model import NAMESPACE
from travaux.rdf import PREFIXES, term
from travaux.resources import folder

FILE = "context.jsonld"
KEYWORDS = {"id": "@id", "type": "@type", "graph": "@graph"}
LINK = "@id"


def context() -> dict[str, Any]:
    """Return the context: prefixes, and each class and property of ontology/travaux.ttl by its local name."""
    vocabulary = ox.Store()
    vocabulary.load(path=str(folder("ontology") / "travaux.ttl"), format=ox.RdfFormat.TURTLE)
    names: dict[str, Any] = {}
    for kind in ("Class", "DatatypeProperty", "ObjectProperty"):
        for quad in vocabulary.quads_for_pattern(None, term("rdf:type"), term(f"owl:{kind}")):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(NAMESPACE):
                local = quad.subject.value.removeprefix(NAMESPACE)
                named = f"trv:{local}"
                names[local] = {"@id": named, "@type": LINK} if kind == "ObjectProperty" else named
    clash = sorted(names.keys() & (KEYWORDS.keys() | PREFIXES.keys()))
    if clash:
        raise TravauxError(
            f"ontology/travaux.ttl has terms that JSON-LD needs for itself: {', '.join(clash)}"
        )
    return {"@context": {"@version": 1.1, **KEYWORDS, **PREFIXES, **dict(sorted(names.items()))}}


def written() -> str:
    """Return the context as the text of its file."""
    return json.dumps(context(), ensure_ascii=False, indent=2) + "\n"


def keep() -> None:
    """Write the context into ontology/."""
    (folder("ontology") / FILE).write_text(written(), encoding="utf-8", newline="")
