"""A second process that makes the answers which take long: of each process one thread runs at a time, and lists need not wait for it."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from dragoman.errors import DragomanError
from dragoman.flow.spawned import spawned
from dragoman.publish.rest.answers import AT_WORK_ASIDE, AT_WORK_AT_LENGTH, Answers, Made

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import SpawnProcess

    from dragoman.publish.rest.service import Service
    from dragoman.store.browsing import Browser

PLACES = AT_WORK_ASIDE + AT_WORK_AT_LENGTH
AGAIN_SECONDS = 60.0
"""How long after it was started another takes the place of one that has died: what killed it, memory perhaps, may do so again."""


@dataclass(slots=True)
class _Running:
    """A process, what tells whether it lives and is ready, and the channels to it that nobody uses."""

    process: SpawnProcess
    life: Connection
    free: list[Connection]
    ready: bool = False

    def end(self) -> None:
        """End the process; whoever waits for an answer of it learns so."""
        self.process.kill()
        self.process.join()


class Second:
    """Makes answers by their addresses in another process, at most `PLACES` at a time; for any number of threads."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = Lock()
        self._running: _Running | None = None
        self._started = 0.0
        self._is_closed = False
        self._start()

    def is_ready(self) -> bool:
        """Tell whether it has started and could answer at once."""
        with self._lock:
            running = self._running
            if running is None:
                return False
            with suppress(EOFError, OSError):
                if not running.ready and running.life.poll():
                    running.ready = bool(running.life.recv())
            return running.ready

    def made(self, path: str, query: str) -> Made | None:
        """Return what is made for an address, None where there is no such process now; raises the DragomanError that it is answered by."""
        taken = self._taken()
        if taken is None:
            return None
        running, channel = taken
        try:
            channel.send((path, query))
            told: Made | DragomanError | None = channel.recv()
        except (EOFError, OSError):
            self._lose(running)
            return None
        with self._lock:
            running.free.append(channel)
        if isinstance(told, DragomanError):
            raise told
        return told

    def close(self) -> None:
        """End the process for good."""
        with self._lock:
            self._is_closed = True
            running, self._running = self._running, None
        if running is not None:
            running.end()

    def _taken(self) -> tuple[_Running, Connection] | None:
        with self._lock:
            if self._running is None and not self._is_closed and time.monotonic() - self._started >= AGAIN_SECONDS:
                self._start()
            if self._running is None or not self._running.free:
                return None
            return self._running, self._running.free.pop()

    def _lose(self, running: _Running) -> None:
        with self._lock:
            if self._running is running:
                self._running = None
        running.end()

    def _start(self) -> None:
        self._started = time.monotonic()
        with suppress(OSError):  # where there is no room for it all is made here
            process, (life, *free) = spawned(serve, self._service, channels=1 + PLACES)
            self._running = _Running(process, life, free)


def serve(channels: tuple[Connection, ...], service: Service) -> None:
    """Run in the second process: answer on each channel until the first of them closes, which is when the server has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from dragoman.publish.rest.routes import routers
    from dragoman.publish.rest.serving import settle
    from dragoman.publish.rest.whole import keep_ready

    settle()
    life, *others = channels
    answers = _Here(replace(service, second_from=None))
    made_by = {getattr(r, "path", ""): getattr(r, "endpoint", None) for router in routers(service, answers) for r in router.routes}
    with suppress(EOFError, OSError):
        life.send(True)
        for channel in others:
            Thread(target=_answer_all, args=(channel, made_by), daemon=True).start()
        Thread(target=keep_ready, args=(answers, Event()), daemon=True).start()
        life.recv()
    os._exit(0)  # whatever is being made nobody waits for


def _answer_all(channel: Connection, made_by: dict[str, Any]) -> None:
    with suppress(EOFError, OSError):
        while True:
            channel.send(_answered(made_by, *channel.recv()))


def _answered(made_by: dict[str, Any], path: str, query: str) -> Made | DragomanError | None:
    """Return what is made for an address, or the error that is its answer; None leaves both to the server, and the log."""
    from dragoman.publish.rest.routes import PREFIX

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": [], "scheme": "http"}
    try:
        made: Made = asyncio.run(made_by[path.removeprefix(PREFIX)](Request({**scope, "server": ("127.0.0.1", 80)}))).made
    except DragomanError as e:
        return e
    except Exception:  # noqa: BLE001 - the server makes it again, and tells of what goes wrong
        return None
    return made


class _Whole(Response):
    """What was made, with nothing around it."""

    def __init__(self, made: Made) -> None:
        super().__init__()
        self.made = made


class _Here(Answers):
    """Makes everything in the thread that asks."""

    async def in_line(self, request: Request, make: Callable[[Browser], Made]) -> Response:
        return _Whole(self.made(request, make))

    at_length = aside = in_line
