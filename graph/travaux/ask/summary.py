"""How much a store holds, in a few numbers."""

from __future__ import annotations

from collections import Counter

from travaux.store import Store


def summary(store: Store) -> dict[str, int | dict[str, int]]:
    """Return how much a store holds: documents, actors of each kind, events, positions by stance."""
    return {
        "documents": _count(store, "?x a trv:Document"),
        "states": _count(store, _agents("State", "trv:holder|trv:state|trv:via")),
        "groups": _count(store, _agents("Group", "trv:holder")),
        "organisations": _count(store, _agents("Organisation", "trv:holder|trv:organisation")),
        "delegates": _count(store, "?p a trv:Appointment ; org:member/trv:identity ?x"),
        "bodies": _count(store, _agents("Body", "trv:body|trv:holder|trv:about")),
        "events": _count(store, "?x a trv:Event"),
        "positions": _by_stance(store),
    }


def _agents(kind: str, roles: str) -> str:
    """Return the pattern of agents in some roles: the roles first, as every document gives the kind anew."""
    return f"{{ SELECT DISTINCT ?x {{ ?p {roles} ?x }} }} FILTER EXISTS {{ ?x a trv:{kind} }}"


def _count(store: Store, pattern: str) -> int:
    (row,) = store.select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
    return int(row["n"].value)


def _by_stance(store: Store) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in store.select(
        "SELECT ?stance (COUNT(?position) AS ?n) WHERE { ?position trv:stance ?stance } GROUP BY ?stance"
    ):
        found[row["stance"].value.rsplit("/", 1)[-1]] = int(row["n"].value)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))
