"""What the program knows of diplomacy stands in ontology/: no name of the vocabulary, no unused list of words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import travaux
from travaux.resources import folder
from travaux.vocabulary import load

CODE = Path(travaux.__file__).parent
STAND_INS = {
    "Brazil",
    "NATO",
    "UNESCO",
}  # written for any name of their kind, as every English parser knows them
LETTERHEAD = {
    "United Nations"
}  # of which a reader tells that it is no title, before any vocabulary is chosen
DOMAINS = sorted(path.parent.name for path in folder("ontology").glob("*/topics.ttl"))


def texts() -> Iterator[str]:
    """Yield the strings of the code that are no docstrings."""
    for path in sorted(CODE.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        yield from (
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
        )


def test_no_name_of_the_vocabulary_is_written_in_code():
    forms = {n.form for domain in DOMAINS for n in load((domain,)).names if n.kind != "not"}
    longest = sorted((form for form in forms if len(form) >= 4), key=lambda form: (-len(form), form))
    names = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")
    assert {name for text in texts() for name in names.findall(text)} <= STAND_INS | LETTERHEAD


def test_every_list_of_words_is_used():
    assert set(load().words) - set(texts()) == set()
