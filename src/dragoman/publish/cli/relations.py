"""`dragoman relations`: what two sides did to each other over time, and the events behind any of its figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.publish.cli.options import EventsFolder, Json, LedgerFile, MostOnce, settings_for, words_of
from dragoman.publish.console import emit, emit_json, exits, show, wrong_usage

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from dragoman.relate.choosing import Choice
    from dragoman.settings import Settings

SIDE = "A state, an organisation, members:ORG for a bloc's members on the day, or several joined by +."
First = Annotated[str, typer.Argument(metavar="A", help=SIDE, show_default=False)]
Second = Annotated[str, typer.Argument(metavar="B", help="Likewise.", show_default=False)]
By = Annotated[str, typer.Option("--by", metavar="GRAIN", help="day, week, month or year.")]
Since = Annotated[str | None, typer.Option("--since", metavar="WHEN", help="From this day, week, month or year on.", show_default=False)]
Until = Annotated[
    str | None, typer.Option("--until", metavar="WHEN", help="Up to this day, week, month or year, which is included.", show_default=False)
]
WeightBy = Annotated[str, typer.Option("--weight", metavar="HOW", help="sources (and probability), probability, or events (each as one).")]
OneADay = Annotated[bool, typer.Option("--one-a-day", help="Count events of one kind between two actors on one day once.")]
Sectors = Annotated[list[str] | None, typer.Option("--sector", metavar="GOV,MIL", help="Only between these sectors.", show_default=False)]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="AGREE,AID", help="Only these PLOVER types.", show_default=False)]
Sources = Annotated[int, typer.Option("--sources", metavar="N", min=1, help="Only events that so many independent sources tell.")]
SourcesOnce = Annotated[int | None, typer.Option("--at-least-sources", metavar="N", min=1, hidden=True)]
RootOnly = Annotated[bool, typer.Option("--root-only", help="Leave out what a data set marks as an aside.")]
Forward = Annotated[bool, typer.Option("--forward", help="Only what A does to B.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many events --trace shows.")]


def relations(
    first: First,
    second: Second,
    *,
    ledger: LedgerFile = None,
    events: EventsFolder = None,
    by: By = "month",
    since: Since = None,
    until: Until = None,
    weight: WeightBy = "sources",
    one_a_day: OneADay = False,
    sector: Sectors = None,
    types: Types = None,
    sources: Sources = 1,
    at_least_sources: SourcesOnce = None,
    root_only: RootOnly = False,
    forward_only: Forward = False,
    trace: Annotated[
        str | None,
        typer.Option(
            "--trace",
            metavar="WHAT",
            help="The events behind a period, a window, an id, or behind all, undated or wide (no single period), with their sentences.",
        ),
    ] = None,
    limit: Limit = 20,
    most: MostOnce = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="The periods as CSV.")] = False,
    as_json: Json = False,
) -> None:
    """Tell what two sides did to each other over time: counts, cooperation, conflict, scores with bands, and change points."""
    with exits():
        if as_csv and (as_json or trace):
            raise wrong_usage("--csv goes neither with --json nor with --trace")
        settings = settings_for(ledger, None, events)
        choice = choice_for(since, until, weight, one_a_day, sector, types, at_least_sources or sources, root_only)
        table = table_for(settings)
        if trace is not None:
            _trace(table, (first, second), trace, by, choice, settings, most or limit, forward_only=forward_only, as_json=as_json)
        else:
            _series(table, (first, second), by, choice, forward_only=forward_only, as_csv=as_csv, as_json=as_json)


COMMANDS = (relations,)


def table_for(settings: Settings) -> pl.LazyFrame:
    """Return the coded events of the ledger and of the folder that are set; ends the command where neither is."""
    from dragoman import flow

    if settings.ledger is None and settings.events is None:
        raise wrong_usage("say whose events: --ledger FILE, --events FOLDER (see `dragoman import-events`), or both")
    folders = [Path(settings.events)] if settings.events else []
    ledger = settings.ledger or None
    return flow.coded_events(ledger=ledger, events=folders, busy_timeout_seconds=settings.busy_timeout_seconds)


def choice_for(
    since: str | None,
    until: str | None,
    weight: str,
    one_a_day: bool,
    sector: list[str] | None,
    types: list[str] | None,
    at_least_sources: int,
    root_only: bool,
) -> Choice:
    """Return which events count by the options of the command line; raises RelationError for what cannot be."""
    from dragoman.relate.choosing import Choice

    return Choice(
        since=_day(since, 0),
        until=_day(until, 1),
        types=words_of(types),
        sectors=words_of(sector),
        at_least_sources=at_least_sources,
        one_a_day=one_a_day,
        root_only=root_only,
        weight=weight,  # type: ignore[arg-type]  # Choice checks it
    )


def _day(period: str | None, end: int) -> date | None:
    from dragoman.relate.periods import days

    return days(period)[end] if period else None


def _series(
    table: pl.LazyFrame, sides: tuple[str, str], by: str, choice: Choice, *, forward_only: bool, as_csv: bool, as_json: bool
) -> None:
    from dragoman import flow
    from dragoman.publish import relation_formats as formats

    told = flow.relation(table, *sides, by=by, choice=choice, forward_only=forward_only)  # type: ignore[arg-type]  # the series checks it
    if as_json:
        emit_json(formats.relation_to_json(told))
    elif as_csv:
        emit(formats.relation_to_csv(told))
    else:
        from dragoman.publish.relation_view import relation_view

        show(relation_view(told))


def _trace(
    table: pl.LazyFrame,
    sides: tuple[str, str],
    what: str,
    by: str,
    choice: Choice,
    settings: Settings,
    limit: int,
    *,
    forward_only: bool,
    as_json: bool,
) -> None:
    from dragoman import flow

    ledger = settings.ledger or None
    busy = settings.busy_timeout_seconds
    traced, all_of_them = flow.trace(
        table,
        *sides,
        what,
        by=by,  # type: ignore[arg-type]  # the trace checks it
        choice=choice,
        forward_only=forward_only,
        ledger=ledger,
        at_most=limit,
        busy_timeout_seconds=busy,
    )
    if as_json:
        from dragoman.publish.relation_formats import traced_to_json

        emit_json({"events": all_of_them, "traced": [traced_to_json(one) for one in traced]})
    else:
        from dragoman.publish.relation_view import traced_view

        show(traced_view(traced, all_of_them))
