"""The graph on disk, in memory or on a server, behind an interface of our own: replace, remove, derive, query."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from travaux.errors import TravauxError, UnwritableStore
from travaux.model import Document, Findings
from travaux.rdf import ONTOLOGY_GRAPH, term
from travaux.store.cards import Card, card
from travaux.store.derived import derived
from travaux.store.engine import Embedded, Engine, Functions, Results, written
from travaux.store.folder import FORMAT, MARK, check, prepare, replaced_by_restore
from travaux.store.manifest import Manifest, Row
from travaux.store.sparql import refuse_network
from travaux.store.trouble import telling
from travaux.store.turtle import digest_of, facts_of
from travaux.store.words import FILE, Words, matching
from travaux.triples import quads

if TYPE_CHECKING:
    import rdflib

__all__ = ["FORMAT", "MARK", "Results", "Store", "open_store", "replaced_by_restore"]

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
MANIFEST = "manifest.sqlite"
LINKED = "linked"  # a note: what the graphs that follow were made of
ONTOLOGY = "ontology"  # a note: the files that the vocabulary was made of
PACE = "pace"  # a note: how fast the last build was
MATCHES = term("trv:matches")
_CALLS_MATCHES = re.compile(rf"(?:\btrv:matches|<{MATCHES.value}>)\s*\(")


class Store:
    """A graph of positions. With a path it lives in that folder, without one in memory.

    Many may read a folder at a time (`writable=False`), one may write. `path` is also where what belongs to the
    store is kept beside the graph. With an `engine` the quads live there. Raises TravauxError when the path is no
    store, when there is none to read, and when someone else is writing.
    """

    def __init__(
        self, path: Path | None = None, *, writable: bool = True, engine: Engine | None = None
    ) -> None:
        self.path = path
        if path is not None and writable:
            prepare(path)
        elif path is not None and engine is None:
            check(path)
        if engine is None:  # one that holds nothing is an engine too
            engine = Embedded(path / "graph" if path else None, writable=writable)
        self._engine: Engine = engine
        try:
            self.manifest = Manifest(path / MANIFEST if path and writable else None)
            self._words = Words(path / FILE if path else None, writable=writable)
        except sqlite3.Error as error:
            self._engine.close()
            raise UnwritableStore(
                f"the store at {path} cannot be opened to write: {error}; see that the disk has room and is sound"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._engine)

    def close(self) -> None:
        """Let go of the folder; the store cannot be used any more."""
        self.manifest.close()
        self._words.close()
        self._engine.close()

    @property
    def words(self) -> Words:
        """The index of words; where none is whole beside the graph, it is made here, for a reader in memory."""
        if not self._words.whole:
            self._catch_up()
        return self._words

    @telling
    def replace(
        self,
        file: str,
        found: Sequence[Findings],
        stamp: str = "",
        accept: Callable[[Document, list[ox.Quad]], bool] = lambda document, graph: True,
    ) -> None:
        """Put what was read from a file in the place of what was read from it before, in one transaction.

        A graph that `accept` refuses does not enter, and its file is read again by the next build.
        """
        graphs = [(findings.document, quads(findings)) for findings in found]
        new = {document.iri: _triples(graph) for document, graph in graphs if accept(document, graph)}
        old = self.manifest.only_here(file)
        self.manifest.announce(file, new)
        cards = [card(document, facts) for document, facts in new.items()]
        self._replace(old, {document: written(facts) for document, facts in new.items()}, cards)
        self.manifest.settle(file, new, stamp if len(new) == len({one.iri for one, _ in graphs}) else "")

    @telling
    def take(self, rows: Sequence[Row], graphs: Mapping[str, bytes], cards: Sequence[Card]) -> None:
        """Put documents, given as N-Triples by their IRIs, in the place of what was read of their items before.

        Each has a card, which follows from its graph. All of them enter in one transaction; a build that breaks off
        leaves none half.
        """
        former = self.manifest.announce_items(rows)
        self._replace(former, graphs, cards)
        self.manifest.settle_items(rows, former)

    @telling
    def end(self, files: Sequence[tuple[str, str]]) -> int:
        """Note that files, each with its stamp, have been read; what was not seen in them goes, and is counted."""
        gone = self.manifest.vanished([file for file, _ in files])
        if gone:
            self._replace(gone)
        self.manifest.end(files)
        return len(gone)

    @telling
    def forget(self, file: str) -> int:
        """Remove all that was read from a file, and return how many documents that were."""
        old = self.manifest.only_here(file)
        self._replace(old)
        self.manifest.forget(file)
        return len(old)

    @telling
    def remove(self, document: str) -> None:
        """Remove a document, given its IRI, with all its facts."""
        self._replace({document})
        self.manifest.drop(document)

    def load_ontology(self, files: Iterable[Path]) -> None:
        """Replace the graph of the vocabulary and the domain knowledge by these Turtle files, if it is of others."""
        given = sorted(files)
        mark = digest_of(given)
        if self.manifest.note(ONTOLOGY) == mark and next(self.quads(ONTOLOGY_GRAPH), None):
            return
        self.put(ONTOLOGY_GRAPH, [triple for file in given for triple in facts_of(file)])
        self.note(ONTOLOGY, mark)

    @telling
    def fill(self, written: IO[bytes]) -> None:
        """Load N-Quads into an embedded store that is still empty, in bulk; raises TravauxError for what is none."""
        if not isinstance(self._engine, Embedded):
            raise TravauxError("only a store on this machine can be filled; build into this one instead")
        try:
            self._engine.graph.bulk_load(written, format=ox.RdfFormat.N_QUADS)
            self._engine.graph.flush()
        except (SyntaxError, ValueError) as error:
            raise TravauxError(f"the graph cannot be read: {error}") from error
        self._catch_up()

    @telling
    def put(self, graph: ox.NamedNode, facts: Iterable[ox.Triple]) -> None:
        """Replace a graph that is no document's, such as that of the links."""
        self.manifest.write_note(LINKED, "")
        self._engine.rewrite([(graph.value, facts)])

    @telling
    def derive(self) -> None:
        """Rebuild the graphs of what follows from the others: identities, edges, labels, facts put flat."""
        self._catch_up()
        self._engine.rewrite(derived(self))

    def query(self, sparql: str) -> Results:
        """Answer a SPARQL query over all graphs at once; the usual prefixes are known, and trv:matches on this machine.

        Raises TravauxError for text that is no query and for one that would ask another machine.
        """
        refuse_network(sparql)
        functions = self.functions(sparql)
        if functions and isinstance(self._engine, Embedded):
            return self._engine.query(sparql, functions)
        return self._engine.query(sparql)

    def functions(self, sparql: str) -> Functions:
        """Return the functions of ours that a query calls; raises TravauxError where they are not to be had."""
        if not _CALLS_MATCHES.search(sparql):
            return {}
        if not isinstance(self._engine, Embedded):
            raise TravauxError(
                "trv:matches is a function of a store on this machine; for this one use travaux search, or a question"
                " that takes Words"
            )
        return {MATCHES: matching(self.words)}

    def select(self, sparql: str) -> Iterator[ox.QuerySolution]:
        """Answer a SELECT query, solution by solution."""
        results = self.query(sparql)
        if not isinstance(results, ox.QuerySolutions):
            raise TravauxError("a SELECT query is needed here")
        return iter(results)

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of all graphs, or of one."""
        return self._engine.quads(graph)

    def text(self, document: str) -> str:
        """Return the text of a document, given its IRI; nothing if it is not here."""
        node = ox.NamedNode(document)
        rows = self.select(f"SELECT ?text {{ GRAPH {node} {{ {node} trv:text ?text }} }}")
        return next((row["text"].value for row in rows), "")

    def documents(self) -> list[str]:
        """Return the IRIs of the documents, sorted."""
        return sorted(
            row["node"].value for row in self.select("SELECT DISTINCT ?node { ?node a trv:Document }")
        )

    def settled(self) -> dict[str, str]:
        """Return the stamp of each file whose documents are all in the graph: they need not be read again.

        After a power cut the graph may lack what was written last, while the manifest has it.
        """
        here = set(self.documents())
        return {
            file: stamp
            for file, stamp in self.manifest.stamps().items()
            if self.manifest.documents(file) <= here
        }

    def remember(self) -> None:
        """Look at the manifest of a store that is only read: else a reader has none."""
        if self.path is not None and (self.path / MANIFEST).exists():
            self.manifest.close()
            self.manifest = Manifest(self.path / MANIFEST)

    @property
    def own(self) -> bool:
        """Say whether nobody else can change the graph: it is in a folder on this machine."""
        return isinstance(self._engine, Embedded) and self.path is not None

    @telling
    def note(self, name: str, value: str) -> None:
        """Note something about the graph as it is now; the graph is on the disk before the note is."""
        if isinstance(self._engine, Embedded) and self.path is not None:
            self._engine.graph.flush()
            self.manifest.write_note(name, value)

    def _replace(
        self, old: Iterable[str], new: Mapping[str, bytes] | None = None, cards: Sequence[Card] = ()
    ) -> None:
        self.manifest.write_note(LINKED, "")
        self._engine.replace(old, new or {})
        self._words.replace(old, cards)

    @telling
    def _catch_up(self) -> None:
        self._words.catch_up(self.documents(), lambda document: _triples(self.quads(ox.NamedNode(document))))

    def graph(self) -> rdflib.Dataset:
        """Return an rdflib view of an embedded store; raises TravauxError where oxrdflib is not installed."""
        if not isinstance(self._engine, Embedded):
            raise TravauxError("the rdflib view is one of a store on this machine; use rdflib's SPARQLStore")
        try:
            import rdflib
            from oxrdflib import OxigraphStore
        except ImportError as error:
            raise TravauxError("the rdflib view needs oxrdflib: pip install 'travaux[rdflib]'") from error
        return rdflib.Dataset(store=OxigraphStore(store=self._engine.graph), default_union=True)


def open_store(address: str | Path, *, writable: bool = True) -> Store:
    """Return the store in a folder, or the one on a server when given its SPARQL address (https://…).

    What belongs to a store on a server beside its graph is kept in a folder of the current one. Raises TravauxError
    when the package that speaks to servers is not installed.
    """
    if not _ADDRESS.match(str(address)):
        return Store(Path(address), writable=writable)
    try:
        from travaux.store import remote
    except ImportError as error:
        raise TravauxError("a store on a server needs httpx: pip install 'travaux[remote]'") from error
    engine = remote.engine_at(str(address), writable=writable)
    return Store(remote.notes_of(str(address)), writable=writable, engine=engine)


def _triples(graph: Iterable[ox.Quad]) -> list[ox.Triple]:
    return [quad.triple for quad in graph]
