"""The columns of a table of coded events, from `nouns.coded.CodedEvent`, as Polars knows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl

from dragoman.nouns.coded import CodedEvent

SCHEMA: Final = pl.Schema(
    {
        "event": pl.String(),
        "earliest": pl.Date(),
        "latest": pl.Date(),
        "source": pl.String(),
        "target": pl.String(),
        "source_sector": pl.String(),
        "target_sector": pl.String(),
        "type": pl.String(),
        "mode": pl.String(),
        "quad": pl.UInt8(),
        "score": pl.Float32(),
        "sources": pl.UInt32(),
        "probability": pl.Float32(),
        "root": pl.Boolean(),
        "told_in": pl.String(),
        "file": pl.String(),
        "line": pl.UInt64(),
    }
)


def frame(rows: Iterable[CodedEvent]) -> pl.DataFrame:
    """Return coded events as a table, in their order."""
    listed = list(rows)
    return pl.DataFrame(
        {name: pl.Series(name, [getattr(row, name) for row in listed], dtype, strict=True) for name, dtype in SCHEMA.items()}
    )
