"""`dragoman read`: what each report tells by itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.publish.cli.options import Paths, Schemes, Workers, documents_at, settings_for
from dragoman.publish.console import Watch, emit_json, exits, show

if TYPE_CHECKING:
    from dragoman.nouns.reading import Reading


def read(
    paths: Paths,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON line for each document.")] = False,
    workers: Workers = None,
    schemes: Schemes = None,
) -> None:
    """Read reports and show what each one tells: its actors, events, times and quotes."""
    with exits():
        from dragoman import flow
        from dragoman.flow import verbs

        settings = settings_for(None, workers)
        load = verbs.loader(schemes or ())
        # A bar and a text on one terminal would write over each other.
        with Watch("Reading", bar=not sys.stdout.isatty()) as watch:
            for reading in flow.readings(documents_at(paths, settings), load, verbs.engine(settings), watch):
                _publish_reading(reading, as_jsonl=as_jsonl)
        raise typer.Exit(watch.status)


COMMANDS = (read,)


def _publish_reading(reading: Reading, *, as_jsonl: bool) -> None:
    if as_jsonl:
        from dragoman import toponyms
        from dragoman.publish.formats import reading_to_json, toponym_to_json

        emit_json(reading_to_json(reading) | {"toponyms": [toponym_to_json(t) for t in toponyms(reading)]})
    else:
        from dragoman.publish.reading_view import reading_view

        show(reading_view(reading))
