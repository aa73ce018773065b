"""The network of actors in a window: cooperation and conflict of each pair, in independent events, and what activity alone would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from dragoman.relate.bands import Floats
from dragoman.relate.choosing import Choice, chosen, duplicated, once_a_day, weighed

_SLICES: Final = 12
_ROUNDS: Final = 200
FEWEST_OF_ACTOR: Final = 3
"""Events that an actor must have to be placed at all."""


@dataclass(frozen=True, slots=True)
class Network:
    """Actors in order, and symmetric matrices over them (shape: actors × actors, diagonals 0).

    `cooperation` and `conflict` are sums of weighted scores, `together` and `against` the same in independent events of usual size: sums
    of squares over sums, over the noise. `events` counts events. `rows` are the events, one for each pair, type and mode, with
    `source_at` and `target_at`, the places of their actors, and `both` where the event goes both ways.
    """

    actors: tuple[str, ...]
    cooperation: Floats
    conflict: Floats
    together: Floats
    against: Floats
    events: Floats
    noise: float
    rows: pl.DataFrame


def network(table: pl.LazyFrame, choice: Choice, *, states_only: bool = True) -> Network:
    """Return the network of the coded events that a choice takes; actors with fewer than `FEWEST_OF_ACTOR` events are left out.

    Noise is how much the counts of pairs vary over the window beyond Poisson's variance, one figure for all: several reports of one
    happening, and happenings that bring others, make so many events out of one. What changes over the window counts as noise too.
    """
    rows, actors = _placed(_rows(table, choice, states_only=states_only))
    up, down = pl.col("score").clip(0, None), (-pl.col("score")).clip(0, None)
    w, size = pl.col("weight"), pl.col("size")
    sums = rows.group_by("low_at", "high_at").agg(
        up=(w * up).sum(), down=(w * down).sum(), up2=(w * size * up**2).sum(), down2=(w * size * down**2).sum(), events=pl.len()
    )
    cooperation, conflict, events = (_matrix(sums, name, len(actors)) for name in ("up", "down", "events"))
    noise = _noise(rows)
    return Network(
        actors,
        cooperation,
        conflict,
        cooperation / (_usual(sums, "up") * noise),
        conflict / (_usual(sums, "down") * noise),
        events,
        noise,
        rows,
    )


def affinity(together: Floats, against: Floats) -> Floats:
    """Return how much closer each pair is than its activity would bring it, with variance 2 where only chance is at work (shape as given).

    Counts are made to have one variance (Anscombe 1948) before what is expected is taken off; conflict counts against cooperation.
    """
    return _excess(together) - _excess(against)


def expected(counts: Floats) -> Floats:
    """Return what each pair would have if actors kept their activity and met at random: x_i·x_j with the given sums of rows, no loops."""
    activity = counts.sum(axis=1)
    whole = activity.sum()
    if whole == 0:
        return np.zeros_like(counts)
    x = activity / np.sqrt(whole)
    for _ in range(_ROUNDS):
        others = x.sum() - x
        # The mean of old and new: an actor with more than half of all events would swing without end.
        x, before = (x + activity / np.where(others > 0, others, 1.0)) / 2, x
        if np.allclose(x, before, rtol=1e-9, atol=1e-12):
            break
    met = np.outer(x, x)
    np.fill_diagonal(met, 0.0)
    return met


def _rows(table: pl.LazyFrame, choice: Choice, *, states_only: bool) -> pl.DataFrame:
    found = chosen(table, choice).filter(pl.col("earliest").is_not_null())
    if states_only:
        found = found.filter(~pl.col("source").str.contains(":", literal=True), ~pl.col("target").str.contains(":", literal=True))
    columns = ("event", "earliest", "latest", "source", "target", "type", "mode", "score", "sources", "probability")
    rows = weighed(found.select(columns).collect(), choice)
    if choice.one_a_day:
        rows = once_a_day(rows)
    return rows.with_columns(pl.col("score").cast(pl.Float64)).with_columns(impact=pl.col("weight") * pl.col("score").abs())


def _placed(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the rows of actors with enough events, with the places of both sides among these, and the actors in order.

    One event may go both ways between two actors; of its rows the first in order counts.
    """
    while True:
        actors = pl.concat([rows["source"].unique(), rows["target"].unique().rename("source")]).unique().sort()
        place = pl.Enum(actors)
        rows = rows.with_columns(pl.col(side).cast(place).to_physical().alias(f"{side}_at") for side in ("source", "target"))
        rows = rows.with_columns(low_at=pl.min_horizontal("source_at", "target_at"), high_at=pl.max_horizontal("source_at", "target_at"))
        rows = _once(rows)
        ends = np.bincount(pl.concat([rows["low_at"], rows["high_at"].rename("low_at")]).to_numpy(), minlength=len(actors))
        rare = pl.Series(np.flatnonzero(ends < FEWEST_OF_ACTOR), dtype=pl.UInt32)
        if not len(rare):
            return rows, tuple(actors)
        # Who has few events may have been all that another had: ask again.
        rows = rows.filter(~pl.col("low_at").is_in(rare.implode()) & ~pl.col("high_at").is_in(rare.implode()))


def _once(rows: pl.DataFrame) -> pl.DataFrame:
    identity = ["event", "low_at", "high_at", "type", "mode"]
    if "both" in rows.columns:
        return rows
    doubled = duplicated(rows, identity)
    rows = rows.with_columns(both=pl.lit(value=False))
    if not doubled.any():
        return rows
    several = rows.filter(doubled).with_columns(both=pl.col("source").n_unique().over(identity) > 1)
    return pl.concat([rows.filter(~doubled), several.sort(*identity, "source").unique(identity, keep="first", maintain_order=True)])


def _noise(rows: pl.DataFrame) -> float:
    place = (pl.col("earliest") - pl.col("earliest").min()).dt.total_days()
    sliced = rows.with_columns(place=place, length=place.max() + 1)
    if not rows.height or sliced["length"].item(0) < 2 * _SLICES:
        return 1.0
    part = (pl.col("place") * _SLICES // pl.col("length")).alias("slice")
    counts = sliced.group_by("low_at", "high_at", part).agg(pl.len().cast(pl.Float64))
    pairs = counts.group_by("low_at", "high_at").agg(total=pl.col("len").sum(), squares=(pl.col("len") ** 2).sum())
    variance = (pairs["squares"] - pairs["total"] ** 2 / _SLICES) / (_SLICES - 1)
    return max(1.0, float(variance.sum()) / (float(pairs["total"].sum()) / _SLICES))


def _usual(sums: pl.DataFrame, side: str) -> float:
    mean = float(sums[side].sum())
    return float(sums[f"{side}2"].sum()) / mean if mean else 1.0


def _matrix(sums: pl.DataFrame, column: str, size: int) -> Floats:
    matrix = np.zeros((size, size))
    low, high, values = (sums[name].to_numpy() for name in ("low_at", "high_at", column))
    matrix[low, high] = matrix[high, low] = values
    return matrix


def _excess(counts: Floats) -> Floats:
    excess = 2 * (np.sqrt(counts + 3 / 8) - np.sqrt(expected(counts) + 3 / 8))
    np.fill_diagonal(excess, 0.0)
    return np.asarray(excess)
