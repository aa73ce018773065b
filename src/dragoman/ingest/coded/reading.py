"""A file of coded events, in whichever of the known formats, as batches of table rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import polars as pl

from dragoman.errors import TableError
from dragoman.ingest.coded.chunks import CHUNK_BYTES, Chunk, chunks
from dragoman.ingest.coded.columns import columns
from dragoman.ingest.coded.layouts import LAYOUTS, layout
from dragoman.ingest.coded.pairs import pairs
from dragoman.ingest.coded.plover import records
from dragoman.ingest.coded.tabular import TABULAR
from dragoman.ingest.coded.tally import Tally
from dragoman.nouns.coded import Imported

FORMATS: Final = ("plover", *LAYOUTS)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of a file's events, and what has come of the file so far."""

    events: pl.DataFrame
    so_far: Imported


def read_coded(path: Path, *, kind: str | None = None, chunk_bytes: int = CHUNK_BYTES) -> Iterator[Batch]:
    """Yield the coded events of a file, which may be gzipped or the one member of a zip archive, in batches of bounded size.

    The format is told from the first line unless one of `FORMATS` is given. A bad row is counted and named and does not stop the file.
    Raises TableError where the file cannot be read or is in none of the formats.
    """
    if kind is not None and kind not in FORMATS:
        raise TableError(f"expected one of the formats {', '.join(FORMATS)}, saw {kind!r}")
    stream = chunks(path, chunk_bytes=chunk_bytes)
    first = next(stream, None)
    if first is None:
        raise TableError(f"{path}: expected coded events, the file is empty")
    begins = next((line for line in first.lines if line.strip()), "")
    is_plover = kind == "plover" or (kind is None and begins.lstrip()[:1] in {"{", "["})
    tables = _plover(path, chain([first], stream)) if is_plover else _tabular(path, begins, chain([first], stream), kind)
    yield from tables


def _plover(path: Path, stream: Iterator[Chunk]) -> Iterator[Batch]:
    tally = Tally()
    for chunk in stream:
        events = pairs(records(chunk, tally), str(path), tally, is_cameo=False)
        yield Batch(events, _imported(path, "plover", tally))


def _tabular(path: Path, begins: str, stream: Iterator[Chunk], wanted: str | None) -> Iterator[Batch]:
    told = layout(path, begins, wanted)
    read = TABULAR[told.format]
    missing = [name for name in read.wanted[:2] if name not in told.at]
    if missing:
        raise TableError(f"{path}: expected the columns of {told.format}, the header has no {', '.join(missing)}")
    tally = Tally()
    for chunk in stream:
        cells = columns(chunk, told, read.wanted, tally)
        events = pairs(read.common(cells), str(path), tally, is_cameo=read.is_cameo)
        yield Batch(events, _imported(path, told.format, tally))


def _imported(path: Path, name: str, tally: Tally) -> Imported:
    return Imported(
        file=str(path),
        format=name,
        rows=tally.rows,
        kept=tally.kept,
        bad=tuple(sorted(tally.bad.items())),
        bad_rows=tuple(sorted(tally.named)),
        left_out=tuple(sorted(tally.left_out.items())),
    )
