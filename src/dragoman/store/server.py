"""The ledger in a PostgreSQL database: where it is, how to reach it, its one writer, and saying plainly what is wrong.

The driver is pg8000 (BSD): the other one of its kind, psycopg, is LGPL. A database holds one ledger. Durability is the server's, as
long as nobody has told it otherwise for the session: synchronous_commit is set on.
"""

from __future__ import annotations

import getpass
import os
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import StaticPool

from dragoman.errors import LedgerError
from dragoman.store.schema import APPLICATION_ID
from dragoman.store.versions import settle

PORT = 5432
SOCKET_FOLDERS = ("/var/run/postgresql", "/tmp")  # noqa: S108 - Debian's and PostgreSQL's own place for the server's socket
CONNECT_SECONDS = 15.0
WRITER_LOCK = (APPLICATION_ID, 1)
LEAST_WAIT_SECONDS, PAUSE_SECONDS = 1.0, 0.05  # a server needs moments to see that a killed writer is gone
SSL_MODES: dict[str, bool | None] = {"disable": False, "prefer": None, "require": True, "verify-full": True}
PARAMETERS = ("host", "sslmode")
LOST = "the connection to the server was lost; what was acknowledged is safe, and adding again goes on from there"


@dataclass(frozen=True, slots=True)
class Server:
    """A ledger in a database of a server; `host` is a machine's name, or the absolute path of the folder of the server's socket."""

    name: str
    host: str
    port: int
    user: str
    database: str
    password: str | None = field(default=None, repr=False)
    ssl_mode: str = "prefer"

    @classmethod
    def at(cls, url: str) -> Server:
        """Parse `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?host=/FOLDER&sslmode=MODE`; all but the scheme may be left out.

        What is left out comes from PGUSER, PGPASSWORD, PGHOST and PGDATABASE, then from the user's name and this machine's server. Raises
        LedgerError for what is no such URL.
        """
        try:
            parsed = make_url(url)
        except (ArgumentError, ValueError) as e:
            raise LedgerError("expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE, saw a URL that cannot be taken apart") from e
        query = {key: value for key, value in parsed.query.items() if isinstance(value, str)}
        unknown = sorted(set(parsed.query) - set(PARAMETERS))
        mode = query.get("sslmode", "prefer")
        name = parsed.render_as_string(hide_password=True)
        if unknown or mode not in SSL_MODES:
            seen = f"the parameter {unknown[0]!r}" if unknown else f"sslmode {mode!r}"
            raise LedgerError(f"{name}: expected host=/FOLDER or sslmode={'|'.join(SSL_MODES)} after the ?, saw {seen}")
        user = parsed.username or os.environ.get("PGUSER") or getpass.getuser()
        host = query.get("host") or parsed.host or os.environ.get("PGHOST") or _local()
        found = parsed.database or os.environ.get("PGDATABASE") or user
        password = str(parsed.password) if parsed.password is not None else os.environ.get("PGPASSWORD")
        return cls(name, host, parsed.port or PORT, user, found, password, mode)

    @contextmanager
    def writing(self, *, busy_timeout_seconds: float, made_by: str) -> Iterator[Connection]:
        """Open for the one writer, making the ledger in a database that holds nothing yet.

        The writer's lock lives and dies with its connection, which is why a lost one is never replaced by another in silence.
        """
        with self._connected(busy_timeout_seconds, read_only=False) as connection:
            self._lock(connection, max(LEAST_WAIT_SECONDS, busy_timeout_seconds))
            settle(connection, self.name, write=True, made_by=made_by)
            yield connection

    @contextmanager
    def reading(self, *, busy_timeout_seconds: float) -> Iterator[Connection]:
        """Open for a reader, who sees one unchanging snapshot from the first query on."""
        with self._connected(busy_timeout_seconds, read_only=True) as connection:
            settle(connection, self.name, write=False)
            yield connection

    def is_there(self) -> bool:
        """Tell whether the database holds any table."""
        with self._connected(0, read_only=True) as connection, connection.begin():
            return bool(inspect(connection).get_table_names())

    def mark(self) -> object:
        """Return its name: what a server's database is called is what it is."""
        return self.name

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the server says into a LedgerError that names the ledger, the cause and a way out."""
        try:
            yield
        except DBAPIError as e:
            raise LedgerError(f"{self.name}: {_explanation(e.orig)}") from e

    @contextmanager
    def _connected(self, busy_timeout_seconds: float, *, read_only: bool) -> Iterator[Connection]:
        with self.explained():
            engine = self._engine()
            try:
                with engine.connect() as connection:
                    with connection.begin():
                        connection.exec_driver_sql("SET synchronous_commit = on")
                        connection.exec_driver_sql(f"SET lock_timeout = {max(1, round(1000 * busy_timeout_seconds))}")
                    if read_only:
                        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                    yield connection
            finally:
                engine.dispose()

    def _engine(self) -> Engine:
        dialled: list[bool] = []

        def dial() -> Any:
            if dialled:
                raise LedgerError(f"{self.name}: {LOST}")
            dialled.append(True)
            return self._dial()

        try:
            engine = create_engine("postgresql+pg8000://", creator=dial, poolclass=StaticPool)
        except ImportError as e:
            raise LedgerError(
                f"{self.name}: the driver for PostgreSQL is not installed: `pip install 'dragoman[postgres]'` brings it"
            ) from e
        event.listen(engine, "handle_error", self._refuse_what_is_lost)
        return engine

    def _refuse_what_is_lost(self, context: ExceptionContext) -> None:
        """Tell a broken line, for which the driver has no error of its own."""
        if context.is_disconnect or isinstance(context.original_exception, OSError):
            raise LedgerError(f"{self.name}: {LOST}") from context.original_exception

    def _dial(self) -> Any:
        from pg8000 import dbapi

        class Line(dbapi.Connection):  # type: ignore[misc]
            def close(self) -> None:
                with suppress(dbapi.Error, OSError):  # of a broken line there is nothing to say goodbye to
                    super().close()

        verified = ssl.create_default_context() if self.ssl_mode == "verify-full" else SSL_MODES[self.ssl_mode]
        local = self.host.startswith("/")
        try:
            line = _socket(self.host, self.port)
        except OSError as e:
            raise LedgerError(f"{self.name}: no server answers at {self.host}, port {self.port}: {e.strerror or e}") from e
        try:
            return Line(
                self.user,
                host=self.host,
                database=self.database,
                password=self.password,
                sock=line,
                ssl_context=False if local else verified,
                application_name=f"dragoman {os.getpid()} {socket.gethostname()}"[:63],
            )
        except BaseException:
            line.close()
            raise

    def _lock(self, connection: Connection, patience_seconds: float) -> None:
        """Take the writer's lock; raises LedgerError naming the holder where another process has it and keeps it."""
        until = time.monotonic() + patience_seconds
        while True:
            with connection.begin():
                if connection.execute(text("SELECT pg_try_advisory_lock(:a, :b)"), dict(zip("ab", WRITER_LOCK, strict=True))).scalar_one():
                    return
                holder = connection.execute(_HOLDER, dict(zip("ab", WRITER_LOCK, strict=True))).first()
            if holder is not None and time.monotonic() >= until:
                raise LedgerError(f"{self.name}: the ledger is locked: {_who(*holder)} is adding to it")
            time.sleep(PAUSE_SECONDS)


