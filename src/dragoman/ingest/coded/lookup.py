"""Python functions of few distinct values, applied to long columns: each distinct value is looked up once a chunk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl


def looked_up(frame: pl.DataFrame, columns: Sequence[str], into: str, dtype: pl.DataType, function: Callable[..., Any]) -> pl.DataFrame:
    """Return `frame` with a column `into` that holds `function` of the values of `columns` of each row."""
    distinct = frame.select(columns).unique(maintain_order=True)
    values = pl.Series(into, [function(*row) for row in distinct.iter_rows()], dtype)
    return frame.join(distinct.with_columns(values), on=list(columns), how="left", nulls_equal=True, maintain_order="left")
