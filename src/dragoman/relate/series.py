"""The relation of two sides as a time series: counts, PLOVER scores and quad classes by period, with bands and change points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import polars as pl

from dragoman.errors import RelationError
from dragoman.nouns.relation import Estimate, Relation, RelationPeriod
from dragoman.relate import bands, periods
from dragoman.relate.bands import Floats
from dragoman.relate.changes import changes
from dragoman.relate.choosing import EVERYTHING, Choice, chosen, duplicated, once_a_day, weighed
from dragoman.relate.periods import GRAINS, Grain
from dragoman.relate.sides import Side, is_of, side

STRONGEST: Final = 5
"""How many events a period, or a shift of a change point, names."""


@dataclass(frozen=True, slots=True)
class Between:
    """The rows between two sides, one for each event, type and mode: with `way` (1 forward, -1 backward, 0 both), weights and scores."""

    first: Side
    second: Side
    rows: pl.DataFrame


def between(table: pl.LazyFrame, first: str, second: str, choice: Choice = EVERYTHING, *, forward_only: bool = False) -> Between:
    """Return what two sides did to each other, or only the first to the second.

    Raises RelationError where a side is not known, or both are the same.
    """
    a, b = side(first), side(second)
    if {m.key for m in a.members} == {m.key for m in b.members}:
        raise RelationError(f"expected two different sides, saw {first!r} and {second!r}, which are both {a.name}")
    forward = is_of("source", a) & is_of("target", b)
    backward = is_of("source", b) & is_of("target", a) if not forward_only else pl.lit(value=False)
    rows = chosen(table, choice).filter(forward | backward).with_columns(forward=forward, backward=backward).collect()
    rows = weighed(rows, choice)
    if choice.one_a_day:
        rows = once_a_day(rows)
    return Between(a, b, _once(rows))


def within(table: pl.LazyFrame, one: str, choice: Choice = EVERYTHING) -> Between:
    """Return what the actors of one side did to each other; raises RelationError where the side is not known."""
    a = side(one)
    inside = is_of("source", a) & is_of("target", a) & (pl.col("source") != pl.col("target"))
    rows = chosen(table, choice).filter(inside).with_columns(forward=pl.lit(value=True), backward=pl.lit(value=True)).collect()
    rows = weighed(rows, choice)
    return Between(a, a, _once(once_a_day(rows) if choice.one_a_day else rows))


def relation(
    table: pl.LazyFrame,
    first: str,
    second: str,
    *,
    by: Grain = "month",
    choice: Choice = EVERYTHING,
    forward_only: bool = False,
) -> Relation:
    """Return the time series of two sides over coded events; periods without events between the first and the last stand in it as such.

    The sides are as in `sides.side`, the table as in `coded.table`; `forward_only` takes only what the first does to the second. Where
    the choice has a first or last day, the series begins or ends there. Raises RelationError for unknown sides and grains.
    """
    if by not in GRAINS:
        raise RelationError(f"expected one of {', '.join(GRAINS)}, saw {by!r}")
    found = between(table, first, second, choice, forward_only=forward_only)
    dated = found.rows.filter(pl.col("earliest").is_not_null())
    placed = dated.with_columns(begins=periods.start("earliest", by)).filter(pl.col("begins") == periods.start("latest", by))
    starts = _starts(placed, by, choice)
    placed = placed.join(
        pl.DataFrame({"begins": pl.Series(starts, dtype=pl.Date)}).with_row_index("place"), on="begins", maintain_order="left"
    )
    told = _Told(placed, starts)
    return Relation(
        first_side=found.first.name,
        second_side=found.second.name,
        grain=by,
        weight=choice.weight,
        periods=told.periods(by),
        changes=changes(placed, told.cooperation, told.conflict, told.sizes, [periods.name(day, by) for day in starts]),
        events=placed["event"].n_unique(),
        undated=found.rows.height - dated.height,
        unplaced=dated.height - placed.height,
    )


def strongest(rows: pl.DataFrame, *, within: str, impact: str = "impact", at_most: int = STRONGEST) -> pl.DataFrame:
    """Return of each group `within` the rows with most impact, in that order, ties by event id."""
    if not rows.height:
        return rows
    # The rank is of numbers only: sorting a million ids for a handful of rows would cost more than all the rest.
    near = rows.filter(pl.col(impact).rank("min", descending=True).over(within) <= at_most)
    return near.sort(within, impact, "event", descending=[False, True, False]).filter(pl.int_range(pl.len()).over(within) < at_most)


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each event, type and mode, whichever pairs of the two sides it has."""
    identity = ["event", "type", "mode"]
    doubled = duplicated(rows, identity)
    ways = rows.with_columns(way=pl.col("forward").cast(pl.Int8) - pl.col("backward").cast(pl.Int8))
    if doubled.any():
        # The days and the score part rows that a faulty table gives one id: which of them counts must not depend on their order.
        ranked = ["source", "target", "earliest", "latest", "score"]
        several = ways.filter(doubled).sort(*identity, "weight", *ranked, descending=[False] * 3 + [True] + [False] * len(ranked))
        both = several.group_by(identity).agg(forward_any=pl.col("forward").any(), backward_any=pl.col("backward").any())
        merged = several.unique(identity, keep="first", maintain_order=True).join(
            both, on=identity, nulls_equal=True, maintain_order="left"
        )
        way = pl.col("forward_any").cast(pl.Int8) - pl.col("backward_any").cast(pl.Int8)
        ways = pl.concat([ways.filter(~doubled), merged.with_columns(way=way).drop("forward_any", "backward_any")])
    ways = ways.drop("forward", "backward").with_columns(pl.col("score").cast(pl.Float64))
    return ways.with_columns(impact=pl.col("weight") * pl.col("score").abs())


