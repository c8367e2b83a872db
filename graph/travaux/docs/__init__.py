"""The page of the ontology: vocabulary, schemes, shapes and an example, read off the Turtle."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

import rdflib
from jinja2 import Environment, StrictUndefined
from rdflib import DCTERMS, OWL

from travaux.docs.example import Example
from travaux.docs.names import SHOWN
from travaux.docs.schemes import counts, scheme_sections, series
from travaux.docs.shapes import shape_section
from travaux.docs.terms import HEADER, foreign_section, term_sections
from travaux.model import NAMESPACE
from travaux.vocabulary import ontology_files

__all__ = ["page", "read"]

_HEADER = {
    "title": DCTERMS.title,
    "description": DCTERMS.description,
    "abstract": DCTERMS.abstract,
    "licence": DCTERMS.license,
    "version": OWL.versionInfo,
}


def page(vocabularies: Sequence[str], example: Example | None) -> str:
    """Return the page of the ontology with the topics of some vocabulary folders, as HTML that fetches nothing."""
    graph = read(vocabularies)
    assets = files("travaux") / "assets"
    style = (assets / "docs.css").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string((assets / "docs.html").read_text(encoding="utf-8"))
    return template.render(
        policy=f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
        style=style,
        header={name: str(graph.value(HEADER, term) or "") for name, term in _HEADER.items()},
        namespace=NAMESPACE,
        example=example,
        sections=[
            *term_sections(graph),
            *scheme_sections(graph),
            shape_section(graph),
            foreign_section(graph),
        ],
        prefixes=sorted(SHOWN.items()),
        counts=counts(graph),
        series=series(graph),
    )


def read(vocabularies: Sequence[str]) -> rdflib.Graph:
    """Return the Turtle of the common part of ontology/ and of some vocabulary folders as one graph."""
    graph = rdflib.Graph(bind_namespaces="none")
    for file in ontology_files(vocabularies):
        graph.parse(file, format="turtle")
    return graph


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"
