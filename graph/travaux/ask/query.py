"""Asking: saved questions of ontology/queries, SPARQL files and SPARQL text, with parameters bound as terms.

A question names its parameters in its header, one a line: "# --topic Topic, required: what it is about". In
its text `VALUES ?topicGiven { UNDEF }` stands where the value goes; without one the line says nothing, so
that every question is plain SPARQL that any other program can run. "# example: --topic norms" gives the options
of a useful call, which tests make on the seeds.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from travaux.errors import TravauxError
from travaux.rdf import slug
from travaux.resources import folder
from travaux.store import Store
from travaux.store.names import KINDS, Names, named, names_of

VALUES = ("Date", "Word", "Words")
NARROWER = "^(trv:incarnationOf|skos:broader)*"
FEW = 30  # things of a kind, which are all named where a name means none of them
_HEADER = re.compile(
    r"^# --(?P<name>\w+) (?P<kind>\w+)(?P<required>, required)?: (?P<about>.+)$", re.MULTILINE
)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_SLOT = re.compile(r"VALUES\s+\?(\w+)Given\s*\{\s*UNDEF\s*\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be given: `kind` is a key of KINDS or one of VALUES."""

    name: str
    kind: str
    required: bool
    about: str

    @property
    def usage(self) -> str:
        shown = f"--{self.name} {self.kind.upper()}"
        return shown if self.required else f"[{shown}]"


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query with what people need to know of it."""

    name: str
    text: str
    title: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    example: str = ""


def saved() -> list[Question]:
    """Return the questions of ontology/queries, by name."""
    return [_read(file) for file in sorted((folder("ontology") / "queries").glob("*.rq"))]


def load(question: str) -> Question:
    """Return a saved question by its name, that of a file, or the text itself as a question.

    Raises TravauxError when it is none of these.
    """
    known = {one.name: one for one in saved()}
    if question in known:
        return known[question]
    if re.search(r"[\s{]", question):
        return parse(question, "query")
    if question.endswith(".rq"):
        return _read(Path(question))
    if question.startswith("-"):
        raise TravauxError(f"the question comes before its options: travaux query NAME {question} ...")
    raise TravauxError(
        f"there is no saved question {question!r}{_near(question, known)}; see travaux query --list"
    )


def parse(text: str, name: str) -> Question:
    """Return a query text as a question, with what its header says."""
    said = dict(re.findall(r"^# (title|description|example):(.*)$", text, re.MULTILINE))
    title, description, example = (said.get(key, "").strip() for key in ("title", "description", "example"))
    parameters = tuple(
        Parameter(found["name"], found["kind"], bool(found["required"]), found["about"])
        for found in _HEADER.finditer(text)
    )
    for parameter in parameters:
        if parameter.kind not in (*KINDS, *VALUES):
            raise TravauxError(f"{name}: --{parameter.name} is of no known kind: {parameter.kind}")
    return Question(name, text, title, description, parameters, example)


def parse_options(words: Sequence[str], question: Question) -> dict[str, str]:
    """Return command-line words such as "--topic norms" as the parameters of a question.

    Raises TravauxError for an option that the question does not have, one without a value, and a stray word.
    """
    known = {parameter.name for parameter in question.parameters}
    given: dict[str, str] = {}
    rest = list(words)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        option = name.removeprefix("--")
        if option == name or option not in known:
            offered = " ".join(parameter.usage for parameter in question.parameters) or "no options"
            raise TravauxError(f"{question.name} does not take {name}; it takes {offered}")
        if not equals and not rest:
            raise TravauxError(f"--{option} needs a value")
        given[option] = value if equals else rest.pop(0)
    return given


def bind(store: Store, question: Question, given: Mapping[str, str]) -> str:
    """Return the SPARQL of a question with its parameters in place, each as a whole term.

    Raises TravauxError for a required parameter that is missing and a value that names nothing in the store.
    """
    terms: dict[str, list[NamedNode] | list[Literal]] = {}
    for parameter in question.parameters:
        value = given.get(parameter.name)
        if value is not None:
            terms[parameter.name] = resolve(store, parameter, value)
        elif parameter.required:
            such = f", as in: travaux query {question.name} {question.example}" if question.example else ""
            raise TravauxError(f"{question.name} needs --{parameter.name}: {parameter.about}{such}")
    return _SLOT.sub(lambda slot: _values(slot[1], terms.get(slot[1])), question.text)


def resolve(store: Store, parameter: Parameter, value: str) -> list[NamedNode] | list[Literal]:
    """Return the terms that a value means: dates and words as they are, names as what they name.

    Words mean the positions in which they occur, which may be none.
    A body means its incarnations too, a topic its narrower ones. Raises TravauxError when nothing is meant.
    """
    if parameter.kind == "Word":
        return [Literal(value)]
    if parameter.kind == "Words":
        return [NamedNode(iri) for iri in sorted(store.words.nodes(value, ("position",)))]
    if parameter.kind == "Date":
        if not _DATE.fullmatch(value):
            raise TravauxError(f"--{parameter.name} {value!r} is no date; write 2021, 2021-03 or 2021-03-12")
        return [Literal(value)]
    found = mean(store, parameter, value)
    return sorted({node for iri in found for node in _with_narrower(store, iri)}, key=str)


def mean(store: Store, parameter: Parameter, value: str) -> list[str]:
    """Return the addresses of the things that a name means; raises TravauxError when nothing is meant."""
    return named(store, parameter.kind, value) or _searched(store, parameter, value)


def _searched(store: Store, parameter: Parameter, value: str) -> list[str]:
    """Look through all names: those of a graph that was not linked yet, and surnames.

    Raises TravauxError with what is near when nothing is meant.
    """
    names = names_of(store, (parameter.kind,))[parameter.kind]
    found = _meant(names, value)
    if not found:
        labels = {name: name for pairs in names.values() for name, main in pairs if main}
        short = {slug(iri): iri for iri in names}
        near = _near(value, labels | short)
        hint = f"{near}; there are {', '.join(sorted(short))}" if 0 < len(short) <= FEW else near
        raise TravauxError(f"--{parameter.name} {value!r} names nothing in this graph{hint}")
    return found


def _meant(names: Names, value: str) -> list[str]:
    """Try the address, its last part and the main name, then any other name or the last part of a path, a surname."""
    wanted = value.casefold()
    tests = (
        lambda iri, pairs: iri == value,
        lambda iri, pairs: slug(iri).casefold() == wanted or (wanted, True) in _folded(pairs),
        lambda iri, pairs: any(wanted in (name.casefold(), slug(name).casefold()) for name, _ in pairs),
    )
    for test in tests:
        if found := [iri for iri, pairs in names.items() if test(iri, pairs)]:
            return found
    bearers = [iri for iri, pairs in names.items() if "/person/" in iri and wanted in _surnames(pairs)]
    return bearers if len(bearers) == 1 else []


def _surnames(pairs: Iterable[tuple[str, bool]]) -> set[str]:
    return {name.casefold().rsplit(maxsplit=1)[-1] for name, _ in pairs if name.strip()}


def _folded(pairs: Iterable[tuple[str, bool]]) -> set[tuple[str, bool]]:
    return {(name.casefold(), main) for name, main in pairs}


def _with_narrower(store: Store, iri: str) -> list[NamedNode]:
    pattern = f"{NamedNode(iri)} {NARROWER} ?narrower"
    return [
        NamedNode(iri),
        *(row["narrower"] for row in store.select(f"SELECT ?narrower WHERE {{ {pattern} }}")),
    ]


def _values(name: str, terms: Sequence[NamedNode | Literal] | None) -> str:
    return "" if terms is None else f"VALUES ?{name}Given {{ {' '.join(map(str, terms))} }}"


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    return f" (did you mean {' or '.join(near)}?)" if near else ""


def _read(file: Path) -> Question:
    try:
        return parse(file.read_text(encoding="utf-8"), file.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise TravauxError(f"{file} cannot be read as a query: {error}") from error
