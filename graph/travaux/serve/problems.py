"""What a server answers when it cannot do what was asked: a status and one plain sentence."""

from __future__ import annotations

from travaux.errors import TravauxError


class Problem(TravauxError):
    """A request that gets no result: `status` is that of HTTP, `headers` go with it."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


class Broken(Exception):
    """An answer that failed after it began: the connection is cut, so that nobody takes a part for the whole."""
