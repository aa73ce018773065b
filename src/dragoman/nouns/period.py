"""Days, weeks, months, years and windows of them as people write them, in filters, options and addresses alike."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

EXPECTED: Final = "a day, week, month, year or window (2025-03-04, 2025-W10, 2025-03, 2025, 2025-01..2025-09)"

_PERIOD: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?:W(?P<week>[0-9]{2})|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?")


def days(written: str) -> tuple[date, date]:
    """Return the first and the last day of a period, or of a window from one to another, both included; weeks are those of ISO 8601.

    Raises ValueError with what was expected and what was seen.
    """
    begins, separator, ends = written.partition("..")
    try:
        first, last = _days(begins)
        last = _days(ends)[1] if separator else last
    except ValueError as e:
        raise ValueError(f"expected {EXPECTED}, saw {written!r}{_because(e)}") from e
    if last < first:
        raise ValueError(f"expected {EXPECTED}, saw {written!r}, which ends before it begins")
    return first, last


def _days(written: str) -> tuple[date, date]:
    found = _PERIOD.fullmatch(written.strip())
    if not found:
        raise ValueError
    year = int(found["year"])
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        return monday, monday + timedelta(days=6)
    first, last = int(found["month"] or 1), int(found["month"] or 12)
    if found["day"]:
        day = date(year, first, int(found["day"]))
        return day, day
    begins = date(year, first, 1)
    return begins, date(year, last, monthrange(year, last)[1])


def _because(error: ValueError) -> str:
    return f": {error}" if str(error) else ""
