"""The events behind a figure of a relation, those that weigh most first."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Final

import polars as pl

from dragoman.errors import RelationError
from dragoman.nouns.coded import CodedEvent
from dragoman.relate import periods
from dragoman.relate.choosing import EVERYTHING, Choice
from dragoman.relate.series import between, within

_COLUMNS: Final = tuple(field.name for field in fields(CodedEvent))


def events_behind(
    table: pl.LazyFrame, first: str, second: str, what: str, *, choice: Choice = EVERYTHING, forward_only: bool = False
) -> tuple[tuple[CodedEvent, float], ...]:
    """Return the coded events of two sides in a period or window (`2025-03`, `2025-W10`, `2025-01..2025-09`), or the one with an id.

    Each comes with its weight in the sums. These are the events of which the series makes its figures: their number is its count. Where
    both sides are the same, these are the events among its members. Raises RelationError where `what` is no period and no event of the
    two sides has such an id.
    """
    of_two = first != second
    found = between(table, first, second, choice, forward_only=forward_only) if of_two else within(table, first, choice)
    named = found.rows.filter(pl.col("event") == what)
    if not named.height:
        begins, ends = _days(what)
        named = found.rows.filter((pl.col("earliest") >= begins) & (pl.col("latest") <= ends))
    named = named.sort("impact", "event", "type", "mode", descending=[True, False, False, False])
    events = (CodedEvent(**row) for row in named.select(_COLUMNS).iter_rows(named=True))
    return tuple(zip(events, named["weight"].to_list(), strict=True))


def _days(what: str) -> tuple[date, date]:
    try:
        return periods.days(what)
    except RelationError as e:
        raise RelationError(f"expected a period, a window or the id of an event of these two sides, saw {what!r}") from e
