"""`dragoman export FORMAT`: a ledger, or what of it matches, in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import DragomanError
from dragoman.nouns.filter import Filter
from dragoman.publish.cli.asked import opened
from dragoman.publish.cli.filtering import filtered
from dragoman.publish.cli.options import LedgerFile, MaybePaths, Workers
from dragoman.publish.console import complain, exits, save, wrong_usage
from dragoman.publish.exports import TEXT_FORMATS

if TYPE_CHECKING:
    from dragoman.publish.tables.told import Told

_TABLES = ("csv", "parquet")
FormatName = Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {', '.join((*_TABLES, *TEXT_FORMATS))}.", show_default=False)]
Out = Annotated[
    str | None,
    typer.Option(
        "--out", "-o", metavar="FILE", help="Where to write; a folder for all tables as CSV or Parquet. Standard output otherwise."
    ),
]
TableName = Annotated[
    str | None,
    typer.Option("--table", metavar="NAME", help="With csv and parquet: only this table (events, parties, tellings, values …)."),
]


@filtered
def export(
    format_name: FormatName,
    paths: MaybePaths = None,
    *,
    wanted: Filter,
    ledger: LedgerFile = None,
    out: Out = None,
    table: TableName = None,
    workers: Workers = None,
) -> None:
    """Write events, and what follows from them, for other programs."""
    with exits():
        if format_name not in {*_TABLES, *TEXT_FORMATS}:
            raise wrong_usage(f"expected one of {', '.join((*_TABLES, *TEXT_FORMATS))}, saw {format_name!r}")
        if table and format_name not in _TABLES:
            raise wrong_usage("--table goes with csv and parquet")
        if format_name == "parquet" and (out is None or out == "-"):
            raise wrong_usage("say where to write: --out FOLDER, or --table NAME --out FILE")
        if format_name == "csv" and not table and (out is None or out == "-"):
            table = "events"
        from dragoman.publish.tables.gather import everything

        with opened(paths, ledger, workers) as (snapshot, status):
            told = everything(snapshot, wanted)
        if format_name in _TABLES:
            _write_tables(told, format_name, table, out)
        else:
            _write_text(told, format_name, out)
        raise typer.Exit(status)


COMMANDS = (export,)


def _write_text(told: Told, name: str, out: str | None) -> None:
    save(out or "-", "".join(TEXT_FORMATS[name].written(told)))
    if TEXT_FORMATS[name].codes:
        from dragoman.publish.exports.coded import left_out

        for reason, count in sorted(left_out(told).items()):
            complain(f"{count} {'event is' if count == 1 else 'events are'} left out: {reason}")


def _write_tables(told: Told, name: str, table: str | None, out: str | None) -> None:
    from dragoman.publish.tables import TABLES

    if table is not None and table not in TABLES:
        raise wrong_usage(f"--table: expected one of {', '.join(TABLES)}, saw {table!r}")
    if table is not None:
        _write_table(told, name, table, out or "-")
        return
    folder = Path(str(out))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise DragomanError(f"{folder}: expected a folder to write the tables in: {e.strerror}") from e
    for one in TABLES:
        _write_table(told, name, one, str(folder / f"{one}.{name}"))


def _write_table(told: Told, name: str, table: str, out: str) -> None:
    from dragoman.publish.tables import TABLES

    if name == "csv":
        from dragoman.publish.exports.csv import table_to_csv

        save(out, table_to_csv(TABLES[table], told))
        return
    from dragoman.publish.tables.frames import write_parquet

    try:
        write_parquet(TABLES[table], told, Path(out))
    except OSError as e:
        raise DragomanError(f"{out}: cannot be written: {e}") from e
