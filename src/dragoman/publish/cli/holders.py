"""`dragoman holders`: who holds which office by the word of a ledger's documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.publish.cli.options import Json, LedgerFile, settings_for
from dragoman.publish.console import emit_json, exits, show, wrong_usage

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dragoman.nouns.holder import LearntHolder


def holders(ledger: LedgerFile = None, as_json: Json = False) -> None:
    """List whom the documents of a ledger call holders of offices, where Dragoman's own tables know nobody of that name."""
    with exits():
        from dragoman import flow

        settings = settings_for(ledger, None)
        if settings.ledger is None:
            raise wrong_usage("say which ledger to look into: --ledger FILE")
        found = flow.holders(settings.ledger, busy_timeout_seconds=settings.busy_timeout_seconds)
        if as_json:
            emit_json([_as_json(h) for h in found])
        else:
            show(_view(found))


COMMANDS = (holders,)


def _as_json(holder: LearntHolder) -> dict[str, Any]:
    return {
        "name": holder.name,
        "office": holder.office,
        "state": holder.state,
        "first": holder.first.isoformat() if holder.first else None,
        "last": holder.last.isoformat() if holder.last else None,
        "documents": list(holder.documents),
        "evidence": [{"document": e.document, "start": e.span.start, "end": e.span.end} for e in holder.evidence],
    }


def _view(found: tuple[LearntHolder, ...]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dragoman.publish.brief.words import clean, isolated

    if not found:
        return Text("The documents name no holder of an office whom the tables do not know.", style="dim")
    table = Table(box=box.HORIZONTALS, show_edge=False, pad_edge=False, border_style="dim")
    for name in ("who", "office", "said from", "to", "documents"):
        table.add_column(name, overflow="fold", justify="right" if name == "documents" else "left")
    for h in found:
        days = [day.isoformat() if day else "" for day in (h.first, h.last)]
        table.add_row(Text(isolated(clean(h.name)), style="bold"), clean(h.office.removeprefix("office:")), *days, str(len(h.documents)))
    return table
