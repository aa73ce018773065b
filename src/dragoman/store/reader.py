"""A ledger that is asked many times: connections stay open between questions, and columns as long as it stands as it stood."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import LedgerError
from dragoman.store import schema
from dragoman.store.browsing import Browser
from dragoman.store.columns import Kept
from dragoman.store.database import Name, database

MOST_IDLE = 8


@dataclass(frozen=True, slots=True)
class _Line:
    connection: Connection
    mark: object
    open: ExitStack


class Reader:
    """Opens one ledger for leafing through, again and again and from any thread.

    Each browser sees the ledger as it stands at its first question, also where another file has taken its place meanwhile or the server
    was started anew.
    """

    def __init__(self, ledger: Name, *, busy_timeout_seconds: float = 5.0) -> None:
        self._where = database(ledger)
        self._busy_timeout_seconds = busy_timeout_seconds
        self._kept = Kept()
        self._idle: list[_Line] = []
        self._lock = Lock()

    @contextmanager
    def browsing(self) -> Iterator[Browser]:
        """Open the ledger for one question or several that belong together; raises LedgerError where that cannot be."""
        line = self._taken()
        try:
            with self._where.explained():
                yield Browser(line.connection, self._kept)
                line.connection.rollback()
        except BaseException:
            line.open.close()
            raise
        with self._lock:
            if len(self._idle) < MOST_IDLE:
                self._idle.append(line)
                return
        line.open.close()

    def close(self) -> None:
        """Let go of all connections that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for line in idle:
            line.open.close()

    def _taken(self) -> _Line:
        mark = self._where.mark()
        while True:
            with self._lock:
                line = self._idle.pop() if self._idle else None
            if line is None:
                return self._opened(mark)
            if line.mark == mark and _is_alive(line.connection):
                return line
            line.open.close()

    def _opened(self, mark: object) -> _Line:
        with ExitStack() as stack:
            connection = stack.enter_context(self._where.reading(busy_timeout_seconds=self._busy_timeout_seconds))
            return _Line(connection, mark, stack.pop_all())


def _is_alive(connection: Connection) -> bool:
    """Tell whether a connection still reaches a ledger of this version; with this its snapshot begins."""
    version = select(schema.meta.c.value).where(schema.meta.c.key == "schema_version")
    try:
        return bool(connection.execute(version).scalar() == str(schema.SCHEMA_VERSION))
    except (SQLAlchemyError, LedgerError):
        return False
