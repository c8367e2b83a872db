"""Connections: to public addresses alone, to the very address that was checked, and never for longer than allowed."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from travaux.fetch.outcome import Again, Refused

Resolver = Callable[[str, int], list[str]]
WRAPPED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "::/96")))  # an IPv4 address in the last 32 bits
LOCAL = ipaddress.ip_network("64:ff9b:1::/48")


def resolve(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host, in the order in which the system prefers them.

    Raises Refused where there is no such host, Again where nobody can tell at this moment.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise Refused(f"{host} is no name of a host") from error
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            raise Refused(f"there is no host {host}") from error
        raise Again(f"the host {host} is not found ({error.strerror})") from error
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def is_public(address: str) -> bool:
    """Say whether a numeric address is one of the open internet, also where it wraps an IPv4 address."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if any(found in network for network in WRAPPED):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
        if found.is_site_local or found in LOCAL:
            return False
    return found.is_global and not found.is_multicast


def public(host: str, port: int, find: Resolver) -> list[str]:
    """Return the addresses of a host; raises Refused where one of them is not public."""
    found = find(host, port)
    for address in found:
        if not is_public(address):
            raise Refused(f"{host} is at {address}, which is not public; give --private if that is meant")
    return found


class Guard(httpcore.NetworkBackend):
    """Opens connections for one request, which end at `deadline` whatever the other side does.

    A host is looked up once, here, and the connection goes to what was found: nobody can answer a second
    question about it differently. The name stays what a certificate is held against.
    """

    def __init__(self, find: Resolver, deadline: float, inner: httpcore.NetworkBackend) -> None:
        self._find, self._deadline, self._inner = find, deadline, inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._find(host, port):
            left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
            try:
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return Timed(stream, self._deadline)
        raise failure


class Timed(httpcore.NetworkStream):
    """A connection that ends at its deadline, also when it trickles."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return Timed(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None, too_late: type[Exception]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise too_late("the time is up")
    return left if timeout is None else min(left, timeout)
