"""`dragoman add`: reports into a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dragoman.errors import LedgerError
from dragoman.publish.cli.options import Json, LedgerFile, Paths, Schemes, Workers, documents_at, numbers, settings_for
from dragoman.publish.console import INTERRUPTED, Watch, complain, emit, emit_json, exits, plain, wrong_usage

if TYPE_CHECKING:
    from dragoman.flow import Added, Load
    from dragoman.settings import Settings


def add(paths: Paths, ledger: LedgerFile = None, workers: Workers = None, schemes: Schemes = None, as_json: Json = False) -> None:
    """Read reports and keep them in a ledger; what it has already is passed over, and Ctrl-C loses nothing that was added."""
    with exits():
        from dragoman.flow import verbs

        settings = settings_for(ledger, workers)
        if settings.ledger is None:
            raise wrong_usage("say which ledger to add to: --ledger FILE (it is made where it is not there)")
        load = verbs.loader(schemes or ())
        watch = Watch("Adding")
        before = _kept(settings.ledger) or 0
        try:
            with watch:
                added = _add(paths, settings.ledger, load, settings, watch)
        except KeyboardInterrupt as e:
            complain(_what_was_kept(settings.ledger, before))
            raise typer.Exit(INTERRUPTED) from e
        _say_added(settings.ledger, added, as_json=as_json)
        raise typer.Exit(watch.status)


COMMANDS = (add,)


def _add(paths: list[str], ledger: str, load: Load, settings: Settings, watch: Watch) -> Added:
    from dragoman import __version__, flow
    from dragoman.flow import verbs

    return flow.add(
        documents_at(paths, settings),
        ledger,
        load,
        verbs.engine(settings),
        verbs.linking(),
        on_step=watch,
        busy_timeout_seconds=settings.busy_timeout_seconds,
        made_by=f"dragoman {__version__}",
    )


def _say_added(ledger: str, added: Added, *, as_json: bool) -> None:
    from dragoman import flow
    from dragoman.store import shown

    size = flow.size(ledger)
    if as_json:
        refused = [{"source": r.source, "reason": r.reason} for r in added.refusals]
        emit_json({"ledger": shown(ledger), "added": added.added, "present": added.present, "refused": refused, **size})
        return
    counts = {"added": added.added, "there already": added.present, "not read": len(added.refusals)}
    emit(f"{plain(shown(ledger))}: " + ", ".join(f"{count} {what}" for what, count in counts.items() if count or what == "added") + "\n")
    emit(f"It now holds {numbers(size)}.\n")


def _what_was_kept(ledger: str, before: int) -> str:
    """Say what the ledger gained, by its own count: Ctrl-C may fall between a document's being kept and its being counted here."""
    from dragoman.store import shown

    kept = _kept(ledger)
    if kept is None:
        return "stopped before anything was added"
    return f"stopped: {kept - before} added, {numbers({'documents': kept})} in {shown(ledger)}; the same command goes on from there"


def _kept(ledger: str) -> int | None:
    """Return how many documents a ledger holds, None where there is no ledger yet."""
    from dragoman import flow

    try:
        return flow.size(ledger)["documents"]
    except LedgerError:
        return None
