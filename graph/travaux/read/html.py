"""HTML: the words of a page or a fragment as blocks, without its menus and machinery."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, NavigableString, PageElement, Tag
from bs4.element import PreformattedString

from travaux.errors import UnreadableDocument
from travaux.model import Document, PassageKind
from travaux.read import clean, furniture, kinds, language, page
from travaux.read.blocks import Block, assemble, tidy

LARGEST = 16 * 1024 * 1024
MOST_TAGS = 200_000
DEEPEST = 200
BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
KINDS: dict[str, PassageKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "aside"),
    "blockquote": "quotation",
}
MACHINERY = (
    "script, style, noscript, template, svg, math, nav, header, footer, form, button, aside, iframe, select, dialog,"
    " audio, video, canvas, object, head, [hidden], [aria-hidden=true], [role=navigation], [role=search],"
    " [role=banner], [role=contentinfo], [role=complementary], [role=dialog]"
)
MACHINERY_WORDS = frozenset(
    "ad ads advert advertisement banner breadcrumb breadcrumbs comment comments consent cookie cookies disqus gdpr"
    " menu modal navbar navigation newsletter pagination paywall popup promo related respond share sharing sharedaddy"
    " sidebar skip social subscribe subscription tags toolbar widget".split()
)
CONTENT = ("[itemprop=articleBody]", "article", "main, [role=main]", ".entry-content, .post-content, .article-body")
ENOUGH = 0.3
OPENED_AGAIN = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
BLOCK_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)\b[^>]*>")
LEAVE = object()


def read(markup: str, source: str) -> Document:
    """Read a page of HTML, or a fragment of one.

    Raises UnreadableDocument where no text is in it, or where it is too large or too deeply nested to be a page.
    """
    soup = parse(markup, source)
    about = page.metadata(soup)
    blocks = _without_title(_readable(soup), about.title)
    text, passages = assemble(blocks, source)
    byline = next(filter(None, (furniture.byline(block.text) for block in blocks if block.kind == "aside")), ())
    return Document(
        source=source,
        text=text,
        passages=passages,
        title=about.title,
        date=about.date,
        authors=about.authors or byline,
        publisher=about.publisher,
        address=about.address,
        language=about.language or language.guess(text),
        format="html",
    )


def fragment(markup: str, source: str) -> list[Block]:
    """Return the blocks of a piece of HTML, opening again the blocks that it only closes."""
    return _marked(_blocks(parse(_reopened(markup), source)))


def words(markup: str) -> str:
    """Return the words of a line of HTML such as a title."""
    if "<" not in markup and "&" not in markup:
        return clean.line(markup)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        return clean.line(BeautifulSoup(markup, "lxml").get_text())


def parse(markup: str, source: str) -> BeautifulSoup:
    """Parse HTML with lxml, which neither expands entities of its own nor opens another file.

    Raises UnreadableDocument for what is too large or too deeply nested.
    """
    if len(markup) > LARGEST or markup.count("<") > MOST_TAGS:
        raise UnreadableDocument(
            f"{source}: HTML of {len(markup):,} characters and {markup.count('<'):,} tags, over the limit of"
            f" {LARGEST:,} and {MOST_TAGS:,}; split it into documents"
        )
    _refuse_depth(markup, source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return BeautifulSoup(markup, "lxml")


def _refuse_depth(markup: str, source: str) -> None:
    """Refuse what nests deeper than any page, counting the tags that do nest before a parser meets them."""
    depth = 0
    for tag in BLOCK_TAG.finditer(markup):
        if tag["name"].casefold() in ("div", "span", "table", "ul", "ol", "blockquote", "section", "b", "i", "font"):
            depth += -1 if tag["close"] else 1
        if depth > DEEPEST:
            raise UnreadableDocument(
                f"{source}: HTML nested more than {DEEPEST} tags deep at offset {tag.start()}; simplify the page"
            )


def _readable(soup: BeautifulSoup) -> list[Block]:
    _strip(soup)
    return _marked(_blocks(_content(soup)))


def _marked(blocks: Iterator[Block]) -> list[Block]:
    return kinds.mark_headings(furniture.mark(tidy(blocks)))


def _strip(soup: BeautifulSoup) -> None:
    """Take out the machinery, but nothing that holds most of the page's words, whatever it is called."""
    most = len(soup.get_text()) / 2
    named = [tag for tag in soup.find_all(True) if _is_machinery(tag)]
    for tag in [*soup.select(MACHINERY), *named]:
        if not tag.decomposed and (tag.name in ("script", "style", "head") or len(tag.get_text()) < most):
            tag.decompose()


