"""A ledger that is asked many times: connections stay open between questions, and columns as long as it stands as it stood."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import LedgerError
from dragoman.store import schema, tallies
from dragoman.store.browsing import Browser
from dragoman.store.columns import Kept
from dragoman.store.database import Name, database

MOST_IDLE = 8


@dataclass(frozen=True, slots=True)
class _Line:
    connection: Connection
    mark: object
    open: ExitStack
    state: str = ""


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
                yield Browser(line.connection, self._kept, line.state)
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
            if line.mark == mark and (state := _state(line.connection)) is not None:
                return replace(line, state=state)
            line.open.close()

    def _opened(self, mark: object) -> _Line:
        with ExitStack() as stack:
            connection = stack.enter_context(self._where.reading(busy_timeout_seconds=self._busy_timeout_seconds))
            return _Line(connection, mark, stack.pop_all())


_VERSION: Final = select(schema.meta.c.value).where(schema.meta.c.key == "schema_version").scalar_subquery()
_VERSION_AND_STATE: Final = select(_VERSION, *tallies.STATE)


def _state(connection: Connection) -> str | None:
    """Return how the ledger of a connection stands, with which its snapshot begins; None where none of this version is reached."""
    try:
        version, *found = connection.execute(_VERSION_AND_STATE).one()
    except (SQLAlchemyError, LedgerError):
        return None
    return tallies.state_of(found) if version == str(schema.SCHEMA_VERSION) else None
