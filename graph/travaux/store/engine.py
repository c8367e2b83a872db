"""Where the quads live: what every engine can do, and the embedded one, Oxigraph in a folder or in memory."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox

from travaux.errors import TravauxError, UnwritableStore
from travaux.rdf import PREFIXES

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Functions = dict[ox.NamedNode, Callable[..., Any]]
JOURNAL = 4 * 1024 * 1024  # characters written, after which tables take them: a reader replays the journal
AT_ONCE = 100_000  # facts of one transaction, where they need not be all in one
BULK = range(
    20_000, 500_000
)  # facts for which files of tables are made at once: three times as fast, and in one step
PAUSES = (0.05, 0.2, 0.5, 1.0, 2.0)


class Engine(Protocol):
    """What a store needs of the place where its quads live.

    `query` answers over the union of all graphs; `replace` drops graphs and puts others, in N-Triples, in their place,
    in one transaction where the place has transactions; `rewrite` makes graphs hold what it is given, in the order
    given.
    """

    def query(self, sparql: str) -> Results: ...

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]: ...

    def replace(self, old: Iterable[str], new: Mapping[str, bytes]) -> None: ...

    def rewrite(self, graphs: Iterable[tuple[str, Iterable[ox.Triple]]]) -> None: ...

    def __len__(self) -> int: ...

    def close(self) -> None: ...


class Embedded:
    """Oxigraph in a folder, or in memory without one: one process may write, many may read.

    Raises TravauxError when the folder cannot be opened, and when someone else is writing.
    """

    def __init__(self, folder: Path | None = None, *, writable: bool = True) -> None:
        self._flushes = writable and folder is not None
        self._written = 0
        if folder is None:
            self.graph = ox.Store()
        else:
            self.graph = _open_to_write(folder) if writable else _open_to_read(folder)

    def __len__(self) -> int:
        return len(self.graph)

    def query(self, sparql: str, functions: Functions | None = None) -> Results:
        try:
            return self.graph.query(
                sparql, prefixes=PREFIXES, use_default_graph_as_union=True, custom_functions=functions
            )
        except SyntaxError as error:
            raise TravauxError(f"this is not a SPARQL query: {error}") from error

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        return iter(self.graph.quads_for_pattern(None, None, None, graph))

    def replace(self, old: Iterable[str], new: Mapping[str, bytes]) -> None:
        dropped = sorted(graph for graph in {*old, *new} if next(self.quads(ox.NamedNode(graph)), None))
        if dropped:
            drops = "".join(f"DROP SILENT GRAPH {ox.NamedNode(graph)} ;\n" for graph in dropped)
            self._update(drops + "".join(_data("INSERT", graph, facts) for graph, facts in new.items()))
        else:
            self._insert(new)

    def _insert(self, new: Mapping[str, bytes]) -> None:
        """Put facts into graphs, in one transaction and without a detour through SPARQL."""
        quads = b"".join(_quads(graph, facts) for graph, facts in new.items())
        if quads.count(b"\n") in BULK:
            self.graph.bulk_load(quads, format=ox.RdfFormat.N_QUADS)
        else:
            self.graph.load(quads, format=ox.RdfFormat.N_QUADS)
            self._count(len(quads))

    def rewrite(self, graphs: Iterable[tuple[str, Iterable[ox.Triple]]]) -> None:
        """Make graphs hold these facts, of which some may be given twice, by writing only what differs.

        Up to AT_ONCE differences are one transaction; more of them, as of an archive that is new, are written piece by
        piece, so that memory stays bounded.
        """
        changes = _Changes(self)
        for address, facts in graphs:
            graph = ox.NamedNode(address)
            fresh = next(self.quads(graph), None) is None
            given: set[int] = set()
            for fact in facts:
                mark = hash(fact)
                if mark not in given:
                    given.add(mark)
                    if fresh or ox.Quad(fact.subject, fact.predicate, fact.object, graph) not in self.graph:
                        changes.insert(address, fact)
            if not fresh:
                for quad in self.quads(graph):
                    if hash(quad.triple) not in given:
                        changes.delete(address, quad.triple)
        changes.write()

    def change(self, inserts: Mapping[str, bytes], deletes: Mapping[str, bytes]) -> None:
        """Put facts into graphs and take others out of them, in one transaction."""
        if deletes:
            kinds = (("DELETE", deletes), ("INSERT", inserts))
            self._update("".join(_data(kind, *one) for kind, graphs in kinds for one in graphs.items()))
        else:
            self._insert(inserts)

    def _update(self, update: str) -> None:
        self.graph.update(update)
        self._count(len(update))

    def _count(self, characters: int) -> None:
        """Put what was written into tables, where it has become much."""
        self._written += characters
        if self._flushes and self._written > JOURNAL:
            self.graph.flush()
            self._written = 0

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads by the bulk path: several times faster, and no transaction, so for a fresh store only."""
        self.graph.bulk_extend(quads)

    def close(self) -> None:
        """Let go of the folder; what was written is then on the disk, where a reader need not replay the journal."""
        if self._flushes:
            with suppress(
                OSError
            ):  # a full disk was told when it was written to; the journal has what is missing
                self.graph.flush()
        del self.graph


