"""What a worker does for the Graph Store Protocol: graphs read, replaced, added to and dropped."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from travaux.rdf import PREFIXES
from travaux.serve import forms
from travaux.serve.answering import nodes
from travaux.serve.frames import Job
from travaux.serve.output import Output, as_file, counted
from travaux.serve.place import Place, WritablePlace
from travaux.serve.problems import Problem

Graph = ox.NamedNode | ox.DefaultGraph


def read(place: Place, job: Job, out: Output) -> None:
    """Write one graph, given its name or "" for the unnamed one, or with None the whole dataset."""
    store = place.graph
    if job["graph"] is None:
        media, form = forms.graphs(job["accept"], dataset=True)
        out.head(media)
        ox.serialize(counted(store, job["rows"]), output=as_file(out), format=form, prefixes=PREFIXES)
        return
    graph = _graph(job["graph"])
    if not _there(store, graph):
        raise Problem(404, f"there is no graph {graph}")
    media, form = forms.graphs(job["accept"])
    quads = store.quads_for_pattern(None, None, None, graph)
    out.head(media)
    facts = (quad.triple for quad in counted(quads, job["rows"]))
    ox.serialize(facts, output=as_file(out), format=form, prefixes=PREFIXES)


def put(place: WritablePlace, job: Job, out: Output) -> None:
    """Put a graph in the place of the one of that name, in one transaction."""
    _store(place, job, out, replace=True)


def post(place: WritablePlace, job: Job, out: Output) -> None:
    """Add to a graph, in one transaction."""
    _store(place, job, out, replace=False)


def drop(place: WritablePlace, job: Job, out: Output) -> None:
    """Drop a graph."""
    graph = _graph(job["graph"])
    if not _there(place.graph, graph):
        raise Problem(404, f"there is no graph {graph}")
    place.graph.update(f"DROP SILENT {_named(graph)}")
    out.head("", status=204)


def _store(place: WritablePlace, job: Job, out: Output, *, replace: bool) -> None:
    graph = _graph(job["graph"])
    facts = [fact for file in job["files"] for fact in _parsed(file, job["base"])]
    written = (ox.serialize(facts, format=ox.RdfFormat.N_TRIPLES) or b"").decode("utf-8")
    there = _there(place.graph, graph)
    steps = [f"DROP SILENT {_named(graph)}"] if replace else []
    if isinstance(graph, ox.NamedNode):
        steps.append(f"CREATE SILENT GRAPH {graph}")
        written = f"GRAPH {graph} {{\n{written}}}"
    place.graph.update(" ;\n".join((*steps, f"INSERT DATA {{\n{written}}}")))
    place.settle()
    out.head("", status=204 if there else 201)


def _parsed(file: dict[str, str], base: str) -> list[ox.Triple]:
    form = forms.uploaded(file["type"])
    try:
        return [
            quad.triple
            for quad in ox.parse(
                path=file["path"],
                format=form,
                base_iri=base,
                rename_blank_nodes=True,
                without_named_graphs=True,
            )
        ]
    except (SyntaxError, ValueError) as error:
        said = str(error).replace(file["path"], "the data").replace(str(Path(file["path"]).name), "the data")
        raise Problem(400, f"the data is not valid {form.name}: {said}") from error


def _graph(name: str) -> Graph:
    return nodes([name])[0] if name else ox.DefaultGraph()


def _there(store: ox.Store, graph: Graph) -> bool:
    return not isinstance(graph, ox.NamedNode) or store.contains_named_graph(graph)


def _named(graph: Graph) -> str:
    return f"GRAPH {graph}" if isinstance(graph, ox.NamedNode) else "DEFAULT"
