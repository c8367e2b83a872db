"""Positions and appointments read back from a store, as the records of travaux.table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from pyoxigraph import Literal, NamedNode, QuerySolution

from travaux.ask.judged import judged
from travaux.model import THINGS
from travaux.rdf import slug
from travaux.store import Store
from travaux.table import Record, coded, in_order

Identities = dict[str, Record]

POSITIONS = """
SELECT * WHERE {
  GRAPH ?graph { %s
    ?position a trv:Position ; trv:document ?document ; trv:holder ?holder ; trv:stance ?stance ;
      trv:cue ?cue ; trv:cueLemma ?lemma ; trv:target ?target ; trv:certainty ?certainty ;
      trv:evidence ?evidence .
    ?document trv:sourceName ?source .
    ?holder skos:prefLabel ?holderLabel ; a ?holderType . FILTER(STRSTARTS(STR(?holderType), STR(trv:)))
    ?evidence oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end .
    ?evidence oa:hasSelector ?words . ?words oa:exact ?exact .
    OPTIONAL { ?holder trv:iso3 ?iso3 }
    OPTIONAL { ?position trv:speaker ?speaker . ?speaker skos:prefLabel ?speakerLabel }
    OPTIONAL { ?position trv:via ?via . ?via skos:prefLabel ?viaLabel }
    OPTIONAL { ?position trv:body ?body . ?body skos:prefLabel ?bodyLabel }
    OPTIONAL { ?position trv:act ?act }
    OPTIONAL { ?position trv:targetEntity ?targetEntity }
    OPTIONAL { ?position dcterms:date ?date }
    OPTIONAL { ?position trv:quotation ?quote }
    OPTIONAL { ?position prov:wasAttributedTo ?by . ?by foaf:name ?coder }
  }
}"""
TOPICS = "SELECT DISTINCT ?position ?topic WHERE { %s ?position a trv:Position ; trv:topic ?topic }"
APPOINTMENTS = """
SELECT * WHERE {
  GRAPH ?graph {
    ?appointment a trv:Appointment ; trv:document ?document ; org:member ?person ; trv:roleName ?role ;
      trv:evidence ?evidence .
    ?document trv:sourceName ?source .
    ?person skos:prefLabel ?personLabel .
    ?evidence oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end .
    ?evidence oa:hasSelector ?words . ?words oa:exact ?exact .
    OPTIONAL { ?appointment trv:state ?state . ?state skos:prefLabel ?stateLabel }
    OPTIONAL { ?appointment trv:state ?state . ?state trv:iso3 ?iso3 }
    OPTIONAL { ?appointment trv:organisation ?organisation . ?organisation skos:prefLabel ?organisationLabel }
    OPTIONAL { ?appointment trv:body ?body . ?body skos:prefLabel ?bodyLabel }
  }
}"""


IDENTITIES = """
SELECT ?node ?identity ?label WHERE { ?node trv:identity ?identity . ?identity rdfs:label ?label
  FILTER(?node != ?identity) FILTER NOT EXISTS { ?node a trv:Document } }"""


def positions(store: Store, only: Collection[str] | None = None, raw: bool = False) -> list[Record]:
    """Return the records of all positions of a store, by document and place, each agent as what it is linked to.

    With `only`, those of these addresses. What people judged is applied: rejected positions are left out, amended ones
    have the amended values. With `raw`, all are as they were read from the documents.
    """
    known = identities(store)
    chosen = "" if only is None else f"VALUES ?position {{ {' '.join(str(NamedNode(iri)) for iri in only)} }}"
    topics: dict[str, set[str]] = defaultdict(set)
    for row in store.select(TOPICS % chosen):
        topics[_text(row, "position") or ""].add(slug(_text(row, "topic") or ""))
    found = (_position(row, topics, known) for row in _once(store, POSITIONS % chosen, "position"))
    return in_order(found if raw else judged(store, found, known))


def delegates(store: Store) -> list[Record]:
    """Return the records of all appointments of a store, by document and place, each agent as for positions."""
    known = identities(store)
    return in_order(_delegate(row, known) for row in _once(store, APPOINTMENTS, "appointment"))


def identities(store: Store) -> Identities:
    """Return the label and the address of what each node that is linked stands for."""
    rows = store.select(IDENTITIES)
    return {row["node"].value: {"label": row["label"].value, "iri": row["identity"].value} for row in rows}


def _once(store: Store, query: str, key: str) -> Iterator[QuerySolution]:
    seen: set[tuple[str | None, str | None]] = set()
    for row in store.select(query):
        mark = (_text(row, "graph"), _text(row, key))
        if mark not in seen:
            seen.add(mark)
            yield row


def _position(row: QuerySolution, topics: dict[str, set[str]], known: Identities) -> Record:
    iri = _text(row, "position") or ""
    return {
        "id": slug(iri),
        "document": _text(row, "source"),
        "holder": {
            **(_named(row, "holder", known) or {}),
            "type": slug(_text(row, "holderType") or ""),
            "iso3": _text(row, "iso3"),
        },
        "speaker": _named(row, "speaker", known),
        "via": _named(row, "via", known),
        "stance": slug(_text(row, "stance") or ""),
        "act": slug(act) if (act := _text(row, "act")) else None,
        "topics": sorted(topics[iri]),
        "target": {"text": _text(row, "target"), "iri": _text(row, "targetEntity")},
        "cue": {"text": _text(row, "cue"), "lemma": _text(row, "lemma")},
        "body": _named(row, "body", known),
        "date": _text(row, "date"),
        "quote": _text(row, "quote"),
        "evidence": _evidence(row),
        "certainty": _text(row, "certainty"),
        **coded(_text(row, "coder")),
    }


def _delegate(row: QuerySolution, known: Identities) -> Record:
    state = _named(row, "state", known)
    return {
        "person": _named(row, "person", known),
        "state": {**state, "iso3": _text(row, "iso3")} if state else None,
        "organisation": _named(row, "organisation", known),
        "role": _text(row, "role"),
        "body": _named(row, "body", known),
        "document": _text(row, "source"),
        "evidence": _evidence(row),
    }


def _evidence(row: QuerySolution) -> Record:
    return {
        "text": _text(row, "exact"),
        "start": int(_text(row, "start") or 0),
        "end": int(_text(row, "end") or 0),
    }


def _named(row: QuerySolution, name: str, known: Identities) -> Record | None:
    iri = _text(row, name)
    if not iri:
        return None
    if "/person/" in iri and iri not in known:  # a store whose links were not made yet
        return {"label": _text(row, f"{name}Label"), "iri": f"{THINGS}person/{slug(iri)}"}
    return dict(known.get(iri) or {"label": _text(row, f"{name}Label"), "iri": iri})


def _text(row: QuerySolution, name: str) -> str | None:
    value = row[name]
    return value.value if isinstance(value, NamedNode | Literal) else None
