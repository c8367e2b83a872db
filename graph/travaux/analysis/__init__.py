"""Analysis: from a store to data frames and networks, and to measures that can be drilled down to their sentences.

Needs the extra `analysis` (pandas, numpy).
"""

from __future__ import annotations

from travaux.errors import TravauxError

try:
    import numpy as np  # noqa: F401
    import pandas as pd  # noqa: F401
except ImportError as error:
    raise TravauxError("analysis needs pandas: pip install 'travaux[analysis]'") from error

from travaux.analysis.centrality import centralities
from travaux.analysis.change import contradictions, shifts
from travaux.analysis.coalitions import coalitions
from travaux.analysis.comparison import compare
from travaux.analysis.consistency import consistency
from travaux.analysis.coverage import coverage
from travaux.analysis.frames import choose, delegates, events, positions, sentences, votes
from travaux.analysis.networks import actors, bipartite, co_speaking, on_behalf_of
from travaux.analysis.polarisation import polarisation
from travaux.analysis.scaling import ideal_points
from travaux.analysis.windows import over_time, windows

__all__ = [
    "actors",
    "bipartite",
    "centralities",
    "choose",
    "co_speaking",
    "coalitions",
    "compare",
    "consistency",
    "contradictions",
    "coverage",
    "delegates",
    "events",
    "ideal_points",
    "on_behalf_of",
    "over_time",
    "polarisation",
    "positions",
    "sentences",
    "shifts",
    "votes",
    "windows",
]
