"""What version a ledger is of, what to do with another one, and making a new one."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select, update

from dragoman.errors import LedgerError
from dragoman.store.migrations import OLDEST, migrate
from dragoman.store.schema import APPLICATION_ID, SCHEMA_VERSION, meta, metadata

STRANGE = {"sqlite": "another program's SQLite database", "postgresql": "another program's tables in this database"}
EMPTY = {"sqlite": "an empty file", "postgresql": "an empty database"}


def settle(connection: Connection, name: str, *, write: bool, made_by: str = "") -> None:
    """Make sure within one transaction that `connection` holds a ledger of this version.

    A writer makes a ledger in an empty database, and brings an older one to this version; a reader changes nothing. Raises LedgerError
    for what is no ledger, for a newer one, and to a reader for an older one.
    """
    dialect = connection.dialect.name
    with connection.begin():
        if not inspect(connection).get_table_names() and _is_unmarked(connection):
            # Also what a process killed while it made the ledger leaves behind.
            if not write:
                raise LedgerError(f"{name}: expected a Dragoman ledger, saw {EMPTY[dialect]}")
            _create(connection, made_by)
            return
        version = _version(connection)
        if version is None:
            raise LedgerError(f"{name}: expected a Dragoman ledger, saw {STRANGE[dialect]}")
        if version > SCHEMA_VERSION:
            raise LedgerError(
                f"{name}: expected a ledger of schema {SCHEMA_VERSION} or older, saw {version}: a newer Dragoman wrote it; upgrade this one"
            )
        if version < OLDEST:
            raise LedgerError(
                f"{name}: expected a ledger of schema {OLDEST} or newer, saw {version}: "
                f"`dragoman rebuild --ledger {name} --to NEW` tells its documents anew"
            )
        if version < SCHEMA_VERSION:
            if not write:
                raise LedgerError(
                    f"{name}: expected a ledger of schema {SCHEMA_VERSION}, saw {version}, which an older Dragoman wrote: "
                    f"`dragoman migrate --ledger {name}` brings it up, as adding does"
                )
            migrate(connection, version, SCHEMA_VERSION)
            connection.execute(update(meta).where(meta.c.key == "schema_version").values(value=str(SCHEMA_VERSION)))
            _mark(connection)


def _create(connection: Connection, made_by: str) -> None:
    metadata.create_all(connection)
    given = {"application": "dragoman", "schema_version": str(SCHEMA_VERSION), "made_by": made_by}
    connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in given.items()])
    _mark(connection)


def _mark(connection: Connection) -> None:
    """Write the version where `file` and other programs look for it, too: a server's database has no such place."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def _is_unmarked(connection: Connection) -> bool:
    return connection.dialect.name != "sqlite" or (_pragma(connection, "application_id"), _pragma(connection, "user_version")) == (0, 0)


def _version(connection: Connection) -> int | None:
    """Return the version of a ledger, None where the tables are not ours."""
    if connection.dialect.name == "sqlite":
        return _pragma(connection, "user_version") if _pragma(connection, "application_id") == APPLICATION_ID else None
    inspector = inspect(connection)
    if not inspector.has_table(meta.name) or {c["name"] for c in inspector.get_columns(meta.name)} != {c.name for c in meta.c}:
        return None
    found: dict[str, str] = {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}
    version = found.get("schema_version", "")
    return int(version) if found.get("application") == "dragoman" and version.isdecimal() else None


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
