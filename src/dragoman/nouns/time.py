"""Time expressions with their TIMEX3 values and the days that they may cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.nouns.text import Span


@dataclass(frozen=True, slots=True)
class DayInterval:
    """Closed interval of days; the unknown is as wide as what is known of it, never a made-up day."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time expression: TIMEX3 `value` (TimeML, ISO 8601 based), its days where it names any, and whether it recurs."""

    id: str
    span: Span
    value: str
    days: DayInterval | None = None
    recurs: bool = False
