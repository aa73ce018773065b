"""A worker process: loads the model once, then reads one document after the other as its channel brings them."""

from __future__ import annotations

import signal
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError
from dragoman.flow.engines import Load, attempt, one_line
from dragoman.flow.spawned import spawned
from dragoman.nouns.text import Document

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded."""


@dataclass(frozen=True, slots=True)
class LoadFailed:
    """The model cannot be loaded, in any worker; `error` is what to raise."""

    error: DragomanError


@dataclass(frozen=True, slots=True)
class Assignment:
    """A document on its way, its place in the order of all, and how often a worker has died over it."""

    index: int
    document: Document
    deaths: int = 0

    def after_death(self) -> Assignment:
        """Return the assignment with one death more."""
        return replace(self, deaths=self.deaths + 1)


@dataclass(slots=True)
class Worker:
    """A worker process as its employer sees it; it holds at most one document, so that a death has exactly one suspect."""

    process: SpawnProcess
    channel: Connection
    ready: bool = False
    holds: Assignment | None = None
    deadline: float | None = None

    def end(self, patience_seconds: float = 0.0) -> str:
        """End the process, which is given some time to end by itself, and say how it ended."""
        self.channel.close()
        self.process.join(patience_seconds)
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"


def hire(load: Load, threads: int) -> Worker:
    """Start a worker."""
    process, (channel,) = spawned(serve, load, threads)
    return Worker(process, channel)


def serve(channels: tuple[Connection], load: Load, threads: int) -> None:
    """Run in the worker: load, say so, then answer every document until the channel closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    (channel,) = channels
    with suppress(EOFError, OSError):  # the employer is done, or dead
        try:
            reader = load(threads)
        except DragomanError as e:
            channel.send(LoadFailed(e))
            return
        except Exception as e:  # noqa: BLE001 - sent to the employer, who raises it
            channel.send(LoadFailed(DragomanError(one_line(f"the model cannot be loaded: {type(e).__name__}: {e}"))))
            return
        channel.send(Ready())
        while True:
            channel.send(attempt(reader, channel.recv()))
