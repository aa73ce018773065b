"""Publication dates as metadata writes them: a day, a month or a year, and nothing that has to be guessed."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

from dragoman.nouns.text import Dated, DatedHow

# The first newspaper, the Relation of Strasbourg, is of 1605; earlier "dates" are a database's zero.
EARLIEST_YEAR = 1605
_MAX_DATE_CHARS = 80
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = "|".join(_MONTHS) + "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ISO_TIMESTAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]\d\d?:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?", re.IGNORECASE
)
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{4,6}(?:Z|[+-]\d{4})?)?")
_SLASHED = re.compile(r"(\d{4})/(\d\d)/(\d\d)(?: \d\d?:\d\d(?::\d\d)?)?")
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.IGNORECASE)
_RFC_5322 = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[A-Z]{1,4})")
_EPOCH = re.compile(r"(\d{10})(\d{3})?")
_URL_DAY = (
    re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"[/_.-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?=[/_.-]|$)"),
    re.compile(r"[/_.-]((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|$)"),
)
_URL_NAMED_DAY = re.compile(rf"/((?:19|20)\d\d)/({_MONTH})/(\d{{1,2}})(?=[/_.-]|$)", re.IGNORECASE)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)(?=/)")


def dated(text: str, how: DatedHow, rule: str) -> Dated | None:
    """Return the days that `text` names, or None where it names none for certain (`05/03/2024` is March or May).

    Read are ISO 8601 dates, months, years and timestamps, RFC 5322 dates, epoch seconds and milliseconds, and English dates with the month
    spelled. A timestamp is its day as written, in the publisher's own time zone; an epoch is its day in UTC.
    """
    if len(text) > _MAX_DATE_CHARS:
        return None
    text = " ".join(text.split())
    match = _ISO.fullmatch(text)
    if match is not None:
        return _interval(int(match[1]), int(match[2] or 0), int(match[3] or 0), how, rule)
    day = _day(text)
    return None if day is None else _interval(day.year, day.month, day.day, how, rule)


def url_dated(url: str) -> Dated | None:
    """Return the day, or else the month, that the path of `url` carries: `/2024/03/05/`, `/2024-03-05-`, `/20240305`, `/2024/mar/05/`."""
    path = re.sub(r"^[a-z]+://[^/]*|[?#].*", "", url, flags=re.IGNORECASE)
    for pattern in _URL_DAY:
        for match in pattern.finditer(path):
            found = _interval(int(match[1]), int(match[2]), int(match[3]), "url", f"url {match[0].strip('/_.-')}")
            if found is not None:
                return found
    named = _URL_NAMED_DAY.search(path)
    if named is not None:
        return _interval(int(named[1]), _month(named[2]), int(named[3]), "url", f"url {named[0].strip('/')}")
    month = _URL_MONTH.search(path)
    return None if month is None else _interval(int(month[1]), int(month[2]), 0, "url", f"url {month[0].strip('/')}")


def published(found: Dated | None) -> date | None:
    """Return the day of publication where `found` is one day, else None."""
    return found.earliest if found is not None and found.earliest == found.latest else None


def is_spelled(day: date, text: str) -> bool:
    """Tell whether `text` holds `day` in a form that means no other day."""
    name = _MONTHS[day.month - 1]
    month = f"(?:{name}|{name[:3]}|{name[:4]})\\.?"
    ordinal = f"0?{day.day}(?:st|nd|rd|th)?"
    forms = [
        rf"{day.year}[-/.]?{day.month:02}[-/.]?{day.day:02}",
        rf"{ordinal}\s+(?:of\s+)?{month},?\s+{day.year}",
        rf"{month}\s+{ordinal},?\s+{day.year}",
    ]
    if day.day > 12 or day.day == day.month:
        forms += [rf"0?{a}(?P<sep>[/.-])0?{b}(?P=sep){day.year}" for a, b in ((day.day, day.month), (day.month, day.day))]
    return any(re.search(rf"(?<!\d){form}(?!\d)", text, re.IGNORECASE) for form in forms)


def _interval(year: int, month: int, day: int, how: DatedHow, rule: str) -> Dated | None:
    """Return the days of a year, of a month (`day` 0) or of all of it (`month` 0), or None where the calendar has no such day."""
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    if year < EARLIEST_YEAR:
        return None
    value = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
    return Dated(value, first, last, how, rule=rule)


def _day(text: str) -> date | None:
    try:
        if match := _ISO_TIMESTAMP.fullmatch(text):
            return date.fromisoformat(match[1])
        if match := _BASIC.fullmatch(text) or _SLASHED.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
            return date(int(match["year"]), _month(match["month"]), int(match["day"]))
        if match := _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(match[1]), tz=UTC).date()
        return _rfc_5322_day(text) if _RFC_5322.fullmatch(text) else None
    except ValueError:
        return None


def _rfc_5322_day(text: str) -> date:
    from email.utils import parsedate_to_datetime

    return parsedate_to_datetime(text).date()


def _month(name: str) -> int:
    return 1 + next(i for i, month in enumerate(_MONTHS) if month.startswith(name.lower()[:3]))
