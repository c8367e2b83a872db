"""The graph on a server: any that speaks SPARQL 1.1 over HTTP, its quirks mended on this side."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pyoxigraph as ox

from travaux.errors import TravauxError
from travaux.model import THINGS
from travaux.rdf import ONTOLOGY_GRAPH, PREFIXES, term
from travaux.store.engine import Results, written
from travaux.store.sparql import declared
from travaux.store.web import Answer, Credentials, Place, Refused, checked, client, is_local

NOTES = "travaux.remote"
TRIPLES = 1000  # of one INSERT DATA: Virtuoso's parser runs out of memory at 5,000
PIECE = 1_000_000  # bytes of one INSERT DATA; a longer literal goes alone
REQUEST = 8_000_000  # bytes of one request, which is one transaction where the server has them
NO_UPDATES = (400, 404, 405, 415)  # what an address says that takes queries only
ROUNDS = 3  # of asking for a graph that somebody is writing
SOLUTIONS = "application/sparql-results+json"
GRAPH = "application/n-triples, text/plain;q=0.9, text/turtle;q=0.5"
OURS = f'FILTER(STRSTARTS(STR(?graph), "{THINGS}"))'
BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"

Kind = TypeVar("Kind", bound=Results)


class Remote:
    """An engine on a server. Of all that is there it writes, counts and lists the graphs of travaux alone.

    `update` is where changes go, if not to `address`; `graphs` is where whole graphs are put and got by the Graph
    Store Protocol, if the server has that. Raises TravauxError for addresses that cannot be used.
    """

    def __init__(
        self,
        address: str,
        *,
        update: str | None = None,
        graphs: str | None = None,
        credentials: Credentials | None = None,
    ) -> None:
        who = credentials or Credentials()
        self._client = client(local=is_local(checked(address, who)))
        self._queries = Place(self._client, address, who)
        self._updates = Place(self._client, update or address, who)
        self._graphs = Place(self._client, graphs, who) if graphs else None
        self._is_union = False
        self.shown = self._queries.shown

    def query(self, sparql: str) -> Results:
        kind = type(_parsed(sparql))
        if not self._is_union:
            self._is_union = self._checked_union()
        return self._ask(sparql, kind)

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        for one in [graph] if graph else self._names():
            yield from self._got(self._graphs, one) if self._graphs else self._whole(one)

    def replace(self, old: Iterable[str], new: Mapping[str, bytes]) -> None:
        old = {*old}
        strange = [graph for graph in (*old, *new) if not graph.startswith(THINGS)]
        if strange:
            raise TravauxError(f"{strange[0]} is no graph of travaux, and others' graphs are left alone")
        if self._graphs:
            self._put(self._graphs, old, new)
        else:
            for request in requests(old, new):
                self._update(request)
        self._is_union = self._is_union or self._checked_union()

    def rewrite(self, graphs: Iterable[tuple[str, Iterable[ox.Triple]]]) -> None:
        self.replace((), {graph: written(dict.fromkeys(facts)) for graph, facts in graphs})

    def __len__(self) -> int:
        (row,) = self._rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?graph {{ ?s ?p ?o }} {OURS} }}")
        return int(row["n"].value)

    def close(self) -> None:
        self._client.close()

    def holds(self) -> bool:
        """Tell whether anything of travaux is there."""
        return self._sample() is not None

    def _ask(self, sparql: str, kind: type[Kind]) -> Kind:
        graph = kind is ox.QueryTriples
        form = {"query": _with_prefixes(sparql)}
        answer = self._queries.send("POST", form=form, Accept=GRAPH if graph else SOLUTIONS)
        try:
            found = _triples(answer) if graph else _results(answer.body, kind)
            if not isinstance(found, kind):
                raise ValueError("another kind of answer than was asked for")
            return found
        except (ValueError, SyntaxError) as error:
            raise TravauxError(
                f"{self.shown} answers what cannot be read ({answer.media}): {error}; is that its SPARQL address?"
            ) from error

    def _rows(self, sparql: str) -> Iterator[Any]:
        return iter(self._ask(sparql, ox.QuerySolutions))

    def _names(self) -> list[ox.NamedNode]:
        rows = self._rows(f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?s ?p ?o }} {OURS} }}")
        return sorted((row["graph"] for row in rows), key=str)

    def _checked_union(self) -> bool:
        """Tell whether questions reach all graphs, False while nothing is there by which to tell."""
        one = self._sample()
        if one and not self._ask(f"ASK {{ {one} a ?kind }}", ox.QueryBoolean):
            raise TravauxError(
                f"{self.shown} answers from its default graph alone, and travaux asks all graphs at once; make the"
                " union of all graphs its default graph (with Oxigraph: add ?union-default-graph to the address)"
            )
        return one is not None

    def _sample(self) -> ox.NamedNode | None:
        for graph, kind in (("?graph", term("trv:Document")), (ONTOLOGY_GRAPH, "?kind")):
            for row in self._rows(f"SELECT ?one {{ GRAPH {graph} {{ ?one a {kind} }} }} LIMIT 1"):
                return ox.NamedNode(row["one"].value)
        return None

    def _whole(self, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        """Yield the quads of a graph; Virtuoso cuts what it constructs without a word, so they are counted.

        Fewer than there are may also mean that somebody wrote in between: then they are asked for again.
        """
        pattern = f"WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        for _ in range(ROUNDS):
            found = list(self._ask(f"CONSTRUCT {{ ?s ?p ?o }} {pattern}", ox.QueryTriples))
            (row,) = self._rows(f"SELECT (COUNT(*) AS ?n) {pattern}")
            count = int(row["n"].value)
            if len(found) >= count:
                yield from (ox.Quad(one.subject, one.predicate, one.object, graph) for one in found)
                return
        raise TravauxError(
            f"{self.shown} gives {len(found):,} of the {count:,} statements of {graph.value}; raise the limit of its"
            " answers (with Virtuoso: ResultSetMaxRows), or give TRAVAUX_GRAPH_STORE"
        )

    def _update(self, text: str) -> None:
        media = "application/sparql-update; charset=utf-8"
        try:
            self._updates.send("POST", content=text.encode("utf-8"), Content_Type=media)
        except Refused as error:
            if self._updates.url != self._queries.url or error.status not in NO_UPDATES:
                raise
            raise TravauxError(f"{error}; TRAVAUX_UPDATE names the address that takes changes") from error

    def _put(self, place: Place, old: Iterable[str], new: Mapping[str, bytes]) -> None:
        for graph in sorted({*old} - new.keys()):
            place.send("DELETE", parameters={"graph": graph})
        for graph, facts in new.items():
            media = "application/n-triples"
            try:
                place.send(
                    "PUT" if facts else "DELETE",
                    parameters={"graph": graph},
                    content=facts or None,
                    Content_Type=media,
                )
            except Refused as error:
                message = f"{error}; without TRAVAUX_GRAPH_STORE travaux writes by updates"
                raise TravauxError(message) from error

    def _got(self, place: Place, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        answer = place.send("GET", parameters={"graph": graph.value}, Accept=GRAPH)
        if not answer.missing:
            for quad in ox.parse(answer.body, format=_format(answer)):
                yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        elif self._ask(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}", ox.QueryBoolean):
            raise TravauxError(
                f"{place.shown} does not have {graph.value}, which {self.shown} has; see TRAVAUX_GRAPH_STORE"
            )


def requests(old: Iterable[str], new: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the updates that put graphs in the place of others, each of a size that servers take.

    Each may be sent twice; only the first one drops.
    """
    request = "".join(f"DROP SILENT GRAPH {ox.NamedNode(graph)} ;\n" for graph in sorted({*old, *new}))
    for graph, facts in new.items():
        for piece in _pieces(facts):
            insert = f"INSERT DATA {{ GRAPH {ox.NamedNode(graph)} {{\n{piece}}} }} ;\n"
            if request and len(request) + len(insert) > REQUEST:
                yield request
                request = ""
            request += insert
    if request:
        yield request