class _Changes:
    """Facts to insert and to delete, which are written together."""

    def __init__(self, place: Embedded) -> None:
        self._place = place
        self._inserts: dict[str, list[ox.Triple]] = {}
        self._deletes: dict[str, list[ox.Triple]] = {}
        self._size = 0

    def insert(self, graph: str, fact: ox.Triple) -> None:
        self._note(self._inserts, graph, fact)

    def delete(self, graph: str, fact: ox.Triple) -> None:
        self._note(self._deletes, graph, fact)

    def _note(self, kind: dict[str, list[ox.Triple]], graph: str, fact: ox.Triple) -> None:
        kind.setdefault(graph, []).append(fact)
        self._size += 1
        if self._size == AT_ONCE:
            self.write()

    def write(self) -> None:
        if self._size:
            inserts, deletes = (
                {graph: written(facts) for graph, facts in kind.items()}
                for kind in (self._inserts, self._deletes)
            )
            self._place.change(inserts, deletes)
        self._inserts, self._deletes, self._size = {}, {}, 0


def written(facts: Iterable[ox.Triple]) -> bytes:
    """Return facts in N-Triples."""
    return ox.serialize(facts, format=ox.RdfFormat.N_TRIPLES) or b""


def _data(what: str, graph: str, facts: bytes) -> str:
    return f"{what} DATA {{ GRAPH {ox.NamedNode(graph)} {{\n{facts.decode('utf-8')}}} }} ;\n"


def _quads(graph: str, facts: bytes) -> bytes:
    """Return the N-Quads of a graph given in N-Triples, which has no line break but the one that ends a fact."""
    return facts.replace(b" .\n", f" {ox.NamedNode(graph)} .\n".encode())


def _open_to_write(folder: Path) -> ox.Store:
    try:
        if not folder.exists():
            _make(folder)
        return ox.Store(folder)
    except OSError as error:
        if "lock" in str(error).lower():
            message = (
                f"another travaux is writing to {folder.parent}; wait until it ends, or name another --store"
            )
            raise TravauxError(message) from error
        raise UnwritableStore(
            f"the store at {folder.parent} cannot be opened to write: {error}; see that the disk has room and is sound"
        ) from error


def _make(folder: Path) -> None:
    """Make an empty graph, which takes its place when it is whole: one that is half made cannot be read."""
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    graph = ox.Store(new)
    graph.flush()
    del graph
    new.rename(folder)


def _open_to_read(folder: Path) -> ox.Store:
    if not folder.exists():
        raise TravauxError(
            f"the store at {folder.parent} is empty, as its first build broke off; build again"
        )
    for pause in (*PAUSES, None):
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:  # a writer may be tidying its files at this moment
            if pause is None:
                raise TravauxError(f"the store at {folder.parent} cannot be read: {error}") from error
            time.sleep(pause)
    raise AssertionError("unreachable")
