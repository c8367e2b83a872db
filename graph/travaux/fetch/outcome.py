"""How asking an address may end other than with an answer."""

from __future__ import annotations


class Refused(Exception):
    """An address that gives nothing, however often it is asked: the message says why."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


class Again(Refused):
    """An address that may give something later; `wait` is after how many seconds, where the server said so."""

    def __init__(self, reason: str, status: int | None = None, wait: float = 0.0) -> None:
        super().__init__(reason, status)
        self.wait = wait
