"""Records of positions as people judged them: without the rejected ones, and with what was amended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from travaux.rdf import slug, thing
from travaux.store import Store
from travaux.store.rulings import Ruling, rulings
from travaux.table import Record

ABOUT = """
SELECT DISTINCT ?node ?label ?kind ?iso3 WHERE { VALUES ?node { %s }
  OPTIONAL { ?node rdfs:label ?label }
  OPTIONAL { VALUES ?kind { trv:State trv:Group trv:Organisation trv:Body trv:Person } ?node a ?kind }
  OPTIONAL { ?node trv:iso3 ?iso3 }
}"""


def judged(store: Store, found: Iterable[Record], known: Mapping[str, Record]) -> Iterator[Record]:
    """Yield records as they were judged; each that was has the key "judged".

    `known` has what each agent is one with: its label and address.
    """
    ruled = rulings(store)
    about = _about(store, ruled.values(), known) if ruled else {}
    for record in found:
        ruling = ruled.get(thing("position", record["id"]).value)
        if ruling is None:
            yield record
        elif not ruling.rejects:
            yield _amended(record, ruling, about) | {"judged": _told(ruling)}


def _told(ruling: Ruling) -> Record:
    return {"verdict": ruling.verdict, "coders": [*ruling.coders], "date": ruling.date}


def _amended(record: Record, ruling: Ruling, about: Mapping[str, Record]) -> Record:
    changed: Record = {}
    if ruling.holder:
        holder = about[ruling.holder]  # of no kind where no document that is here names it any more
        changed["holder"] = holder | {"type": holder["type"] or record["holder"]["type"]}
    if ruling.stance:
        changed["stance"] = ruling.stance
        changed["act"] = record["act"] if ruling.keeps_act(record["stance"]) else None
    if ruling.topics is not None:
        changed["topics"] = sorted(map(slug, ruling.topics))
    if ruling.body is not None:
        body = about.get(ruling.body)
        changed["body"] = {"label": body["label"], "iri": body["iri"]} if body else None
    if ruling.day is not None:
        changed["date"] = ruling.day or None
    return record | changed


def _about(store: Store, found: Iterable[Ruling], known: Mapping[str, Record]) -> dict[str, Record]:
    """Return the holders and bodies that amendments name, as records have them."""
    wanted = sorted({iri for one in found for iri in (one.holder, one.body) if iri})
    if not wanted:
        return {}
    about: dict[str, Record] = {
        iri: {"label": slug(iri), "iri": iri, "type": "", "iso3": None} for iri in wanted
    }
    for row in store.select(ABOUT % " ".join(str(NamedNode(iri)) for iri in wanted)):
        one = about[row["node"].value]
        one["label"] = row["label"].value if row["label"] else one["label"]
        one["type"] = max(one["type"], slug(row["kind"].value) if row["kind"] else "")
        one["iso3"] = row["iso3"].value if row["iso3"] else one["iso3"]
    return {iri: one | known.get(iri, {}) for iri, one in about.items()}
