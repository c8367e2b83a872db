"""Saved questions as pages with a form and a table, and as results for programs, at the same address."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from travaux.ask.query import Question, saved
from travaux.serve import pages
from travaux.serve.parts import Parts, parts_of
from travaux.serve.problems import Problem
from travaux.serve.responses import streamed, value

CHOSEN = ("Topic", "Actor", "Body", "Person", "Instrument")
BUSY = (503, 504, 507, 413)


async def listing(request: Request) -> Response:
    """List the saved questions."""
    found = saved()
    if pages.wanted(request):
        return pages.render(request, "questions.html", title="Questions", questions=found)
    return JSONResponse(
        [
            {
                "name": one.name,
                "title": one.title,
                "description": one.description,
                "parameters": [
                    {"name": p.name, "kind": p.kind, "required": p.required, "about": p.about}
                    for p in one.parameters
                ],
            }
            for one in found
        ],
        headers={"Vary": "Accept"},
    )


async def question(request: Request) -> Response:
    """Ask a saved question with the parameters of the address."""
    name = request.path_params["name"]
    found = next((one for one in saved() if one.name == name), None)
    if found is None:
        raise Problem(404, "there is no saved question of this name; see /questions")
    parts, given = parts_of(request), _given(request, found)
    if not pages.wanted(request):
        job = {"do": "question", "name": name, "given": given, "rows": parts.settings.rows}
        return await streamed(request, parts.readers, {**job, "accept": request.headers.get("accept")})
    return await _page(request, parts, found, given)


async def _page(request: Request, parts: Parts, found: Question, given: dict[str, str]) -> Response:
    kinds = sorted({p.kind for p in found.parameters if p.kind in CHOSEN})
    names = await value(request, parts.readers, {"do": "names", "kinds": kinds}) if kinds else {}
    missing = any(p.required and p.name not in given for p in found.parameters)
    table, said, status = None, "", 200
    if not missing:
        try:
            table = await value(request, parts.readers, {"do": "table", "name": found.name, "given": given})
        except Problem as error:
            said, status = str(error), error.status
    return pages.render(
        request,
        "question.html",
        status=status,
        title=found.title,
        question=found,
        given=given,
        names=names,
        table=table,
        said=said,
        sparql=f"/sparql#query={quote(table['text'], safe='')}" if table else "",
        address=f"{request.base_url}questions/{quote(found.name)}?{urlencode(given)}",
    )


def _given(request: Request, found: Question) -> dict[str, str]:
    """Return the parameters of an address; raises Problem for one that the question does not have."""
    known = {parameter.name for parameter in found.parameters}
    for name in request.query_params:
        if name not in known | {"timeout"}:
            offered = ", ".join(sorted(known)) or "none"
            raise Problem(400, f"{found.name} has no parameter {name[:40]!r}; it has: {offered}")
    return {name: text for name, text in request.query_params.items() if name in known and text.strip()}
