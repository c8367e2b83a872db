"""GraphML and the JSON of Cytoscape, as networkx writes them."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from travaux.interchange.network import Network


def graphml(graph: Network) -> bytes:
    """Return a network of travaux.interchange.network as GraphML."""
    import networkx

    written = io.BytesIO()
    networkx.write_graphml_xml(_plain(graph), written, edge_id_from_attribute="id")
    return written.getvalue()


def cytoscape(graph: Network) -> bytes:
    """Return a network of travaux.interchange.network as JSON of Cytoscape (.cyjs)."""
    import networkx

    data = networkx.cytoscape_data(_plain(graph), name="label")
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _plain(graph: Network) -> Network:
    """Return a network with values that are text or numbers, and a number for each edge."""
    import networkx

    plain: Network = networkx.MultiDiGraph()
    plain.add_nodes_from(graph.nodes(data=True))
    for number, (source, target, stance, about) in enumerate(graph.edges(keys=True, data=True)):
        spells = " ".join(f"{start}/{end}" for start, end in about["spells"])
        plain.add_edge(source, target, key=stance, **{**about, "spells": spells, "id": f"e{number}"})
    return plain
