"""Points and stretches of the calendar, their TIMEX3 values and the days that they cover (TimeML 1.2.1; ISO 8601 for the values)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from dragoman.nouns.time import DayInterval

Grain = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
Third = Literal["", "early", "mid", "late"]

FINENESS: Final[dict[Grain, int]] = {
    "day": 0, "weekend": 1, "week": 2, "month": 3, "quarter": 4, "season": 4, "half": 5, "year": 6, "decade": 7, "century": 8,
}  # fmt: skip
SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season of the northern half of the world; a winter bears the year of its December, as the corpus has it."""


@dataclass(frozen=True, slots=True)
class Point:
    """One unit of the calendar: its grain and first day, and within a day a part (`MO`, `AF`, `EV`, `NI`) or a clock time (`17:00`).

    `third` narrows the days ("late 2027") without changing the value, as TIMEX3 keeps it in the attribute `mod`.
    """

    grain: Grain
    start: date
    part: str = ""
    clock: str = ""
    third: Third = ""

    def value(self) -> str:
        """Return the TIMEX3 value; the middle of a year is written as its June, as the corpus has it."""
        base = _value(self.grain, self.start) + ("-06" if self.grain == "year" and self.third == "mid" else "")
        return f"{base}T{self.clock or self.part}" if self.clock or self.part else base

    def days(self) -> DayInterval:
        """Return the days that the point covers."""
        first, last = self.start, _last_day(self.grain, self.start)
        size = (last - first).days + 1
        if self.third == "early":
            last = first + timedelta(max(size // 3, 1) - 1)
        elif self.third == "late":
            first = last - timedelta(max(size // 3, 1) - 1)
        elif self.third == "mid":
            first, last = first + timedelta(size // 3), last - timedelta(size // 3)
        return DayInterval(first, last)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another, both included."""

    first: Point
    last: Point

    def value(self) -> str:
        """Return both values with a solidus between, as ISO 8601 writes intervals."""
        return f"{self.first.value()}/{self.last.value()}"

    def days(self) -> DayInterval:
        """Return the days from the first point's start to the last point's end."""
        return DayInterval(self.first.days().earliest, self.last.days().latest)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that names no days: a duration (`P3D`), a set (`P1W`, recurring), a bare clock time or a reference (`PRESENT_REF`)."""

    text: str
    recurs: bool = False

    def value(self) -> str:
        """Return the TIMEX3 value."""
        return self.text

    def days(self) -> None:
        """Return None: a duration or set covers no known days."""


Moment = Point | Stretch | Fixed
UNKNOWN: Final = Fixed("XXXX-XX-XX")


def day(when: date, part: str = "", clock: str = "") -> Point:
    """Return one day as a point."""
    return Point("day", when, part, clock)


def month(year: int, number: int, third: Third = "") -> Point:
    """Return one month as a point; `number` may run past 12 or below 1 into neighbouring years."""
    return Point("month", date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1), third=third)


def week(when: date) -> Point:
    """Return the ISO week that holds a day."""
    return Point("week", when - timedelta(when.weekday()))


def weekend(when: date) -> Point:
    """Return the Saturday and Sunday of the ISO week that holds a day."""
    return Point("weekend", when - timedelta(when.weekday()) + timedelta(5))


def season(year: int, name: str) -> Point:
    """Return a season (`SP`, `SU`, `FA`, `WI`) by the year that it begins in."""
    return Point("season", date(year, SEASONS[name], 1))


def year(number: int, third: Third = "") -> Point:
    """Return one calendar year."""
    return Point("year", date(number, 1, 1), third=third)


def at_grain(grain: Grain, when: date) -> Point:
    """Return the unit of the given grain that holds a day."""
    if grain == "day":
        return day(when)
    if grain in ("week", "weekend"):
        return week(when) if grain == "week" else weekend(when)
    if grain == "season":
        name = next(n for n, first in SEASONS.items() if (when.month - first) % 12 < 3)
        return season(when.year - (name == "WI" and when.month < 3), name)
    months = {"month": 1, "quarter": 3, "half": 6}.get(grain)
    if months:
        return Point(grain, date(when.year, (when.month - 1) // months * months + 1, 1))
    years = {"year": 1, "decade": 10, "century": 100}[grain]
    return Point(grain, date(max(when.year // years * years, 1), 1, 1))


def shift(point: Point, number: int, grain: Grain) -> Point | None:
    """Move a point by whole units and coarsen it to the unit's grain (days and weeks keep the day), or None outside the calendar."""
    try:
        if grain in ("day", "week"):
            moved = point.start + timedelta(number * (7 if grain == "week" else 1))
            return day(moved) if point.grain == "day" else at_grain(point.grain, moved)
        months = number * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[grain]
        index = point.start.year * 12 + point.start.month - 1 + months
        moved = date(index // 12, index % 12 + 1, 1)
    except (ValueError, OverflowError, KeyError):
        return None
    kept: Grain = "year" if grain in ("decade", "century") else grain
    return at_grain(max(kept, point.grain, key=lambda g: FINENESS[g]), moved)


def easter(year_number: int, orthodox: bool = False) -> date:
    """Return Easter Sunday of a year, Western or Orthodox, in the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8)."""
    y = year_number
    if orthodox:
        d = (19 * (y % 19) + 15) % 30
        e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7
        julian = d + e + 114
        return date(y, julian // 31, julian % 31 + 1) + timedelta(y // 100 - y // 400 - 2)
    b, c = divmod(y, 100)
    h = (19 * (y % 19) + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = h + i - 7 * ((y % 19 + 11 * h + 22 * i) // 451) + 114
    return date(y, m // 31, m % 31 + 1)


def merge(one: Moment, other: Moment) -> tuple[str, DayInterval | None]:
    """Return what two readings of one expression share: the value with `X` where they differ, and the days that either may cover."""
    first, second = one.days(), other.days()
    days = DayInterval(min(first.earliest, second.earliest), max(first.latest, second.latest)) if first and second else None
    return mask(one.value(), other.value()), days


def mask(one: str, other: str) -> str:
    """Return the common value of two TIMEX3 values: `XXXX-09-15`, `2025-XX-XX`, `XXXX-WXX`; a part below an unknown one is unknown."""
    if one == other:
        return one
    if one.count("/") == other.count("/") == 1 and not one.startswith("P"):
        return "/".join(mask(a, b) for a, b in zip(one.split("/"), other.split("/"), strict=True))
    a, b = _FIELDS.fullmatch(one), _FIELDS.fullmatch(other)
    if not a or not b or bool(a["mid"]) != bool(b["mid"]) or bool(a["low"]) != bool(b["low"]):
        return UNKNOWN.text
    top = a["top"] if a["top"] == b["top"] else "X" * len(a["top"])
    known = a["mid"] == b["mid"]
    middle = (a["mid"] or "") if known else "-WXX" if a["mid"].startswith("-W") and a["mid"][2].isdigit() else "-XX"
    low = (a["low"] or "") if a["low"] == b["low"] and (known or a["low"] == "-WE") else "-XX"
    return top + middle + (low if a["low"] else "") + (a["time"] if a["time"] and a["time"] == b["time"] else "")


def days_of(value: str) -> DayInterval | None:
    """Return the days that a TIMEX3 value covers, None for durations, sets, references and values with unknown parts."""
    first, _, last = value.partition("/")
    ends = [_point_of(v) for v in ((first, last) if last else (first,))]
    points = [p for p in ends if p is not None]
    if len(points) < len(ends) or points[-1].days().latest < points[0].start:
        return None
    return DayInterval(points[0].start, points[-1].days().latest)


_FIELDS: Final = re.compile(r"(?P<top>\d{4}|\d{3}|\d\d)(?P<mid>-(?:\d\d|W\d\d|Q\d|H\d|SP|SU|FA|WI))?(?P<low>-(?:\d\d|WE))?(?P<time>T.*)?")


def _point_of(value: str) -> Point | None:
    match = _FIELDS.fullmatch(value)
    try:
        return _point(match["top"], (match["mid"] or "-")[1:], (match["low"] or "-")[1:]) if match else None
    except ValueError:
        return None


def _point(top: str, middle: str, low: str) -> Point:
    if len(top) < 4:
        return Point("decade" if len(top) == 3 else "century", date(int(top.ljust(4, "0")), 1, 1))
    number = int(top)
    if not middle:
        return year(number)
    if middle in SEASONS:
        return season(number, middle)
    if middle[0] == "W":
        monday = date.fromisocalendar(number, int(middle[1:]), 1)
        return weekend(monday) if low else week(monday)
    if middle[0] in "QH":
        grain: Grain = "quarter" if middle[0] == "Q" else "half"
        return Point(grain, date(number, (int(middle[1:]) - 1) * (3 if grain == "quarter" else 6) + 1, 1))
    return day(date(number, int(middle), int(low))) if low else Point("month", date(number, int(middle), 1))


def _value(grain: Grain, start: date) -> str:
    y = f"{start.year:04d}"
    if grain == "day":
        return start.isoformat()
    if grain in ("week", "weekend"):
        iso = start.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if grain == "weekend" else "")
    if grain == "season":
        return f"{y}-{next(n for n, m in SEASONS.items() if m == start.month)}"
    return {
        "month": f"{y}-{start.month:02d}",
        "quarter": f"{y}-Q{(start.month + 2) // 3}",
        "half": f"{y}-H{(start.month + 5) // 6}",
        "decade": y[:3],
        "century": y[:2],
    }.get(grain, y)


def _last_day(grain: Grain, start: date) -> date:
    if grain in ("day", "week", "weekend"):
        return start + timedelta({"day": 0, "week": 6, "weekend": 1}[grain])
    months = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[grain]
    index = start.year * 12 + start.month - 1 + months - 1
    last_year, last_month = min(index // 12, 9999), index % 12 + 1
    return date(last_year, last_month, monthrange(last_year, last_month)[1])
