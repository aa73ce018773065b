"""`dragoman import-events`: coded events of other data sets into a folder that relations and blocs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import TableError
from dragoman.publish.cli.options import EventsFolder, Json, settings_for
from dragoman.publish.console import INCOMPLETE, complain, emit, emit_json, exits, plain, wrong_usage

if TYPE_CHECKING:
    from dragoman.nouns.coded import Imported

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="POLECAT, ICEWS or GDELT 2.0 tables, or PLOVER JSON; also .gz and .zip.", show_default=False),
]
Format = Annotated[
    str | None,
    typer.Option("--format", metavar="NAME", help="plover, gdelt, icews or polecat; told from the file otherwise.", show_default=False),
]


def import_events(files: Files, events: EventsFolder = None, table: Format = None, as_json: Json = False) -> None:
    """Import coded events of other data sets; bad rows are counted and named, and a file that is imported again replaces itself."""
    with exits():
        from dragoman import flow

        folder = settings_for(None, None, events).events
        if folder is None:
            raise wrong_usage("say where the events are to go: --events FOLDER (it is made where it is not there)")
        imported, failed = [], False
        for file in files:
            try:
                told = flow.import_events(Path(file), Path(folder), kind=table)
            except TableError as e:
                complain(str(e))
                failed = True
                continue
            imported.append(told)
            _name_bad_rows(told)
            if not as_json:
                _say(told)
        if as_json:
            emit_json({"events": folder, "imported": [_as_json(told) for told in imported]})
        raise typer.Exit(INCOMPLETE if failed or any(told.bad for told in imported) else 0)


COMMANDS = (import_events,)


def _name_bad_rows(told: Imported) -> None:
    for row in told.bad_rows:
        complain(f"{told.file}, line {row.line}: {row.reason}")
    more = sum(count for _, count in told.bad) - len(told.bad_rows)
    if more > 0:
        complain(f"{told.file}: and {more:,} more bad rows")


def _say(told: Imported) -> None:
    emit(f"{plain(told.file)}: {told.rows:,} rows of {told.format}, {told.kept:,} events between two sides kept\n")
    for what, counts in (("left out", told.left_out), ("bad", told.bad)):
        for reason, count in counts:
            emit(f"  {count:,} {what}: {reason}\n")


def _as_json(told: Imported) -> dict[str, object]:
    return {
        "file": told.file,
        "format": told.format,
        "rows": told.rows,
        "kept": told.kept,
        "left_out": dict(told.left_out),
        "bad": dict(told.bad),
        "bad_rows": [{"line": row.line, "reason": row.reason} for row in told.bad_rows],
    }