def addresses(environment: Mapping[str, str]) -> dict[str, str | None]:
    """Return the other addresses of a server that the environment names."""
    return {
        "update": environment.get("TRAVAUX_UPDATE") or None,
        "graphs": environment.get("TRAVAUX_GRAPH_STORE") or None,
    }


def engine_at(address: str, *, writable: bool) -> Remote:
    """Return the engine at an address, with what the environment says of it.

    Raises TravauxError where a reader finds nothing.
    """
    engine = Remote(address, credentials=Credentials.of(os.environ), **addresses(os.environ))
    if not writable and not engine.holds():
        engine.close()
        raise TravauxError(
            f"there is nothing of travaux at {engine.shown}; make it with: travaux build PATH... --store ADDRESS"
        )
    return engine


def notes_of(address: str) -> Path:
    """Return the folder in which what belongs to a store on a server is kept on this machine."""
    digest = hashlib.sha256(address.encode("utf-8")).hexdigest()[:8]
    host = "".join(
        letter if letter.isalnum() or letter in ".-" else "_" for letter in httpx.URL(address).host
    )
    return Path(NOTES) / f"{host}-{digest}"


def _pieces(facts: bytes) -> Iterator[str]:
    piece: list[str] = []
    size = 0
    for fact in facts.split(b"\n")[:-1]:
        line = f"{fact.decode('utf-8')}\n"
        if piece and (len(piece) >= TRIPLES or size + len(line) > PIECE):
            yield "".join(piece)
            piece, size = [], 0
        piece.append(line)
        size += len(line)
    if piece:
        yield "".join(piece)


