"""Whether two values of a term can both be true: numbers by unit and bound, dates as intervals, the rest by words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.nouns.event import Bound
from dragoman.nouns.time import DayInterval
from dragoman.reconcile.days import gap, interval
from dragoman.reconcile.words import content, stems

Given = tuple[str, str, Bound | None]

COUNTS = frozenset({"killed", "injured", "detained", "participants"})
DATES = frozenset({"start", "end", "when"})
WORDS = frozenset({"rank", "object", "topic", "means"})
# Approximate figures agree within this share of the larger one: reports round "about 12,000" and "12,500" from one count.
APPROXIMATE = 0.1
# Figures nearer than this are one figure rounded; three months and 90 days are one time limit, though months have other days.
ROUNDING, CALENDAR_ROUNDING = 0.005, 0.02

_SECONDS = {"S": 1.0, "M": 60.0, "H": 3600.0}
_DAYS = {"D": 1.0, "W": 7.0, "M": 30.4, "Y": 365.25}
# What a plural without a number allows: more than one of them, and not so many that the next word would be used.
_PLURALS = {"dozens": (24.0, 99.0), "scores": (40.0, 199.0), "hundreds": (200.0, 999.0), "thousands": (2000.0, 99999.0)}
_ROUND = {"dozen": (24.0, 60.0), "hundred": (200.0, 999.0), "thousand": (2000.0, 9999.0)}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit; bounds are closed. `told` is the number that the report names, whatever the bound."""

    low: float
    high: float
    unit: str
    told: float


@lru_cache(maxsize=16384)
def amount(value: str, bound: Bound | None) -> Amount | None:
    """Return the range that a normalised value and its bound allow (`12 persons`, `P30Y`, `5 %`), None where it is no number.

    A range (`150-170 persons`) and a plural (`hundreds of persons`) allow all that they span.
    """
    parsed = _duration(value) or _number(value) or _span(value)
    if parsed is None:
        return None
    least, most, unit = parsed
    slack = most * APPROXIMATE if bound == "approx" else 0.0
    low = float("-inf") if bound == "max" else least - abs(slack)
    high = float("inf") if bound == "min" else most + abs(slack)
    return Amount(low, high, unit, (least + most) / 2)


def _number(value: str) -> tuple[float, float, str] | None:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?(?:[eE]\+?\d+)?)(?:\s+(\S.*)|(%))?", value.strip())
    return (float(match[1]), float(match[1]), _unit(match[2] or match[3] or "")) if match else None


def _span(value: str) -> tuple[float, float, str] | None:
    words = value.strip().casefold()
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s?[-–]\s?(\d+(?:\.\d+)?)\s+(\S.*)", words)
    if match and float(match[1]) < float(match[2]):
        return float(match[1]), float(match[2]), _unit(match[3])
    match = re.fullmatch(r"(?:several|a few|some)\s+(dozen|hundred|thousand)\s+(\S.*)", words)
    if match:
        return (*_ROUND[match[1]], _unit(match[2]))
    match = re.fullmatch(rf"({'|'.join(_PLURALS)})\s+of\s+(\S.*)", words)
    return (*_PLURALS[match[1]], _unit(match[2])) if match else None


@lru_cache(maxsize=4096)
def _unit(words: str) -> str:
    """Return a unit as it is compared: one person and two persons are counted alike, a symbol stays as it stands."""
    noun, slash, rate = words.partition("/")
    return (" ".join(stems(noun)) or noun if noun.islower() and len(noun) > 3 else noun) + slash + rate


def _duration(value: str) -> tuple[float, float, str] | None:
    match = re.fullmatch(r"P(?:(\d+(?:\.\d+)?)([YMWD]))?(?:T(\d+(?:\.\d+)?)([HMS]))?", value.strip())
    if not match or not (match[1] or match[3]):
        return None
    days = float(match[1]) * _DAYS[match[2]] if match[1] else 0.0
    seconds = days * 86400 + (float(match[3]) * _SECONDS[match[4]] if match[3] else 0.0)
    return seconds, seconds, "s"


