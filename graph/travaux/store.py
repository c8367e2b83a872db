"""The graph on disk or in memory, behind an interface of our own: replace, remove, derive, query."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph as ox

from travaux.errors import TravauxError
from travaux.manifest import Manifest
from travaux.model import Document, Findings
from travaux.rdf import DIRECT, DIRECT_GRAPH, LINKS_GRAPH, ONTOLOGY_GRAPH, PREFIXES, quads, term, thing
from travaux.sparql import refuse_network

if TYPE_CHECKING:
    import rdflib

FORMAT = 2
MARK = "travaux.json"
IDENTIFIED = ("State", "Group", "Organisation", "Body", "Person", "Document")
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store:
    """A graph of positions. With a path it lives in that folder, without one in memory.

    Many may read a folder at a time (`writable=False`), one may write. Raises TravauxError when the path is
    no store, when there is none to read, and when someone else is writing.
    """

    def __init__(self, path: Path | None = None, *, writable: bool = True) -> None:
        self.path = path
        if path is None:
            self._graph, self.manifest = ox.Store(), Manifest()
        elif writable:
            _prepare(path)
            self._graph = _open_to_write(path)
            self.manifest = Manifest(path / "manifest.sqlite")
        else:
            _check(path)
            self._graph, self.manifest = _open_to_read(path), Manifest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._graph)

    def close(self) -> None:
        """Let go of the folder; the store cannot be used any more."""
        self.manifest.close()
        del self._graph

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
        new = {document.iri: graph for document, graph in graphs if accept(document, graph)}
        old = self.manifest.only_here(file)
        self.manifest.announce(file, new)
        statements = "".join(_insert(graph, facts) for graph, facts in new.items())
        self._graph.update(_drop(old | new.keys()) + statements)
        self.manifest.settle(file, new, stamp if len(new) == len({one.iri for one, _ in graphs}) else "")

    def forget(self, file: str) -> None:
        """Remove all that was read from a file."""
        self._graph.update(_drop(self.manifest.only_here(file)))
        self.manifest.forget(file)

    def remove(self, document: str) -> None:
        """Remove a document, given its IRI, with all its facts."""
        self._graph.update(_drop({document}))
        self.manifest.drop(document)

    def load_ontology(self, files: Iterable[Path]) -> None:
        """Replace the graph of the vocabulary and the domain knowledge by these Turtle files."""
        facts = [triple for file in files for triple in _turtle(file)]
        self.put(ONTOLOGY_GRAPH, facts)

    def put(self, graph: ox.NamedNode, facts: Iterable[ox.Triple]) -> None:
        """Replace a graph that is no document's, such as that of the links."""
        self._graph.update(_drop({graph.value}) + _insert(graph.value, facts))

    def derive(self) -> None:
        """Rebuild the graph of what follows from the others: identities, edges of holder and topic, labels."""
        labels = [ox.Triple(node, term("rdfs:label"), label) for node, label in _labels(self)]
        edges = (_direct(stance, name) for stance, name in DIRECT.items())
        self._graph.update(
            _drop({DIRECT_GRAPH.value})
            + ";".join([_OWN_IDENTITY, *edges])
            + ";"
            + _insert(DIRECT_GRAPH.value, labels)
        )

    def query(self, sparql: str) -> Results:
        """Answer a SPARQL query over all graphs at once; the usual prefixes are known.

        Raises TravauxError for text that is no query and for one that would ask another machine.
        """
        refuse_network(sparql)
        try:
            return self._graph.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise TravauxError(f"this is not a SPARQL query: {error}") from error

    def select(self, sparql: str) -> Iterator[ox.QuerySolution]:
        """Answer a SELECT query, solution by solution."""
        results = self.query(sparql)
        if not isinstance(results, ox.QuerySolutions):
            raise TravauxError("a SELECT query is needed here")
        return iter(results)

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of all graphs, or of one."""
        return iter(self._graph.quads_for_pattern(None, None, None, graph))

    def text(self, document: str) -> str:
        """Return the text of a document, given its IRI; nothing if it is not here."""
        node = ox.NamedNode(document)
        pattern = self._graph.quads_for_pattern(node, term("trv:text"), None, node)
        return next((quad.object.value for quad in pattern if isinstance(quad.object, ox.Literal)), "")

    def documents(self) -> list[str]:
        """Return the IRIs of the documents, sorted."""
        pattern = self._graph.quads_for_pattern(None, term("rdf:type"), term("trv:Document"))
        return sorted({quad.subject.value for quad in pattern if isinstance(quad.subject, ox.NamedNode)})

    def graph(self) -> rdflib.Dataset:
        """Return an rdflib view of the store; raises TravauxError where oxrdflib is not installed."""
        try:
            import rdflib
            from oxrdflib import OxigraphStore
        except ImportError as error:
            raise TravauxError("the rdflib view needs oxrdflib: pip install 'travaux[rdflib]'") from error
        return rdflib.Dataset(store=OxigraphStore(store=self._graph), default_union=True)


def _prepare(path: Path) -> None:
    if path.is_dir() and (path / MARK).exists():
        return _check(path)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise TravauxError(f"{path} is there already and is no travaux store; name another one with --store")
    try:
        path.mkdir(parents=True, exist_ok=True)
        (path / MARK).write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
    except OSError as error:
        raise TravauxError(f"no store can be made at {path}: {error.strerror}") from error
    return None


def _check(path: Path) -> None:
    if not path.exists():
        raise TravauxError(
            f"there is no store at {path}; make one with: travaux build PATH... --store {path}"
        )
    try:
        found = json.loads((path / MARK).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TravauxError(f"{path} is not a travaux store; name another one with --store") from error
    if found != FORMAT:
        raise TravauxError(
            f"{path} has store format {found}, this travaux reads {FORMAT}; delete it and build again"
        )


def _open_to_write(path: Path) -> ox.Store:
    try:
        return ox.Store(path / "graph")
    except OSError as error:
        if "lock" in str(error).lower():
            message = f"another travaux is writing to {path}; wait until it ends, or name another --store"
            raise TravauxError(message) from error
        raise TravauxError(f"the store at {path} cannot be opened: {error}") from error


def _open_to_read(path: Path) -> ox.Store:
    for pause in (0.05, 0.2, 0.5, None):
        try:
            return ox.Store.read_only(str(path / "graph"))
        except (OSError, RuntimeError) as error:  # a writer may be tidying its files at this moment
            if pause is None:
                raise TravauxError(f"the store at {path} cannot be read: {error}") from error
            time.sleep(pause)
    raise AssertionError("unreachable")


def _drop(graphs: Iterable[str]) -> str:
    return "".join(f"DROP SILENT GRAPH {ox.NamedNode(graph)} ;\n" for graph in sorted(graphs))


def _insert(graph: str, facts: Iterable[ox.Quad] | Iterable[ox.Triple]) -> str:
    triples = [fact.triple if isinstance(fact, ox.Quad) else fact for fact in facts]
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return f"INSERT DATA {{ GRAPH {ox.NamedNode(graph)} {{\n{written.decode('utf-8')}}} }} ;\n"


def _turtle(file: Path) -> list[ox.Triple]:
    """Parse a file; nodes without an address get one that follows from what is said of them."""
    try:
        facts = ox.Dataset(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError, ValueError) as error:
        raise TravauxError(f"{file} is not valid Turtle: {error}; mend it there") from error
    facts.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    place = f"{file.parent.name}/{file.stem}"

    def named(node: Any) -> Any:
        return thing("node", f"{place}/{node.value}") if isinstance(node, ox.BlankNode) else node

    return [ox.Triple(named(quad.subject), quad.predicate, named(quad.object)) for quad in facts]


def _direct(stance: str, name: str) -> str:
    return f"""INSERT {{ GRAPH {DIRECT_GRAPH} {{ ?who {term(name)} ?topic }} }}
    WHERE {{ GRAPH ?document {{
        ?position {term("trv:stance")} {thing("stance", stance)} ;
            {term("trv:holder")} ?holder ; {term("trv:topic")} ?topic }}
      GRAPH ?links {{ ?holder {term("trv:identity")} ?who }} }}"""


# What no link makes another's is its own identity, so that a question may always ask for it.
_OWN_IDENTITY = f"""INSERT {{ GRAPH {DIRECT_GRAPH} {{ ?thing {term("trv:identity")} ?thing }} }}
    WHERE {{ {{ SELECT DISTINCT ?thing {{
        VALUES ?kind {{ {" ".join(str(term(f"trv:{kind}")) for kind in IDENTIFIED)} }}
        GRAPH ?graph {{ ?thing {term("rdf:type")} ?kind }} }} }}
      FILTER NOT EXISTS {{ GRAPH {LINKS_GRAPH} {{ ?thing {term("trv:identity")} ?other }} }} }}"""


def _labels(store: Store) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    """Choose one label for each thing: that of what it is one with, the ontology's, else the longest there is."""
    best: dict[str, tuple[bool, int, str]] = {}
    for row in store.select(
        "SELECT DISTINCT ?thing ?graph (STR(?label) AS ?text) WHERE {"
        " GRAPH ?graph { ?thing skos:prefLabel|dcterms:title ?label } FILTER(isIRI(?thing)) }"
    ):
        text = row["text"].value
        rank = (row["graph"] == ONTOLOGY_GRAPH, len(text), text)
        node = row["thing"].value
        best[node] = max(rank, best.get(node, rank))
    documents = set(store.documents())
    for row in store.select(
        f"SELECT ?one ?identity {{ GRAPH {LINKS_GRAPH} {{ ?one trv:identity ?identity }} }}"
    ):
        whose = best.get(row["identity"].value)
        if whose and row["one"].value not in documents:
            best[row["one"].value] = whose
    for node, (_, _, text) in sorted(best.items()):
        yield ox.NamedNode(node), ox.Literal(text)
