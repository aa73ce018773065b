"""`dragoman why`: the evidence for and against an event's being one."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.publish.cli.options import EventName, Json, LedgerFile, ledger_settings
from dragoman.publish.console import emit_json, exits, show


def why(
    event: EventName,
    *,
    ledger: LedgerFile = None,
    every_link: Annotated[bool, typer.Option("--all", help="Every link, not only those that hold the mentions together.")] = False,
    as_json: Json = False,
) -> None:
    """Say why the mentions of an event are held to be one happening: the bits for and against, feature by feature, and what came near."""
    with exits():
        from dragoman import flow
        from dragoman.flow import verbs
        from dragoman.publish import why_view as views

        settings = ledger_settings(ledger)
        told, events = flow.why(str(settings.ledger), event, verbs.why, busy_timeout_seconds=settings.busy_timeout_seconds)
        if as_json:
            emit_json(views.why_to_json(told, events))
        else:
            show(views.why_view(told, events, every_link=every_link))


COMMANDS = (why,)
