"""The columns of a table that are understood, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from travaux.read.records.fields import Fields, date, languages, people

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "full_text", "fulltext", "content", "transcript", "speech", "statement", "remarks"),
        *("article_text", "article_body", "main_text", "raw_text", "speech_text"),
    ),
    "title": ("title", "headline", "subject", "heading", "name_of_document"),
    "date": (
        *("date", "published", "datetime", "date_published", "published_at", "pubdate", "publication_date"),
        *("published_date", "speech_date", "meeting_date", "timestamp", "created_at", "created"),
    ),
    "year": ("year",),
    "session": ("session",),
    "address": ("url", "link", "address", "source_url", "href", "permalink", "uri", "web_url"),
    "authors": ("author", "authors", "byline", "writer", "creator", "by"),
    "speaker": ("speaker", "speaker_name", "delegate"),
    "country": ("country_name", "country", "state", "delegation", "country_organization", "iso", "iso3"),
    "publisher": ("publisher", "outlet", "newspaper", "source", "publication", "site", "site_name", "media"),
    "language": ("language", "lang", "language_code"),
    "id": ("id", "doc_id", "document_id", "docid", "uuid", "guid", "_id", "symbol"),
}
MEANING = {synonym: role for role, synonyms in COLUMNS.items() for synonym in synonyms}
NAMES = re.compile(r"[ .\-/]+")
FRACTION = re.compile(r"\.0$")


def key(name: str) -> str:
    """Return the name of a column as the table of synonyms has it."""
    return NAMES.sub("_", name.strip().casefold())


def known(names: Iterable[str]) -> set[str]:
    """Return what the columns with these names hold, as far as that is understood."""
    return {MEANING[name] for name in map(key, names) if name in MEANING}


def fields(row: Mapping[str, str]) -> Fields:
    """Return what a row says, by what its columns are called."""
    cells: dict[str, str] = {}
    by_name = {key(name): cell.strip() for name, cell in row.items() if name}
    for role, synonyms in COLUMNS.items():
        cells[role] = next((by_name[name] for name in synonyms if by_name.get(name)), "")
    publisher, address = cells["publisher"], cells["address"]
    if publisher.startswith(("http://", "https://")):
        publisher, address = "", address or publisher
    speaker = cells["speaker"] or cells["country"]
    return Fields(
        text=cells["text"],
        title=cells["title"] or _title(cells),
        date=date(cells["date"]) or date(FRACTION.sub("", cells["year"])),
        authors=people(cells["authors"]) or ((speaker,) if speaker else ()),
        publisher=publisher or None,
        address=address or None,
        language=languages(cells["language"]),
    )


def number(row: Mapping[str, str]) -> str:
    """Return by what a row is known, or nothing where it does not say."""
    by_name = {key(name): cell for name, cell in row.items() if name}
    return next((" ".join(by_name[name].split()) for name in COLUMNS["id"] if by_name.get(name)), "")


def _title(cells: Mapping[str, str]) -> str | None:
    """Return a title for what has none but a speaker: who speaks is otherwise said nowhere."""
    speaker, country = cells["speaker"], cells["country"]
    if not (speaker or country):
        return None
    who = f"{speaker} ({country})" if speaker and country else speaker or country
    session = FRACTION.sub("", cells["session"])
    return f"Statement by {who}, session {session}" if session else f"Statement by {who}"
