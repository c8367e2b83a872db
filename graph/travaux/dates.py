"""Dates in running text, resolved against the date of the document, with the precision that they have."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from travaux.model import Span

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = rf"(?:{'|'.join(m.title() for m in MONTHS)})"
_YEAR = r"(?:19|20)\d\d"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?\b",
        rf"\b(?P<month>{_MONTH})\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s+(?P<year>{_YEAR}))?(?!\d)",
        rf"\b(?P<month>{_MONTH})(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))",
        rf"\b(?:in|last|this|since|by|of|until)\s+(?P<month>{_MONTH})\b(?!\s+\d)(?P<year>)",
        rf"\b(?:(?:in|of|since|late|early|mid|end|from|and|during|the)[\s-]+)(?P<year>{_YEAR})\b(?![-–/])",
    )
)
_RELATIVE = re.compile(
    r"\b(?:on\s+)?(?P<words>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|last (?:week|month|year)"
    r"|(?:two|three|four|five|ten|a|one) (?:days?|weeks?|months?|years?) ago)\b"
)
_UNKNOWN = "XXXX"
_PRECISION = {"year": 4, "month": 7}


@lru_cache(maxsize=512)
def dates(text: str, document_date: str | None) -> tuple[tuple[Span, str], ...]:
    """Return the dates of a text with their places, as EDTF; a day or month without its year is the last one before
    `document_date`, and its year is XXXX where that is not known."""
    taken: list[Span] = []
    found: list[tuple[Span, str]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            span = Span(*match.span())
            value = _absolute(match, document_date)
            if value and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                found.append((span, value))
    for match in _RELATIVE.finditer(text):
        value = _relative(match["words"], document_date)
        if value:
            found.append((Span(*match.span()), value))
    return tuple(sorted(found))


def _absolute(match: re.Match[str], document_date: str | None) -> str | None:
    parts = match.groupdict()
    month = f"{MONTHS.index(parts['month'].lower()) + 1:02d}" if parts.get("month") else None
    day = f"{int(parts['day']):02d}" if parts.get("day") else None
    year = parts.get("year") or _year(month, day, document_date)
    if not year or (day and not "01" <= day <= "31"):
        return None
    return "-".join(part for part in (year, month, day) if part)


def _year(month: str | None, day: str | None, document_date: str | None) -> str | None:
    """Return the year of a day or month that is the last one not after the document's date."""
    if month is None:
        return None
    if document_date is None:
        return _UNKNOWN
    year = int(document_date[:4])
    there = document_date[5:]
    here = "-".join(part for part in (month, day) if part)
    later = bool(there) and here[: len(there)] > there[: len(here)]
    return str(year - 1 if later else year)


def _relative(words: str, document_date: str | None) -> str | None:
    """Resolve "on Thursday", "two years ago" with dateparser; the document must be dated to the day."""
    if document_date is None or len(document_date) < 10:
        return None
    import dateparser  # its import takes longer than reading a short document

    base = datetime.fromisoformat(document_date[:10])
    found = dateparser.parse(
        words, languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    )
    if found is None:
        return None
    precision = next((size for unit, size in _PRECISION.items() if unit in words), 10)
    return found.date().isoformat()[:precision]
