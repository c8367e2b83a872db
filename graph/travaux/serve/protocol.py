"""The SPARQL 1.1 Protocol at /sparql: what a request asks, in each of the forms it may have."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from travaux.serve import bodies
from travaux.serve.accept import best
from travaux.serve.description import describe
from travaux.serve.forms import GRAPHS, SOLUTIONS
from travaux.serve.frames import Job
from travaux.serve.parts import Parts, address, parts_of
from travaux.serve.problems import Problem
from travaux.serve.responses import streamed
from travaux.serve.rights import may_write
from travaux.serve.settings import QUERY_BYTES

FORM = "application/x-www-form-urlencoded"
DIRECT = {"application/sparql-query": "query", "application/sparql-update": "update"}
METHODS = "GET, HEAD, POST, OPTIONS"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update with the graphs it is about."""

    kind: str
    text: str
    default: list[str]
    named: list[str]


async def sparql(request: Request) -> Response:
    """Answer a query, carry out an update, or say what there is to ask."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": METHODS})
    asked = await operation(request)
    parts = parts_of(request)
    if asked is None or _by_browser(request):
        return describe(request)
    job: Job = {
        "do": asked.kind,
        "text": asked.text,
        "default": asked.default,
        "named": asked.named,
        "base": address(request),
    }
    if asked.kind == "update":
        return await update(request, parts, job)
    limits = {"rows": parts.settings.rows, "accept": request.headers.get("accept")}
    return await streamed(request, parts.readers, {**job, **limits})


async def update(request: Request, parts: Parts, job: Job) -> Response:
    """Carry out an update of someone who may."""
    may_write(request, parts.settings)
    assert parts.writer is not None
    return await streamed(request, parts.writer, job)


async def operation(request: Request) -> Operation | None:
    """Return what a request asks; None where it asks nothing. Raises Problem for one that breaks the protocol."""
    in_address = bodies.fields(request.url.query)
    if request.method != "POST":
        if _all(in_address, "update"):
            raise Problem(400, "an update is sent by POST, not by GET")
        return _operation(in_address) if _all(in_address, "query") else None
    media = bodies.media_type(request)
    if media == FORM:
        found = _operation([*in_address, *await bodies.form(request, QUERY_BYTES)])
    elif media in DIRECT:
        found = _operation([*in_address, (DIRECT[media], await bodies.text(request, QUERY_BYTES))])
    else:
        raise Problem(
            415, f"the Content-Type of a POST is {FORM}, {' or '.join(DIRECT)}, not {media or 'missing'}"
        )
    return found


def _operation(fields: list[tuple[str, str]]) -> Operation:
    texts = [(name, text) for name, text in fields if name in ("query", "update")]
    if len(texts) != 1:
        raise Problem(
            400, f"a request has one query or one update; this one has {len(texts) or 'none'} of them"
        )
    ((kind, text),) = texts
    default = "default-graph-uri" if kind == "query" else "using-graph-uri"
    named = "named-graph-uri" if kind == "query" else "using-named-graph-uri"
    return Operation(kind, text, _all(fields, default), _all(fields, named))


def _all(fields: list[tuple[str, str]], wanted: str) -> list[str]:
    return [value for name, value in fields if name == wanted]


def _by_browser(request: Request) -> bool:
    """Tell whether a person has opened a link with a query: the editor shows it, and asks it."""
    offers = ("application/sparql-results+json", "text/html", *SOLUTIONS, *GRAPHS)
    return request.method == "GET" and best(request.headers.get("accept"), offers) == "text/html"
