"""Posts as the WordPress REST interface gives them: raw control characters, stray closing tags and all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import clean, dates, html, language, page
from travaux.read.blocks import assemble
from travaux.read.records.values import parsed

Post = Mapping[str, Any]
FORMAT = "wordpress"
EXPECTED = "WordPress posts with title and content"


def read(text: str, source: str) -> Document:
    """Read one post, as JSON.

    Raises UnreadableDocument for what is no post, or where no text is in it.
    """
    value = parsed(text, source)
    if not is_post(value):
        raise UnreadableDocument(f"{source}: JSON of an unknown shape; expected {EXPECTED}")
    return document(cast(Post, value), source)


def is_post(value: object) -> bool:
    """Say whether a JSON value is a post."""
    content = value.get("content") if isinstance(value, dict) else None
    return isinstance(content, dict) and _rendered(content) is not None


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
        format=FORMAT,
    )


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
