"""The events behind a figure of a relation, those that weigh most first."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

import polars as pl

from dragoman.errors import RelationError
from dragoman.nouns.coded import CodedEvent
from dragoman.relate import periods
from dragoman.relate.choosing import EVERYTHING, Choice
from dragoman.relate.periods import GRAINS, Grain
from dragoman.relate.series import between, within

_COLUMNS: Final = tuple(field.name for field in fields(CodedEvent))


def events_behind(
    table: pl.LazyFrame,
    first: str,
    second: str,
    what: str,
    *,
    by: Grain = "month",
    choice: Choice = EVERYTHING,
    forward_only: bool = False,
) -> tuple[tuple[CodedEvent, float], ...]:
    """Return the coded events of two sides in a period or window (`2025-03`, `2025-W10`, `2025-01..2025-09`), or the one with an id.

    `what` may also be `all`, `undated` for the events without a day, and `wide` for those whose time does not fit into one period of the
    grain `by`. Each comes with its weight in the sums. These are the events of which the series makes its figures: their number is its
    count. Where both sides are the same, these are the events among its members. Raises RelationError where `what` is none of these and
    no event of the two sides has such an id.
    """
    of_two = first != second
    found = between(table, first, second, choice, forward_only=forward_only) if of_two else within(table, first, choice)
    named = found.rows.filter(pl.col("event") == what)
    if not named.height:
        named = found.rows.filter(_meant(what, by))
    named = named.sort("impact", "event", "type", "mode", descending=[True, False, False, False])
    events = (CodedEvent(**row) for row in named.select(_COLUMNS).iter_rows(named=True))
    return tuple(zip(events, named["weight"].to_list(), strict=True))


def _meant(what: str, by: Grain) -> pl.Expr:
    if what == "all":
        return pl.lit(value=True)
    if what == "undated":
        return pl.col("earliest").is_null()
    if what == "wide":
        if by not in GRAINS:
            raise RelationError(f"expected one of {', '.join(GRAINS)}, saw {by!r}")
        return periods.start("earliest", by) != periods.start("latest", by)
    try:
        begins, ends = periods.days(what)
    except RelationError as e:
        expected = "a period, a window, all, undated, wide or the id of an event of these two sides"
        raise RelationError(f"expected {expected}, saw {what!r}") from e
    return (pl.col("earliest") >= begins) & (pl.col("latest") <= ends)
