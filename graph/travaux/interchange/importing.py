"""Taking in what people coded elsewhere: files of DNA and of brat become documents of a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Quad

from travaux.errors import UnreadableDocument
from travaux.interchange import brat, dna
from travaux.interchange.entities import Names
from travaux.model import Document, Findings
from travaux.read import documents_in
from travaux.store import Store
from travaux.validate.shapes import breaches

IN_THE_STORE = (
    "is in this store already, as it was built or imported from elsewhere; import into another, with --store"
)


@dataclass(slots=True)
class Taken:
    """What was taken in: of each file how much it held, what was left out of it, and what could not be read."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def take(store: Store, paths: Sequence[Path], names: Names, coder: str | None = None) -> Taken:
    """Put the hand-coded positions of files into a store, each file in the place of what it held before.

    `paths` are .dna files (known by what is in them), annotated texts (.txt or .ann) and folders of these; `names`
    says who is meant by a name; `coder` is who made the annotations of brat that do not say so. A file that cannot be
    read is named, and stops no other. Links are to be made afterwards: travaux.link.
    """
    taken = Taken()
    for path in paths:
        try:
            found = _findings(path, names, coder, taken)
            file = f"import:{path.resolve()}"  # a build of the same folder leaves it alone
            built = set(store.documents()) - store.manifest.documents(file)
            store.replace(file, found, accept=_acceptor(path.name, built, taken))
        except UnreadableDocument as error:
            taken.failed.append((path.name, str(error).removeprefix(f"{path.name}: ")))
    return taken


def _findings(path: Path, names: Names, coder: str | None, taken: Taken) -> list[Findings]:
    if path.is_file() and dna.is_dna(path):
        return _of_dna(path, names, taken)
    if brat.is_brat(path):
        return _of_brat(path, names, coder, taken)
    raise UnreadableDocument(
        f"{path.name}: neither a .dna file nor a text with annotations of brat beside it (.ann);"
        " documents without codings are read by travaux build"
    )


def _of_dna(path: Path, names: Names, taken: Taken) -> list[Findings]:
    ((_, name),) = documents_in(path)
    found = dna.coded(dna.read(path), name, names)
    positions = sum(len(one.positions) for one in found.findings)
    taken.counts[path.name] = Counter(statements=found.statements, positions=positions, other=found.other)
    taken.left_out += [(path.name, reason) for reason in found.left_out]
    return list(found.findings)


def _of_brat(path: Path, names: Names, coder: str | None, taken: Taken) -> list[Findings]:
    read = list(brat.read(path, names, coder))
    found = [one.findings for one in read]
    left_out = [(path.name, reason) for one in read for reason in one.left_out]
    positions = sum(len(one.positions) for one in found)
    taken.counts[path.name] = Counter(statements=positions + len(left_out), positions=positions)
    taken.left_out += left_out
    return found


def _acceptor(name: str, built: set[str], taken: Taken) -> Callable[[Document, list[Quad]], bool]:
    """Return what refuses a graph that breaks a shape, and one that would take the place of what was `built`."""

    def accept(document: Document, graph: list[Quad]) -> bool:
        reason = IN_THE_STORE if document.iri in built else _wrong(graph)
        if reason:
            taken.failed.append((name, f"{document.source} {reason}"))
        return not reason

    return accept


def _wrong(graph: list[Quad]) -> str:
    wrong = breaches(graph)
    return f"breaks a shape: {wrong[0]} ({wrong[0].node})" if wrong else ""