def _parsed(sparql: str) -> Results:
    """Read a query as the embedded engine does, over nothing: an update must not reach a server as a query."""
    try:
        return ox.Store().query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        raise TravauxError(f"this is not a SPARQL query: {error}") from error


def _with_prefixes(sparql: str) -> str:
    known = declared(sparql)
    lines = (f"PREFIX {name}: <{start}>\n" for name, start in PREFIXES.items() if name not in known)
    return f"{''.join(lines)}{sparql}"


def _results(body: bytes, kind: type) -> Results:
    if b"__ASK_RETVAL" in body and kind is ox.QueryBoolean:  # Virtuoso answers ASK with a row, or with none
        rows = json.loads(body)["results"]["bindings"]
        yes = any(row["__ASK_RETVAL"]["value"] not in ("0", "false") for row in rows)
        body = json.dumps({"head": {}, "boolean": yes}).encode()
    elif BOOLEAN.encode() in body:
        body = _with_true_and_false(body)
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)


def _with_true_and_false(body: bytes) -> bytes:
    """Return solutions with the words that travaux writes: Virtuoso makes them 1 and 0."""
    answer = json.loads(body)
    for row in answer["results"]["bindings"]:
        for value in row.values():
            if value.get("datatype") == BOOLEAN:
                value["value"] = {"1": "true", "0": "false"}.get(value["value"], value["value"])
    return json.dumps(answer, ensure_ascii=False).encode("utf-8")


def _triples(answer: Answer) -> Results:
    held = ox.Store()
    held.extend(ox.parse(answer.body, format=_format(answer)))
    return held.query("CONSTRUCT WHERE { ?s ?p ?o }")


def _format(answer: Answer) -> ox.RdfFormat:
    if answer.media in ("text/turtle", "application/x-turtle"):
        return ox.RdfFormat.TURTLE
    if answer.media in ("application/n-triples", "text/plain", "text/ntriples"):
        return ox.RdfFormat.N_TRIPLES
    raise ValueError("neither N-Triples nor Turtle")
