"""`dragoman events` and `dragoman event ID`: events by filter, and one event down to its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import NotFoundError
from dragoman.nouns.filter import Filter
from dragoman.publish.cli.asked import opened
from dragoman.publish.cli.filtering import filtered
from dragoman.publish.cli.options import AsOf, Csv, Json, LedgerFile, Markdown, MaybePaths, MostOnce, Today, Workers
from dragoman.publish.console import INCOMPLETE, complain, emit, emit_json, exits, show, wrong_usage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dragoman.nouns.ledger import Event

Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of events, as every output gives them.", show_default=False)]
Count = Annotated[bool, typer.Option("--count", help="Only how many there are.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many to show on the terminal.")]


@filtered
def events(
    paths: MaybePaths = None,
    *,
    wanted: Filter,
    ledger: LedgerFile = None,
    count: Count = False,
    limit: Limit = 50,
    most: MostOnce = None,
    as_csv: Csv = False,
    as_json: Json = False,
    as_of: AsOf = None,
    today: Today = None,
    workers: Workers = None,
) -> None:
    """List events in order of their days, with the ids by which `dragoman event` shows their sentences."""
    with exits():
        if as_csv + as_json + count > 1:
            raise wrong_usage("choose one of --count, --csv and --json")
        with opened(paths, ledger, workers, as_of) as (snapshot, status):
            day = today.date() if today else snapshot.latest_report()
            if count:
                emit(f"{snapshot.count(wanted)}\n")
            elif as_csv:
                from dragoman.publish.exports.csv import table_to_csv
                from dragoman.publish.tables import EVENTS
                from dragoman.publish.tables.gather import told

                emit(table_to_csv(EVENTS, told(snapshot, wanted)))
            elif as_json:
                from dragoman.publish.formats import event_to_json
                from dragoman.relate import unconfirmed_since

                emit_json([{**event_to_json(e), "unconfirmed_since": unconfirmed_since(e, day)} for e in snapshot.events(wanted)])
            else:
                page = snapshot.page(wanted, order="date", most=most or limit)
                total = snapshot.count(wanted)
                _list(page.events, day)
                if not total:
                    complain("there is no event" if wanted == Filter() else "no event matches")
                if total > len(page.events):
                    complain(f"{total - len(page.events)} more; --limit N shows more, --csv and --json all")
        raise typer.Exit(status)


def event(
    ids: Ids,
    ledger: LedgerFile = None,
    as_json: Json = False,
    as_markdown: Markdown = False,
) -> None:
    """Show events with every field, value and source, and every sentence that tells them."""
    with exits():
        if as_json and as_markdown:
            raise wrong_usage("choose one of --json and --markdown")
        with opened(None, ledger) as (snapshot, _):
            from dragoman.flow import asking

            events_of = asking.named(snapshot, ids)
            found = tuple(dict.fromkeys(e for e in events_of.values() if not isinstance(e, NotFoundError)))
            from dragoman.publish.tables.told import Told

            part = Told(asking.part(snapshot, found))
        missing = [e for e in events_of.values() if isinstance(e, NotFoundError)]
        if as_json:
            from dragoman.publish.formats import event_to_json
            from dragoman.publish.tables import TELLINGS

            rows = list(TELLINGS.rows(part))
            emit_json([{**event_to_json(e), "sentences": [row for row in rows if row["event"] == e.id]} for e in found])
        elif found:
            from dragoman.publish.brief import drawn, registers, written

            made = registers.events(part, found)
            if as_markdown:
                emit(written(made))
            else:
                show(drawn(made, every_sentence=True))
        for why in missing:
            complain(str(why))
        raise typer.Exit(INCOMPLETE if missing else 0)


COMMANDS = (events, event)


def _list(events: Sequence[Event], today: date | None) -> None:
    """Write a line for each event: id, day, status and summary, in columns as wide as what stands in them."""
    from dragoman.publish.brief.words import clean, isolated
    from dragoman.relate import unconfirmed_since

    days = [e.when.value if e.when else "undated" for e in events]
    width = max(map(len, days), default=0)
    for e, shown in zip(events, days, strict=True):
        status = "unconfirmed" if unconfirmed_since(e, today) else e.status
        emit(f"{e.id}  {shown:{width}}  {status:11}  {isolated(clean(e.summary))}\n")
