"""`dragoman blocs`: who stands together in a window of days, who moved, and who is close to whom."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.errors import RelationError
from dragoman.publish.cli.options import EventsFolder, Json, LedgerFile, settings_for
from dragoman.publish.cli.relations import Sectors, WeightBy, choice_for, table_for
from dragoman.publish.console import emit_json, exits, show

Windows = Annotated[
    list[str] | None,
    typer.Option(
        "--window",
        "-w",
        metavar="FROM..TO",
        help="Days, weeks, months or years, both included; several follow each other.",
        show_default=False,
    ),
]
Everyone = Annotated[bool, typer.Option("--with-organisations", help="Organisations as well as states.")]
EveryReport = Annotated[bool, typer.Option("--every-report", help="Count also what is told again of one kind, pair and day.")]
CloseTo = Annotated[
    str | None, typer.Option("--close-to", metavar="ACTOR", help="Also who is closest to it and farthest.", show_default=False)
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Of the resamples and the networks of noise.")]


def blocs(
    window: Windows = None,
    *,
    ledger: LedgerFile = None,
    events: EventsFolder = None,
    with_organisations: Everyone = False,
    every_report: EveryReport = False,
    sector: Sectors = None,
    weight: WeightBy = "sources",
    close_to: CloseTo = None,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Tell which states stand together by what they do to each other, or why no bloc can be named from so little."""
    with exits():
        from dragoman import flow

        table = table_for(settings_for(ledger, None, events))
        choice = choice_for(None, None, weight, not every_report, sector, None, 1, False)
        actor = _actor(close_to) if close_to else None
        told = flow.blocs(
            table, window or (), choice=choice, states_only=not with_organisations, seed=seed, with_closeness=actor is not None
        )
        if as_json:
            from dragoman.publish.bloc_formats import blocs_to_json

            emit_json(blocs_to_json(told))
        else:
            from dragoman.publish.bloc_view import blocs_view

            show(blocs_view(told, actor))


COMMANDS = (blocs,)


def _actor(words: str) -> str:
    from dragoman.relate.sides import side

    members = side(words).members
    if len(members) != 1:
        raise RelationError(f"expected one state or organisation to be close to, saw {words!r}")
    return members[0].key
