"""Talking to a server over HTTP: addresses, credentials, limits of time and size, another try when it is down."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from travaux.errors import TravauxError

CONNECT, ANSWER = 10.0, 600.0  # seconds
LARGEST = 1_000_000_000  # bytes of one answer
PAUSES = (0.5, 1.0, 2.0, 4.0)
AGAIN = (502, 503, 504)
DEADLOCK = "SR172: Transaction deadlocked"
SHOWN = 300


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a user with a password, or a token. Neither is ever shown."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Credentials:
        """Return those that the variables TRAVAUX_USER, TRAVAUX_PASSWORD and TRAVAUX_TOKEN hold."""
        return cls(*(environment.get(f"TRAVAUX_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))

    @property
    def given(self) -> bool:
        return bool(self.user or self.password or self.token)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent back."""

    headers: httpx.Headers
    body: bytes
    missing: bool = False

    @property
    def media(self) -> str:
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()


class Place:
    """One address of a server. Every request may be sent again: it must say the same a second time.

    Raises TravauxError for text that is no address, for one with credentials in it, and where credentials would
    travel in the open.
    """

    def __init__(self, client: httpx.Client, address: str, credentials: Credentials) -> None:
        self.url = checked(address, credentials)
        self.shown = shown(self.url)
        self._client = client
        self._auth = _auth(credentials)

    def send(
        self,
        method: str,
        *,
        parameters: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
        **headers: str,
    ) -> Answer:
        """Send a request, and again after a pause as long as the server is down; return what it answers.

        Raises TravauxError where it stays down, refuses, redirects or sends too much.
        """
        url = self.url.copy_merge_params(parameters) if parameters else self.url
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"data": form, "content": content, "headers": named}
        for pause in (*PAUSES, None):
            try:
                return self._once(method, url, given)
            except _Down as error:
                if pause is None:
                    raise TravauxError(
                        f"{self.shown} cannot be reached: {error}; see whether the server runs and the address is"
                        " right, then do the same again: what is done already is not done twice"
                    ) from error
            time.sleep(pause)
        raise AssertionError("unreachable")

    def _once(self, method: str, url: httpx.URL, given: dict[str, Any]) -> Answer:
        try:
            with self._client.stream(method, url, auth=self._auth, **given) as response:
                if response.status_code in AGAIN:
                    raise _Down(f"it answers {response.status_code}")
                body = self._body(response)
                if _deadlocked(response, body):
                    raise _Down("it gave way to somebody else who is writing")
        except httpx.ReadTimeout as error:
            message = f"{self.shown} gave no answer within {ANSWER:g} seconds; ask for less"
            raise TravauxError(message) from error
        except httpx.TransportError as error:
            raise _Down(str(error) or type(error).__name__) from error
        if response.status_code == 404 and method in ("GET", "DELETE"):
            return Answer(response.headers, b"", missing=True)
        self._refuse(response, body)
        return Answer(response.headers, body)

    def _body(self, response: httpx.Response) -> bytes:
        parts, size = [], 0
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise TravauxError(f"{self.shown} sends more than {LARGEST:,} bytes; ask for less")
        return b"".join(parts)

    def _refuse(self, response: httpx.Response, body: bytes) -> None:
        status = response.status_code
        if response.is_redirect:
            target = harmless(response.headers.get("location", "another place"))
            raise TravauxError(f"{self.shown} sends on to {target}; if that is right, give that address")
        if status in (401, 403):
            raise TravauxError(
                f"{self.shown} does not let you in ({status}); give TRAVAUX_USER and TRAVAUX_PASSWORD, or"
                " TRAVAUX_TOKEN, of somebody who may do this"
            )
        if not response.is_success:
            said = harmless(body[: 4 * SHOWN].decode("utf-8", "replace"))[:SHOWN]
            raise Refused(f"{self.shown} answers {status}: {said or 'nothing more'}", status)
        if said := response.headers.get("x-sql-message") or "":
            raise TravauxError(f"{self.shown} broke off the answer: {harmless(said)[:SHOWN]}; ask for less")
        if rows := response.headers.get("x-sparql-maxrows"):
            raise TravauxError(
                f"{self.shown} cuts answers at {harmless(rows)} rows; raise that limit on the server"
                " (ResultSetMaxRows in the part SPARQL of virtuoso.ini)"
            )


def _deadlocked(response: httpx.Response, body: bytes) -> bool:
    """Tell whether Virtuoso broke off one of two requests that waited for each other; it may say so with status 200."""
    said = (
        response.headers.get("x-sql-message", "") if response.is_success else body[:SHOWN].decode("latin-1")
    )
    return DEADLOCK in said


class Refused(TravauxError):
    """A server answered that it will not do what it was asked; `status` is the number of its answer."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class _Down(Exception):
    """A server is not there at this moment."""


class _Challenged(httpx.Auth):
    """Sends a password only when asked for it, in the way that was asked for: digest, or basic."""

    def __init__(self, user: str, password: str) -> None:
        self._known = {
            "digest": httpx.DigestAuth(user, password),
            "basic": httpx.BasicAuth(user, password),
        }
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != 401:
                return
            asked = response.headers.get("www-authenticate", "").lower()
            self._chosen = self._known["digest" if "digest" in asked else "basic"]
        yield from self._chosen.auth_flow(request)


class _Bearer(httpx.Auth):
    """Sends a token with each request."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def client(local: bool) -> httpx.Client:
    """Return what sends requests; to this machine never through a proxy, nowhere to where an answer redirects."""
    limits = httpx.Timeout(ANSWER, connect=CONNECT)
    return httpx.Client(timeout=limits, follow_redirects=False, trust_env=not local)


def checked(address: str, credentials: Credentials) -> httpx.URL:
    """Return an address that may be asked; raises TravauxError for any other."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise TravauxError(
            "an address of a server is no address; write it like https://example.org/sparql"
        ) from error
    if url.userinfo:
        raise TravauxError(
            f"the address of {url.host} has a name or password in it, which others would see; leave it out and give"
            " TRAVAUX_USER and TRAVAUX_PASSWORD in the environment"
        )
    if url.scheme not in ("http", "https") or not url.host:
        raise TravauxError(
            f"{shown(url)} is no address of a server; write it like https://example.org/sparql"
        )
    if credentials.given and url.scheme == "http" and not is_local(url):
        raise TravauxError(
            f"{shown(url)} is not encrypted, and everyone on the way would read your password; use https, or a"
            " tunnel to this machine"
        )
    return url


def is_local(url: httpx.URL) -> bool:
    """Tell whether an address is one of this machine."""
    try:
        return ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return url.host == "localhost"


def shown(url: httpx.URL) -> str:
    """Return an address as messages show it: what follows a question mark may be a secret."""
    return harmless(str(url.copy_with(query=None, fragment=None, username=None, password=None)))


def harmless(text: str) -> str:
    """Return what somebody else wrote as one line without characters that would steer a terminal."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _auth(credentials: Credentials) -> httpx.Auth | None:
    if credentials.token:
        return _Bearer(credentials.token)
    return _Challenged(credentials.user, credentials.password) if credentials.given else None
