"""What follows a build: judgements are applied and links are judged anew, where anything changed since."""

from __future__ import annotations

import hashlib
import json

from travaux.link import decisions, link
from travaux.link.desk import contradictions
from travaux.review import apply, judgements
from travaux.store import LINKED, Store


def follow(store: Store, mark: str) -> list[str]:
    """Rebuild what follows from the documents of a store, and return what there is to tell of it.

    Nothing is done where the store, the decisions and judgements beside it, and the program (`mark`) are as they were.
    """
    given = _given(store, mark)
    noted = store.manifest.note(LINKED) if given and store.own else ""
    before, _, told = noted.partition("\n")
    if before and before == given:
        return [str(line) for line in json.loads(told)]
    notes = [*apply.told(apply.refresh(store)), *contradictions(link(store))]
    if given:
        store.note(LINKED, f"{given}\n{json.dumps(notes)}")
    return notes


def _given(store: Store, mark: str) -> str:
    if not (store.path and mark):
        return ""
    total = hashlib.sha256(mark.encode())
    for file in (decisions.file_of(store.path), judgements.file_of(store.path)):
        total.update(file.read_bytes() if file.exists() else b"")
        total.update(b"\n")
    return total.hexdigest()
