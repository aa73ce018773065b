"""`dragoman migrate`: a ledger kept usable."""

from __future__ import annotations

import typer

from dragoman.publish.cli.options import LedgerFile, numbers, settings_for
from dragoman.publish.console import emit, exits, plain, wrong_usage


def migrate(ledger: LedgerFile = None) -> None:
    """Bring a ledger of an older version to this one, as adding to it does; a copy of it beforehand is wise."""
    with exits():
        from dragoman import flow
        from dragoman.store import shown

        settings = settings_for(ledger, None)
        if settings.ledger is None:
            raise wrong_usage("say which ledger: --ledger FILE")
        size = flow.migrate(settings.ledger, busy_timeout_seconds=settings.busy_timeout_seconds)
        emit(f"{plain(shown(settings.ledger))} is of this version; it holds {numbers(size)}.\n")
        raise typer.Exit(0)


COMMANDS = (migrate,)
