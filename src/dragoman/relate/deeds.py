"""What the members of a bloc did together: among themselves, and as several towards one outsider."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from dragoman.nouns.relation import Deed
from dragoman.relate.network import Network
from dragoman.relate.series import strongest

_OUTSIDERS: Final = 5


def deeds(net: Network, members: Sequence[int]) -> tuple[Deed, ...]:
    """Return what members did to each other, then to those outsiders whom at least half of them, and two, acted towards.

    Of the outsiders come first those to whom they did most that was one-sided. `members` are places in the network.
    """
    is_member = np.zeros(len(net.actors), dtype=bool)
    is_member[list(members)] = True
    acting, receiving = (is_member[net.rows[f"{side}_at"].to_numpy()] for side in ("source", "target"))
    inside = net.rows.filter(pl.Series(acting & receiving))
    acted = net.rows.filter(pl.Series(acting & ~receiving))
    by_target = _sums(acted.group_by("target")).filter(pl.col("members") >= max(2, (len(members) + 1) // 2))
    one_sided = (pl.col("cooperation") - pl.col("conflict")).abs()
    chief = by_target.sort(one_sided, "target", descending=[True, False]).head(_OUTSIDERS)
    return (
        *(_deed(None, row, inside) for row in _sums(inside.with_columns(one=1).group_by("one")).iter_rows(named=True)),
        *(_deed(row["target"], row, acted.filter(pl.col("target") == row["target"])) for row in chief.iter_rows(named=True)),
    )


def _sums(grouped: pl.dataframe.group_by.GroupBy) -> pl.DataFrame:
    w, score = pl.col("weight"), pl.col("score")
    return grouped.agg(
        members=pl.col("source_at").n_unique(),
        events=pl.len(),
        cooperation=(w * score.clip(0, None)).sum(),
        conflict=(w * (-score).clip(0, None)).sum(),
    )


def _deed(towards: str | None, sums: dict[str, Any], rows: pl.DataFrame) -> Deed:
    chief = strongest(rows.with_columns(one=1), within="one")["event"].unique(maintain_order=True)
    return Deed(towards, sums["members"], sums["events"], round(sums["cooperation"], 3), round(sums["conflict"], 3), tuple(chief))
