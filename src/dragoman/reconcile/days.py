"""Time expressions as closed intervals of days, from the reader's days or, where it gave none, from the TIMEX3 value."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

from dragoman.nouns.time import DayInterval, TimeValue

# Months of TIMEX3's seasons, northern hemisphere; winter runs into the next year (TimeML annotation guidelines 1.2.1).
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def days_of(time: TimeValue) -> DayInterval | None:
    """Return the days that a time expression may cover, None for durations, sets and what names no day."""
    if time.recurs:
        return None
    return time.days or interval(time.value)


@lru_cache(maxsize=4096)
def interval(value: str) -> DayInterval | None:
    """Return the days of a TIMEX3 value (ISO 8601 date, week, month, quarter, half, season, year, decade, or `a/b`), else None."""
    if "/" in value:
        first, last = (interval(part) for part in value.split("/", 1))
        return DayInterval(first.earliest, last.latest) if first and last and first.earliest <= last.latest else None
    value = value.partition("T")[0]
    try:
        return _day(value) or _week(value) or _months(value) or _years(value)
    except (ValueError, OverflowError):  # no such day, or one after the calendar's last
        return None


def _day(value: str) -> DayInterval | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return None
    day = date.fromisoformat(value)
    return DayInterval(day, day)


def _week(value: str) -> DayInterval | None:
    match = re.fullmatch(r"(\d{4})-W(\d{2})(-WE|-[1-7])?", value)
    if not match:
        return None
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    if match[3] == "-WE":
        return DayInterval(monday + timedelta(5), monday + timedelta(6))
    if match[3]:
        day = monday + timedelta(int(match[3][1]) - 1)
        return DayInterval(day, day)
    return DayInterval(monday, monday + timedelta(6))


def _months(value: str) -> DayInterval | None:
    match = re.fullmatch(r"(\d{4})-(\d{2}|Q[1-4]|H[12]|SP|SU|FA|WI)", value)
    if not match:
        return None
    year, part = int(match[1]), match[2]
    if part[0] == "Q":
        first, last = 3 * int(part[1]) - 2, 3 * int(part[1])
    elif part[0] == "H":
        first, last = 6 * int(part[1]) - 5, 6 * int(part[1])
    else:
        first, last = _SEASONS[part] if part in _SEASONS else (int(part), int(part))
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return DayInterval(date(year, first, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]))


def _years(value: str) -> DayInterval | None:
    if not re.fullmatch(r"\d{2,4}", value):
        return None
    width = 4 - len(value)
    low, high = int(value + "0" * width), int(value + "9" * width)
    return DayInterval(date(max(low, 1), 1, 1), date(high, 12, 31))


def gap(a: DayInterval, b: DayInterval) -> int:
    """Return the days between two intervals, 0 where they share one."""
    return max((b.earliest - a.latest).days, (a.earliest - b.latest).days, 0)


def width(a: DayInterval) -> int:
    """Return the number of days that an interval covers."""
    return (a.latest - a.earliest).days + 1


def meet(a: DayInterval, b: DayInterval) -> DayInterval | None:
    """Return the days that both intervals cover, None where they share none."""
    first, last = max(a.earliest, b.earliest), min(a.latest, b.latest)
    return DayInterval(first, last) if first <= last else None
