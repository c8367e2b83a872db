"""What a web page says about itself in its head: title, date, authors, publisher, address, language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from travaux.read import clean, dates, language

ARTICLES = frozenset(
    (
        "Article",
        "NewsArticle",
        "BlogPosting",
        "Report",
        "ScholarlyArticle",
        "OpinionNewsArticle",
        "WebPage",
        "TechArticle",
    )
)
DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "og:date",
)
AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author")
PUBLISHERS = ("og:site_name", "site_name", "publisher", "dc.publisher", "application-name")
TITLES = ("og:title", "dc.title", "twitter:title")
DEEPEST = 20


class Metadata(NamedTuple):
    """What a page says about itself."""

    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    address: str | None = None
    language: str | None = None


def metadata(soup: BeautifulSoup) -> Metadata:
    """Return what the head of a page says, from JSON-LD first and meta elements next."""
    metas = _metas(soup)
    linked = [node for node in _json_ld(soup) if ARTICLES & set(strings(node.get("@type")))]
    publisher = _first(metas, PUBLISHERS) or next(
        (name for node in linked for name in names(node.get("publisher"))), None
    )
    return Metadata(
        title=_title(soup, metas, linked, publisher),
        date=_date(soup, metas, linked),
        authors=_authors(metas, linked),
        publisher=publisher,
        address=_address(soup, metas),
        language=language.tag(soup.html.get("lang") if soup.html else None)
        or language.tag(metas.get("og:locale")),
    )


def strings(value: object) -> list[str]:
    """Return the strings of a value that is one, a list of some, or anything else."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def names(value: object) -> list[str]:
    """Return the names that a schema.org value holds: strings, objects with a name, or lists of those."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        found.extend(clean.line(text) for text in strings(name) if not text.startswith("http"))
    return [name for name in found if name]


def without_site(title: str, publisher: str | None) -> str:
    """Take the name of the site off the end of a title."""
    head, bar, tail = max(
        (title.rpartition(mark) for mark in (" | ", " - ", " – ", " — ")), key=lambda parts: len(parts[0])
    )
    return head.strip() if bar and publisher and tail.strip().casefold() == publisher.casefold() else title


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        key = next((str(tag[name]) for name in ("property", "name", "itemprop") if tag.get(name)), "")
        content = clean.line(str(tag.get("content") or ""))
        if key and content:
            found.setdefault(key.casefold(), content)
    return found


def _json_ld(soup: BeautifulSoup) -> Iterator[dict[str, object]]:
    for tag in soup.find_all("script", type="application/ld+json"):
        try:
            yield from _nodes(json.loads(tag.string or "null", strict=False))
        except (ValueError, RecursionError):
            continue


def _nodes(value: object) -> Iterator[dict[str, object]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()


def _first(metas: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((metas[key] for key in keys if key in metas), None)


def _title(
    soup: BeautifulSoup, metas: dict[str, str], linked: list[dict[str, object]], site: str | None
) -> str | None:
    stated = next((text for node in linked for text in strings(node.get("headline"))), None)
    element = soup.find("title") or soup.find("h1")
    title = stated or _first(metas, TITLES) or (element.get_text() if isinstance(element, Tag) else "")
    return without_site(clean.line(title), site) or None


def _date(soup: BeautifulSoup, metas: dict[str, str], linked: list[dict[str, object]]) -> str | None:
    candidates = [node.get("datePublished") for node in linked] + [_first(metas, DATES)]
    candidates += [tag.get("datetime") for tag in soup.select("article time[datetime]")[:1]]
    return next(filter(None, (dates.edtf(value) for value in candidates)), None)


def _authors(metas: dict[str, str], linked: list[dict[str, object]]) -> tuple[str, ...]:
    stated = [name for node in linked for name in names(node.get("author"))]
    meta = _first(metas, AUTHORS)
    return tuple(dict.fromkeys(stated or ([meta] if meta and not meta.startswith("http") else [])))


def _address(soup: BeautifulSoup, metas: dict[str, str]) -> str | None:
    link = soup.find("link", rel="canonical")
    address = str(link.get("href") or "") if isinstance(link, Tag) else ""
    return next((one for one in (address, metas.get("og:url")) if one and one.startswith("http")), None)
