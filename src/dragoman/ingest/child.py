"""A child process that answers one message at a time and may be killed for any of them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from dragoman.errors import DocumentError

LENGTH = struct.Struct(">I")
"""Stands before each message: its length in bytes."""
OUT_OF_MEMORY_STATUS = 77
"""What a child ends with where it needs more memory than it may have."""
_GRACE_SECONDS = 2.0
_MAX_ANSWER_BYTES = 1 << 28
_LAST_WORDS_BYTES = 4096
NONSENSE = "the parser answered what is no answer"


class _Death(Exception):  # noqa: N818  (it never leaves this module)
    """The end of file that a child leaves behind; `status` is negative where a signal ended it."""

    def __init__(self, status: int, last_words: str) -> None:
        super().__init__(status)
        self.status = status
        self.last_words = last_words


@dataclass(frozen=True, slots=True)
class _Running:
    """A child that has been started: its process, our end of its socket, and the file that takes its standard error."""

    process: subprocess.Popen[bytes]
    socket: socket.socket
    errors: IO[bytes]

    def receive(self, deadline: float) -> bytes:
        """Return the next message; raises TimeoutError at the deadline, EOFError where the child has gone."""
        size_bytes = LENGTH.unpack(self._exactly(LENGTH.size, deadline))[0]
        if size_bytes > _MAX_ANSWER_BYTES:
            raise DocumentError(NONSENSE)
        return self._exactly(size_bytes, deadline)

    def send(self, message: bytes, deadline: float) -> None:
        """Send a message; raises TimeoutError at the deadline and OSError where the child has gone."""
        self.socket.settimeout(_left(deadline))
        self.socket.sendall(LENGTH.pack(len(message)) + message)

    def end(self) -> None:
        """Kill the process and let go of all that belonged to it."""
        self.socket.close()
        self.process.kill()
        self.process.wait()
        self.errors.close()

    def death(self) -> _Death:
        """Return what a child that closed its socket died of."""
        self.socket.close()
        try:
            status = self.process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            status = -signal.SIGKILL
        self.errors.seek(max(self.errors.seek(0, os.SEEK_END) - _LAST_WORDS_BYTES, 0))
        last_words = self.errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        self.end()
        return _Death(status, " ".join(last_words.split())[:200])

    def _exactly(self, size_bytes: int, deadline: float) -> bytes:
        data = bytearray(size_bytes)
        view = memoryview(data)
        while view:
            self.socket.settimeout(_left(deadline))
            count = self.socket.recv_into(view)
            if not count:
                raise EOFError
            view = view[count:]
        return bytes(data)


class Child:
    """Runs `python -m module *arguments` when first asked and again after it died; a death is a DocumentError that says what of.

    The child speaks over its standard input and output, which are one socket: messages with `LENGTH` before them, an empty one when it
    is ready. It runs in a session of its own, so that Ctrl-C reaches only the parent, and goes when the parent does, by end of file.
    `deaths` gives the reason for each exit status that is a limit which the child sets on itself (a signal's is negative).
    """

    def __init__(self, module: str, *arguments: str, start_seconds: float, deaths: Mapping[int, str]) -> None:
        self._command = (sys.executable, "-P", "-m", module, *arguments)
        self._start_seconds = start_seconds
        self._deaths = deaths
        self._running: _Running | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process id while the child runs."""
        return None if self._running is None else self._running.process.pid

    def ask(self, message: bytes, wall_seconds: float) -> bytes:
        """Return the child's answer; raises DocumentError where none comes in time or the child dies of the question.

        A child that had answered before is not proof against this question: it may have died, or been killed, between two. So a new one
        is asked once more, unless the first went over a limit.
        """
        served_before = self._running is not None
        try:
            try:
                return self._exchange(message, wall_seconds)
            except _Death as death:
                if not served_before or death.status in self._deaths:
                    raise
                return self._exchange(message, wall_seconds)
        except _Death as death:
            raise DocumentError(self._reason(death)) from death

    def close(self) -> None:
        """Kill the child, if there is one."""
        if self._running is not None:
            self._running.end()
            self._running = None

    def _exchange(self, message: bytes, wall_seconds: float) -> bytes:
        running = self._running or self._start()
        deadline = time.monotonic() + wall_seconds
        try:
            running.send(message, deadline)
            return running.receive(deadline)
        except TimeoutError as error:
            self.close()
            raise DocumentError(f"took more than {wall_seconds:g} s") from error
        except (EOFError, OSError) as error:
            self._running = None
            raise running.death() from error
        except BaseException:
            self.close()  # an interrupt half way leaves an answer in the socket that belongs to no later question
            raise

    def _start(self) -> _Running:
        # The child imports what the parent would; a fixed hash seed keeps the order of every set in its libraries from run to run.
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path),
            "PYTHONHASHSEED": "0",
        }
        with contextlib.ExitStack() as undo:
            try:
                ours, theirs = socket.socketpair()
                undo.enter_context(ours)
                undo.enter_context(theirs)
                errors = undo.enter_context(tempfile.TemporaryFile())
                end = theirs.fileno()
                process = subprocess.Popen(  # noqa: S603  (this interpreter, a module of this package, numbers)
                    self._command, stdin=end, stdout=end, stderr=errors, env=environment, start_new_session=True
                )
            except OSError as error:
                raise DocumentError(f"the parser could not be started: {error.strerror or error}") from error
            theirs.close()
            undo.pop_all()
        self._running = running = _Running(process, ours, errors)
        try:
            running.receive(time.monotonic() + self._start_seconds)
        except TimeoutError as error:
            self.close()
            raise DocumentError(f"the parser did not start within {self._start_seconds:g} s") from error
        except (EOFError, OSError) as error:
            self._running = None
            raise running.death() from error
        except BaseException:
            self.close()
            raise
        return running

    def _reason(self, death: _Death) -> str:
        if death.status in self._deaths:
            return self._deaths[death.status]
        if death.status >= 0:
            return f"the parser stopped with status {death.status}" + (f" ({death.last_words})" if death.last_words else "")
        return f"the parser was killed by signal {-death.status} ({signal.strsignal(-death.status) or 'unknown'})"


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
