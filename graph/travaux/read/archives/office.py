"""Documents that are ZIP archives themselves: which one an archive is."""

from __future__ import annotations

from collections.abc import Collection

CONTENT_TYPES = "[Content_Types].xml"
MIMETYPE = "mimetype"
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
MIMETYPES = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/epub+zip": "epub",
}
WHAT_TO_DO = {
    "epub": "an electronic book; convert it to HTML or text",
    "xlsx": "an Excel workbook; save its sheet as CSV",
    "ods": "an OpenDocument spreadsheet; save its sheet as CSV",
    "pptx": "a PowerPoint presentation; save it as PDF or text",
    "odp": "an OpenDocument presentation; save it as PDF or text",
}


def kind(names: Collection[str], mimetype: str) -> str | None:
    """Return the kind of document that an archive with these members is, or None where it is a mere archive."""
    if CONTENT_TYPES in names:
        return next((found for part, found in PARTS.items() if part in names), None)
    return MIMETYPES.get(mimetype.strip())
