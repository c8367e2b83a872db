"""Markdown with front matter: its words as blocks, without any markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from travaux.model import Document, PassageKind
from travaux.read import clean, dates, furniture, html, kinds, language
from travaux.read.blocks import Block, assemble, refuse_endless_lines, tidy

FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<head>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
KEY = re.compile(r"(?P<key>[A-Za-z][\w -]*):(?:[ \t]+(?P<value>.*))?$")
LIST_ITEM = re.compile(r"\"[^\"]*\"|'[^']*'|[^,\"']+")
NESTING: dict[str, PassageKind] = {
    "blockquote_open": "quotation",
    "list_item_open": "item",
    "heading_open": "heading",
}
ORDER: tuple[PassageKind, ...] = ("quotation", "heading", "item")

Front = dict[str, list[str]]


def read(text: str, source: str) -> Document:
    """Read Markdown.

    Raises UnreadableDocument where it holds neither words nor an abstract, or a line that no document has.
    """
    refuse_endless_lines(text, source)
    found = FRONT_MATTER.match(text)
    front = front_matter(found["head"]) if found else {}
    blocks = _blocks(text[found.end() :] if found else text, source) or tidy(
        map(Block, front.get("abstract", []))
    )
    title = _first(front, "title")
    if not title and blocks and blocks[0].kind == "heading":
        title, blocks = blocks[0].text, [blocks[0]._replace(kind="title"), *blocks[1:]]
    kept, passages = assemble(blocks, source)
    return Document(
        source=source,
        text=kept,
        passages=passages,
        title=title,
        date=dates.edtf(_first(front, "date", "published")),
        authors=tuple(front.get("author") or front.get("authors") or furniture.authors(blocks)),
        publisher=_first(front, "publisher", "site", "site_name"),
        address=_first(front, "url", "link", "address"),
        language=language.tag(_first(front, "lang", "language")) or language.guess(kept),
        format="markdown",
    )


def front_matter(head: str) -> Front:
    """Read the simple front matter of a document: `key: value` lines, quoted strings and lists of them."""
    front: Front = {}
    values: list[str] = []
    for row in clean.LINE_ENDS.sub("\n", head).split("\n"):
        key = KEY.match(row)
        if key:
            values = front.setdefault(key["key"].strip().casefold(), [])
            values.extend(_values(key["value"] or ""))
        elif row.strip().startswith("- "):
            values.extend(_values(row.strip()[2:]))
        elif row.startswith((" ", "\t")) and row.strip():
            values[-1:] = [clean.line(" ".join([*values[-1:], row]))]
    return front


def _values(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [scalar for item in LIST_ITEM.findall(value[1:-1]) for scalar in _scalar(item)]
    return _scalar(value)


def _scalar(value: str) -> list[str]:
    value = clean.line(_unquoted(value.strip()))
    return [value] if value and value not in ("|", ">", "|-", ">-", "null", "~") else []


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        try:
            return str(json.loads(value, strict=False))
        except ValueError:
            return value[1:-1]
    return value


def _first(front: Front, *keys: str) -> str | None:
    return next((front[key][0] for key in keys if front.get(key)), None)


def _blocks(body: str, source: str) -> list[Block]:
    tokens = MarkdownIt("commonmark").enable("table").parse(clean.LINE_ENDS.sub("\n", body))
    return kinds.mark_headings(furniture.mark(tidy(_walk(tokens, source))))


def _walk(tokens: list[Token], source: str) -> Iterator[Block]:
    around: list[str] = []
    for token in tokens:
        if token.nesting > 0:
            around.append(token.type)
        elif token.nesting < 0:
            around.pop()
        elif token.type == "inline":
            yield Block(_words(token), "aside" if _is_picture(token) else _kind(around))
        elif token.type == "html_block":
            yield from html.fragment(token.content, source)
        elif token.type in ("code_block", "fence"):
            yield from (Block(part) for part in re.split(r"\n\s*\n", token.content))


def _kind(around: list[str]) -> PassageKind:
    found = {NESTING[name] for name in around if name in NESTING}
    return next((kind for kind in ORDER if kind in found), "paragraph")


def _is_picture(token: Token) -> bool:
    return bool(token.children) and all(child.type == "image" for child in token.children or ())


def _words(token: Token) -> str:
    return "".join(_word(child) for child in token.children or ())


def _word(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "image":
        return _words(token)
    return "" if token.type == "html_inline" else token.content
