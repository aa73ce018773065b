"""`dragoman brief`: what reports, a ledger or both tell together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.publish.cli.options import AsOf, Json, LedgerFile, MaybePaths, Today, Workers, documents_at, settings_for
from dragoman.publish.console import Watch, emit, emit_json, exits, save, show, wrong_usage

if TYPE_CHECKING:
    from datetime import date

    from dragoman.nouns.ledger import Ledger
    from dragoman.settings import Settings


def brief(
    paths: MaybePaths = None,
    *,
    ledger: LedgerFile = None,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Markdown instead of a view for the terminal.")] = False,
    html: Annotated[str | None, typer.Option("--html", metavar="FILE", help="One self-contained page; - for standard output.")] = None,
    as_json: Json = False,
    as_of: AsOf = None,
    today: Today = None,
    workers: Workers = None,
) -> None:
    """Tell what happened, by the word of reports, of a ledger, or of both together (the ledger is not changed)."""
    with exits():
        if as_markdown + as_json + (html is not None) > 1:
            raise wrong_usage("choose one of --markdown, --html and --json")
        settings = settings_for(ledger, workers)
        # A ledger that is set for all commands is not meant by someone who names reports.
        kept = settings.ledger if ledger or not paths else None
        if not paths and kept is None:
            raise wrong_usage("say what to tell of: `dragoman brief PATH...` for reports, `dragoman brief --ledger FILE` for a ledger")
        if as_of is not None and (paths or kept is None):
            raise wrong_usage("--as-of is of a ledger alone: reports that are read now have no past in it")
        with Watch("Reading") as watch:
            told = told_by(paths or [], kept, settings, watch, as_of)
        _publish(told, today.date() if today else None, as_markdown=as_markdown, html=html, as_json=as_json)
        raise typer.Exit(watch.status)


COMMANDS = (brief,)


def told_by(paths: list[str], ledger: str | None, settings: Settings, watch: Watch, as_of: str | None = None) -> Ledger:
    """Return what reports, a ledger or both tell together; a ledger alone also as it stood at a moment."""
    from dragoman import flow
    from dragoman.flow import verbs

    busy = settings.busy_timeout_seconds
    if ledger is not None and not paths:
        return flow.stored(ledger, as_of=as_of, busy_timeout_seconds=busy)
    documents = documents_at(paths, settings)
    engine = verbs.engine(settings)
    return flow.told(documents, verbs.load, engine, verbs.reconcile, ledger=ledger, on_step=watch, busy_timeout_seconds=busy)


def _publish(told: Ledger, today: date | None, *, as_markdown: bool, html: str | None, as_json: bool) -> None:
    if as_json:
        from dragoman.publish.formats import ledger_to_json

        emit_json(ledger_to_json(told, today))
        return
    from dragoman.publish import brief as views

    if as_markdown:
        emit(views.markdown(told, today))
    elif html is not None:
        save(html, views.html(told, today))
    else:
        show(views.terminal(told, today))
