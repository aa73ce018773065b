"""TIMEX3 values as days and as English: "on 3 September 2025", "in spring 2026", "30 years"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

_REMEMBERED = 16_384
"""How many times are kept in words and as days: the events of a ledger lie on some thousands of days."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SEASONS = {"SP": ("spring", 3, 5), "SU": ("summer", 6, 8), "FA": ("autumn", 9, 11), "AU": ("autumn", 9, 11), "WI": ("winter", 12, 14)}
_PARTS = {
    "MO": "on the morning of", "AF": "on the afternoon of", "EV": "on the evening of", "NI": "on the night of", "DT": "in the daytime of",
    "MI": "at midday on",
}  # fmt: skip
_HALVES = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second", "DE": "decade", "CE": "century", "WE": "weekend"}
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_TOO_WIDE_DAYS = 3660  # an event of "some time in ten years" is better given no time
_TOO_WIDE_FOR_A_DAY = 92  # as is "at midnight" in a report that may be of any day of a year
_UNKNOWN = {"XXXX": "a year", "XXXX-XX": "a month", "XXXX-WXX": "a week", "XXXX-WXX-WE": "a weekend", "XXXX-XX-XX": "a day"}

_DAY = re.compile(r"([0-9]{4}|XXXX)-([0-9][0-9])-([0-9][0-9])(?:T(\w\w)(?::([0-9][0-9]))?)?")
_DURATION = re.compile(r"P(T?)([0-9.]+|X)(DE|CE|WE|[YMWDHS])(?:T?([0-9.]+)([YMWDHS]))?")


@lru_cache(_REMEMBERED)
def days(value: str) -> tuple[date, date] | None:
    """Return the first and last day that a TIMEX3 value covers, or None where it names none (durations, unknown years)."""
    try:
        return _days(value)
    except (ValueError, OverflowError):
        return None


def when(value: str, earliest: str = "", latest: str = "") -> str:
    """Return a time with its preposition, or "" where it says nothing that a reader could use."""
    named = _named(value, preposition=True)
    if named:
        return named
    first, last = days(earliest), days(latest)
    if not (first and last):
        return ""
    if (last[1] - first[0]).days > (_TOO_WIDE_FOR_A_DAY if value.startswith("XXXX-XX-XX") else _TOO_WIDE_DAYS):
        return ""
    return _span(first[0], last[1], certain=False)


def words(value: str) -> str:
    """Return a time without preposition ("3 September 2025", "30 years"); a value that is none is returned as it is."""
    return _worded(value) or value


@lru_cache(_REMEMBERED)
def shown(value: str, earliest: str = "", latest: str = "") -> str:
    """Return a time without preposition as `words` has it; one without a name is told by its days, and without these by what is not known.

    A window whose end nothing tells (see `is_open`) has only its beginning: "February 2023 or later".
    """
    first, last = days(earliest), days(latest)
    named = _worded(value)
    if first and last and is_open(value, earliest, latest):
        begins = _bare(first[0], _whole_end(first[0]))
        return f"{named}, {begins} or later" if named else f"{begins} or later"
    if named:
        return named
    if first and last:
        return _bare(first[0], last[1])
    return f"{_UNKNOWN[value]} that is not named" if value in _UNKNOWN else value


def is_open(value: str, earliest: str, latest: str) -> bool:
    """Return whether a time ends only with a guess: its value leaves the year open, and its days lie too far apart to be told.

    So it is where a report without a date, which nothing holds to a last day, says "next month".
    """
    first, last = days(earliest), days(latest)
    return bool(first and last and not days(value) and (last[1] - first[0]).days > _TOO_WIDE_DAYS)


def _worded(value: str) -> str:
    known = re.sub(r"^([0-9]{4})-W?XX.*", r"\1", value)  # of "some day in 2025" the year
    return _named(known, preposition=False) or duration(value)


def _bare(first: date, last: date) -> str:
    return re.sub(r"^(?:from|between|in|on) ", "", _span(first, last)).replace(" and ", " to ")


def _whole_end(first: date) -> date:
    """Return the last day of the largest whole, a year or a month, that begins on a day."""
    if first.day != 1:
        return first
    month = 12 if first.month == 1 else first.month
    return date(first.year, month, monthrange(first.year, month)[1])


def duration(value: str) -> str:
    """Return a TIMEX3 duration, or a range of two, in words ("30 years", "72 hours to 3 days"), or "" where the value is none."""
    if value.count("/") == 1:
        ends = [duration(end) for end in value.split("/")]
        return " to ".join(ends) if all(ends) else ""
    match = _DURATION.fullmatch(value)
    if not match:
        return ""
    parts = [_amount(match[2], match[3], bool(match[1]))]
    if match[4]:
        parts.append(_amount(match[4], match[5], True))
    return " and ".join(parts)


def _amount(number: str, unit: str, clock: bool) -> str:
    word = "minute" if clock and unit == "M" else _UNITS[unit]
    if number == "X":
        return f"several {word}s"
    several = number != "1"
    return f"{_small(number)} {word if not several else 'centuries' if unit == 'CE' else word + 's'}"


def _small(number: str) -> str:
    return _NUMBERS[int(number)] if number.isdigit() and 0 < int(number) <= 10 else number


