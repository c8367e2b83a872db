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
# The parser reads one of these, which every English model knows, in place of any name of the same kind.
STAND_INS = {"Brazil", "NATO", "UNESCO"}
# A reader tells a letterhead from a title before any vocabulary is chosen.
LETTERHEAD = {"United Nations"}
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


def test_every_list_of_words_and_of_acts_is_used():
    known = load()
    assert (set(known.words) | set(known.acts)) - set(texts()) == set()
