"""Names of files for addresses: the same address gives the same name, and none leads out of the folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

ENDINGS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/csv": "csv",
    "text/xml": "xml",
    "application/xml": "xml",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "application/json": "json",
    "application/ld+json": "json",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/epub+zip": "epub",
    "application/zip": "zip",
}
UNKNOWN = "bin"
KNOWN = {**{ending: ending for ending in ENDINGS.values()}, "htm": "html", "xhtml": "html", "markdown": "md"}
SLUG = 60
HOST = 100
HASH = 12
NO_DOCUMENT = ("readme", "license", "licence")  # begin files about a folder, which a build leaves out


def file_name(address: str, media: str) -> str:
    """Return the name for what an address gives, as host/words-hash.ending.

    Two addresses differ in the hash, whatever the case, the accents or the length of their words.
    """
    parts = urlsplit(address)
    path = PurePosixPath(unquote(parts.path))
    host = re.sub(r"[^a-z0-9.-]+", "-", (parts.hostname or "").casefold()).strip(".-")[:HOST] or "host"
    digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:HASH]
    return f"{host}/{_slug(path)}-{digest}.{_ending(path, media)}"


def _slug(path: PurePosixPath) -> str:
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG].strip("-") or "page"
    return f"page-{slug}" if slug.startswith(NO_DOCUMENT) else slug


def _ending(path: PurePosixPath, media: str) -> str:
    return ENDINGS.get(media) or KNOWN.get(path.suffix[1:].casefold(), UNKNOWN)