_HOLDER = text(
    "SELECT a.application_name, a.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid) JOIN pg_database d ON d.oid = l.database"
    " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2 AND l.classid = :a AND l.objid = :b AND d.datname = current_database()"
)


def _who(application: str, backend: int) -> str:
    """Return the holder of the lock: its process where it is one of ours, else the server's process for it."""
    match application.split():
        case ["dragoman", process, *host]:
            return f"process {process} on {' '.join(host)}"
        case _:
            return f"another program (the server's process {backend})"


def _local() -> str:
    folder = next((f for f in SOCKET_FOLDERS if Path(f, f".s.PGSQL.{PORT}").exists()), None)
    return folder or "localhost"


def _socket(host: str, port: int) -> socket.socket:
    """Connect, waiting for an answer only so long, and for as long as it takes from then on."""
    if host.startswith("/"):
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            found.connect(f"{host}/.s.PGSQL.{port}")
        except OSError:
            found.close()
            raise
        return found
    found = socket.create_connection((host, port), CONNECT_SECONDS)
    found.settimeout(None)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return found


def _explanation(error: BaseException | None) -> str:
    said = error.args[0] if error is not None and error.args else error
    state, message = (str(said.get("C", "")), str(said.get("M", said))) if isinstance(said, dict) else ("", str(said))
    reason = next((reason for prefix, reason in _REASONS.items() if state.startswith(prefix)), None)
    return f"{reason} ({message})" if reason else f"the server refused: {message}"


# By the beginning of SQLSTATE (PostgreSQL's manual, appendix A), the more special ones first.
_REASONS = {
    "53100": "the server has no room left for the ledger; what was acknowledged is safe, and adding again goes on from there",
    "53300": "the server has too many connections",
    "53": "the server lacks resources; what was acknowledged is safe, and adding again goes on from there",
    "58": "the server cannot write or read the ledger; what was acknowledged is safe, and adding again goes on",
    "55P03": "the ledger is locked by another program; try again when it has finished",
    "40P01": "the ledger is locked by another program; try again when it has finished",
    "25006": "the ledger is read-only; adding needs to write it",
    "42501": "this user may not do that with the ledger",
    "28": "the server does not let this user in",
    "3D000": "there is no such database; `createdb` makes one",
    "57P": "the server is going down or not yet up; what was acknowledged is safe, and adding again goes on from there",
    "XX001": "the ledger is damaged; restore the server's copy, or build a new ledger from the documents",
    "XX002": "the ledger is damaged; restore the server's copy, or build a new ledger from the documents",
}
