"""The forms of interchange, each written from a store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from travaux.ask import records
from travaux.errors import TravauxError
from travaux.interchange import FORMS
from travaux.interchange.brat import brat
from travaux.interchange.conll import conll
from travaux.interchange.dna import coding, remarks, write
from travaux.interchange.findings import findings_in
from travaux.interchange.gexf import gexf
from travaux.interchange.graphs import cytoscape, graphml
from travaux.interchange.network import TOPICS, holder_topic_stances
from travaux.interchange.tables import as_csv, as_parquet, formulas, rows_of
from travaux.rdf import slug
from travaux.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: one file, or the files of a folder by their names; and in words what it cannot say."""

    data: bytes = b""
    files: dict[str, bytes] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def written(store: Store, form: str, what: str = "positions") -> Written:
    """Return the positions of a store in one of FORMS; the same store gives the same bytes.

    `what` is "positions" or "delegates", for the tables. Raises TravauxError for another form, and where a package
    is not installed that a form needs.
    """
    if form not in _WRITERS:
        raise TravauxError(f"{form!r} is no form of interchange; choose {', '.join(FORMS)}")
    return _WRITERS[form](store, what)


def _gexf(store: Store, what: str) -> Written:
    return _network(store, gexf)


def _graphml(store: Store, what: str) -> Written:
    return _network(store, graphml)


def _cytoscape(store: Store, what: str) -> Written:
    return _network(store, cytoscape)


def _network(store: Store, write_network: Callable[..., bytes]) -> Written:
    found = records.positions(store)
    rows = ((row["topic"].value, row["label"].value) for row in store.select(TOPICS))
    topics = {slug(iri): (iri, label) for iri, label in rows}
    without = sum(not one["topics"] for one in found)
    said = (f"{without} positions have no topic and are not in the network",) if without else ()
    return Written(write_network(holder_topic_stances(found, topics)), remarks=said)


def _csv(store: Store, what: str) -> Written:
    columns, found = rows_of(store, what)
    odd = formulas(columns, found)
    said = f"{odd} cells look like formulas and are as the texts have them: open the file as text in a spreadsheet"
    return Written(as_csv(columns, found), remarks=(said,) if odd else ())


def _parquet(store: Store, what: str) -> Written:
    return Written(as_parquet(*rows_of(store, what)))


def _brat(store: Store, what: str) -> Written:
    return Written(files=brat(findings_in(store)))


def _conll(store: Store, what: str) -> Written:
    return Written(files=conll(findings_in(store)))


def _dna(store: Store, what: str) -> Written:
    found = findings_in(store)
    return Written(write(coding(found, records.identities(store))), remarks=tuple(remarks(found)))


_WRITERS: dict[str, Callable[[Store, str], Written]] = {
    "gexf": _gexf,
    "graphml": _graphml,
    "cytoscape": _cytoscape,
    "csv": _csv,
    "parquet": _parquet,
    "brat": _brat,
    "conll": _conll,
    "dna": _dna,
}
