"""Centrality: who is at the middle of a network."""

from __future__ import annotations

import networkx as nx
import pandas as pd

COLUMNS = ["holder", "degree", "strength", "betweenness", "closeness", "eigenvector"]


def centralities(network: nx.Graph[str]) -> pd.DataFrame:
    """Return the centralities of each node of a network with positive weights, the strongest first.

    Columns: holder; degree (its neighbours); strength (the sum of its weights); betweenness and closeness over
    distances of one by weight; eigenvector, which is of the largest component and 0 elsewhere.

    Sources: Freeman (1978): Centrality in social networks, Social Networks 1, 215-239; Bonacich (1987): Power and
    centrality, American Journal of Sociology 92, 1170-1182; Newman (2001), Physical Review E 64, 016132 (distances).
    """
    kept: nx.Graph[str] = nx.Graph()
    kept.add_nodes_from(sorted(network))
    for one, other, data in network.edges(data=True):
        weight = float(data.get("weight", 1.0))
        if weight > 0:
            kept.add_edge(one, other, weight=weight, distance=1 / weight)
    between = nx.betweenness_centrality(kept, weight="distance")
    close = nx.closeness_centrality(kept, distance="distance")
    vector = _eigenvector(kept)
    rows = [
        (
            node,
            kept.degree(node),
            kept.degree(node, weight="weight"),
            between[node],
            close[node],
            vector.get(node, 0.0),
        )
        for node in kept
    ]
    ranked = sorted(rows, key=lambda row: (-row[2], row[0]))
    return pd.DataFrame(ranked, columns=COLUMNS)


def _eigenvector(network: nx.Graph[str]) -> dict[str, float]:
    import numpy as np

    largest = sorted(max(nx.connected_components(network), key=lambda one: (len(one), min(one)), default=()))
    if len(largest) < 2:
        return {}
    values, vectors = np.linalg.eigh(nx.to_numpy_array(network, nodelist=largest, weight="weight"))
    first = np.abs(vectors[:, int(np.argmax(values))])
    return dict(zip(largest, map(float, first), strict=True))
