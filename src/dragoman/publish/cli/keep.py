"""`dragoman migrate`, `check` and `rebuild`: a ledger kept usable."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.publish.cli.options import Json, LedgerFile, ledger_settings, numbers
from dragoman.publish.console import complain, emit, emit_json, exits, plain

To = Annotated[
    str,
    typer.Option(
        "--to", metavar="FILE", help="The new ledger, not there yet: a file, or postgresql://USER@HOST/DATABASE.", show_default=False
    ),
]


def migrate(ledger: LedgerFile = None) -> None:
    """Bring a ledger of an older version to this one, as adding to it does; a copy of it beforehand is wise."""
    with exits():
        from dragoman import flow

        settings = ledger_settings(ledger)
        kept = str(settings.ledger)
        size = flow.migrate(kept, busy_timeout_seconds=settings.busy_timeout_seconds)
        emit(f"{_shown(kept)} is of this version; it holds {numbers(size)}.\n")
        raise typer.Exit(0)


def check(ledger: LedgerFile = None, as_json: Json = False) -> None:
    """Look for damage in a ledger: its pages and keys, its contents, and whether it tells what its documents tell."""
    with exits():
        from dragoman import flow
        from dragoman.flow import verbs

        settings = ledger_settings(ledger)
        kept = str(settings.ledger)
        found = flow.faults(kept, verbs.linking(), busy_timeout_seconds=settings.busy_timeout_seconds)
        if as_json:
            emit_json({"ledger": _shown(kept), "faults": list(found)})
        elif not found:
            emit(f"{_shown(kept)}: no fault was found.\n")
        for fault in () if as_json else found:
            emit(f"{plain(fault)}\n")
        if found:
            complain(f"{_shown(kept)} is damaged; `dragoman rebuild --ledger {_shown(kept)} --to NEW` keeps what is whole")
        raise typer.Exit(1 if found else 0)


def rebuild(to: To, ledger: LedgerFile = None) -> None:
    """Build a new ledger from what is whole in another, damaged or of any version; what was lost can then be added again."""
    with exits():
        from dragoman import __version__, flow
        from dragoman.flow import verbs

        settings = ledger_settings(ledger)
        kept = str(settings.ledger)
        busy = settings.busy_timeout_seconds
        whole, corrected = flow.rebuild(kept, to, verbs.linking(), busy_timeout_seconds=busy, made_by=f"dragoman {__version__}")
        emit(f"{_shown(to)}: {numbers({'documents': whole})} of {_shown(kept)} told anew. What is missing can be added from its sources.\n")
        if not corrected:
            complain("the corrections by hand could not be read, and are not in the new ledger")
        raise typer.Exit(0 if corrected else 1)


COMMANDS = (migrate, check, rebuild)


def _shown(ledger: str) -> str:
    from dragoman.store import shown

    return plain(shown(ledger))
