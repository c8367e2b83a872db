"""Dates in running text, resolved against the date of the document, with the precision that they have."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
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
        rf"\b(?i:in|last|this|since|by|of|until)\s+(?P<month>{_MONTH})\b(?!\s+\d)(?P<year>)",
        rf"\b(?:(?i:in|of|since|late|early|mid|end|from|and|during|the)[\s-]+)(?P<year>{_YEAR})\b(?![-–/])",
    )
)
_NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_RELATIVE = re.compile(
    r"\b(?:on\s+)?(?P<words>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?i:yesterday|today"
    r"|(?:last|earlier this|this) (?:week|month|year)"
    rf"|(?:{'|'.join(_NUMBERS)}|\d+) (?:day|week|month|year)s? (?:ago|earlier|before)))\b"
)
_BEFORE = re.compile(r"(?P<how>last|earlier this|this|\w+) (?P<unit>day|week|month|year)", re.IGNORECASE)
_COUNT = {"last": 1, "this": 0, "earlier this": 0}
_UNKNOWN = "XXXX"
_PRECISION = {"week": 7, "day": 10}


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
    """Resolve "on Thursday", "last week", "two years ago" as precisely as the words and the document's date allow."""
    if document_date is None:
        return None
    match = _BEFORE.match(words)
    if match is not None:
        how, unit = match["how"].lower(), match["unit"].lower()
        count = _COUNT.get(how, _NUMBERS.get(how, int(how) if how.isdigit() else None))
        return None if count is None else _ago(document_date, count, unit)
    if len(document_date) < 10:
        return None
    import dateparser  # its import takes longer than reading a short document

    base = datetime.fromisoformat(document_date[:10])
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    found = dateparser.parse(words, languages=["en"], settings=settings)
    return found.date().isoformat() if found is not None else None


def _ago(document_date: str, count: int, unit: str) -> str | None:
    """Return the date that is `count` units before a document's, None where that is not known so precisely."""
    if unit == "year":
        return str(int(document_date[:4]) - count)
    if unit == "month":
        if len(document_date) < 7:
            return None
        months = int(document_date[:4]) * 12 + int(document_date[5:7]) - 1 - count
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if len(document_date) < 10:
        return None
    day = datetime.fromisoformat(document_date[:10]) - timedelta(days=count * (7 if unit == "week" else 1))
    return day.date().isoformat()[: _PRECISION[unit]]
