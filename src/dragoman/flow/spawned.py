"""A process of its own that is deaf to Ctrl-C, and channels to it that end when either side does."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess


def spawned(target: Callable[..., None], *args: Any, channels: int = 1) -> tuple[SpawnProcess, tuple[Connection, ...]]:
    """Start `target(channels, *args)` in a process of its own and return it with our ends of the channels.

    Spawned and not forked, as a fork of a process with threads (ONNX Runtime's) may hang. Ctrl-C reaches the whole process group, and only
    whoever started the process may act on it: it is born deaf to it, so that not even its start can print a traceback.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = zip(*(context.Pipe() for _ in range(channels)), strict=True)
    process = context.Process(target=target, args=(theirs, *args), daemon=True)
    try:
        with _deaf():
            process.start()
    finally:
        for end in theirs:
            end.close()  # ours alone must not keep the channel open when the process has died
    return process, ours


@contextmanager
def _deaf() -> Iterator[None]:
    """Block Ctrl-C, where that is a signal which can be blocked, for all that is started meanwhile."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # to start it would unblock the signal, so it starts before
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
