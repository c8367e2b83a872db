"""Posts as the WordPress REST interface gives them: raw control characters, stray closing tags and all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import clean, dates, html, language, page
from travaux.read.blocks import assemble
from travaux.read.items import Item

Post = Mapping[str, Any]
EXPECTED = "WordPress posts with title and content"


def read(text: str, source: str) -> Document:
    """Read a dump of exactly one post.

    Raises UnreadableDocument for what is no JSON, no post, or more than one.
    """
    found = posts(text, source)
    if len(found) > 1:
        raise UnreadableDocument(f"{source}: a dump of {len(found)} posts; read it with read_all")
    return document(found[0], source)


def items(text: str, source: str) -> Iterator[Item]:
    """Yield each post of a dump with a source of its own: that of the file and the post's number."""
    found = posts(text, source)
    for place, post in enumerate(found):
        number = clean.line(str(post.get("id", place)))
        name = source if len(found) == 1 else f"{source}#{number}"
        yield Item(name, json.dumps(post).encode(), "wordpress")


def posts(text: str, source: str) -> list[Post]:
    """Return the posts of a dump.

    Raises UnreadableDocument for broken JSON and for JSON of another shape.
    """
    value = _parsed(text, source)
    found: list[Any] = value if isinstance(value, list) else [value]
    for place, post in enumerate(found):
        if not (isinstance(post, dict) and _rendered(post.get("content")) is not None):
            shape = _shape(post, place)
            raise UnreadableDocument(f"{source}: JSON of an unknown shape ({shape}); expected {EXPECTED}")
    if not found:
        raise UnreadableDocument(f"{source}: an empty JSON list; expected {EXPECTED}")
    return found


def document(post: Post, source: str) -> Document:
    """Read one post.

    Raises UnreadableDocument where no text is in it.
    """
    text, passages = assemble(html.fragment(_rendered(post.get("content")) or "", source), source)
    head = _dict(post.get("yoast_head_json"))
    graph: list[Post] = [
        node for node in _list(_dict(head.get("schema")).get("@graph")) if isinstance(node, dict)
    ]
    publisher = _publisher(head, graph)
    title = html.words(_rendered(post.get("title")) or str(head.get("og_title") or ""))
    return Document(
        source=source,
        text=text,
        passages=passages,
        title=page.without_site(title, publisher) or None,
        date=dates.edtf(post.get("date")) or dates.edtf(head.get("article_published_time")),
        authors=_authors(post, head, graph),
        publisher=publisher,
        address=clean.line(str(post.get("link") or head.get("canonical") or "")) or None,
        language=_language(head, graph) or language.guess(text),
        format="wordpress",
    )


def _parsed(text: str, source: str) -> object:
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableDocument(f"{source}: broken JSON at {where} ({error.msg}); was it cut off?") from None
    except RecursionError:
        raise UnreadableDocument(f"{source}: JSON nested too deeply; expected {EXPECTED}") from None
    except ValueError as error:
        raise UnreadableDocument(f"{source}: unusable JSON ({error}); expected {EXPECTED}") from None


def _shape(post: object, place: int) -> str:
    if isinstance(post, dict):
        return f"item {place + 1} is an object with the keys {', '.join(sorted(post)[:6]) or 'none'}"
    return f"item {place + 1} is {'null' if post is None else type(post).__name__}"


def _rendered(value: object) -> str | None:
    rendered = value.get("rendered", value.get("raw")) if isinstance(value, dict) else value
    return rendered if isinstance(rendered, str) else None


def _publisher(head: Post, graph: list[Post]) -> str | None:
    owners = [*_typed(graph, "Organization"), *_typed(graph, "WebSite")]
    sites = [name for node in owners for name in page.names(node)]
    return next(iter(page.names(head.get("og_site_name")) + sites), None)


def _authors(post: Post, head: Post, graph: list[Post]) -> tuple[str, ...]:
    embedded = page.names(_list(_dict(post.get("_embedded")).get("author")))
    people = [name for node in _typed(graph, "Person") for name in page.names(node)]
    return tuple(dict.fromkeys(people or page.names(head.get("author")) or embedded))


def _language(head: Post, graph: list[Post]) -> str | None:
    stated = [node.get("inLanguage") for node in graph] + [head.get("og_locale")]
    return next(filter(None, map(language.tag, stated)), None)


def _typed(graph: list[Post], kind: str) -> list[Post]:
    return [node for node in graph if kind in page.strings(node.get("@type"))]


def _dict(value: object) -> Post:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
