"""`dragoman changes` and `history`: what changed in a ledger, when, and because of what."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.publish.cli.options import EventName, Json, LedgerFile, MostOnce, ledger_settings
from dragoman.publish.console import emit, emit_json, exits


def changes(
    *,
    ledger: LedgerFile = None,
    since: Annotated[int, typer.Option("--since", metavar="CURSOR", min=0, help="Only what changed after this cursor.")] = 0,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most so many revisions.")] = 1000,
    most: MostOnce = None,
    as_json: Json = False,
) -> None:
    """Show what was added, updated and deleted since a cursor; the last cursor shown is where to go on from."""
    with exits():
        from dragoman import flow
        from dragoman.publish import changes_view as views

        settings = ledger_settings(ledger)
        feed = flow.changes(str(settings.ledger), since, most or limit, busy_timeout_seconds=settings.busy_timeout_seconds)
        if as_json:
            changed = [views.change_to_json(c) for c in feed.changes]
            emit_json({"since": feed.since, "cursor": feed.cursor, "more": feed.more, "changes": changed})
            return
        for line in views.change_lines(feed.changes):
            emit(line + "\n")
        emit(f"cursor {feed.cursor}{', and there is more' if feed.more else ''}\n")


def history(event: EventName, *, ledger: LedgerFile = None, as_json: Json = False) -> None:
    """Show every revision of an event: what changed, when, and because of which document or hand."""
    with exits():
        from dragoman import flow
        from dragoman.publish import changes_view as views

        settings = ledger_settings(ledger)
        found, told = flow.history(str(settings.ledger), event, busy_timeout_seconds=settings.busy_timeout_seconds)
        if as_json:
            emit_json({"event": found.id if found else None, "changes": [views.change_to_json(c) for c in told]})
            return
        for line in views.change_lines(told):
            emit(line + "\n")


COMMANDS = (changes, history)
