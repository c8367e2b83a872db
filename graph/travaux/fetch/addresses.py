"""Addresses: how a list of them is read, and which are asked at all."""

from __future__ import annotations

import re

import httpx

from travaux.fetch.outcome import Refused

COMMENT = re.compile(r"(?:^|\s)#.*")
SUSPICIOUS = re.compile(r"[\\\s\x00-\x1f\x7f]")
SCHEMES = ("http", "https")


def listed(text: str) -> list[str]:
    """Return the addresses of a list, each once: one a line, without comments and blank lines."""
    lines = (COMMENT.sub("", line).strip() for line in text.removeprefix("\ufeff").splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def checked(address: str) -> httpx.URL:
    """Return an address in its normal form, without the fragment, which no server sees.

    Raises Refused for what is no address of the web, or one that hides where it leads.
    """
    if SUSPICIOUS.search(address):
        raise Refused("it has a space, a backslash or a control character in it, and is no address")
    try:
        url = httpx.URL(address)
        host = url.raw_host.decode("ascii").rstrip(".")
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Refused(f"it is no address ({error})") from error
    if url.scheme not in SCHEMES or not host:
        raise Refused("it is no address of the web; write it like https://example.org/page")
    if url.port is not None and not 0 < url.port < 65536:
        raise Refused(f"there is no port {url.port}")
    if url.userinfo:
        raise Refused("it has a name or password in it; leave it out")
    return url.copy_with(fragment=None, host=host)


def host_of(url: httpx.URL) -> str:
    """Return the host of an address as servers and certificates know it."""
    return url.raw_host.decode("ascii")