def _days(value: str) -> tuple[date, date] | None:
    if "/" in value:
        ends = [_days(part) for part in value.split("/")[:2]]
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] and ends[0][0] <= ends[1][1] else None
    for pattern, covered in _COVERED:
        if match := pattern.fullmatch(value):
            return covered(match)
    return None


def _one_day(match: re.Match[str]) -> tuple[date, date]:
    day = date(int(match[1]), int(match[2]), int(match[3]))
    return day, day


def _week(match: re.Match[str]) -> tuple[date, date]:
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    return monday + timedelta(5 if match[3] else 0), monday + timedelta(6)


def _years(match: re.Match[str]) -> tuple[date, date]:
    """Cover a year, or the decade or century that its first digits name."""
    width = 10 ** (4 - len(match[1]))
    first = int(match[1]) * width
    return date(max(first, 1), 1, 1), date(first + width - 1, 12, 31)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    later = year + (last - 1) // 12
    month = (last - 1) % 12 + 1
    return date(year, first, 1), date(later, month, monthrange(later, month)[1])


_COVERED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[date, date]]], ...] = (
    (re.compile(r"([0-9]{4})-([0-9][0-9])-([0-9][0-9])(?:T.*)?"), _one_day),
    (re.compile(r"([0-9]{4})-([0-9][0-9])"), lambda m: _months(int(m[1]), int(m[2]), int(m[2]))),
    (re.compile(r"([0-9]{4})-W([0-9][0-9])(-WE)?"), _week),
    (re.compile(r"([0-9]{4})-Q([1-4])"), lambda m: _months(int(m[1]), 3 * int(m[2]) - 2, 3 * int(m[2]))),
    (re.compile(r"([0-9]{4})-H([12])"), lambda m: _months(int(m[1]), 6 * int(m[2]) - 5, 6 * int(m[2]))),
    (re.compile(r"([0-9]{4})-(SP|SU|FA|AU|WI)"), lambda m: _months(int(m[1]), *_SEASONS[m[2]][1:])),
    (re.compile(r"([0-9]{2,4})X{0,2}"), _years),
)


def _named(value: str, *, preposition: bool) -> str:
    if match := _DAY.fullmatch(value):
        return _day(match, preposition=preposition)
    if "/" in value and (covered := days(value)):
        return _span(*covered) if preposition else _bare(*covered)
    name = _month_name(value) or _part_of_year(value) or _week_name(value) or _year_name(value)
    at = "at" if value.endswith("-WE") else "in"
    return f"{at} {name}" if name and preposition else name


def _month_name(value: str) -> str:
    match = re.fullmatch(r"([0-9]{4}|XXXX)-([0-9][0-9])", value)
    return f"{_month(match[2])} {match[1]}".removesuffix(" XXXX") if match and _month(match[2]) else ""


def _part_of_year(value: str) -> str:
    if match := re.fullmatch(r"([0-9]{4})-(Q|H)([1-4])", value):
        return f"the {_HALVES[match[3]]} {'quarter' if match[2] == 'Q' else 'half'} of {match[1]}"
    match = re.fullmatch(r"([0-9]{4})-(SP|SU|FA|AU|WI)", value)
    return f"{_SEASONS[match[2]][0]} {match[1]}" if match else ""


def _week_name(value: str) -> str:
    covered = days(value) if re.fullmatch(r"[0-9]{4}-W[0-9][0-9](-WE)?", value) else None
    return f"the {'weekend' if value.endswith('WE') else 'week'} of {_full(covered[0])}" if covered else ""


def _year_name(value: str) -> str:
    if re.fullmatch(r"[0-9]{4}", value):
        return value
    match = re.fullmatch(r"([0-9]{3})X?", value)
    return f"the {match[1]}0s" if match else ""


def _day(match: re.Match[str], *, preposition: bool) -> str:
    month = _month(match[2])
    if not month or not 1 <= int(match[3]) <= 31:
        return ""
    day = f"{int(match[3])} {month}" + (f" {match[1]}" if match[1] != "XXXX" else "")
    if match[4] in _PARTS:
        return f"{_PARTS[match[4]]} {day}" if preposition else day
    clock = f" at {match[4]}:{match[5]}" if match[4] and match[4].isdigit() and match[5] and match[4] != "24" else ""
    return f"on {day}{clock}" if preposition else f"{day}{clock}"


def _month(number: str) -> str:
    return MONTHS[int(number) - 1] if number.isdigit() and 1 <= int(number) <= 12 else ""


def _full(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _span(first: date, last: date, *, certain: bool = True) -> str:
    """Name a span of days by the largest whole that it is: a day, a month, a year, or its ends ("between" where a day within is meant)."""
    if first == last:
        return f"on {_full(first)}"
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"in {MONTHS[first.month - 1]} {first.year}"
    if whole_months and first.month == 1 and last.month == 12:
        return f"in {first.year}" if first.year == last.year else f"between {first.year} and {last.year}"
    return f"from {_ends(first, last)}" if certain else f"between {_ends(first, last, 'and')}"


def between(first: date, last: date) -> str:
    """Return the days from first to last as few words as say it: "3 to 5 September 2025"."""
    return _full(first) if first == last else _ends(first, last)


def _ends(first: date, last: date, word: str = "to") -> str:
    start = f"{first.day}"
    if (first.year, first.month) != (last.year, last.month):
        start = f"{start} {MONTHS[first.month - 1]}" if first.year == last.year else _full(first)
    return f"{start} {word} {_full(last)}"
