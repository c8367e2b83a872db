"""Who may write: nobody where the server is read-only, else those who know its token."""

from __future__ import annotations

import hmac

from starlette.requests import Request

from travaux.serve.problems import Problem
from travaux.serve.settings import Settings


def may_write(request: Request, settings: Settings) -> None:
    """Raise Problem where a request may not write."""
    if settings.token is None:
        raise Problem(403, "this server is read-only; its owner can start it with --writable and a token")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise Problem(
            401,
            "writing needs the token of this server, as in: Authorization: Bearer TOKEN",
            {"WWW-Authenticate": 'Bearer realm="travaux"'},
        )
    if not hmac.compare_digest(given.strip().encode(), settings.token.encode()):
        raise Problem(
            401, "this is not the token of this server", {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        )
