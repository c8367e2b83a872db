"""Facts put flat for questions: what a position needs several steps for, said of it directly, and sums over positions.

A question that reads a position's sentence, date and names walks up to four steps for each; the flat facts are one
step. A position that people rejected has none, one that they amended has those of the amendment. A line is all that
one holder says of one topic with one stance: questions about it read one node instead of all its positions. All follow
from the documents' graphs, the links and the judgements, and are rebuilt from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from travaux.model import digest
from travaux.rdf import slug, term, thing
from travaux.store.rows import Row
from travaux.store.told import Office

SIDES = {"support": "for", "propose": "for", "oppose": "against", "reserve": "against"}
BALLOTS = frozenset(("vote-for", "vote-against", "abstain", "co-sponsor"))

Agents = tuple[tuple[str, str | None, str], ...]
Key = TypeVar("Key", str, tuple[str, str])


def flat(read: Iterable[Row | Office], rows: list[Row], labels: Mapping[str, str]) -> Iterator[Triple]:
    """Yield the flat facts of positions and offices, given the one label of each thing; `rows` gets the positions."""
    for one in read:
        if isinstance(one, Row):
            rows.append(one)
            yield from _position(one, labels)
        else:
            yield from _office(one, labels)
    yield from _totals(rows)
    for (holder, topic), group in _grouped(
        ((row.holder, topic), row) for row in rows for topic in row.topics
    ):
        yield from _lines(holder, topic, group)
        yield from _standing(holder, topic, [row for row in group if row.stance in SIDES])


def _position(row: Row, labels: Mapping[str, str]) -> Iterator[Triple]:
    node = NamedNode(row.position)
    agents = (
        ("trv:heldBy", "trv:holderName", row.holder),
        ("trv:spokenBy", "trv:speakerName", row.speaker),
        ("trv:voicedBy", "trv:voiceName", row.via),
        ("trv:takenIn", "trv:bodyName", row.body),
    )
    yield from _agents(row.position, agents, labels)
    yield Triple(node, term("trv:stanceTaken"), thing("stance", row.stance))
    if row.act:
        yield Triple(node, term("trv:actTaken"), thing("act", row.act))
    for iri in row.topics:
        yield Triple(node, term("trv:onTopic"), NamedNode(iri))
    for iri in row.instruments:
        yield Triple(node, term("trv:namesInstrument"), NamedNode(iri))
    yield from _words(row.position, row)


def _office(office: Office, labels: Mapping[str, str]) -> Iterator[Triple]:
    agents = (
        ("trv:spokenBy", "trv:speakerName", office.person),
        ("trv:officeOf", None, office.side),
        ("trv:takenIn", "trv:bodyName", office.body),
    )
    yield from _agents(office.node, agents, labels)
    yield from _words(office.node, office)


def _agents(node: str, agents: Agents, labels: Mapping[str, str]) -> Iterator[Triple]:
    for name, label, iri in agents:
        if iri:
            yield Triple(NamedNode(node), term(name), NamedNode(iri))
            if label:
                yield Triple(NamedNode(node), term(label), Literal(labels.get(iri, slug(iri))))


def _words(node: str, said: Row | Office) -> Iterator[Triple]:
    for name, value in (
        ("trv:sentence", said.sentence),
        ("trv:documentName", said.source),
        ("trv:when", said.date),
    ):
        if value:
            yield Triple(NamedNode(node), term(name), Literal(value))


def _totals(known: list[Row]) -> Iterator[Triple]:
    """Yield how much is heard of each holder, read from each document and said in each body."""
    for holder, group in _grouped((row.holder, row) for row in known):
        node = NamedNode(holder)
        yield Triple(node, term("trv:positionCount"), Literal(len(group)))
        yield Triple(node, term("trv:documentCount"), Literal(len({row.document for row in group})))
        yield from _period(node, group)
    for name, pairs in (
        ("trv:readHere", ((row.read, row) for row in known)),
        ("trv:takenHere", ((row.body, row) for row in known)),
    ):
        for iri, group in _grouped(pairs):
            if iri:
                yield Triple(NamedNode(iri), term(name), Literal(len(group)))


def _lines(holder: str, topic: str, rows: list[Row]) -> Iterator[Triple]:
    for stance, group in _grouped((row.stance, row) for row in rows):
        node = thing("line", digest(holder, topic, stance))
        ordered = sorted(group, key=lambda row: row.place)
        dated = [row for row in ordered if row.date] or ordered
        yield Triple(node, term("rdf:type"), term("trv:Line"))
        yield Triple(node, term("trv:lineOf"), NamedNode(holder))
        yield Triple(node, term("trv:lineOn"), NamedNode(topic))
        yield Triple(node, term("trv:lineStance"), thing("stance", stance))
        if stance in SIDES:
            yield Triple(node, term("trv:side"), Literal(SIDES[stance]))
        yield Triple(node, term("trv:linePositions"), Literal(len(group)))
        yield Triple(node, term("trv:lineDocuments"), Literal(len({row.document for row in group})))
        yield from _period(node, group)
        yield Triple(node, term("trv:firstSentence"), Literal(ordered[0].sentence))
        yield Triple(node, term("trv:lastSentence"), Literal(dated[-1].sentence))
        yield Triple(node, term("trv:firstDocument"), Literal(ordered[0].source))
        yield from _origins(node, ordered)


def _origins(node: NamedNode, rows: list[Row]) -> Iterator[Triple]:
    """Yield one sentence of a line from each kind of source, as far as there is one."""
    kinds = (
        ("trv:ownSentence", [row for row in rows if row.own]),
        ("trv:recordedSentence", [row for row in rows if row.recorded]),
        ("trv:reportedSentence", [row for row in rows if not row.recorded]),
        ("trv:spokenSentence", [row for row in rows if row.act not in BALLOTS]),
    )
    for name, found in kinds:
        if found:
            yield Triple(node, term(name), Literal(found[0].sentence))


def _period(node: NamedNode, rows: Iterable[Row]) -> Iterator[Triple]:
    dates = [row.date for row in rows if row.date]
    if dates:
        yield Triple(node, term("trv:firstDate"), Literal(min(dates)))
        yield Triple(node, term("trv:lastDate"), Literal(max(dates)))


def _standing(holder: str, topic: str, rows: list[Row]) -> Iterator[Triple]:
    """Yield on which side of a topic a holder stands, by most of its positions, and what it said on each side."""
    if not rows:
        return
    sides = {side: [row for row in rows if SIDES[row.stance] == side] for side in ("for", "against")}
    balance = len(sides["for"]) - len(sides["against"])
    if balance:
        name = "trv:standsFor" if balance > 0 else "trv:standsAgainst"
        yield Triple(NamedNode(holder), term(name), NamedNode(topic))
    node = thing("standing", digest(holder, topic))
    yield Triple(node, term("rdf:type"), term("trv:Standing"))
    yield Triple(node, term("trv:standingOf"), NamedNode(holder))
    yield Triple(node, term("trv:standingOn"), NamedNode(topic))
    for side, found in sides.items():
        if found:
            first = min(found, key=lambda row: row.place)
            yield Triple(node, term(f"trv:{side}Sentence"), Literal(first.sentence))
    yield from _ends(node, [row for row in rows if row.date])


def _ends(node: NamedNode, rows: list[Row]) -> Iterator[Triple]:
    """Yield on which side a standing was at first and at last: that of most of its positions of the day."""
    days = [(date, _leading(group)) for date, group in _grouped((row.date, row) for row in rows)]
    clear = [(date, row) for date, row in days if row]
    for name, (date, row) in zip(("first", "last"), (*clear[:1], *clear[-1:]), strict=False):
        yield Triple(node, term(f"trv:{name}Date"), Literal(date))
        yield Triple(node, term(f"trv:{name}Side"), Literal(SIDES[row.stance]))
        yield Triple(node, term(f"trv:{name}Sentence"), Literal(row.sentence))


def _leading(rows: list[Row]) -> Row | None:
    """Return the first position of the side that most of these take; none where they are as many on both."""
    balance = sum(1 if SIDES[row.stance] == "for" else -1 for row in rows)
    side = "for" if balance > 0 else "against"
    found = [row for row in rows if balance and SIDES[row.stance] == side]
    return min(found, key=lambda row: row.place, default=None)


def _grouped(pairs: Iterable[tuple[Key, Row]]) -> Iterator[tuple[Key, list[Row]]]:
    ordered = sorted(pairs, key=lambda pair: (pair[0], pair[1].position))
    for key, group in groupby(ordered, key=lambda pair: pair[0]):
        yield key, [row for _, row in group]
