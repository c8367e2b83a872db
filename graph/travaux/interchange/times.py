"""Dates as analysts' programs take them: the first and the last day of what an EDTF date says."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

EPOCH = date(1970, 1, 1)
SECONDS = 86_400


def days(when: str | None) -> tuple[date, date] | None:
    """Return the first and the last day of a date of EDTF (YYYY[-MM[-DD]]); none where its year is unknown."""
    try:
        year, month, day = ([int(part) for part in (when or "").split("-")] + [0, 0])[:3]
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last = month or 12
    return first, date(year, last, monthrange(year, last)[1])


def seconds(when: str | None) -> int:
    """Return the first day of a date in seconds since 1970; 0 where it is not known."""
    found = days(when)
    return (found[0] - EPOCH).days * SECONDS if found else 0
