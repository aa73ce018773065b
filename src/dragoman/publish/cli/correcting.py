"""`dragoman merge`, `split`, `wrong`, `undo`, `corrections`, `remove`: what people say of events by hand, and documents taken out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.publish.cli.options import EVENT, EventName, Json, LedgerFile, ledger_settings
from dragoman.publish.console import emit, emit_json, exits, plain

if TYPE_CHECKING:
    from dragoman.flow import Hand
    from dragoman.nouns.correction import Correction
    from dragoman.nouns.ledger import Event

By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who says so; the name that you are logged in by otherwise.", show_default=False)
]


def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT EVENT...", help=EVENT, show_default=False)],
    *,
    ledger: LedgerFile = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Say that events are one, also when later reports come; `dragoman undo` takes it back."""
    with exits():
        correction, now = _hand(ledger, by).merge(events)
        _say_corrected("merged", correction, now, as_json=as_json)


def split(
    event: EventName,
    mentions: Annotated[
        list[str],
        typer.Argument(
            metavar="MENTION...",
            help="Mentions of it, as `dragoman why EVENT` names them, or reports that tell it.",
            show_default=False,
        ),
    ],
    *,
    ledger: LedgerFile = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Say that some mentions of an event are another one than the rest, also when later reports come."""
    with exits():
        correction, now = _hand(ledger, by).split(event, mentions)
        _say_corrected("split", correction, now, as_json=as_json)


def wrong(
    events: Annotated[list[str], typer.Argument(metavar="EVENT...", help=EVENT, show_default=False)],
    *,
    ledger: LedgerFile = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Say that what is told as an event is none. A later report that tells it anew is an event; `dragoman undo` takes it back."""
    with exits():
        correction, now = _hand(ledger, by).wrong(events)
        _say_corrected("marked as wrong", correction, now, as_json=as_json)


def undo(
    number: Annotated[
        int | None,
        typer.Argument(metavar="NUMBER", help="A correction, as `dragoman corrections` counts; the latest otherwise.", show_default=False),
    ] = None,
    *,
    ledger: LedgerFile = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Take back a merge or split, or that an event is none."""
    with exits():
        correction, now = _hand(ledger, by).undo(number)
        _say_corrected("undone", correction, now, as_json=as_json)


def corrections(
    *,
    ledger: LedgerFile = None,
    apply: Annotated[
        str | None,
        typer.Option(
            "--apply",
            metavar="FILE",
            help="Make the corrections here that --json wrote of another; - for standard input.",
            show_default=False,
        ),
    ] = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """List what was merged, split and marked as wrong by hand, when and by whom, and what was taken back."""
    with exits():
        from dragoman import flow
        from dragoman.publish import changes_view as views

        if apply is not None:
            given = views.corrections_from_json(_text(apply), apply)
            hand = _hand(ledger, by)
            made = {c.number for c in hand.apply(given)}
            if as_json:
                now = flow.corrections(hand.ledger, busy_timeout_seconds=hand.busy_timeout_seconds)
                emit_json({"given": len(given), "made": [views.correction_to_json(r) for r in now if r.correction.number in made]})
            else:
                emit(f"{len(made)} of {len(given)} corrections made; the others were there already\n")
            return
        settings = ledger_settings(ledger)
        records = flow.corrections(str(settings.ledger), busy_timeout_seconds=settings.busy_timeout_seconds)
        if as_json:
            emit_json([views.correction_to_json(r) for r in records])
        else:
            emit("".join(f"{line}\n" for line in views.correction_lines(records)) or "Nothing was corrected by hand.\n")


def remove(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT...", help="Documents of the ledger, by id or source.", show_default=False)
    ],
    *,
    ledger: LedgerFile = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Take documents out of a ledger with all that rests on them alone; adding them again brings the same back."""
    with exits():
        hand = _hand(ledger, by)
        removed = hand.remove(documents)
        from dragoman.store import shown

        if as_json:
            emit_json({"ledger": shown(hand.ledger), "removed": list(removed)})
        else:
            emit(f"{plain(shown(hand.ledger))}: {len(removed)} removed\n")


COMMANDS = (merge, split, wrong, undo, corrections, remove)


def _hand(ledger: str | None, by: str | None) -> Hand:
    from dragoman import __version__, flow
    from dragoman.flow import verbs

    settings = ledger_settings(ledger)
    return flow.Hand(
        str(settings.ledger),
        verbs.linking(),
        by or _login(),
        settings.busy_timeout_seconds,
        f"dragoman {__version__}",
    )


def _login() -> str | None:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may have a user without a name
        return None


def _text(name: str) -> str:
    import sys

    from dragoman.errors import LedgerError

    try:
        # Whatever the locale: `--json` writes UTF-8. Some editors put a mark before it.
        return (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8-sig")
    except OSError as e:
        raise LedgerError(f"{name}: cannot be read: {e.strerror}") from e
    except UnicodeDecodeError as e:
        raise LedgerError(f"{name}: expected UTF-8, saw a byte at {e.start} that it does not have there") from e


def _say_corrected(done: str, correction: Correction, now: tuple[Event, ...], *, as_json: bool) -> None:
    if as_json:
        emit_json({"done": done, "correction": correction.number, "kind": correction.kind, "events": [e.id for e in now]})
        return
    head = f"{done} (correction {correction.number}, {correction.kind}); its mentions are now of"
    emit(f"{head}:\n" if now else f"{head} no event.\n")
    for event in now:
        emit(f"  {event.id}  {plain(event.summary)}\n")
