"""A page on which a coder judges positions one after the other: one HTML file that asks nothing of any network."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from travaux.model import digest
from travaux.rdf import slug
from travaux.review.judgements import STANCES, VERDICTS, Judgement
from travaux.review.table import COLUMNS, FILLED, PLACE, filled, labels, named
from travaux.store import Store
from travaux.store.names import KINDS
from travaux.table import Record
from travaux.view.html import ASSETS, inert, policy
from travaux.view.looks import STANCES as LOOKS
from travaux.view.picture import Parts, segments

SPANS = """
SELECT DISTINCT ?position ?name ?start ?end WHERE { GRAPH ?document {
  VALUES (?part ?name) { (trv:holderSpan "holder") (trv:cueSpan "cue") (trv:targetSpan "target") }
  ?position ?part ?span . ?span oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end
} }"""
THINGS = (
    "SELECT DISTINCT ?label { VALUES ?kind { %s } ?thing a ?kind ; trv:identity ?thing ; rdfs:label ?label }"
)
TOPICS = "SELECT DISTINCT ?topic ?label { ?topic a trv:Topic ; rdfs:label ?label }"
SAVED = ("id", "document", "sentence", *FILLED)


def render(store: Store, found: Sequence[Record], coder: str, former: Mapping[str, Judgement]) -> str:
    """Return the page of records of positions, as they were read, with what its coder said of them before."""
    folder = ASSETS / "review"
    style, code = ((folder / name).read_text(encoding="utf-8") for name in ("review.css", "review.js"))
    script = f'"use strict";\n(() => {{\n{code}}})();\n'
    parts = {
        "policy": policy((script,), style),
        "title": escape(f"Positions to judge: {coder}"),
        "style": style,
        "data": inert(_data(store, found, coder, former)),
        "script": script,
    }
    template = (folder / "review.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{ (\w+) \}\}", lambda slot: parts[slot[1]], template)


def _data(
    store: Store, found: Sequence[Record], coder: str, former: Mapping[str, Judgement]
) -> dict[str, Any]:
    names = labels(store, named(former.values()))
    spans = _spans(store)
    topics = {slug(row["topic"].value): row["label"].value for row in store.select(TOPICS)}
    return {
        "coder": coder,
        "key": digest(coder, *(one["id"] for one in found)),
        "stances": {stance: LOOKS[stance]["color"] for stance in STANCES},
        "verdicts": list(VERDICTS),
        "topics": sorted(topics.items(), key=lambda one: (one[1].casefold(), one[0])),
        "holders": _names(store, "Actor"),
        "bodies": _names(store, "Body"),
        "columns": [name for name in COLUMNS if name in SAVED],
        "positions": [_shown(one, spans.get(one["id"], {}), former.get(one["id"]), names) for one in found],
    }


def _shown(
    record: Record, parts: Parts, judgement: Judgement | None, names: Mapping[str, str]
) -> dict[str, Any]:
    evidence = record["evidence"]
    return {
        "id": PLACE + record["id"],
        "document": record["document"],
        "sentence": evidence["text"],
        "pieces": segments(evidence["text"], parts, evidence["start"]),
        "read": {
            "holder": record["holder"]["label"],
            "stance": record["stance"],
            "topics": record["topics"],
            "target": record["target"]["text"],
            "body": record["body"]["label"] if record["body"] else "",
            "date": record["date"] or "",
        },
        "said": {name: value for name, value in filled(judgement, names).items() if value},
    }


def _spans(store: Store) -> dict[str, Parts]:
    found: dict[str, Parts] = {}
    for row in store.select(SPANS):
        parts = found.setdefault(slug(row["position"].value), {})
        parts[row["name"].value] = (int(row["start"].value), int(row["end"].value))
    return found


def _names(store: Store, kind: str) -> list[str]:
    rows = store.select(THINGS % " ".join(KINDS[kind]))
    return sorted({row["label"].value for row in rows}, key=lambda name: (name.casefold(), name))
