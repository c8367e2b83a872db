"""What is installed: the folders shipped beside the code, ontology/ and seeds/, and the version."""

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from travaux.errors import TravauxError


def folder(name: str) -> Path:
    """Return the folder `name` ("ontology" or "seeds"), from an installed wheel or from a checkout.

    Raises TravauxError when the installation lacks it.
    """
    package = Path(str(files("travaux")))
    for candidate in (package / name, package.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise TravauxError(f"this installation of travaux lacks its folder {name!r}; install it again")


@cache
def release() -> str:
    """Return the version of travaux that is installed; asked for once, as each document's graph names it."""
    return version("travaux")
