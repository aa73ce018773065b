"""Days, ISO weeks, months and years: their names, their days, and the unbroken row of them between two days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal

import polars as pl

from dragoman.errors import RelationError
from dragoman.nouns import period

Grain = Literal["day", "week", "month", "year"]
GRAINS: Final[tuple[Grain, ...]] = ("day", "week", "month", "year")

_TRUNCATE: Final = {"day": "1d", "week": "1w", "month": "1mo", "year": "1y"}
_NAME: Final = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}


def start(column: str, grain: Grain) -> pl.Expr:
    """Return the first day of the period that the day in `column` lies in; weeks begin on Mondays (ISO 8601)."""
    return pl.col(column).dt.truncate(_TRUNCATE[grain])


def starts(first: date, last: date, grain: Grain) -> list[date]:
    """Return the first days of all periods from the one of `first` to the one of `last`."""
    days_of = pl.DataFrame({"first": [first], "last": [last]}).select(start("first", grain), start("last", grain))
    found: list[date] = (
        days_of.select(pl.date_range(pl.col("first").first(), pl.col("last").first(), _TRUNCATE[grain])).to_series().to_list()
    )
    return found


def name(begins: date, grain: Grain) -> str:
    """Return the name of the period that begins on a day: `2025-03-04`, `2025-W10`, `2025-03` or `2025`."""
    return begins.strftime(_NAME[grain])


def last_day(begins: date, grain: Grain) -> date:
    """Return the last day of the period that begins on a day."""
    if grain == "day":
        return begins
    if grain == "week":
        return begins + timedelta(days=6)
    month = begins.month if grain == "month" else 12
    return date(begins.year, month, monthrange(begins.year, month)[1])


def days(written: str) -> tuple[date, date]:
    """Return the first and the last day of a named period, or of a window such as `2025-01..2025-09`; raises RelationError."""
    try:
        return period.days(written)
    except ValueError as e:
        raise RelationError(str(e)) from e
