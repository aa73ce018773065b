"""Worlds with planted blocs: who cooperates and who clashes with whom is drawn by known groups and known activity."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from dragoman.coded.table import SCHEMA
from dragoman.reference import states


def world(groups, *, events, friendly=3.0, hostile=3.0, conflict=0.35, seed=0, days=270, first=date(2025, 1, 1), spread=0.8):
    """Return a table and the states' groups.

    `groups` are sizes; a 0-sized plan is `[1] * n`, where nobody has friends. Actors' activity is log-normal with sigma `spread`. Within
    a group there is `friendly` times as much cooperation as between groups, and a `hostile`-th of the conflict; `conflict` is the share
    of conflict among all events.
    """
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(len(groups)), groups)
    codes = sorted(code for code, state in states.table().items() if state.kind in {"member", "observer", "partial", "territory"})
    names = np.array(codes)[rng.permutation(len(codes))[: len(group)]]
    activity = rng.lognormal(0.0, spread, len(group))
    i, j = np.triu_indices(len(group), 1)
    met = activity[i] * activity[j]
    same = group[i] == group[j]
    drawn = [
        _drawn(rng, i, j, met * np.where(same, w, 1.0), n)
        for w, n in ((friendly, round(events * (1 - conflict))), (1 / hostile, round(events * conflict)))
    ]
    (a, b), split = (np.concatenate([d[k] for d in drawn]) for k in (0, 1)), len(drawn[0][0])
    size = len(a)
    turn = rng.random(size) < 0.5
    source, target = np.where(turn, a, b), np.where(turn, b, a)
    day = rng.integers(0, days, size)
    kinds = np.where(np.arange(size) < split, "CONSULT", "ACCUSE")
    dates = pl.Series([first]).extend_constant(first, 0)[0]
    columns = {
        "event": pl.Series(range(size)).cast(pl.String),
        "earliest": pl.Series([dates + timedelta(days=int(d)) for d in range(days)]).gather(day),
        "source": pl.Series(names.tolist()).gather(source),
        "target": pl.Series(names.tolist()).gather(target),
        "type": pl.Series(kinds.tolist()),
        "score": pl.Series(np.where(kinds == "CONSULT", 2.5, -3.0)),
        "line": pl.Series(range(1, size + 1)),
    }
    made = pl.DataFrame(columns).with_columns(
        latest="earliest",
        source_sector=pl.lit(None, pl.String),
        target_sector=pl.lit(None, pl.String),
        mode=pl.lit(None, pl.String),
        quad=pl.when(pl.col("score") > 0).then(1).otherwise(3),
        sources=pl.lit(1),
        probability=pl.lit(1.0),
        root=pl.lit(value=True),
        told_in=pl.lit(None, pl.String),
        file=pl.lit("planted"),
    )
    return made.select([pl.col(name).cast(dtype) for name, dtype in SCHEMA.items()]).lazy(), dict(
        zip(names.tolist(), group.tolist(), strict=True)
    )


def _drawn(rng, i, j, rates, events):
    pair = rng.choice(len(i), size=events, p=rates / rates.sum())
    return i[pair], j[pair]


def adjusted_rand(one, other):
    """Return the adjusted Rand index of two groupings of the same things (Hubert, Arabie 1985)."""
    table = np.zeros((max(one) + 1, max(other) + 1))
    np.add.at(table, (np.array(one), np.array(other)), 1)

    def pairs(n):
        return float((n * (n - 1) / 2).sum())

    whole, rows, columns = pairs(np.array([len(one)])), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    chance = rows * columns / whole
    most = (rows + columns) / 2
    return (pairs(table) - chance) / (most - chance) if most != chance else 1.0
