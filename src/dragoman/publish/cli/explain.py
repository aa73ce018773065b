"""`dragoman explain`: why an event was read as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.publish.cli.options import Json, LedgerFile, Schemes, documents_at, settings_for
from dragoman.publish.console import emit_json, exits, show, wrong_usage

if TYPE_CHECKING:
    from dragoman.nouns.reading import Reading
    from dragoman.nouns.text import Document
    from dragoman.settings import Settings

DOCUMENT = "A file with one report, - for standard input, or the id or source of a document of the ledger."
EVENT = "The event: its id (e3, or its permanent id), or the words of its trigger; without it, what there is to explain."


def explain(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help=DOCUMENT, show_default=False)],
    event: Annotated[str | None, typer.Argument(metavar="EVENT", help=EVENT, show_default=False)] = None,
    ledger: LedgerFile = None,
    schemes: Schemes = None,
    as_json: Json = False,
) -> None:
    """Say why an event was read as it was: trigger, roles and their probabilities, who is who, and the head or rule behind each."""
    with exits():
        from dragoman import flow
        from dragoman.flow import verbs
        from dragoman.publish import explanation_view as views

        settings = settings_for(ledger, None)
        report, stored = _found(document, settings, in_ledger=ledger is not None)
        reader = verbs.explainer(schemes or ())
        if event is None:
            events = views.events_of(stored or reader.read(report))
            if as_json:
                emit_json(events)
            else:
                show(views.events_view(events))
            return
        explained = flow.explain(reader, report, event, stored)
        if as_json:
            emit_json(views.explanation_to_json(explained))
        else:
            show(views.explanation_view(explained))


COMMANDS = (explain,)


def _found(name: str, settings: Settings, *, in_ledger: bool) -> tuple[Document, Reading | None]:
    """Return the document that a name means, with the ledger's reading of it where it is one of a ledger."""
    from dragoman import flow

    is_file = name == "-" or Path(name).is_file()
    if in_ledger or (settings.ledger is not None and not is_file):
        reading = flow.kept(str(settings.ledger), name, busy_timeout_seconds=settings.busy_timeout_seconds)
        return reading.document, reading
    if not is_file and not Path(name).exists():
        raise wrong_usage(f"expected a file, or a document of a ledger with --ledger FILE, saw {name!r}")
    return flow.only(documents_at([name], settings), name), None
