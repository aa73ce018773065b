"""The words of English time expressions: fragments that the grammar's patterns are made of, and what each word stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from dragoman.read.numerals import NUMBER, ORDINAL, read_number, read_ordinal
from dragoman.read.timex import Grain, Moment, Point


@dataclass(frozen=True, slots=True)
class Scene:
    """What an expression is read against.

    `anchor` is the day of writing; `way` is -1 where the sentence tells of the past, 1 of the future, 0 where it does not show;
    `focus` is the last point that the text named and `focus_day` the last day, None before the first; `near_day` is the day on which
    the story stands here, for hours and parts of days that name none. `before` and `after` are the words around the expression, in
    lower case.
    """

    anchor: date
    way: int = 0
    focus: Point | None = None
    focus_day: Point | None = None
    near_day: Point | None = None
    before: str = ""
    after: str = ""

    @property
    def told_day(self) -> date:
        """Return the day on which the story stands: the one named close by, else the day of writing."""
        return self.near_day.start if self.near_day else self.anchor


Reading = Callable[[re.Match[str], Scene], Moment | None]


@dataclass(frozen=True, slots=True)
class Production:
    """One form of expression: a pattern and the function that reads its match in a scene (None where the match makes no sense)."""

    name: str
    pattern: re.Pattern[str]
    read: Reading


def production(name: str, source: str, read: Reading) -> Production:
    """Compile a production; a blank in `source` stands for any run of white space, and the match ends at the end of a word."""
    return Production(name, re.compile(rf"\b(?:{source.replace(' ', chr(92) + 's+')})(?!\w)", re.IGNORECASE), read)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern source for any of the words, the longest first."""
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


_MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = {name: n for n, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}
PARTS: Final[dict[str, str]] = {
    "morning": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "breakfast": "MO", "small hours": "NI", "early hours": "NI",
    "afternoon": "AF", "lunchtime": "AF", "evening": "EV", "dusk": "EV", "nightfall": "EV", "sunset": "EV", "sundown": "EV", "night": "NI",
}  # fmt: skip
NAMED_SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS: Final[dict[str, Grain]] = {
    "day": "day", "night": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade", "century": "century",
}  # fmt: skip

# Months keep their capital: "may" and "march" in lower case are other words.
_SHORT: Final = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
MONTH: Final = rf"(?-i:(?:{'|'.join(_MONTH_NAMES)}|{'|'.join(m.upper() for m in _MONTH_NAMES)})\b|(?:{_SHORT})\b\.?)"
WEEKDAY: Final = rf"(?:{alternatives(WEEKDAYS)})"
SHORT_WEEKDAY: Final = r"(?-i:(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
YEAR: Final = r"(?:1[0-9]|20|21)\d\d(?!\d)"
DAY_NUMBER: Final = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?"
PART: Final = rf"(?:{alternatives(PARTS)})"
SEASON: Final = rf"(?:{alternatives(NAMED_SEASONS)})"
HOUR_WORD: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
COUNT: Final = rf"(?:{NUMBER})"
RANK: Final = rf"(?:{ORDINAL})"


def clock(mark: str) -> str:
    """Return the source of a clock time with groups named after `mark`; read with `clock_of`."""
    zone = r"(?: (?:local time|(?-i:GMT|UTC|CET|EST|EDT|ET|BST)))?"
    hour_minute = rf"(?P<h{mark}>[01]?\d|2[0-4])(?:[:.](?P<m{mark}>[0-5]\d))?\s?(?P<ap{mark}>a\.m\.|p\.m\.|am\b|pm\b)"
    military = rf"(?P<hh{mark}>[01]?\d|2[0-4])(?:[:.]|h)(?P<mm{mark}>[0-5]\d)(?![\d.])(?: (?:hours|hrs))?"
    spoken = (
        rf"(?:(?P<past{mark}>half past|quarter past|quarter to) )?(?P<hw{mark}>{HOUR_WORD}|[1-9]|1[0-2])"
        rf"(?: (?:o['’]clock(?: in the (?P<od{mark}>morning|afternoon|evening))?|in the (?P<dp{mark}>morning|afternoon|evening)|"
        rf"at (?P<dn{mark}>night)))"
    )
    half_past = rf"(?P<hp{mark}>half past|quarter past|quarter to) (?P<hpw{mark}>{HOUR_WORD}|[1-9]|1[0-2])"
    return rf"(?:{hour_minute}|{military}|{spoken}|{half_past}|(?P<noon{mark}>noon|midday|midnight)){zone}"


def clock_of(match: re.Match[str], mark: str) -> str:
    """Return the clock time of a match as `HH:MM`, "" where it holds none."""
    g = {k.removesuffix(mark): v for k, v in match.groupdict().items() if v is not None and k.endswith(mark)}
    if "noon" in g:
        return "24:00" if g["noon"].lower() == "midnight" else "12:00"
    if "h" in g:
        hour, late = int(g["h"]), g["ap"][0] in "pP"
        return f"{hour % 12 + 12 * late:02d}:{g.get('m', '00')}" if hour <= 12 else ""
    if "hh" in g:
        return f"{int(g['hh']):02d}:{g['mm']}"
    spoken, turn = (g["hw"], g.get("past")) if "hw" in g else (g.get("hpw"), g.get("hp"))
    return _spoken_clock(spoken, turn, g.get("od") or g.get("dp") or g.get("dn") or "") if spoken else ""


def _spoken_clock(words: str, turn: str | None, part: str) -> str:
    hour = int(read_number(words) or 0)
    if hour < 12 and (part.lower() in ("afternoon", "evening", "night") or (not part and hour < 7)):
        # Nobody meets at three o'clock in the morning without saying so.
        hour += 12
    minutes = {"half past": 30, "quarter past": 15, "quarter to": -15}.get((turn or "").lower(), 0)
    total = hour * 60 + minutes
    return f"{total // 60:02d}:{total % 60:02d}"


def month_number(words: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    return next(n for n, name in enumerate(_MONTH_NAMES, start=1) if name[:3].lower() == words[:3].lower())


def weekday_number(words: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or abbreviation."""
    return next(n for name, n in WEEKDAYS.items() if name[:3] == words[:3].lower())


def day_number(words: str) -> int:
    """Return the day of the month that figures or an ordinal name, 0 where none."""
    digits = re.match(r"\d{1,2}", words)
    return int(digits[0]) if digits else read_ordinal(words) or 0