def _tally(value: str) -> tuple[str, str] | None:
    """Return the sides of a vote and what is counted (`17-5 votes`), larger side first."""
    match = re.fullmatch(r"(\d+)\s?[-–:]\s?(\d+)\s+(\S.*)", value.strip())
    return (f"{match[1]}-{match[2]}", _unit(match[3])) if match and int(match[1]) >= int(match[2]) else None


def comparable(a: Given, b: Given) -> bool:
    """Tell whether two terms (kind, value, bound) speak of one quantity: the same kind, and the same unit where they are numbers."""
    if a[0] != b[0]:
        return False
    if a[0] in DATES:
        return all(_in_years_of(a[1], b[1])) and all(_in_years_of(b[1], a[1]))
    p, q = _tally(a[1]), _tally(b[1])
    if p or q:
        return bool(p and q and p[1] == q[1])
    x, y = amount(a[1], a[2]), amount(b[1], b[2])
    if x and y:
        return x.unit == y.unit or _other_currency(a, x, y)
    return x is None and y is None


def clash(a: Given, b: Given) -> bool:
    """Tell whether two comparable terms cannot both be true."""
    if a[0] in DATES:
        return _dates_clash(a, b)
    if a[0] in WORDS:
        return False
    p, q = _tally(a[1]), _tally(b[1])
    if p and q:
        return p != q
    first, second = amount(a[1], a[2]), amount(b[1], b[2])
    if first is None or second is None:
        return not content(a[1]) & content(b[1])
    return first.unit != second.unit or _amounts_clash(first, second, limit=a[0] not in COUNTS and a[2] == b[2] == "max")


def _amounts_clash(a: Amount, b: Amount, *, limit: bool) -> bool:
    """Amounts clash where no number is in both ranges; a limit that was agreed is itself the term, and there are not two of them."""
    share = CALENDAR_ROUNDING if a.unit == "s" else ROUNDING
    if limit:
        return abs(a.told - b.told) > share * max(abs(a.told), abs(b.told))
    slack = share * max(abs(v) for v in (a.low, a.high, b.low, b.high) if abs(v) != float("inf"))
    return a.low > b.high + slack or b.low > a.high + slack


def _other_currency(a: Given, x: Amount, y: Amount) -> bool:
    """Tell whether one figure is given in two currencies: then one report has it wrong, where other figures may be one sum converted."""
    return a[0] == "money" and x.told == y.told > 0 and "/" not in x.unit + y.unit and len(x.unit) == len(y.unit) == len("USD")


def _dates_clash(a: Given, b: Given) -> bool:
    """Dates clash where no day is in both; "from", "by" and the like leave one end open, and what ends on a day is over on the next."""
    slack = 1 if a[0] == "end" else 0
    return all(_days_clash(x, a[2], y, b[2], slack) for x in _in_years_of(a[1], b[1]) for y in _in_years_of(b[1], a[1]) if x and y)


def _days_clash(x: DayInterval, of_x: Bound | None, y: DayInterval, of_y: Bound | None, slack: int) -> bool:
    first, second = (of_x, of_y) if x.earliest <= y.earliest else (of_y, of_x)
    return first != "min" and second != "max" and gap(x, y) > slack


def _in_years_of(value: str, other: str) -> list[DayInterval | None]:
    """Return the days of a value; a month or day of an untold year (`XXXX-09`) is meant in the other's year or one beside it."""
    if not value.startswith("XXXX-") or not other[:4].isdecimal():
        return [interval(value)]
    years = (int(other[:4]) + n for n in (-1, 0, 1))
    return [interval(f"{year:04}{value[4:]}") for year in years if 0 < year < 10000]


def ratio(a: Given, b: Given) -> float | None:
    """Return by how much two amounts of one unit differ, the larger over the smaller; None for what is no amount or is not above zero."""
    first, second = amount(a[1], a[2]), amount(b[1], b[2])
    if not first or not second or first.told <= 0 or second.told <= 0:
        return None
    return max(first.told, second.told) / min(first.told, second.told)
