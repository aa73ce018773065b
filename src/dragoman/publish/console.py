"""Standard output, standard error and exit statuses: how the command line speaks to people and to other programs."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dragoman.errors import DragomanError, FilterError, RelationError, SettingsError

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress

    from dragoman.flow import Step
    from dragoman.nouns.text import Refusal

INCOMPLETE = 1  # something could not be read or done
USAGE = 2  # the command or a setting is wrong
INTERRUPTED = 130  # 128 + SIGINT, as shells say it
PIPE_CLOSED = 141  # 128 + SIGPIPE


def emit(text: str) -> None:
    """Write to standard output at once, in UTF-8 whatever the locale: a program on the other end must be able to rely on it."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def emit_json(value: Any) -> None:
    """Write one JSON value on one line."""
    import json

    emit(json.dumps(value, ensure_ascii=False) + "\n")


def show(*renderables: RenderableType) -> None:
    """Write what Rich draws, in colour and to the width of the terminal where there is one."""
    from rich.console import Console

    console = Console()
    with console.capture() as drawn:
        for renderable in renderables:
            console.print(renderable)
    emit(drawn.get())


def save(name: str, text: str) -> None:
    """Write a file whole or not at all; `-` is standard output."""
    if name == "-":
        emit(text)
        return
    path = Path(name)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if path.exists() and not path.is_file():  # a device or a pipe takes what it is given
            path.write_bytes(text.encode("utf-8", "backslashreplace"))
            return
        try:
            new.write_bytes(text.encode("utf-8", "backslashreplace"))
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as e:
        complain(f"{name}: cannot be written: {e.strerror}")
        raise typer.Exit(INCOMPLETE) from e


def complain(message: str) -> None:
    """Write one line to standard error."""
    with suppress(BrokenPipeError):
        sys.stderr.write(f"dragoman: {plain(message)}\n")
        sys.stderr.flush()


def wrong_usage(message: str) -> typer.Exit:
    """Say what the command lacks, and return what to raise."""
    complain(message)
    return typer.Exit(USAGE)


def plain(text: str) -> str:
    """Return `text` with what does not print made visible: a file's name may not move the cursor or turn the line around."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


@contextmanager
def exits() -> Iterator[None]:
    """Turn our errors into one line and an exit status."""
    try:
        yield
    except (SettingsError, FilterError, RelationError) as e:
        complain(str(e))
        raise typer.Exit(USAGE) from e
    except DragomanError as e:
        complain(str(e))
        raise typer.Exit(INCOMPLETE) from e
    except KeyboardInterrupt as e:
        complain("stopped")
        raise typer.Exit(INTERRUPTED) from e
    except BrokenPipeError as e:
        # The reader has what it wanted. Python would flush again on its way out, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from e


class Watch:
    """Follows a run: says at once what could not be read, counts the rest, and moves a bar where someone is there to see it."""

    def __init__(self, doing: str, *, bar: bool = True) -> None:
        self._doing = doing
        self._wanted = bar and sys.stderr.isatty()
        self._progress: Progress | None = None
        self.outcomes: Counter[str] = Counter()

    @property
    def status(self) -> int:
        """The exit status that follows from what was seen."""
        return INCOMPLETE if self.outcomes["refused"] else 0

    def __enter__(self) -> Watch:
        if self._wanted:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

            self._progress = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.fields[source]}", style="dim"),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.add_task(self._doing, total=None, source="")
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()

    def __call__(self, step: Step) -> None:
        """Note one step."""
        self.outcomes[step.outcome] += 1
        if step.refusal:
            self._refused(step.refusal)
        if self._progress:
            (task,) = self._progress.task_ids
            # As long as the end is not known, no total and so no estimate: a bar that promises must be able to keep it.
            total = step.found if step.all_found else None
            self._progress.update(task, completed=step.done, total=total, source=plain(step.source)[-40:])

    def _refused(self, refusal: Refusal) -> None:
        line = f"{refusal.source}: {refusal.reason}"
        if self._progress:
            from rich.text import Text

            self._progress.console.print(Text(f"dragoman: {plain(line)}"), soft_wrap=True)
        else:
            complain(line)
