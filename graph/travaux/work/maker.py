"""The maker of the pipeline for workers, which may be on other machines."""

from __future__ import annotations

from dataclasses import dataclass

from travaux.errors import TravauxError
from travaux.fingerprint import fingerprint
from travaux.work import Finder


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the pipeline of a vocabulary where the program is the one with the mark of `fingerprint`, if one is given.

    Raises TravauxError where it is another one: its graphs would not be those that the rest of a build makes.
    """

    vocabulary: tuple[str, ...]
    mark: str = ""

    def __call__(self) -> Finder:
        if self.mark and fingerprint(self.vocabulary) != self.mark:
            raise TravauxError(
                "a worker has another version of travaux, its vocabulary or its packages than the build; install the"
                " same on all machines"
            )
        from travaux.pipeline import Pipeline

        return Pipeline(self.vocabulary)
