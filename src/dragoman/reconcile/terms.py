"""Whether two values of a term can both be true: numbers by unit and bound, dates as intervals, the rest by words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.nouns.event import Bound
from dragoman.reconcile.days import gap, interval
from dragoman.reconcile.words import content

Given = tuple[str, str, Bound | None]

COUNTS = frozenset({"killed", "injured", "detained", "participants"})
DATES = frozenset({"start", "end", "when"})
WORDS = frozenset({"rank", "object", "topic", "means"})
# Approximate figures agree within this share of the larger one: reports round "about 12,000" and "12,500" from one count.
APPROXIMATE = 0.1

_SECONDS = {"S": 1.0, "M": 60.0, "H": 3600.0}
_DAYS = {"D": 1.0, "W": 7.0, "M": 30.4, "Y": 365.25}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit; bounds are closed."""

    low: float
    high: float
    unit: str


@lru_cache(maxsize=16384)
def amount(value: str, bound: Bound | None) -> Amount | None:
    """Return the range that a normalised value and its bound allow (`12 persons`, `P30Y`, `5 %`), None where it is no number."""
    parsed = _duration(value) or _number(value)
    if parsed is None:
        return None
    number, unit = parsed
    slack = abs(number) * APPROXIMATE
    low = float("-inf") if bound == "max" else number - slack if bound == "approx" else number
    high = float("inf") if bound == "min" else number + slack if bound == "approx" else number
    return Amount(low, high, unit)


def _number(value: str) -> tuple[float, str] | None:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?(?:[eE]\+?\d+)?)(?:\s+(\S.*)|(%))?", value.strip())
    return (float(match[1]), match[2] or match[3] or "") if match else None


def _duration(value: str) -> tuple[float, str] | None:
    match = re.fullmatch(r"P(?:(\d+(?:\.\d+)?)([YMWD]))?(?:T(\d+(?:\.\d+)?)([HMS]))?", value.strip())
    if not match or not (match[1] or match[3]):
        return None
    days = float(match[1]) * _DAYS[match[2]] if match[1] else 0.0
    return days * 86400 + (float(match[3]) * _SECONDS[match[4]] if match[3] else 0.0), "s"


def comparable(a: Given, b: Given) -> bool:
    """Tell whether two terms (kind, value, bound) speak of one quantity: the same kind, and the same unit where they are numbers."""
    if a[0] != b[0]:
        return False
    if a[0] in DATES:
        return interval(a[1]) is not None and interval(b[1]) is not None
    x, y = amount(a[1], a[2]), amount(b[1], b[2])
    if x and y:
        return x.unit == y.unit
    return x is None and y is None


def clash(a: Given, b: Given) -> bool:
    """Tell whether two comparable terms cannot both be true."""
    kind = a[0]
    if kind in DATES:
        x, y = interval(a[1]), interval(b[1])
        return bool(x and y and gap(x, y) > 0)
    if kind in WORDS:
        return False
    first, second = amount(a[1], a[2]), amount(b[1], b[2])
    if first is None or second is None:
        return not content(a[1]) & content(b[1])
    slack = 0.005 * max(abs(v) for v in (first.low, first.high, second.low, second.high) if abs(v) != float("inf"))
    return first.low > second.high + slack or second.low > first.high + slack
