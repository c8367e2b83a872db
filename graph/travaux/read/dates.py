"""Dates that stand where a document is dated, as EDTF."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<month>[A-Z](?:[a-z]{2,8}|[A-Z]{2,8}))\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)(?:-(?P<day>\d\d))?(?!\d)(?:[T ]\d\d:\d\d\S*)?",
        rf"{DAY}\.(?P<number>\d{{1,2}})\.{YEAR}",
        rf"{DAY} {MONTH},? {YEAR}",
        rf"{MONTH} {DAY},? {YEAR}",
        rf"{MONTH},? {YEAR}",
    )
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
LABEL = r"(?:\| ?|(?:date|dated|updated|last updated|published|published on|posted on|issued)(?:: ?| ))?"
PLACE = r"(?:[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}, ?)?"
BEFORE = re.compile(rf"(?:(?i:{LABEL})){PLACE}{WEEKDAY}")
TIME = re.compile(
    r",? ?(?:at )?\d{1,2}[:.]\d\d ?(?:h|hrs|am|pm|a\.m\.|p\.m\.|[A-Z]{2,4})?(?: ?[-–] ?\d{1,2}[:.]\d\d ?h?)?"
)
# What stands between the place and day of a report and its first sentence: "GENEVA, 3 March 2022 (Agency) – Peru said".
LEADS = re.compile(r"(?: \([^()]{2,40}\))?(?: ?[-–—:]|\.) ?(?=[A-Z“\"‘'«])")
PLACE_AFTER = re.compile(r", [A-Z][\w.]+(?: [A-Z][\w.]+){0,2} ?[-–—]")


def edtf(value: object) -> str | None:
    """Return the date that `value` starts with as YYYY[-MM[-DD]], or None where there is none."""
    text = str(value or "").strip()
    found = _match(text, 0)
    if found:
        return found[0]
    return text if re.fullmatch(YEAR, text) else None


def dateline(line: str) -> tuple[str, int] | None:
    """Return the date of a line that is there to date the document, and where the date ends in it.

    Such a line is nothing but a date (with a label, a place, a time), or starts with a date and a place.
    """
    before = BEFORE.match(line)
    found = _match(line, before.end() if before else 0)
    if not found:
        return None
    value, end = found
    time = TIME.match(line, end)
    end = time.end() if time else end
    labelled = line.casefold().startswith("date ")
    return (value, end) if labelled or not line[end:].strip(" .|") or PLACE_AFTER.match(line, end) else None


def lead(paragraph: str) -> str | None:
    """Return the day that stands after a place, before a report begins: "GENEVA, 3 March 2022 – Peru"."""
    before = BEFORE.match(paragraph)
    found = _match(paragraph, before.end()) if before and "," in before.group() else None
    return found[0] if found and len(found[0]) == 10 and LEADS.match(paragraph, found[1]) else None


def closing(line: str) -> str | None:
    """Return the full date at the end of a title such as "Statement by Cuba. New York, 9 September 2019."."""
    value = edtf(" ".join(line.rstrip(").").split()[-3:]))
    return value if value and len(value) == 10 else None


def _match(text: str, start: int) -> tuple[str, int] | None:
    for form in FORMS:
        found = form.match(text, start)
        value = _value(found.groupdict()) if found else None
        if found and value:
            return value, found.end()
    return None


def _value(parts: dict[str, str | None]) -> str | None:
    month = int(parts["number"] or 0) if "number" in parts else _month(parts["month"] or "")
    try:
        day = date(int(parts["year"] or 0), month, int(parts.get("day") or 1))
    except ValueError:
        return None
    return day.isoformat() if parts.get("day") else day.isoformat()[:7]


def _month(name: str) -> int:
    key = name[:3].casefold()
    return MONTHS.index(key) + 1 if key in MONTHS else 0
