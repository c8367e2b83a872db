"""Feeds (RSS 0.9 to 2.0, Atom): each entry is a document."""

from __future__ import annotations

from email.utils import parseaddr
from typing import IO

from lxml import etree

from travaux.errors import UnreadableDocument
from travaux.read import html, xml
from travaux.read.budget import Budget
from travaux.read.items import Item, Names, Within
from travaux.read.records.fields import Fields, date, languages, pack

FORMAT = "feed"
ROOTS = ("rss", "feed", "RDF")
ENTRIES = ("item", "entry")
TEXTS = ("encoded", "content", "description", "summary")
DATES = ("pubDate", "published", "issued", "date", "updated", "modified")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def is_feed(head: str) -> bool:
    """Say whether a text begins as a feed."""
    name, attributes = xml.root(head)
    known = name == "rss" or (name == "feed" and "Atom" in attributes) or "purl.org/rss/" in attributes
    return name in ROOTS and known


def unpack(file: IO[bytes], source: str, budget: Budget) -> Within:
    """Yield the document of each entry.

    Raises UnreadableDocument for a feed that breaks off or has no entries.
    """
    names = Names(source, budget.limits.members)
    number = 0
    for number, entry in enumerate(xml.elements(file, source, ENTRIES), 1):
        fields = _fields(entry)
        name = names.name(" ".join(_id(entry).split()), number)
        if fields.text.strip():
            yield Item(name, pack(fields), FORMAT)
        else:
            yield UnreadableDocument(f"{name}: a feed's entry without a text; read the page that it links to")
    if not number:
        raise UnreadableDocument(f"{source}: a feed without entries; read the pages that it is of")


def _fields(entry: etree._Element) -> Fields:
    publisher, language = _about(entry)
    dates = (date(xml.first(entry, name)) for name in DATES)
    return Fields(
        text=next((text for part in xml.children(entry, *TEXTS) if (text := _markup(part)).strip()), ""),
        title=xml.first(entry, "title") or None,
        date=next(filter(None, dates), None),
        authors=_authors(entry),
        publisher=publisher or None,
        address=_address(entry) or None,
        language=languages(entry.get(LANGUAGE) or language),
    )


def _about(entry: etree._Element) -> tuple[str, str]:
    """Return what the feed is called, and its language, as far as it has said so before the entry."""
    parent = entry.getparent()
    if parent is None:
        return "", ""
    places = [parent, *xml.children(parent, "channel")]
    titles = filter(None, (xml.first(place, "title") for place in places))
    languages = filter(None, (place.get(LANGUAGE) or xml.first(place, "language") for place in places))
    return html.words(next(titles, "")), next(languages, "")


def _markup(part: etree._Element) -> str:
    """Return a text as it stands, or as markup where it is made of elements."""
    if not any(xml.name(child) for child in part):
        return xml.words(part)
    return "".join(
        (part.text or "", *(etree.tostring(child, encoding="unicode", method="html") for child in part))
    )


def _authors(entry: etree._Element) -> tuple[str, ...]:
    named = [xml.first(author, "name") or xml.words(author) for author in xml.children(entry, "author")]
    found = [name.strip() for name in (*named, *map(xml.words, xml.children(entry, "creator")))]
    return tuple(dict.fromkeys(filter(None, (_without_address(name) for name in found))))


def _without_address(name: str) -> str:
    """Return the name in "mail@example.org (Name)" and "Name <mail@example.org>"."""
    return parseaddr(name)[0] if "@" in name else name


def _address(entry: etree._Element) -> str:
    for link in xml.children(entry, "link", "origLink"):
        address = link.get("href") or xml.words(link).strip()
        if address and link.get("rel", "alternate") == "alternate":
            return address
    return next((one for one in (_id(entry), entry.get(ABOUT, "")) if one.startswith("http")), "")


def _id(entry: etree._Element) -> str:
    return xml.first(entry, "guid", "id") or entry.get(ABOUT, "")
