"""`dragoman calendar`: what is announced, hinted or called off for a day or window."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.nouns.filter import Filter
from dragoman.publish.cli.asked import opened
from dragoman.publish.cli.filtering import filtered
from dragoman.publish.cli.options import Csv, Json, LedgerFile, Markdown, MaybePaths, Workers
from dragoman.publish.console import complain, emit, emit_json, exits, save, show, wrong_usage

Ics = Annotated[
    str | None, typer.Option("--ics", metavar="FILE", help="iCalendar for a calendar program; - for standard output.", show_default=False)
]


@filtered
def calendar(
    paths: MaybePaths = None,
    *,
    wanted: Filter,
    ledger: LedgerFile = None,
    ics: Ics = None,
    as_csv: Csv = False,
    as_json: Json = False,
    as_markdown: Markdown = False,
    workers: Workers = None,
) -> None:
    """List what is announced for a day or window; --since and --until are asked of these days."""
    with exits():
        if as_csv + as_json + as_markdown + (ics is not None) > 1:
            raise wrong_usage("choose one of --ics, --csv, --json and --markdown")
        from dragoman.flow import asking
        from dragoman.publish.tables.gather import told

        with opened(paths, ledger, workers) as (snapshot, status):
            found = told(snapshot, None, (), asking.entries(snapshot, wanted, settled=True))
        if ics is not None:
            from dragoman.publish.exports.ics import ics as in_icalendar
            from dragoman.publish.tables.columns import days

            undated = sum(days(e.when)[1] is None for e in found.entries)
            if undated:
                complain(f"{undated} without a last day {'is' if undated == 1 else 'are'} left out, as a calendar has no place for them")
            save(ics, in_icalendar(found))
        elif as_json:
            from dragoman.publish.formats import entry_to_json

            emit_json([entry_to_json(e) for e in found.entries])
        elif as_csv:
            from dragoman.publish.exports.csv import table_to_csv
            from dragoman.publish.tables import CALENDAR

            emit(table_to_csv(CALENDAR, found))
        else:
            from dragoman.publish.brief import drawn, registers, written

            made = registers.calendar(found)
            if as_markdown:
                emit(written(made))
            else:
                show(drawn(made))
        raise typer.Exit(status)


COMMANDS = (calendar,)
