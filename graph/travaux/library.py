"""Building in one call, for programs and notebooks; travaux.build has all settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from travaux.build import Report, build
from travaux.fingerprint import fingerprint
from travaux.store import Store
from travaux.vocabulary import ontology_files
from travaux.work.here import Here
from travaux.work.maker import Maker


def build_graph(store: Store, paths: Iterable[str | Path], vocabulary: Sequence[str] = ("cyber",)) -> Report:
    """Bring a store up to date with files and folders, in this process, and return what was done.

    Only what changed since the last time is read. `vocabulary` names folders of ontology/, or paths of your own.
    Documents that could not be read are in the report, each with the reason. Raises TravauxError where a vocabulary
    is not there, or where the store cannot be written.
    """
    store.load_ontology(ontology_files(vocabulary))
    return build(
        store, [Path(path) for path in paths], Here(Maker(tuple(vocabulary))), fingerprint(vocabulary)
    )
