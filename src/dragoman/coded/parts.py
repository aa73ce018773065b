"""Tables of coded events as Parquet: a folder of parts that is written part by part, and read without being loaded whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from dragoman.coded.table import SCHEMA
from dragoman.errors import TableError

_ROW_GROUP: Final = 65_536
ORDER: Final = ("source", "target", "earliest", "event")
"""How the rows of a part are sorted: a reader that wants one pair passes over the row groups that cannot hold it."""


class Parts:
    """Writes the parts of one import; `keep` at the end makes them the folder's, in the place of an earlier import of that name."""

    def __init__(self, folder: Path, name: str, *, rows: int = 500_000) -> None:
        self._folder, self._name, self._rows = folder, name, rows
        self._waiting: list[pl.DataFrame] = []
        self._height = 0
        self._written: list[Path] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise TableError(f"expected a folder for coded events, {folder} cannot be made or is none: {e.strerror}") from e

    def add(self, frame: pl.DataFrame) -> None:
        """Take in rows; they are written when a part is full."""
        self._waiting.append(frame)
        self._height += frame.height
        if self._height >= self._rows:
            self._write()

    def keep(self) -> tuple[Path, ...]:
        """Write what is left, replace the parts of an earlier import of the same name, and return the parts."""
        if self._waiting and (self._height or not self._written):
            self._write()
        for old in _named(self._folder, self._name):
            old.unlink()
        kept = []
        for part in self._written:
            final = part.with_name(part.name.removeprefix(".").removesuffix(".new"))
            part.replace(final)
            kept.append(final)
        return tuple(kept)

    def drop(self) -> None:
        """Remove what was written: the import did not come to its end."""
        for part in self._written:
            part.unlink(missing_ok=True)

    def _write(self) -> None:
        part = self._folder / f".{self._name}.{len(self._written):05d}.parquet.new"
        self._written.append(part)
        try:
            pl.concat(self._waiting, rechunk=True).sort(ORDER).write_parquet(
                part, compression="zstd", row_group_size=_ROW_GROUP, statistics=True
            )
        except OSError as e:
            raise TableError(f"{part}: cannot be written: {e}") from e
        self._waiting, self._height = [], 0


def scan(sources: Iterable[Path]) -> pl.LazyFrame:
    """Return the rows of Parquet files and of folders of parts as one table that is read when it is asked for.

    Raises TableError where a source is missing, is no Parquet, or has not the columns of coded events.
    """
    files = [file for source in sources for file in _files(source)]
    for file in files:
        _check(file)
    return pl.scan_parquet(files, schema=SCHEMA) if files else pl.LazyFrame(schema=SCHEMA)


def _files(source: Path) -> Sequence[Path]:
    if source.is_dir():
        return sorted(p for p in source.glob("*.parquet") if not p.name.startswith("."))
    if not source.exists():
        raise TableError(f"{source}: expected a folder that `dragoman import-events` made, or a Parquet file; there is nothing")
    return [source]


def _check(file: Path) -> None:
    try:
        seen = pl.read_parquet_schema(file)
    except (OSError, pl.exceptions.PolarsError) as e:
        raise TableError(f"{file}: expected Parquet: {e}") from e
    wrong = [name for name, dtype in SCHEMA.items() if seen.get(name) != dtype]
    if wrong or len(seen) != len(SCHEMA):
        raise TableError(f"{file}: expected the columns of coded events ({', '.join(SCHEMA)}), saw {', '.join(seen)}")


def _named(folder: Path, name: str) -> Sequence[Path]:
    return sorted(p for p in folder.iterdir() if p.name.startswith(f"{name}.") and p.suffix == ".parquet" and _is_number(p, name))


def _is_number(part: Path, name: str) -> bool:
    return part.name.removeprefix(f"{name}.").removesuffix(".parquet").isdecimal()