def _starts(placed: pl.DataFrame, by: Grain, choice: Choice) -> list[date]:
    first, last = choice.since or placed["earliest"].min(), choice.until or placed["latest"].max()
    if not isinstance(first, date) or not isinstance(last, date):
        return []
    return periods.starts(first, max(first, last), by)


def _sums(placed: pl.DataFrame) -> pl.DataFrame:
    """Return by period the sums from which all its figures follow."""
    w, size, p, score = pl.col("weight"), pl.col("size"), pl.col("p"), pl.col("score")
    up, down = score.clip(0, None), (-score).clip(0, None)
    return placed.group_by("begins").agg(
        events=pl.len(),
        forward=(pl.col("way") >= 0).sum(),
        backward=(pl.col("way") <= 0).sum(),
        **{f"quad{quad}": (pl.col("quad") == quad).sum() for quad in (1, 2, 3, 4)},
        p=p.sum(),
        up=(w * up).sum(),
        up2=(w * size * up**2).sum(),
        down=(w * down).sum(),
        down2=(w * size * down**2).sum(),
        w=w.sum(),
        w2=(w**2).sum(),
        wx=(w * score).sum(),
        w2x=(w**2 * score).sum(),
        w2x2=(w**2 * score**2).sum(),
    )


class _Told:
    """The sums of a series in arrays, one place for each period."""

    def __init__(self, placed: pl.DataFrame, starts: list[date]) -> None:
        self._starts = starts
        grid = pl.DataFrame({"begins": pl.Series(starts, dtype=pl.Date)})
        self._sums = grid.join(_sums(placed), on="begins", how="left", maintain_order="left").fill_null(0)
        named = strongest(placed, within="begins").group_by("begins", maintain_order=True).agg(pl.col("event").unique(maintain_order=True))
        self._strongest = dict(zip(named["begins"], named["event"], strict=True))
        # The usual size of an event, for periods without any; the spread of scores, for periods with few.
        self.sizes = (self._usual("up"), self._usual("down"))
        weight = float(placed["weight"].sum())
        mean = float((placed["weight"] * placed["score"]).sum()) / weight if weight else 0.0
        self._spread = float((placed["weight"] * (placed["score"] - mean) ** 2).sum()) / weight if weight else 0.0

    @property
    def cooperation(self) -> Floats:
        return self._of("up")

    @property
    def conflict(self) -> Floats:
        return self._of("down")

    def periods(self, by: Grain) -> tuple[RelationPeriod, ...]:
        expected = _estimates(self._of("p"), *bands.total(self._of("p"), self._of("p"), 1.0))
        up = _estimates(self.cooperation, *bands.total(self.cooperation, self._of("up2"), self.sizes[0]))
        down = _estimates(self.conflict, *bands.total(self.conflict, self._of("down2"), self.sizes[1]))
        counts = self._sums.select("events", "forward", "backward", "quad1", "quad2", "quad3", "quad4").rows()
        return tuple(
            RelationPeriod(
                period=periods.name(day, by),
                first=day.isoformat(),
                last=periods.last_day(day, by).isoformat(),
                events=events,
                forward=forward,
                backward=backward,
                quads=(quad1, quad2, quad3, quad4),
                expected=expected[i],
                cooperation=up[i],
                conflict=down[i],
                score=score,
                balance=balance,
                strongest=tuple(self._strongest.get(day, ())),
            )
            for i, (day, (events, forward, backward, quad1, quad2, quad3, quad4), score, balance) in enumerate(
                zip(self._starts, counts, self._scores(), self._balances(), strict=True)
            )
        )

    def _scores(self) -> list[Estimate | None]:
        w, w2, wx, w2x, w2x2 = (self._of(name) for name in ("w", "w2", "wx", "w2x", "w2x2"))
        mean, low, high = bands.weighted_mean(w, w2, wx, w2x, w2x2, usual_variance=self._spread)
        return _where(w > 0, _estimates(mean, np.maximum(low, -10.0), np.minimum(high, 10.0)))

    def _balances(self) -> list[Estimate | None]:
        up, down = self.cooperation, self.conflict
        both = up + down
        value = (up - down) / np.where(both > 0, both, 1.0)
        low, high = bands.balance((up, down), (self._of("up2"), self._of("down2")), self.sizes)
        return _where(both > 0, _estimates(value, low, high))

    def _usual(self, side: str) -> float:
        mean, square = float(self._of(side).sum()), float(self._of(f"{side}2").sum())
        return square / mean if mean else 1.0

    def _of(self, name: str) -> Floats:
        return self._sums[name].cast(pl.Float64).to_numpy()


def _estimates(value: Floats, low: Floats, high: Floats) -> list[Estimate]:
    # Six figures are more than any of them means; less would show in sums.
    return [Estimate(*(round(float(x), 6) for x in one)) for one in zip(value, low, high, strict=True)]


def _where(holds: np.ndarray[tuple[int], np.dtype[np.bool_]], found: list[Estimate]) -> list[Estimate | None]:
    return [one if true else None for one, true in zip(found, holds, strict=True)]
