"""Who is who: people, organisations and documents that are one, by reversible judgements applied on read.

Documents' graphs are never altered: each names its own persons. The judgements and what follows from them are the
graph …/id/graph/links, rebuilt from the documents; a human's decision, kept in a file beside the store, always wins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from travaux.link import decisions as file_of_decisions
from travaux.link.apply import triples
from travaux.link.cluster import Clusters, cluster
from travaux.link.copies import judge_documents
from travaux.link.decisions import Decision
from travaux.link.gather import Gathered, gather
from travaux.link.judge import Judgement, judge
from travaux.link.profiles import Profile, profiles
from travaux.link.things import judge_things
from travaux.rdf import LINKS_GRAPH
from travaux.store import Store

__all__ = ["Decision", "Judgement", "Links", "link", "links"]


@dataclass(frozen=True, slots=True)
class Links:
    """Who is who in a store: the judgements, what follows from them, and the names of all that was judged.

    `identities` gives each node of a document and each profile the one address of what it stands for; `labels` names
    profiles, things and documents; `nodes` tells which nodes of documents a profile, thing or document has, none for a
    thing of the vocabulary that no document names.
    """

    judgements: tuple[Judgement, ...]
    clusters: Clusters
    identities: Mapping[str, str]
    people: Mapping[str, tuple[str, frozenset[str]]]
    labels: Mapping[str, str]
    nodes: Mapping[str, tuple[str, ...]]
    dormant: tuple[Decision, ...] = ()

    def doubtful(self) -> list[Judgement]:
        """Return the pairs that a human had better decide, one for two people each, the surest first.

        These are what no rule is sure of, and what one is sure of although another parts them.
        """
        refused = set(self.clusters.refused)
        asked = {self._pair(one) for one in self.judgements if one.human}
        open_ones: dict[tuple[str, ...], Judgement] = {}
        for one in sorted(self.judgements, key=lambda one: (-one.score, self.labels[one.one], one)):
            if one.verdict == "unsure" or (one in refused and not one.human):
                open_ones.setdefault(self._pair(one), one)
        return [one for pair, one in open_ones.items() if len(set(pair)) == 2 and pair not in asked]

    def _pair(self, judgement: Judgement) -> tuple[str, ...]:
        return tuple(sorted(self.identities[side] for side in (judgement.one, judgement.other)))


def link(store: Store, decided: Sequence[Decision] | None = None) -> Links:
    """Judge anew who is who in a store, put it into the graph of links, and derive what follows from it.

    `decided` are human decisions, by default those in the file beside the store.
    """
    found = links(store, decided)
    store.put(LINKS_GRAPH, triples(found.judgements, found.identities, found.people))
    store.derive()
    return found


def links(store: Store, decided: Sequence[Decision] | None = None) -> Links:
    """Return who is who in a store, without writing it."""
    if decided is None:
        decided = file_of_decisions.load(file_of_decisions.file_of(store.path)) if store.path else ()
    return judge_all(gather(store), decided)


def judge_all(given: Gathered, decided: Sequence[Decision] = ()) -> Links:
    """Return who is who in what was gathered from a store."""
    sides = {side for one in decided for side in one.pair}
    people = profiles(given.references, given.titles, alone=sides)
    nodes = {profile.iri: profile.nodes for profile in people}
    nodes |= {iri: (iri,) for iri in (*given.found, *given.documents)}
    nodes |= {iri: (iri,) if iri in given.seen else () for iri in given.known}
    owners = {node: iri for iri, own in nodes.items() for node in own}
    human, dormant = _applied(decided, nodes, owners)
    judged = [
        *judge(people),
        *judge_things(given.known, given.found),
        *judge_documents(given.sketches),
    ]
    pairs = {(one.one, one.other) for one in human}
    judgements = tuple(sorted([*human, *(one for one in judged if (one.one, one.other) not in pairs)]))
    clusters = cluster(nodes, judgements, {profile.iri: profile.states for profile in people})
    chosen = _Chosen(given, people)
    identities = {
        address: chosen.of(members)
        for members in clusters.sets
        for member in members
        for address in (member, *nodes[member])
    }
    return Links(
        judgements=judgements,
        clusters=clusters,
        identities=dict(sorted(identities.items())),
        people=_people(people, identities, given.states),
        labels=_labels(given, people),
        nodes=nodes,
        dormant=dormant,
    )


def _applied(
    decided: Iterable[Decision], nodes: Mapping[str, tuple[str, ...]], owners: Mapping[str, str]
) -> tuple[list[Judgement], tuple[Decision, ...]]:
    """Return decisions as judgements on profiles and things, and those whose sides are not in the graph."""
    found: list[Judgement] = []
    dormant: list[Decision] = []
    for decision in decided:
        ends = [side if side in nodes else owners.get(side) for side in decision.pair]
        if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
            dormant.append(decision)
            continue
        one, other = sorted(end for end in ends if end)
        said = decision.judgement
        found.append(Judgement(one, other, said.verdict, said.score, said.rule, said.by))
    return found, tuple(dormant)


class _Chosen:
    """Chooses which of the things that are one gives its address to all."""

    def __init__(self, given: Gathered, people: Iterable[Profile]) -> None:
        self._given = given
        self._people = {profile.iri: profile for profile in people}

    def of(self, members: Sequence[str]) -> str:
        return min(members, key=self._rank)

    def _rank(self, iri: str) -> tuple[object, ...]:
        if iri in self._people:
            one = self._people[iri]
            return 0, not one.states, -len(one.words), -len(one.nodes), -len(one.label), iri
        if iri in self._given.documents:
            return 1, *self._given.documents[iri], iri
        return 2, iri not in self._given.known, -len(self._given.found.get(iri, "")), iri


def _people(
    people: Iterable[Profile], identities: Mapping[str, str], states: Mapping[str, str]
) -> dict[str, tuple[str, frozenset[str]]]:
    """Return each person with a label that tells namesakes apart by their state, and all forms of the name."""
    forms: dict[str, set[str]] = defaultdict(set)
    own: dict[str, Profile] = {}
    for profile in people:
        forms[identities[profile.iri]].add(profile.label)
        own[profile.iri] = profile
    namesakes = Counter(own[iri].label for iri in forms)
    return {
        iri: (_label(own[iri], states, namesakes[own[iri].label] > 1), frozenset(forms[iri]))
        for iri in sorted(forms)
    }


def _label(profile: Profile, states: Mapping[str, str], with_state: bool) -> str:
    sides = ", ".join(sorted(states.get(state, "") for state in profile.states))
    return f"{profile.label} ({sides})" if with_state and sides else profile.label


def _labels(given: Gathered, people: Iterable[Profile]) -> dict[str, str]:
    labels = {iri: min(names, key=lambda name: (len(name), name)) for iri, names in given.known.items()}
    labels |= given.found
    labels |= {iri: title or source for iri, (_, source, title) in given.documents.items()}
    return labels | {profile.iri: _label(profile, given.states, True) for profile in people}
