"""Arguments and options that several commands share, and the settings and documents that they stand for."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.publish.console import wrong_usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.nouns.text import Document, Refusal
    from dragoman.settings import Settings

PATHS = "Files (.txt, .html, .json, .jsonl, .csv, also .gz), directories, or - for standard input."
Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help=PATHS, show_default=False)]
MaybePaths = Annotated[list[str] | None, typer.Argument(metavar="PATH...", help=PATHS, show_default=False)]
LedgerFile = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        "-l",
        metavar="FILE",
        help="The ledger: a file, or postgresql://USER@HOST/DATABASE; DRAGOMAN_LEDGER otherwise.",
        show_default=False,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", "-j", metavar="N", help="Reading processes; 0 or nothing: as many as are worth it.", show_default=False),
]
EventsFolder = Annotated[
    str | None,
    typer.Option("--events", "-e", metavar="FOLDER", help="The folder of imported events; DRAGOMAN_EVENTS otherwise.", show_default=False),
]
Schemes = Annotated[
    list[str] | None,
    typer.Option(
        "--scheme", metavar="FILE", help="Code by the types of this TOML file beside; may be given more than once.", show_default=False
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="WHEN", help="The ledger as it stood: a date (its end, UTC), a time, or a cursor.", show_default=False),
]
Today = Annotated[
    datetime | None,
    typer.Option(
        "--today",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="What is overdue is so by this day; that of the latest report otherwise.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON value for programs.")]
# Earlier names of options: taken, and not shown.
MostOnce = Annotated[int | None, typer.Option("--most", metavar="N", min=1, hidden=True)]
Csv = Annotated[bool, typer.Option("--csv", help="CSV that is safe to open in a spreadsheet.")]
Markdown = Annotated[bool, typer.Option("--markdown", help="Markdown instead of a view for the terminal.")]


EVENT = "An event: its id, any id that it ever had, that of one of its mentions, or the beginning of one."
EventName = Annotated[str, typer.Argument(metavar="EVENT", help=EVENT, show_default=False)]


def settings_for(ledger: str | None, workers: int | None, events: str | None = None) -> Settings:
    """Return the settings that hold for these options; None is not given."""
    from dragoman import settings

    return settings.load({"ledger": ledger, "workers": workers, "events": events})


def ledger_settings(ledger: str | None) -> Settings:
    """Return the settings of a command that needs a ledger; ends it with the usage where none is named."""
    settings = settings_for(ledger, None)
    if settings.ledger is None:
        raise wrong_usage("say which ledger: --ledger FILE")
    return settings


def documents_at(paths: list[str], settings: Settings) -> Iterator[Document | Refusal]:
    """Yield the documents of files, directories and standard input, and what could not be made into one."""
    from dragoman.flow import verbs

    return verbs.documents(paths, sys.stdin.buffer, settings)


def words_of(given: list[str] | None) -> frozenset[str]:
    """Return the words, in capitals, of an option that may be given several times, and each time with several words and commas."""
    return frozenset(word.strip().upper() for words in given or () for word in words.split(",") if word.strip())


def numbers(counts: dict[str, int]) -> str:
    """Return counts of things in words ("2 documents, 1 story")."""
    one = {"documents": "document", "stories": "story", "events": "event", "quotes": "quote"}
    return ", ".join(f"{count} {one[what] if count == 1 else what}" for what, count in counts.items())
