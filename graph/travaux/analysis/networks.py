"""Networks of a store's positions: who stands where, who sides with whom, who speaks for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from travaux.analysis.frames import by_subject
from travaux.analysis.windows import refuse

Numbers = NDArray[np.float64]
KINDS = ("congruence", "conflict", "subtract")
NORMALISED = ("no", "average", "jaccard", "cosine")


@dataclass(frozen=True, slots=True)
class Incidence:
    """Who took which side on what: holders by subjects, 1 or the number of documents in each cell."""

    holders: tuple[str, ...]
    subjects: tuple[str, ...]
    pro: Numbers
    contra: Numbers


def bipartite(found: pd.DataFrame, over: str = "topic") -> nx.Graph[str]:
    """Return the network of holders and what they took sides on, signed and weighted.

    Nodes have `bipartite` (0 for a holder, 1 for a subject), `label` and `kind`; an edge has `weight` (its
    positions), `pro` and `contra` (of which for and against), `sign` (1, -1 or 0) and `positions` (their ids, by which
    frames.sentences shows what it rests on). `over` is "topic" or "target".
    """
    network: nx.Graph[str] = nx.Graph()
    sided = _sided(found, over)
    for (holder, subject), rows in _pairs(sided, "holder", "topic"):
        pro, contra = int((rows["side"] == "for").sum()), int((rows["side"] == "against").sum())
        network.add_node(holder, bipartite=0, label=holder, kind=str(rows["holder_type"].iloc[0]))
        network.add_node(_subject(subject), bipartite=1, label=subject, kind=over)
        network.add_edge(
            holder,
            _subject(subject),
            weight=len(rows),
            pro=pro,
            contra=contra,
            sign=int(np.sign(pro - contra)),
            positions=" ".join(sorted(rows["id"])),
        )
    return network


def actors(
    found: pd.DataFrame, kind: str = "congruence", normalise: str = "average", over: str = "topic"
) -> nx.Graph[str]:
    """Return the network of holders that took the same side, or opposite sides, on the same things.

    The weight of an edge is the number of subjects on which two holders agree (`kind` "congruence"), on which they
    disagree ("conflict"), or the one less the other ("subtract"); normalised by the average number of subjects that
    the two speak of ("average"), by the number that either speaks of ("jaccard") or by the geometric mean ("cosine").
    `over` is "topic", or "target": what has an address, such as the resolutions of votes. An edge has `subjects` too,
    those that it counts. A holder that is for and against one thing agrees with both sides and disagrees with both.

    Source: Leifeld, P. (2017): Discourse Network Analysis, in: The Oxford Handbook of Political Networks, 301-326.
    Raises TravauxError for another kind or norm.
    """
    refuse(kind, KINDS, "network")
    refuse(normalise, NORMALISED, "norm")
    table = incidence(found, over)
    same, opposite = shared(table)
    counted = {"congruence": same, "conflict": opposite, "subtract": same - opposite}[kind]
    scaled = counted / norm(table, normalise)
    network: nx.Graph[str] = nx.Graph(kind=kind, normalise=normalise, over=over)
    for place, holder in enumerate(table.holders):
        spoken = table.pro[place] + table.contra[place]
        network.add_node(holder, label=holder, subjects=int((spoken > 0).sum()))
    for one, other in np.argwhere(np.triu(counted, 1)):
        names = " ".join(_counted(table, one, other, kind))
        ends = table.holders[one], table.holders[other]
        network.add_edge(*ends, weight=float(scaled[one, other]), subjects=names)
    return network


def co_speaking(found: pd.DataFrame) -> nx.Graph[str]:
    """Return the network of holders that are heard in the same documents; weight is their number."""
    heard: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document, rows in found.groupby("document", sort=True):
        for pair in combinations(sorted(rows["holder"].unique()), 2):
            heard[pair].append(str(document))
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(sorted(found["holder"].unique()))
    for (one, other), documents in sorted(heard.items()):
        network.add_edge(one, other, weight=len(documents), documents=" ".join(documents))
    return network


def on_behalf_of(found: pd.DataFrame) -> nx.DiGraph[str]:
    """Return the directed network of who speaks for whom: delegates and states for the holders of what they say.

    An edge has `weight` (its positions) and `positions` (their ids).
    """
    network: nx.DiGraph[str] = nx.DiGraph()
    for column in ("speaker", "via"):
        voiced = found[found[column].notna() & (found[column] != found["holder"])]
        for (voice, holder), rows in _pairs(voiced, column, "holder"):
            network.add_node(voice, kind="Person" if column == "speaker" else "State")
            network.add_node(holder, kind=str(rows["holder_type"].iloc[0]))
            network.add_edge(voice, holder, weight=len(rows), positions=" ".join(sorted(rows["id"])))
    return network


def incidence(found: pd.DataFrame, over: str = "topic") -> Incidence:
    """Return who took which side on what, 1 in each cell where somebody did."""
    sided = _sided(found, over)
    holders, subjects = (tuple(sorted(sided[name].unique())) for name in ("holder", "topic"))
    rows, columns = ({name: place for place, name in enumerate(names)} for names in (holders, subjects))
    tables = {side: np.zeros((len(holders), len(subjects))) for side in ("for", "against")}
    for holder, subject, side in zip(sided["holder"], sided["topic"], sided["side"], strict=True):
        tables[side][rows[holder], columns[subject]] = 1.0
    return Incidence(holders, subjects, tables["for"], tables["against"])


def shared(table: Incidence) -> tuple[Numbers, Numbers]:
    """Return on how many subjects each two holders take the same side, and on how many opposite ones."""
    same = table.pro @ table.pro.T + table.contra @ table.contra.T
    opposite = table.pro @ table.contra.T + table.contra @ table.pro.T
    return same, opposite


def norm(table: Incidence, normalise: str) -> Numbers:
    """Return what the numbers of each two holders are divided by."""
    spoken = ((table.pro + table.contra) > 0).astype(float)
    own = spoken.sum(axis=1)
    if normalise == "average":
        return np.asarray((own[:, None] + own[None, :]) / 2)
    if normalise == "jaccard":
        return np.asarray(own[:, None] + own[None, :] - spoken @ spoken.T)
    if normalise == "cosine":
        return np.asarray(np.sqrt(own[:, None] * own[None, :]))
    return np.ones((len(own), len(own)))


def _pairs(rows: pd.DataFrame, one: str, other: str) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    for (first, second), part in rows.groupby([one, other], sort=True):
        yield (str(first), str(second)), part


def _sided(found: pd.DataFrame, over: str) -> pd.DataFrame:
    rows = by_subject(found, over)
    return rows[rows["side"].notna()]


def _counted(table: Incidence, one: int, other: int, kind: str) -> list[str]:
    same = table.pro[one] * table.pro[other] + table.contra[one] * table.contra[other]
    opposite = table.pro[one] * table.contra[other] + table.contra[one] * table.pro[other]
    wanted = {"congruence": same, "conflict": opposite, "subtract": same + opposite}[kind]
    return [table.subjects[place] for place in np.flatnonzero(wanted)]


def _subject(key: str) -> str:
    """Return the node of a subject: holders and subjects may have one name."""
    return f"#{key}"
