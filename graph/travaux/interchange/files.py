"""Names of files for documents: safe on every system, each another one."""

from __future__ import annotations

import re

from travaux.letters import fold

LONGEST = 60


def file_names(sources: list[str]) -> list[str]:
    """Return a name for each source, without an ending: its number, and what can be kept of the source."""
    width = max(3, len(str(len(sources))))
    return [f"{number:0{width}}-{_safe(source)}" for number, source in enumerate(sources, 1)]


def _safe(source: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", fold(source)).strip("-")
    return plain[-LONGEST:].strip("-") or "document"
