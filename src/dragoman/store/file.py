"""The ledger's file: opening it, knowing it for one, and saying plainly why it cannot be used.

Durability (https://www.sqlite.org/pragma.html): WAL with synchronous=FULL syncs the log at every commit, so an acknowledged document
survives a power cut; fullfsync asks macOS to mean it. Readers never wait for the writer nor the writer for them.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from dragoman.errors import LedgerError
from dragoman.store.lock import only_writer
from dragoman.store.versions import settle

PRAGMAS = ("foreign_keys=ON", "trusted_schema=OFF")
WRITER_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON")


@dataclass(frozen=True, slots=True)
class File:
    """A ledger in a file of this machine."""

    path: Path

    @contextmanager
    def writing(self, *, busy_timeout_seconds: float, made_by: str) -> Iterator[Connection]:
        """Open for the one writer, making the ledger where it is not there yet."""
        refuse_what_is_no_file(self.path, write=True)
        with only_writer(self.path), self._connected(write=True, busy_timeout_seconds=busy_timeout_seconds) as connection:
            settle(connection, str(self.path), write=True, made_by=made_by)
            _make_durable(connection)  # only now: another program's database must stay as it is
            yield connection

    @contextmanager
    def reading(self, *, busy_timeout_seconds: float) -> Iterator[Connection]:
        """Open for a reader, who sees one unchanging snapshot from the first query on."""
        refuse_what_is_no_file(self.path, write=False)
        with self._connected(write=False, busy_timeout_seconds=busy_timeout_seconds) as connection:
            settle(connection, str(self.path), write=False)
            yield connection

    def is_there(self) -> bool:
        """Tell whether there is something at the path."""
        return self.path.exists()

    def mark(self) -> object:
        """Return which file it is, and whether it is taken for one that cannot change."""
        refuse_what_is_no_file(self.path, write=False)
        found = self.path.stat()
        return found.st_dev, found.st_ino, _is_sealed(self.path)

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the database says into a LedgerError that names the file, the cause and a way out."""
        try:
            yield
        except DBAPIError as e:
            raise LedgerError(_explanation(self.path, e.orig)) from e
        except sqlite3.Error as e:
            raise LedgerError(_explanation(self.path, e)) from e

    @contextmanager
    def _connected(self, *, write: bool, busy_timeout_seconds: float) -> Iterator[Connection]:
        with self.explained():
            engine = _engine(self.path, write=write, busy_timeout_seconds=busy_timeout_seconds)
            try:
                with engine.connect() as connection:
                    yield connection
            finally:
                engine.dispose()


def _explanation(path: Path, error: BaseException | None) -> str:
    name = str(getattr(error, "sqlite_errorname", ""))
    for prefix, reason in _REASONS.items():
        if name.startswith(prefix):
            return f"{path}: {reason}"
    return f"{path}: the database refused: {error}"


_REASONS = {
    "SQLITE_NOTADB": "expected a Dragoman ledger, saw a file that is no SQLite database",
    "SQLITE_CORRUPT": "the ledger is damaged; keep the file, and build a new ledger from the documents",
    "SQLITE_BUSY": "the ledger is locked by another program; try again when it has finished",
    "SQLITE_LOCKED": "the ledger is locked by another program; try again when it has finished",
    "SQLITE_READONLY": "the ledger, or the folder it is in, is read-only; adding needs to write both",
    "SQLITE_FULL": "no room is left for the ledger; what was acknowledged is safe, and adding again goes on from there",
    "SQLITE_IOERR": "the ledger cannot be written or read (is the disk full?); what was acknowledged is safe, and adding again goes on",
    "SQLITE_CANTOPEN": "the ledger cannot be opened; are the file and its folder there, and may you read them?",
}


def refuse_what_is_no_file(path: Path, *, write: bool) -> None:
    """Raise LedgerError where nothing at `path` can be opened, or made when `write`, as a ledger."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as e:
        if not write:
            raise LedgerError(f"{path}: there is no such ledger; `dragoman add PATH... --ledger {path}` makes one") from e
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: expected an existing folder to keep the ledger in, saw none at {path.parent}") from e
        return
    except OSError as e:
        raise LedgerError(f"{path}: the ledger cannot be opened: {e.strerror}") from e
    if stat.S_ISDIR(mode):
        raise LedgerError(f"{path}: expected a ledger file, saw a directory")
    if not stat.S_ISREG(mode):
        raise LedgerError(f"{path}: expected a ledger file, saw something that is not a regular file")


def _engine(path: Path, *, write: bool, busy_timeout_seconds: float) -> Engine:
    def dial() -> sqlite3.Connection:
        return _dial(path, write=write, busy_timeout_seconds=busy_timeout_seconds)

    # One connection for as long as the ledger is open: a snapshot and a writer both live on exactly one.
    engine = create_engine("sqlite://", creator=dial, poolclass=StaticPool)
    # BEGIN IMMEDIATE takes the write lock before the first read, so that what a transaction read is still so when it writes.
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _dial(path: Path, *, write: bool, busy_timeout_seconds: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    if write:
        return _tuned(_raw(f"{uri}?mode=rwc", busy_timeout_seconds), PRAGMAS)
    how = "immutable=1" if _is_sealed(path) else "mode=ro"
    return _tuned(_raw(f"{uri}?{how}", busy_timeout_seconds), (*PRAGMAS, "query_only=ON"))


def _raw(uri: str, busy_timeout_seconds: float) -> sqlite3.Connection:
    # isolation_level None: SQLAlchemy's own BEGIN is the only one (its documented recipe for SQLite).
    return sqlite3.connect(uri, uri=True, timeout=busy_timeout_seconds, isolation_level=None, check_same_thread=False)


def _make_durable(connection: Connection) -> None:
    # Beside SQLAlchemy, which would begin a transaction, within which none of these can be changed.
    raw = cast("sqlite3.Connection", connection.connection.driver_connection)
    for pragma in WRITER_PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _tuned(raw: sqlite3.Connection, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    try:
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        raw.close()
        raise
    return raw


def _is_sealed(path: Path) -> bool:
    """Tell whether nobody can be writing: no log beside the file, and a folder in which none can be made (read-only media)."""
    return not path.with_name(path.name + "-wal").exists() and not os.access(path.parent, os.W_OK)
