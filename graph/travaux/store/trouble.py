"""Troubles of the disk in words for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from travaux.errors import UnwritableStore

if TYPE_CHECKING:
    from travaux.store import Store

Given = ParamSpec("Given")
Result = TypeVar("Result")


def telling(
    method: Callable[Concatenate[Store, Given], Result],
) -> Callable[Concatenate[Store, Given], Result]:
    """Let a method of a store raise UnwritableStore, with what to do, where the disk refuses what it writes."""

    @wraps(method)
    def told(store: Store, /, *given: Given.args, **named: Given.kwargs) -> Result:
        try:
            return method(store, *given, **named)
        except (OSError, sqlite3.Error) as error:
            raise UnwritableStore(
                f"the store at {store.path} cannot be written: {error}; see that the disk has room and is sound, then"
                " run it again: what was read before is kept"
            ) from error

    return told
