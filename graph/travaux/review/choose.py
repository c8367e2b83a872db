"""Which positions to judge: those of a document, holder, topic or stance, those not judged yet, a random sample."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from travaux.ask import records
from travaux.ask.query import Parameter, resolve
from travaux.model import digest
from travaux.rdf import slug
from travaux.review.judgements import stance_of
from travaux.store import Store
from travaux.table import Record

KINDS = {"document": "Document", "holder": "Actor", "topic": "Topic"}
SOURCES = "SELECT DISTINCT ?document ?source { ?document a trv:Document ; trv:sourceName ?source }"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: names of a document, holder and topic, a stance, and how many positions at random."""

    document: str | None = None
    holder: str | None = None
    topic: str | None = None
    stance: str | None = None
    sample: int | None = None
    seed: str = "0"


def chosen(store: Store, choice: Choice, judged: Collection[str] = ()) -> list[Record]:
    """Return the records of positions to judge, as they were read, by document and place, without those `judged`.

    Raises TravauxError for a name that means nothing in the store.
    """
    wanted = {
        name: {node.value for node in resolve(store, Parameter(name, kind, True, ""), value)}
        for name, kind in KINDS.items()
        if (value := getattr(choice, name)) is not None
    }
    if "document" in wanted:
        rows = store.select(SOURCES)
        wanted["document"] = {
            row["source"].value for row in rows if row["document"].value in wanted["document"]
        }
    if "topic" in wanted:
        wanted["topic"] = set(map(slug, wanted["topic"]))
    if choice.stance is not None:
        wanted["stance"] = {stance_of(choice.stance)}
    found = [one for one in records.positions(store, raw=True) if _fits(one, wanted, judged)]
    return found if choice.sample is None else sample(found, choice.sample, choice.seed)


def _fits(record: Record, wanted: Mapping[str, set[str]], judged: Collection[str]) -> bool:
    own = {
        "document": {record["document"]},
        "holder": {record["holder"]["iri"]},
        "topic": set(record["topics"]),
        "stance": {record["stance"]},
    }
    return record["id"] not in judged and all(own[name] & values for name, values in wanted.items())


def sample(found: Sequence[Record], size: int, seed: str) -> list[Record]:
    """Return so many records at random, of each stance in proportion and at least one; in the order given.

    The same records, size and seed give the same sample.
    """
    strata: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(found, key=lambda one: digest(seed, one["id"])):
        strata[record["stance"]].append(record)
    shares = _shares({stance: len(group) for stance, group in strata.items()}, min(size, len(found)))
    taken = {one["id"] for stance, group in strata.items() for one in group[: shares[stance]]}
    return [record for record in found if record["id"] in taken]


def _shares(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """Return how many to take of each stratum: first one of each, then of the one that is furthest below its share."""
    shares, total = dict.fromkeys(sizes, 0), sum(sizes.values())
    for _ in range(size):
        below = {name: shares[name] - size * number / total for name, number in sizes.items()}
        left = [name for name in sizes if shares[name] < sizes[name]]
        shares[min(left, key=lambda name: (shares[name] > 0, below[name], name))] += 1
    return shares
