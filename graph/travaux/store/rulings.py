"""What people judged of positions, read from the graph of judgements: what counts for each position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from travaux.rdf import JUDGEMENTS_GRAPH, slug, term

if TYPE_CHECKING:
    from travaux.store import Store

Facts = Mapping[NamedNode, list[str]]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What counts for a position: the verdict, who gave it and when, and the values that an amendment gives.

    A value is None where the position's own holds, and empty where the position has none. Holder, topics and body are
    addresses.
    """

    verdict: str
    coders: tuple[str, ...]
    date: str
    holder: str | None = None
    stance: str | None = None
    topics: tuple[str, ...] | None = None
    body: str | None = None
    day: str | None = None

    @property
    def rejects(self) -> bool:
        return self.verdict == "reject"

    def keeps_act(self, stance: str) -> bool:
        """Tell whether the act that was read still holds: it was read as one of the stance that was read."""
        return self.stance in (None, stance)


def rulings(store: Store) -> dict[str, Ruling]:
    """Return what counts for each position that somebody judged, by its address."""
    said: dict[str, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads(JUDGEMENTS_GRAPH):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said[quad.subject.value][quad.predicate].append(quad.object.value)
    settled = {node: sorted(facts[term("trv:settledBy")]) for node, facts in [*said.items()]}
    whole = {
        node: [said[one] for one in found if said[one][term("trv:verdict")]]
        for node, found in settled.items()
    }
    return {node: _ruling(judgements, said) for node, judgements in whole.items() if judgements}


def _ruling(judgements: list[dict[NamedNode, list[str]]], said: Mapping[str, Facts]) -> Ruling:
    """Return what judgements that say the same say."""
    first = judgements[0]
    agents = {agent for one in judgements for agent in one.get(term("prov:wasAttributedTo"), ())}
    names = (name for agent in agents if agent in said for name in said[agent].get(term("foaf:name"), ()))
    nothing = first.get(term("trv:takesAway"), [])

    def value(name: str, part: str) -> str | None:
        return "" if part in nothing else next(iter(first.get(term(name), ())), None)

    topics = tuple(sorted(first.get(term("trv:amendedTopic"), ())))
    return Ruling(
        verdict=first[term("trv:verdict")][0],
        coders=tuple(sorted(names)),
        date=max(
            (day for one in judgements for day in one.get(term("prov:generatedAtTime"), ())), default=""
        ),
        holder=value("trv:amendedHolder", "holder"),
        stance=slug(stance) if (stance := value("trv:amendedStance", "stance")) else None,
        topics=topics if topics or "topics" in nothing else None,
        body=value("trv:amendedBody", "body"),
        day=value("trv:amendedDate", "date"),
    )
