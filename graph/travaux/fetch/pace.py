"""Pace: how long to wait before a host is asked again."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """The time of this machine; tests have another."""

    def now(self) -> float:
        """Return seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def date(self) -> datetime:
        """Return the time of day."""
        return datetime.now(UTC)


class Pace:
    """Knows when each host may be asked next: at least `pause` seconds after it was asked last."""

    def __init__(self, pause: float, clock: Clock) -> None:
        self._pause, self._clock = pause, clock
        self._pauses: dict[str, float] = {}
        self._due: dict[str, float] = {}

    def due(self, host: str) -> float:
        """Return the time from which on a host may be asked."""
        return self._due.get(host, 0.0)

    def slow_down(self, host: str, pause: float) -> None:
        """Ask a host no more often than once in `pause` seconds; a shorter pause than the usual changes nothing."""
        if pause > self._pauses.get(host, self._pause):
            self._due[host] = self.due(host) + pause - self._pauses.get(host, self._pause)
            self._pauses[host] = pause

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for some seconds from now on."""
        self._due[host] = max(self.due(host), self._clock.now() + seconds)

    def wait(self, host: str) -> None:
        """Wait until a host may be asked, which is then to happen at once."""
        left = self.due(host) - self._clock.now()
        if left > 0:
            self._clock.sleep(left)
        self._due[host] = self._clock.now() + self._pauses.get(host, self._pause)
