"""What servers ask robots not to fetch, and how slowly to fetch the rest (robots.txt, RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable

import httpx
from protego import Protego

from travaux.fetch.addresses import host_of
from travaux.fetch.client import BUSY, Reply
from travaux.fetch.outcome import Again, Refused
from travaux.fetch.pace import Pace

NAME = "travaux"
LARGEST = 512 * 1024
MOST_PAIRS = 5_000_000  # of agents with rules: each pair is kept in memory
LONGEST_PAUSE = 300.0
NOTHING = Protego.parse("")


class Robots:
    """The rules of each server, asked for once in a run."""

    def __init__(self, get: Callable[[httpx.URL, int], Reply], pace: Pace) -> None:
        self._get, self._pace = get, pace
        self._rules: dict[httpx.URL, Protego | Refused] = {}

    def obey(self, url: httpx.URL) -> None:
        """Take over the pause that the server of an address asks for.

        Raises Refused where the address is not to be fetched, or its server does not tell.
        """
        place = url.copy_with(raw_path=b"/robots.txt")
        if place not in self._rules:
            self._rules[place] = self._asked(place)
        rules = self._rules[place]
        if isinstance(rules, Refused):
            raise rules
        if not rules.can_fetch(str(url), NAME):
            raise Refused("its server asks robots not to fetch it (robots.txt)")
        pause = rules.crawl_delay(NAME) or 0.0
        if pause > LONGEST_PAUSE:
            raise Refused(f"its server asks for a pause of {pause:g} seconds between requests (robots.txt)")
        self._pace.slow_down(host_of(url), pause)

    def _asked(self, place: httpx.URL) -> Protego | Refused:
        """Return the rules: none where there is no such file, a refusal where the server is in trouble."""
        try:
            reply = self._get(place, LARGEST)
        except Again as error:
            return Refused(f"its server does not tell what robots may fetch: {error}")
        except Refused as error:
            return Refused(f"its robots.txt cannot be read: {error}")
        if reply.status == BUSY or reply.status >= 500:
            return Refused(
                f"its server does not tell what robots may fetch (robots.txt answers {reply.status})"
            )
        return _parsed(reply.body.decode("utf-8", "replace")) if reply.status < 300 else NOTHING


def _parsed(text: str) -> Protego | Refused:
    lines = text.splitlines()
    agents = sum("agent" in line[:20].casefold() for line in lines)
    if agents * len(lines) > MOST_PAIRS:
        return Refused("its robots.txt is too large to obey")
    return Protego.parse(text)
