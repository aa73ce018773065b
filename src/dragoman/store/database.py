"""Which database a ledger is in: a file by its name, or a PostgreSQL server by its URL."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from dragoman.errors import LedgerError

Name = str | Path
"""A ledger as people name it: a file, or `postgresql://USER@HOST/DATABASE`."""

SERVER_SCHEMES = ("postgresql://", "postgres://")


class Database(Protocol):
    """A place that can hold one ledger."""

    def writing(self, *, busy_timeout_seconds: float, made_by: str) -> AbstractContextManager[Connection]:
        """Open for the one writer: the ledger is made where there is none, and an older one is brought to this version."""
        ...

    def reading(self, *, busy_timeout_seconds: float) -> AbstractContextManager[Connection]:
        """Open for a reader, who sees one unchanging state from the first query on."""
        ...

    def is_there(self) -> bool:
        """Tell whether there is anything that a writer would not make."""
        ...

    def mark(self) -> object:
        """Return what is another where another ledger has taken this one's place, or nobody can tell; raises LedgerError likewise."""
        ...

    def explained(self) -> AbstractContextManager[None]:
        """Turn what the database says into a LedgerError that names the ledger, the cause and a way out."""
        ...


def database(ledger: Name) -> Database:
    """Return where `ledger` is; raises LedgerError for a URL that cannot be used."""
    if is_server(ledger):
        from dragoman.store.server import Server

        return Server.at(str(ledger))
    if isinstance(ledger, Path) and str(ledger).startswith(tuple(scheme.rstrip("/") for scheme in SERVER_SCHEMES)):
        raise LedgerError("expected the URL of a ledger as it was given, saw one taken for the name of a file")
    from dragoman.store.file import File

    return File(Path(ledger))


def is_server(ledger: Name) -> bool:
    """Tell whether a ledger is named by the URL of a server."""
    return isinstance(ledger, str) and ledger.startswith(SERVER_SCHEMES)


def is_there(ledger: Name) -> bool:
    """Tell whether there is a ledger, or anything else, where `ledger` is; raises LedgerError for a server that does not answer."""
    return database(ledger).is_there()


def shown(ledger: Name) -> str:
    """Return the name of a ledger for messages: a URL without its password."""
    if not is_server(ledger):
        return str(ledger)
    from dragoman.store.server import Server

    return Server.at(str(ledger)).name
