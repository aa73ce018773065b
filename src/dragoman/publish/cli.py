"""The command line: add, read and brief."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import LedgerError
from dragoman.publish.console import INTERRUPTED, Watch, complain, emit, emit_json, exits, plain, save, show, wrong_usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.flow import Added
    from dragoman.nouns.ledger import Ledger
    from dragoman.nouns.reading import Reading
    from dragoman.nouns.text import Document, Refusal
    from dragoman.settings import Settings

app = typer.Typer(
    epilog="Exit status: 0 all done; 1 something could not be read or done; 2 wrong usage or setting; 130 stopped with Ctrl-C.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

PATHS = "Files (.txt, .html, .json, .jsonl, .csv, also .gz), directories, or - for standard input."
Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help=PATHS, show_default=False)]
MaybePaths = Annotated[list[str] | None, typer.Argument(metavar="PATH...", help=PATHS, show_default=False)]
LedgerFile = Annotated[
    str | None, typer.Option("--ledger", "-l", metavar="FILE", help="The ledger file; DRAGOMAN_LEDGER otherwise.", show_default=False)
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", "-j", metavar="N", help="Reading processes; 0 or nothing: as many as are worth it.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON value for programs.")]


def _say_version(wanted: bool) -> None:
    if wanted:
        from dragoman import __version__

        emit(f"dragoman {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Show the version and end.")] = False,
) -> None:
    """Read news reports and keep the ledger of what states and their people do to each other."""


@app.command()
def add(paths: Paths, ledger: LedgerFile = None, workers: Workers = None, as_json: Json = False) -> None:
    """Read reports and keep them in a ledger; what it has already is passed over, and Ctrl-C loses nothing that was added."""
    with exits():
        settings = _settings(ledger, workers)
        if settings.ledger is None:
            raise wrong_usage("say which ledger to add to: --ledger FILE (it is made where it is not there)")
        watch = Watch("Adding")
        try:
            with watch:
                added = _add(paths, Path(settings.ledger), settings, watch)
        except KeyboardInterrupt as e:
            complain(_what_was_kept(Path(settings.ledger), watch.outcomes["added"]))
            raise typer.Exit(INTERRUPTED) from e
        _say_added(Path(settings.ledger), added, as_json=as_json)
        raise typer.Exit(watch.status)


@app.command()
def read(
    paths: Paths,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON line for each document.")] = False,
    workers: Workers = None,
) -> None:
    """Read reports and show what each one tells: its actors, events, times and quotes."""
    with exits():
        from dragoman import flow
        from dragoman.flow import verbs

        settings = _settings(None, workers)
        # A bar and a text on one terminal would write over each other.
        with Watch("Reading", bar=not sys.stdout.isatty()) as watch:
            for reading in flow.readings(_documents(paths, settings), verbs.load, verbs.engine(settings), watch):
                _publish_reading(reading, as_jsonl=as_jsonl)
        raise typer.Exit(watch.status)


@app.command()
def brief(
    paths: MaybePaths = None,
    *,
    ledger: LedgerFile = None,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Markdown instead of a view for the terminal.")] = False,
    html: Annotated[str | None, typer.Option("--html", metavar="FILE", help="One self-contained page; - for standard output.")] = None,
    as_json: Json = False,
    workers: Workers = None,
) -> None:
    """Tell what happened, by the word of reports, of a ledger, or of both together (the ledger is not changed)."""
    with exits():
        if as_markdown + as_json + (html is not None) > 1:
            raise wrong_usage("choose one of --markdown, --html and --json")
        settings = _settings(ledger, workers)
        # A ledger that is set for all commands is not meant by someone who names reports.
        path = Path(settings.ledger) if settings.ledger is not None and (ledger or not paths) else None
        if not paths and path is None:
            raise wrong_usage("say what to tell of: `dragoman brief PATH...` for reports, `dragoman brief --ledger FILE` for a ledger")
        with Watch("Reading") as watch:
            told = _told(paths or [], path, settings, watch)
        _publish(told, as_markdown=as_markdown, html=html, as_json=as_json)
        raise typer.Exit(watch.status)


def main() -> None:
    """Run the command line of this process."""
    app(prog_name="dragoman")


def _settings(ledger: str | None, workers: int | None) -> Settings:
    from dragoman import settings

    return settings.load({"ledger": ledger, "workers": workers})


def _documents(paths: list[str], settings: Settings) -> Iterator[Document | Refusal]:
    from dragoman.flow import verbs

    return verbs.documents(paths, sys.stdin.buffer, settings)


def _add(paths: list[str], ledger: Path, settings: Settings, watch: Watch) -> Added:
    from dragoman import __version__, flow
    from dragoman.flow import verbs

    return flow.add(
        _documents(paths, settings),
        ledger,
        verbs.load,
        verbs.engine(settings),
        verbs.linking(),
        on_step=watch,
        busy_timeout_seconds=settings.busy_timeout_seconds,
        made_by=f"dragoman {__version__}",
    )


def _say_added(ledger: Path, added: Added, *, as_json: bool) -> None:
    from dragoman import flow

    size = flow.size(ledger)
    if as_json:
        refused = [{"source": r.source, "reason": r.reason} for r in added.refusals]
        emit_json({"ledger": str(ledger), "added": added.added, "present": added.present, "refused": refused, **size})
        return
    counts = {"added": added.added, "there already": added.present, "not read": len(added.refusals)}
    emit(f"{plain(str(ledger))}: " + ", ".join(f"{count} {what}" for what, count in counts.items() if count or what == "added") + "\n")
    emit(f"It now holds {_numbers(size)}.\n")


def _what_was_kept(ledger: Path, added: int) -> str:
    from dragoman import flow

    try:
        kept = flow.size(ledger)["documents"]
    except LedgerError:
        return "stopped before anything was added"
    return f"stopped: {added} added, {_numbers({'documents': kept})} in {ledger}; the same command goes on from there"


def _numbers(counts: dict[str, int]) -> str:
    one = {"documents": "document", "stories": "story", "events": "event", "quotes": "quote"}
    return ", ".join(f"{count} {one[what] if count == 1 else what}" for what, count in counts.items())


def _told(paths: list[str], ledger: Path | None, settings: Settings, watch: Watch) -> Ledger:
    from dragoman import flow
    from dragoman.flow import verbs

    busy = settings.busy_timeout_seconds
    if ledger is not None and not paths:
        return flow.stored(ledger, busy_timeout_seconds=busy)
    documents = _documents(paths, settings)
    engine = verbs.engine(settings)
    return flow.told(documents, verbs.load, engine, verbs.reconcile, ledger=ledger, on_step=watch, busy_timeout_seconds=busy)


def _publish_reading(reading: Reading, *, as_jsonl: bool) -> None:
    if as_jsonl:
        from dragoman.publish.formats import reading_to_json

        emit_json(reading_to_json(reading))
    else:
        from dragoman.publish.reading_view import reading_view

        show(reading_view(reading))


def _publish(told: Ledger, *, as_markdown: bool, html: str | None, as_json: bool) -> None:
    if as_json:
        from dragoman.publish.formats import ledger_to_json

        emit_json(ledger_to_json(told))
        return
    from dragoman.publish import brief as views

    if as_markdown:
        emit(views.markdown(told))
    elif html is not None:
        save(html, views.html(told))
    else:
        show(views.terminal(told))
