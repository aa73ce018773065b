"""Lines of a tab-separated file as a table of the wanted columns; lines with another number of columns are bad rows."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from dragoman.ingest.coded.chunks import Chunk
from dragoman.ingest.coded.layouts import Layout
from dragoman.ingest.coded.tally import Tally


def columns(chunk: Chunk, layout: Layout, wanted: Sequence[str], tally: Tally) -> pl.DataFrame:
    """Return the wanted columns of a chunk as text without blanks and quote marks around it, and `line`; empty lines are no rows.

    A column that the file's header does not name is empty.
    """
    lines = pl.DataFrame({"text": pl.Series(chunk.lines, dtype=pl.String)}).with_row_index("line", offset=chunk.first_line)
    if layout.header and chunk.first_line == 1:
        lines = lines.slice(1)
    lines = lines.filter(pl.col("text").str.len_bytes() > 0).with_columns(
        pl.col("line").cast(pl.UInt64), seen=pl.col("text").str.count_matches("\t", literal=True) + 1
    )
    tally.rows += lines.height
    good = pl.col("seen") == layout.width
    bad = lines.filter(~good)
    if bad.height:
        tally.faults("columns", bad.select("line", pl.col("seen").cast(pl.String)), f"{layout.width} columns")
        lines = lines.filter(good)
    if not lines.height:
        return pl.DataFrame(schema={"line": pl.UInt64, **dict.fromkeys(wanted, pl.String)})
    at = {name: layout.at[name] for name in wanted if name in layout.at}
    cells = pl.read_csv(  # empty cells come as null
        ("\n".join(lines["text"]) + "\n").encode(),
        separator="\t",
        has_header=False,
        quote_char=None,
        schema={f"c{i}": pl.String for i in range(layout.width)},
        columns=sorted(at.values()),
    )
    return cells.select(
        lines["line"],
        *((pl.col(f"c{at[name]}").str.strip_chars(' "').fill_null("") if name in at else pl.lit("")).alias(name) for name in wanted),
    )
