"""Which part of a page is its article, and which is machinery around it."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString, Tag

from travaux.read import page

MACHINERY = (
    "script, style, noscript, template, svg, math, nav, footer, button, iframe, select, dialog, audio, video,"
    " canvas, object, head, [role=navigation], [role=search], [role=contentinfo], [role=dialog]"
)
OFTEN_MACHINERY = "header, form, aside, [hidden], [aria-hidden=true], [role=banner], [role=complementary]"
MACHINERY_WORDS = (
    "ad ads advert advertisement banner breadcrumb breadcrumbs comment comments consent cookie cookies disqus"
    " gdpr menu modal navbar navigation newsletter pagination paywall popup promo related respond share"
    " sharing sharedaddy sidebar signup skip social subscribe subscription tags toolbar widget"
)
MACHINERY_NAMES = frozenset(MACHINERY_WORDS.split())
ARTICLES = (
    "[itemprop=articleBody]",
    "article",
    "main, [role=main]",
    ".entry-content, .post-content, .article-body",
)
ENOUGH = 0.3


def article(soup: BeautifulSoup) -> Tag:
    """Return the part of the page that holds its article, or all of it; the machinery is taken out first."""
    strip(soup)
    size = _sizes(soup)
    for selector in ARTICLES:
        best = max(soup.select(selector), key=lambda tag: size[id(tag)], default=None)
        if best is not None and size[id(best)] > ENOUGH * size[id(soup)]:
            return best
    return soup


def strip(soup: BeautifulSoup) -> None:
    """Take out the machinery, and what is often that where it does not hold most of the page's words."""
    for tag in soup.select(MACHINERY):
        if not tag.decomposed:
            tag.decompose()
    size = _sizes(soup)
    named = [tag for tag in soup.find_all(True) if _is_named_so(tag)]
    for tag in [*soup.select(OFTEN_MACHINERY), *named]:
        if not tag.decomposed and size[id(tag)] <= size[id(soup)] / 2:
            tag.decompose()


def depth(soup: BeautifulSoup) -> int:
    """Return how many tags deep the page is nested."""
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depths[id(tag.parent)] + 1
    return max(depths.values())


def _sizes(soup: BeautifulSoup) -> dict[int, int]:
    """Return how many characters of text each tag holds, by its identity."""
    sizes: dict[int, int] = {}
    for tag in [*reversed(soup.find_all(True)), soup]:
        sizes[id(tag)] = sum(
            sizes[id(child)] if isinstance(child, Tag) else len(child) * (type(child) is NavigableString)
            for child in tag.children
            if isinstance(child, Tag | NavigableString)
        )
    return sizes


def _is_named_so(tag: Tag) -> bool:
    if tag.name in ("html", "body", "main", "article"):
        return False
    names = " ".join(page.strings(tag.get("class")) + page.strings(tag.get("id"))).casefold()
    return not MACHINERY_NAMES.isdisjoint(re.split(r"[^a-z]+", names))
