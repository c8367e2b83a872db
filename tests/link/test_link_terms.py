"""Every term of ours that the code names is described in the vocabulary, and so is every prefix it uses."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

import travaux
from travaux.model import NAMESPACE
from travaux.rdf import PREFIXES
from travaux.resources import folder

CODE = [path.read_text(encoding="utf-8") for path in Path(travaux.__file__).parent.rglob("*.py")]


def test_the_code_names_only_terms_of_the_vocabulary():
    file = folder("ontology") / "travaux.ttl"
    described = {
        quad.subject.value for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    }  # fmt: skip
    used = {NAMESPACE + name for text in CODE for name in re.findall(r"\btrv:(\w+)", text)}
    # "no topic" stands in a picture for what is missing, and is in no graph
    assert used - described <= {f"{NAMESPACE}no"}


def test_terms_are_named_with_prefixes_that_are_known():
    named = {prefix for text in CODE for prefix in re.findall(r'term\(f?"(\w+):', text)}
    assert named <= PREFIXES.keys()
