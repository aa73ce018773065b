"""Reads the tables of `reference/data`: tab-separated lines under a header comment that names the sources of their facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).with_name("data")
LIST: Final = "; "


def rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of every line of `data/<name>.tsv` below its line of column names."""
    lines = (line for line in (DATA / f"{name}.tsv").read_text(encoding="utf-8").split("\n") if line and line[0] != "#")
    next(lines)
    for line in lines:
        yield line.split("\t")


def listed(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several."""
    return tuple(cell.split(LIST)) if cell else ()


def point(cell: str) -> tuple[float, float]:
    """Return the degrees north and east of a cell such as `33,-65`."""
    north, east = cell.split(",")
    return float(north), float(east)
