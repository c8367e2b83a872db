"""Judgements as a graph of their own, …/id/graph/judgements: what coders said of which position, and what counts.

The documents' graphs are never altered. The graph is made anew from the file beside the store with every build; what
follows from it is in the derived graphs and in travaux.ask.records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from travaux.model import digest
from travaux.rdf import JUDGEMENTS_GRAPH, attributed, edtf, term, thing
from travaux.review.judgements import Judgement, file_of, load
from travaux.review.standing import Standing, standings
from travaux.store import Store


def refresh(store: Store) -> list[Standing]:
    """Put the judgements beside a store into its graph anew, and return what becomes of each.

    What follows is not derived: travaux.link.link does that. A store in memory has no judgements beside it.
    """
    judgements = load(file_of(store.path)) if store.path else ()
    found = standings(store, judgements)
    facts = sorted(triples(found), key=str)
    if facts or next(iter(store.quads(JUDGEMENTS_GRAPH)), None) is not None:
        store.put(JUDGEMENTS_GRAPH, facts)
    return found


def told(found: Sequence[Standing]) -> list[str]:
    """Return what there is to tell of judgements that apply to nothing."""
    states: Counter[str] = Counter(one.state for one in found)
    rest = [
        f"{states[state]} {what}"
        for state, what in (
            ("lost", "on positions that are not read from their sentences any more"),
            ("resting", "on sentences that are gone"),
        )
        if states[state]
    ]
    if not rest:
        return []
    return [f"judgements: {states['applies']} apply, {', '.join(rest)}; see travaux review --resting"]


def by_position(found: Iterable[Standing]) -> dict[str, list[Judgement]]:
    """Return the judgements on each position, given by its id, one a coder: the latest."""
    groups: dict[str, dict[str, Judgement]] = defaultdict(dict)
    for one in found:
        if one.position is not None:
            own = groups[one.position]
            before = own.get(one.judgement.coder)
            if before is None or before.date <= one.judgement.date:
                own[one.judgement.coder] = one.judgement
    return {position: [own[coder] for coder in sorted(own)] for position, own in sorted(groups.items())}


def effective(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return the judgements on one position that count, all of which say the same.

    That is the verdict of most coders and, of amendments, the values of most; where they are as many, of the later
    date; on one day, of the coder whose name comes first.
    """
    chosen = _most(judgements, lambda one: one.verdict)
    return _most(chosen, lambda one: one.amended)


def _most(judgements: Sequence[Judgement], said: Callable[[Judgement], Hashable]) -> list[Judgement]:
    groups: dict[Hashable, list[Judgement]] = defaultdict(list)
    for one in sorted(judgements, key=lambda one: one.coder):
        groups[said(one)].append(one)
    return max(groups.values(), key=lambda group: (len(group), max(one.date for one in group)))


def triples(found: Iterable[Standing]) -> Iterator[Triple]:
    """Yield the graph of the judgements that apply."""
    for position, judgements in by_position(found).items():
        counts = effective(judgements)
        for one in judgements:
            yield from _judgement(position, one, one in counts)


def _judgement(position: str, one: Judgement, counts: bool) -> Iterator[Triple]:
    about = thing("position", position)
    node = thing("judgement", digest(position, one.coder))
    yield Triple(node, term("rdf:type"), term("trv:Judgement"))
    yield Triple(node, term("trv:judges"), about)
    yield Triple(node, term("trv:verdict"), Literal(one.verdict))
    yield Triple(node, term("prov:generatedAtTime"), Literal(one.date, datatype=term("xsd:date")))
    if one.note:
        yield Triple(node, term("trv:note"), Literal(one.note))
    yield from (Triple(*statement) for statement in attributed(node, one.coder))
    yield from _amended(node, one)
    if counts:
        yield Triple(about, term("trv:settledBy"), node)


def _amended(node: NamedNode, one: Judgement) -> Iterator[Triple]:
    amended = one.amended
    if amended.holder:
        yield Triple(node, term("trv:amendedHolder"), NamedNode(amended.holder))
    if amended.stance:
        yield Triple(node, term("trv:amendedStance"), thing("stance", amended.stance))
    for topic in amended.topics or ():
        yield Triple(node, term("trv:amendedTopic"), NamedNode(topic))
    if amended.body:
        yield Triple(node, term("trv:amendedBody"), NamedNode(amended.body))
    if amended.date:
        yield Triple(node, term("trv:amendedDate"), edtf(amended.date))
    for part, value in (("topics", amended.topics), ("body", amended.body), ("date", amended.date)):
        if value is not None and not value:
            yield Triple(node, term("trv:takesAway"), Literal(part))
