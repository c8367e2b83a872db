"""The things of the graph at their addresses: pages for people, facts for programs."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from travaux.model import THINGS
from travaux.serve import pages
from travaux.serve.accept import best
from travaux.serve.forms import GRAPHS, SUFFIXES
from travaux.serve.parts import parts_of
from travaux.serve.problems import Problem
from travaux.serve.responses import streamed, value

OFFERS = ("text/html", *GRAPHS)


async def thing(request: Request) -> Response:
    """Describe the thing at an address, in the form of its suffix or else the one the client likes best."""
    stem, dot, suffix = request.path_params["key"].rpartition(".")
    if dot and suffix in SUFFIXES:
        try:
            return await _described(request, stem, SUFFIXES[suffix])
        except Problem as error:
            if error.status != 404:
                raise
    accept = request.headers.get("accept")
    media = best(accept, OFFERS)
    if media is None:
        raise Problem(406, f"a thing is described as {', '.join(OFFERS)}")
    # Without a wish a program gets Turtle; only who asks for HTML gets a page.
    asked = accept if media == "text/html" and pages.wanted(request) else None
    return await _described(request, request.path_params["key"], "text/html" if asked else accept)


async def _described(request: Request, key: str, accept: str | None) -> Response:
    parts = parts_of(request)
    iris = list(dict.fromkeys((f"{THINGS}{key}", f"{THINGS}{quote(key, safe='/:@!$&()*+,;=~%-._')}")))
    links = {"Link": f'<{iris[-1]}>; rel="canonical"'}
    if accept == "text/html":
        told = await value(request, parts.readers, {"do": "thing", "iris": iris})
        return pages.render(request, "thing.html", headers=links, title=told["label"], thing=told)
    job = {"do": "facts", "iris": iris, "accept": accept, "rows": parts.settings.rows}
    return await streamed(request, parts.readers, job, links)
