"""Recording what people decide about who is who, and telling them what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from travaux.errors import TravauxError
from travaux.link import Links, decisions, link, links
from travaux.link.decisions import SOMEBODY, Decision
from travaux.link.review import kind_of, label_of, mean
from travaux.store import Store

Pair = tuple[str, str]


def decide(
    store: Store,
    pairs: Mapping[str, Pair | None],
    by: str | None = None,
    because: str | None = None,
    imported: Path | None = None,
) -> Iterator[str]:
    """Record decisions about a store, link anew, and yield what there is to tell, line by line.

    `pairs` has what is decided: the sides under "same" and "different", under "undecide" those to take back. Raises
    TravauxError for sides that mean nothing or not one thing, and for a pair that cannot be one.
    """
    if store.path is None:
        raise TravauxError("decisions are kept beside a store; this one is in memory only")
    file = decisions.file_of(store.path)
    known = {one.pair: one for one in decisions.load(file)}
    before = dict(known)
    if imported:
        known |= {one.pair: one for one in decisions.load(imported)}
    if any(pairs.values()):
        found = links(store, tuple(known.values()))
        for verdict in ("same", "different"):
            if pair := pairs.get(verdict):
                decision = _decision(found, verdict, pair, by, because)
                known[decision.pair] = decision
        if pair := pairs.get("undecide"):
            _take_back(found, known, pair)
    if known != before:
        decisions.save(file, known.values())
        yield from _changes(before, known, file)
    yield from summary(link(store, tuple(known.values())))


def summary(found: Links) -> Iterator[str]:
    """Yield what was judged and decided, line by line."""
    for kind, what in (
        ("person", "people"),
        ("thing", "organisations, groups and bodies"),
        ("document", "documents"),
    ):
        named, real = _counted(found, kind)
        yield f"{what}: {named} named, {real} after linking"
    said = Counter(one.verdict for one in found.judgements if not one.human)
    yield f"judged: {said['same']} pairs the same, {said['different']} different"
    decided = [one for one in found.judgements if one.human]
    yield f"decided by people: {len(decided)} pairs, {len(found.dormant)} more on what is not in this graph"
    yield from contradictions(found)
    yield f"doubtful: {len(found.doubtful())} pairs; see them with --review"


def contradictions(found: Links) -> Iterator[str]:
    """Yield what there is to tell of decisions that contradict each other."""
    for one in found.clusters.contradictions:
        yield (
            f"decisions contradict each other: {found.labels[one.one]} and {found.labels[one.other]} are said to be"
            f" the same, but others part them, and different wins ({one.one} {one.other})"
        )


def _decision(found: Links, verdict: str, pair: Pair, by: str | None, because: str | None) -> Decision:
    one, other = sorted(mean(found, side) for side in pair)
    if one == other:
        raise TravauxError(
            f"{pair[0]!r} and {pair[1]!r} are one and the same entry: {one}; give two addresses"
        )
    kinds = [kind_of(found, side) for side in (one, other)]
    if kinds[0] != kinds[1]:
        raise TravauxError(f"a {kinds[0]} and a {kinds[1]} cannot be compared: {one} and {other}")
    labels = label_of(found, one), label_of(found, other)
    return Decision(
        "same" if verdict == "same" else "different", one, other, *labels, by or SOMEBODY, because or ""
    )


def _take_back(found: Links, known: dict[tuple[str, str], Decision], pair: Pair) -> None:
    addresses = tuple(sorted(mean(found, side) for side in pair))
    taken = known.pop((addresses[0], addresses[1]), None)
    if taken is None:
        raise TravauxError(f"nothing is decided about {pair[0]!r} and {pair[1]!r}")


def _changes(
    before: dict[tuple[str, str], Decision], after: dict[tuple[str, str], Decision], file: Path
) -> Iterator[str]:
    for pair in sorted(before.keys() | after.keys()):
        old, new = before.get(pair), after.get(pair)
        if new and new != old:
            instead = f", not {old.verdict} any more" if old and old.verdict != new.verdict else ""
            yield f"decided: {new.one_label or new.one} and {new.other_label or new.other} are {new.verdict}{instead}"
        elif old and not new:
            yield f"taken back: {old.one_label or old.one} and {old.other_label or old.other} were {old.verdict}"
    yield f"decisions are in {file}"


def _counted(found: Links, kind: str) -> tuple[int, int]:
    of_kind = [iri for iri in found.nodes if kind_of(found, iri) == kind]
    named = sum(len(found.nodes[iri]) for iri in of_kind)
    return named, len({found.identities[iri] for iri in of_kind if found.nodes[iri]})
