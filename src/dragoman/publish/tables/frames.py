"""Tables as Polars frames and Parquet files, every column of its declared type, with what it means kept in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.publish.tables.columns import Table
from dragoman.publish.tables.told import Told

if TYPE_CHECKING:
    import polars as pl

GLOSSES = "dragoman"
"""The key of a Parquet file's metadata under which a JSON object says what the table and its columns mean."""


def frame(table: Table, told: Told) -> pl.DataFrame:
    """Return a table as a Polars frame: String, List(String), Int64, Float64, Date and Boolean columns."""
    import polars as pl

    kinds = {
        "text": pl.String(),
        "texts": pl.List(pl.String),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "day": pl.Date(),
        "flag": pl.Boolean(),
    }
    schema = {c.name: kinds[c.type] for c in table.columns}
    return pl.DataFrame(list(table.rows_of(told)), schema=schema, orient="row")


def glosses(table: Table) -> dict[str, str]:
    """Return what a table and its columns mean, as a Parquet file's metadata."""
    meaning = {"table": table.name, "meaning": table.gloss, "columns": {c.name: c.gloss for c in table.columns}}
    return {GLOSSES: json.dumps(meaning, ensure_ascii=False)}


def write_parquet(table: Table, told: Told, path: Path) -> None:
    """Write a table as one Parquet file (zstd)."""
    frame(table, told).write_parquet(path, compression="zstd", metadata=glosses(table))
