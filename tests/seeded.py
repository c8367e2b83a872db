"""The seeds in a store, built once for all tests that only read it."""

from __future__ import annotations

import pytest

from travaux.build import build
from travaux.pipeline import Pipeline
from travaux.resources import folder
from travaux.store import Store


@pytest.fixture(scope="session")
def seeds():
    with Store() as store:
        build(store, [folder("seeds")], Pipeline())
        yield store