def _is_machinery(tag: Tag) -> bool:
    if tag.name in ("html", "body", "main", "article"):
        return False
    names = " ".join(page.strings(tag.get("class")) + page.strings(tag.get("id"))).casefold()
    return not MACHINERY_WORDS.isdisjoint(re.split(r"[^a-z]+", names))


def _content(soup: BeautifulSoup) -> Tag:
    """Return the part of the page that holds its article: the most telling one that is not just a teaser."""
    enough = len(soup.get_text()) * ENOUGH
    for selector in CONTENT:
        best = max(soup.select(selector), key=lambda tag: len(tag.get_text()), default=None)
        if best is not None and len(best.get_text()) > enough:
            return best
    return soup


def _without_title(blocks: list[Block], title: str | None) -> list[Block]:
    """Drop the heading that repeats the title, which is kept as metadata."""
    key = (title or "").casefold()
    first = next((place for place, block in enumerate(blocks[:5]) if block.kind == "heading"), None)
    if first is not None and key and blocks[first].text.casefold() in key:
        return [block for place, block in enumerate(blocks) if place != first]
    return blocks


def _blocks(root: Tag) -> Iterator[Block]:
    """Walk through the tree without recursion and yield a block at each edge of a block of the page."""
    stack: list[object] = [root]
    around: list[str] = []
    pieces: list[str] = []
    while stack:
        node = stack.pop()
        if node is LEAVE or (isinstance(node, Tag) and node.name in BLOCKS):
            yield from _lines(pieces, _kind(around))
            pieces = []
        if node is LEAVE:
            around.pop()
        elif isinstance(node, Tag):
            _enter(node, stack, around, pieces)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            pieces.append(" ".join(re.split(r"\s+", node)))
    yield from _lines(pieces, "paragraph")


def _enter(node: Tag, stack: list[object], around: list[str], pieces: list[str]) -> None:
    if node.name == "br":
        pieces.append("\n")
    elif node.name in BLOCKS:
        around.append(node.name)
        stack.append(LEAVE)
    children: list[PageElement] = list(node.children)
    stack.extend(reversed(children))


def _kind(around: list[str]) -> PassageKind:
    found = {KINDS[name] for name in around if name in KINDS}
    order: tuple[PassageKind, ...] = ("aside", "quotation", "heading", "item")
    return next((kind for kind in order if kind in found), "paragraph")


def _lines(pieces: list[str], kind: PassageKind) -> Iterator[Block]:
    """Split a block at its line breaks where two stand together or a sentence ends before one."""
    for part in re.split(r" *\n *(?:\n *)+|(?<=[.!?:;”\"])\s*\n", "".join(pieces)):
        yield Block(part, kind)


def _reopened(markup: str) -> str:
    """Put back the opening tags of blocks that are only closed, as some exports leave them."""
    if "<p" not in markup and "</p" not in markup:
        markup = re.sub(r"\n\s*\n", "<p>", markup)
    opened: Counter[str] = Counter()
    missing: list[tuple[int, str]] = []
    start = before = 0
    for tag in BLOCK_TAG.finditer(markup):
        name = tag["name"].casefold()
        if name not in BLOCKS:
            continue
        filled = bool(markup[start : tag.start()].strip())
        if tag["close"] and not opened[name] and name in OPENED_AGAIN:
            missing.append((start if filled else before, f"<{name}>"))
        opened[name] = max(0, opened[name] + (-1 if tag["close"] else 1))
        before, start = (start if filled else before), tag.end()
    return _inserted(markup, missing)


def _inserted(markup: str, missing: list[tuple[int, str]]) -> str:
    pieces: list[str] = []
    end = len(markup)
    for place, tag in sorted(missing, key=lambda one: one[0], reverse=True):
        pieces[:0] = [tag, markup[place:end]]
        end = place
    return markup[:end] + "".join(pieces)
