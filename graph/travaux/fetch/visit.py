"""A visit to one address: redirects are followed, each checked anew, and robots.txt is obeyed at every step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from travaux.fetch.addresses import checked, host_of
from travaux.fetch.client import BUSY, Client, Reply
from travaux.fetch.outcome import Again, Refused
from travaux.fetch.pace import Clock, Pace
from travaux.fetch.robots import LONGEST_PAUSE, Robots

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5
SUCCESS = (200, 203)
UNCHANGED = 304


class Visitor:
    """Visits addresses at the pace of their hosts."""

    def __init__(self, client: Client, pace: Pace, clock: Clock, most: int) -> None:
        self._client, self._pace, self._clock, self._most = client, pace, clock, most
        self._robots = Robots(self._plain, pace)

    def visit(self, start: httpx.URL, known: Mapping[str, Mapping[str, str]]) -> tuple[httpx.URL, Reply]:
        """Return the last address of a chain of redirects and what it answers: the page, or that it did not change.

        `known` has the headers that ask an address for changes only. Raises Refused or Again where there is neither.
        """
        url = start
        for _ in range(MOST_REDIRECTS + 1):
            self._robots.obey(url)
            reply = self._asked(url, self._most, known.get(str(url), {}))
            if reply.status not in REDIRECTS:
                self._refuse(reply)
                return url, reply
            url = _next(url, reply)
        raise Refused(f"it redirects more than {MOST_REDIRECTS} times")

    def _asked(self, url: httpx.URL, most: int, wanted: Mapping[str, str]) -> Reply:
        self._pace.wait(host_of(url))
        return self._client.get(url, most, wanted)

    def _plain(self, url: httpx.URL, most: int) -> Reply:
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._asked(url, most, {})
            if reply.status not in REDIRECTS:
                return reply
            url = _next(url, reply)
        raise Refused(f"it redirects more than {MOST_REDIRECTS} times")

    def _refuse(self, reply: Reply) -> None:
        status = reply.status
        if status == BUSY or status >= 500:
            wait = _seconds(reply.headers.get("retry-after", ""), self._clock.date())
            if wait > LONGEST_PAUSE:
                raise Refused(f"it answers {status}, and asks to come again in {wait:,.0f} seconds", status)
            raise Again(f"it answers {status}", status, wait)
        if status not in (*SUCCESS, UNCHANGED):
            raise Refused(f"it answers {status}", status)


def _next(url: httpx.URL, reply: Reply) -> httpx.URL:
    target = reply.headers.get("location", "")
    try:
        return checked(str(url.join(target)))
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(f"it redirects to what is no address ({error})", reply.status) from error
    except Refused as error:
        raise Refused(f"it redirects to an address that is not asked: {error}", reply.status) from error


def _seconds(stated: str, now: datetime) -> float:
    """Return how many seconds to wait, from a number or a date; 0 where neither is stated."""
    if stated.strip().isdecimal():
        return float(stated.strip()[:12])
    try:
        then = parsedate_to_datetime(stated)
        return max(0.0, (then - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return 0.0
