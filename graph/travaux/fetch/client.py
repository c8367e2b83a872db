"""One request: to an address that was checked, within limits of time and size, without following redirects."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import metadata

import httpcore
import httpx

from travaux.errors import TravauxError
from travaux.fetch import bodies
from travaux.fetch.addresses import host_of
from travaux.fetch.network import Guard, Resolver, public, resolve
from travaux.fetch.outcome import Again, Refused

CONNECT, READ = 15.0, 60.0  # seconds
ACCEPTED = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"
BUSY = 429
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; the body is there where the status is that of a success."""

    status: int
    headers: httpx.Headers
    body: bytes = b""

    @property
    def media(self) -> str:
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().casefold()


def user_agent() -> str:
    """Return how travaux names itself to servers."""
    about = metadata("travaux")
    links = [str(link).partition(",")[2].strip() for link in about.get_all("Project-URL") or []]
    return f"travaux/{about['Version']}" + (f" (+{links[0]})" if links else "")


class Client:
    """Sends requests to public hosts alone, or with `private` to any.

    Without `proxy`, connections go to the numeric address that was checked. A proxy looks names up for itself:
    what this machine knows of them is checked, the rest is left to the proxy. Raises TravauxError for a proxy
    without an address.
    """

    def __init__(
        self,
        *,
        seconds: float,
        private: bool = False,
        proxy: str | None = None,
        find: Resolver = resolve,
        backend: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._seconds, self._private, self._find = seconds, private, find
        self._proxy = _checked_proxy(proxy) if proxy else None
        self._backend = backend or httpcore.SyncBackend()
        self._trust: ssl.SSLContext = httpx.create_ssl_context()
        self._agent = user_agent()

    def get(self, url: httpx.URL, most: int, wanted: Mapping[str, str] | None = None) -> Reply:
        """Ask an address once.

        Raises Refused for a private address, a certificate that is wrong, and a body that is too large; Again for
        whatever may go better next time.
        """
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._agent,
            "Accept": ACCEPTED,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **(wanted or {}),
        }
        try:
            return self._got(url, headers, most)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            if wrong := _certificate_error(error):
                raise Refused(f"its certificate is wrong ({wrong.verify_message})") from error
            raise Again(_told(error)) from error
        except httpcore.ProxyError as error:
            raise Again(f"the proxy does not let it through ({error})") from error

    def _got(self, url: httpx.URL, headers: Mapping[str, str], most: int) -> Reply:
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/"
        )
        limits = {"timeout": {"connect": CONNECT, "read": READ, "write": READ, "pool": CONNECT}}
        given = list(headers.items())
        with (
            self._pool(url) as pool,
            pool.stream("GET", target, headers=given, extensions=limits) as response,
        ):
            reply = Reply(response.status, httpx.Headers(response.headers))
            if not 200 <= reply.status < 300:
                return reply
            _refuse_large(reply, most)
            packing = reply.headers.get("content-encoding", "")
            return Reply(reply.status, reply.headers, bodies.body(response.iter_stream(), packing, most))

    def _pool(self, url: httpx.URL) -> httpcore.ConnectionPool:
        deadline = time.monotonic() + self._seconds
        if self._proxy is None:
            guard = Guard(self._find if self._private else self._public, deadline, self._backend)
            return httpcore.ConnectionPool(ssl_context=self._trust, network_backend=guard)
        if not self._private:
            self._refuse_known_private(url)
        proxy = self._proxy
        return httpcore.HTTPProxy(
            proxy_url=str(proxy.copy_with(username=None, password=None)),
            proxy_auth=(proxy.username, proxy.password) if proxy.userinfo else None,
            ssl_context=self._trust,
            network_backend=Guard(self._find, deadline, self._backend),
        )

    def _public(self, host: str, port: int) -> list[str]:
        return public(host, port, self._find)

    def _refuse_known_private(self, url: httpx.URL) -> None:
        def known(host: str, port: int) -> list[str]:
            try:
                return self._find(host, port)
            except Refused:
                return []

        public(host_of(url), url.port or PORTS[url.scheme], known)


def _refuse_large(reply: Reply, most: int) -> None:
    stated = reply.headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:20]) > most:
        raise Refused(f"it has {stated[:20]} bytes, over the limit of {most:,}; give --most-bytes")


def _certificate_error(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _checked_proxy(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise TravauxError(
            f"the proxy has no address ({error}); write it like http://proxy.example:3128"
        ) from error
    if url.scheme not in PORTS or not url.host:
        raise TravauxError("the proxy has no address of the web; write it like http://proxy.example:3128")
    return url


def _told(error: Exception) -> str:
    if isinstance(error, httpcore.TimeoutException):
        return "it gives no answer in time"
    return f"the connection fails ({str(error) or type(error).__name__})"
