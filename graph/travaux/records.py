"""Positions and appointments read back from a store, as the records of travaux.table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QuerySolution

from travaux.rdf import slug
from travaux.store import Store
from travaux.table import Record, in_order

POSITIONS = """
SELECT * WHERE {
  GRAPH ?graph {
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
  }
}"""
TOPICS = "SELECT DISTINCT ?position ?topic WHERE { ?position a trv:Position ; trv:topic ?topic }"
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


def positions(store: Store) -> list[Record]:
    """Return the records of all positions of a store, by document and place."""
    topics: dict[str, set[str]] = defaultdict(set)
    for row in store.select(TOPICS):
        topics[_text(row, "position") or ""].add(slug(_text(row, "topic") or ""))
    found = (_position(row, topics) for row in _once(store, POSITIONS, "position"))
    return in_order(found)


def delegates(store: Store) -> list[Record]:
    """Return the records of all appointments of a store, by document and place."""
    return in_order(_delegate(row) for row in _once(store, APPOINTMENTS, "appointment"))


def _once(store: Store, query: str, key: str) -> Iterator[QuerySolution]:
    seen: set[tuple[str | None, str | None]] = set()
    for row in store.select(query):
        mark = (_text(row, "graph"), _text(row, key))
        if mark not in seen:
            seen.add(mark)
            yield row


def _position(row: QuerySolution, topics: dict[str, set[str]]) -> Record:
    iri = _text(row, "position") or ""
    return {
        "id": slug(iri),
        "document": _text(row, "source"),
        "holder": {
            "label": _text(row, "holderLabel"),
            "iri": _text(row, "holder"),
            "type": slug(_text(row, "holderType") or ""),
            "iso3": _text(row, "iso3"),
        },
        "speaker": _named(row, "speaker"),
        "via": _named(row, "via"),
        "stance": slug(_text(row, "stance") or ""),
        "act": slug(act) if (act := _text(row, "act")) else None,
        "topics": sorted(topics[iri]),
        "target": {"text": _text(row, "target"), "iri": _text(row, "targetEntity")},
        "cue": {"text": _text(row, "cue"), "lemma": _text(row, "lemma")},
        "body": _named(row, "body"),
        "date": _text(row, "date"),
        "quote": _text(row, "quote"),
        "evidence": _evidence(row),
        "certainty": _text(row, "certainty"),
    }


def _delegate(row: QuerySolution) -> Record:
    state = _named(row, "state")
    return {
        "person": _named(row, "person"),
        "state": {**state, "iso3": _text(row, "iso3")} if state else None,
        "organisation": _named(row, "organisation"),
        "role": _text(row, "role"),
        "body": _named(row, "body"),
        "document": _text(row, "source"),
        "evidence": _evidence(row),
    }


def _evidence(row: QuerySolution) -> Record:
    return {
        "text": _text(row, "exact"),
        "start": int(_text(row, "start") or 0),
        "end": int(_text(row, "end") or 0),
    }


def _named(row: QuerySolution, name: str) -> Record | None:
    iri = _text(row, name)
    return {"label": _text(row, f"{name}Label"), "iri": iri} if iri else None


def _text(row: QuerySolution, name: str) -> str | None:
    value = row[name]
    return value.value if isinstance(value, NamedNode | Literal) else None
