"""What a worker does with SPARQL: queries over the dataset that the request, the query or nobody names."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from travaux.rdf import PREFIXES
from travaux.serve import forms
from travaux.serve.counting import counter
from travaux.serve.frames import Job
from travaux.serve.output import Output, as_file, counted
from travaux.serve.place import Place, WritablePlace
from travaux.serve.problems import Problem
from travaux.serve.using import with_dataset
from travaux.store import Results
from travaux.store.sparql import refuse_network, says

LONGEST = 200


def query(place: Place, job: Job, out: Output) -> None:
    """Answer a query in the form that the client likes best."""
    text: str = job["text"]
    refuse_network(text)
    try:
        results = place.graph.query(
            text,
            base_iri=job.get("base"),
            prefixes=PREFIXES,
            custom_functions=place.store.functions(text),
            **_dataset(text, job["default"], job["named"]),
        )
    except SyntaxError as error:
        raise Problem(400, f"this is not a SPARQL query: {_where(error)}") from error
    write(results, job, out)


def write(results: Results, job: Job, out: Output) -> None:
    """Write results, at most so many rows."""
    limit: int = job["rows"]
    if isinstance(results, ox.QueryTriples):
        media, graph_form = forms.graphs(job["accept"])
        out.head(media)
        ox.serialize(counted(results, limit), output=as_file(out), format=graph_form, prefixes=PREFIXES)
        return
    media, form = forms.solutions(job["accept"])
    out.head(media)
    if isinstance(results, ox.QueryBoolean):
        out.write(results.serialize(format=form) or b"")
    else:
        out.limit(counter(form), limit)
        results.serialize(output=as_file(out), format=form)


def update(place: WritablePlace, job: Job, out: Output) -> None:
    """Carry out an update, as a whole or not at all."""
    text: str = job["text"]
    refuse_network(text)
    if job["default"] or job["named"]:
        text = with_dataset(text, nodes(job["default"]), nodes(job["named"]))
    try:
        place.graph.update(text, base_iri=job.get("base"), prefixes=PREFIXES)
    except SyntaxError as error:
        raise Problem(400, f"this is not a SPARQL update: {_where(error)}") from error
    place.settle()
    out.head("", status=204)


def nodes(addresses: list[str]) -> list[ox.NamedNode]:
    """Return addresses as the names of graphs."""
    try:
        return [ox.NamedNode(address) for address in addresses]
    except ValueError as error:
        raise Problem(400, f"a graph is named by a whole address (IRI): {error}") from error


def _where(error: SyntaxError) -> str:
    """Return what a parser says, without a long list of what it would have liked instead."""
    said = str(error)
    return (
        said if len(said) <= LONGEST else f"{said.partition(': expected')[0]}: nothing that fits stands there"
    )


def _dataset(text: str, default: list[str], named: list[str]) -> dict[str, Any]:
    """Return the dataset that the protocol names; else the query's own; else the union of all graphs."""
    if default or named:
        return {"default_graph": nodes(default), "named_graphs": nodes(named)}
    return {} if says(text, "FROM") else {"use_default_graph_as_union": True}
