"""What the members of a bloc did together: among themselves, and as several towards one outsider."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from dragoman.nouns.relation import Deed
from dragoman.relate.choosing import duplicated
from dragoman.relate.network import Network
from dragoman.relate.series import strongest

_OUTSIDERS: Final = 5


def deeds(net: Network, members: Sequence[int]) -> tuple[Deed, ...]:
    """Return what members did to each other, then to those outsiders whom at least half of them, and two, acted towards.

    Of the outsiders come first those to whom they did most that was one-sided. `members` are places in the network.
    """
    is_member = np.zeros(len(net.actors), dtype=bool)
    is_member[list(members)] = True
    from_member, to_member = (is_member[net.rows[f"{side}_at"].to_numpy()] for side in ("source", "target"))
    inside = net.rows.filter(pl.Series(from_member & to_member))
    # What goes both ways stands there with its first source, which may be the outsider.
    backward = net.rows["both"].to_numpy() & to_member & ~from_member
    acted = net.rows.with_columns(backward=backward).filter(pl.Series((from_member & ~to_member) | backward))
    acted = acted.with_columns(
        member_at=pl.when("backward").then("target_at").otherwise("source_at"),
        other=pl.when("backward").then("source").otherwise("target"),
    )
    by_target = _sums(acted, "other").filter(pl.col("members") >= max(2, (len(members) + 1) // 2))
    one_sided = (pl.col("cooperation") - pl.col("conflict")).abs()
    chief = by_target.sort(one_sided, "other", descending=[True, False]).head(_OUTSIDERS)
    return (
        *(_deed(None, row, inside) for row in _inside(inside).iter_rows(named=True)),
        *(_deed(row["other"], row, acted.filter(pl.col("other") == row["other"])) for row in chief.iter_rows(named=True)),
    )


def _inside(rows: pl.DataFrame) -> pl.DataFrame:
    ends = pl.concat([rows["source_at"], rows["target_at"].rename("source_at")])
    return _sums(rows.with_columns(one=1, member_at="source_at"), "one").with_columns(members=pl.lit(ends.n_unique()))


def _sums(rows: pl.DataFrame, of: str) -> pl.DataFrame:
    """Return by `of` how many members acted, and the sums over events, one of which may be told of several pairs."""
    w, score = pl.col("weight"), pl.col("score")
    identity = ["event", "type", "mode", of]
    once = rows.filter(~duplicated(rows, identity))
    several = rows.filter(duplicated(rows, identity)).sort(*identity, "weight", descending=[False] * 4 + [True])
    once = pl.concat([once, several.unique(identity, keep="first", maintain_order=True)])
    acted = rows.group_by(of).agg(members=pl.col("member_at").n_unique())
    sums = once.group_by(of).agg(events=pl.len(), cooperation=(w * score.clip(0, None)).sum(), conflict=(w * (-score).clip(0, None)).sum())
    return acted.join(sums, on=of)


def _deed(towards: str | None, sums: dict[str, Any], rows: pl.DataFrame) -> Deed:
    chief = strongest(rows.with_columns(one=1), within="one")["event"].unique(maintain_order=True)
    return Deed(towards, sums["members"], sums["events"], round(sums["cooperation"], 3), round(sums["conflict"], 3), tuple(chief))
