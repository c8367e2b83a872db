"""Pages for people: templates filled with what workers tell, everything escaped, nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from travaux.ask.query import saved
from travaux.model import NAMESPACE, THINGS
from travaux.resources import release
from travaux.serve.accept import best, quality, ranges
from travaux.serve.parts import parts_of
from travaux.serve.problems import Problem
from travaux.serve.responses import streamed, value

TEMPLATES = Path(__file__).parent.parent / "assets" / "serve"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The editor sets the places of its parts by style attributes, which a policy cannot tell from others.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
MACHINES = ("application/json", "text/csv", "text/turtle", "application/rdf+xml")


def wanted(request: Request) -> bool:
    """Tell whether a client asks for a page: it names text/html and likes nothing else better."""
    accept = request.headers.get("accept", "")
    likes = quality("text/html", (one for one in ranges(accept) if one.type != "*"))
    return likes > 0 and best(accept, ("text/html", *MACHINES)) == "text/html"


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    policy: str = POLICY,
    **values: Any,
) -> HTMLResponse:
    """Return a page."""
    settings = parts_of(request).settings
    text = (
        _environment()
        .get_template(template)
        .render(version=release(), here=request.url.path, writable=settings.writable, **values)
    )
    return HTMLResponse(
        text, status, {"Content-Security-Policy": policy, "Vary": "Accept", **(headers or {})}
    )


def problem(request: Request, error: Problem) -> HTMLResponse:
    """Return what is said of a problem as a page."""
    return render(
        request,
        "problem.html",
        status=error.status,
        headers=error.headers,
        title="That did not work",
        error=error,
    )


async def start(request: Request) -> Response:
    """Show what is in the graph and where to go from there."""
    told = await value(request, parts_of(request).readers, {"do": "overview"})
    return render(request, "start.html", title="Who took which position", **told, questions=saved())


async def find(request: Request) -> Response:
    """Show the things whose names have some words in them."""
    words = request.query_params.get("q", "")[:200]
    told = await value(request, parts_of(request).readers, {"do": "find", "words": words})
    return render(request, "find.html", title="Find", words=words, **told)


async def graph(request: Request) -> Response:
    """Show the interactive picture of the graph as it is now; the page itself carries the rest of its policy."""
    policy = {"Content-Security-Policy": "frame-ancestors 'none'"}
    return await streamed(request, parts_of(request).readers, {"do": "picture"}, policy)


def editor(request: Request) -> Response:
    """Show the editor for queries."""
    return render(request, "editor.html", policy=EDITOR_POLICY, title="Ask in SPARQL")


def schema(request: Request) -> Response:
    """Show the page of the ontology."""
    text, policy = _schema()
    return HTMLResponse(text, headers={"Content-Security-Policy": policy})


def link(iri: str) -> str:
    """Return where an address leads: things and terms to their pages here, other web addresses there; else nowhere."""
    if iri.startswith(THINGS):
        return f"/id/{quote(iri.removeprefix(THINGS), safe='/:@!$&()*+,;=~-._')}"
    if iri.startswith(NAMESPACE):
        return f"/schema#{quote(iri.removeprefix(NAMESPACE))}"
    return iri if iri.lower().startswith(("http://", "https://")) else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["link"] = link
    return environment


@cache
def _schema() -> tuple[str, str]:
    from travaux.docs import page

    text = page(("cyber", "climate"), None)
    policy = text.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    return text, policy.replace("&#39;", "'") + "; frame-ancestors 'none'"
