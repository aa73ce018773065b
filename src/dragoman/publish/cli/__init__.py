"""The command line: one file for each family of commands, joined here in the order in which help shows them."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.publish.cli import (
    add,
    agreements,
    blocs,
    brief,
    calendar,
    correcting,
    events,
    explain,
    export,
    holders,
    import_events,
    keep,
    past,
    read,
    relations,
    serve,
    why,
)
from dragoman.publish.console import emit

app = typer.Typer(
    epilog="Exit status: 0 all done; 1 something could not be read or done; 2 wrong usage or setting; 130 stopped with Ctrl-C.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# Each file of this room names its commands in COMMANDS; a new family is one more line here, in the order of help.
FAMILIES = (
    add,
    read,
    brief,
    events,
    agreements,
    calendar,
    export,
    import_events,
    explain,
    holders,
    why,
    correcting,
    past,
    relations,
    blocs,
    keep,
    serve,
)


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


for _family in FAMILIES:
    for _command in _family.COMMANDS:
        app.command()(_command)


def main() -> None:
    """Run the command line of this process."""
    app(prog_name="dragoman")
