"""The way from each version of the tables to the next, forward only, frozen as they were then.

One writer opens a ledger now and then, and versions follow each other in one line: a list of steps does all that a migration tool would.
A step runs within the transaction that opens the ledger, so a killed one has done nothing. It may use neither `schema.py`, which
moves on, nor anything else that does.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from sqlalchemy import Connection, text

Step = Callable[[Connection], None]
OLDEST = 2
"""The oldest version that a step leads on from: in ledgers before it, events had other ids."""
ROWS_AT_ONCE = 200


def migrate(connection: Connection, version: int, target: int) -> None:
    """Bring the tables from `version` to `target`, step by step."""
    for step in range(version + 1, target + 1):
        STEPS[step](connection)


def _to_3(connection: Connection) -> None:
    """Nouns are packed, readings are remembered, and a ledger says whose it is in its own table. Schema 2 was SQLite's alone."""
    connection.execute(text("INSERT OR REPLACE INTO meta (key, value) VALUES ('application', 'dragoman')"))
    connection.exec_driver_sql(
        "INSERT INTO version (kind, id, since) SELECT 'reading', v.id, min(v.since) FROM version v JOIN document d ON d.id = v.id "
        "WHERE v.kind = 'document' GROUP BY v.id"
    )
    for table in ("document", "reading", "story", "event", "quote"):
        _pack_nouns(connection, table)


def _pack_nouns(connection: Connection, table: str) -> None:
    last = -(1 << 63)
    while True:
        query = f"SELECT rowid, noun FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT {ROWS_AT_ONCE}"  # noqa: S608 - our own table names
        rows = connection.exec_driver_sql(query, (last,)).all()
        if not rows:
            return
        packed = [(zlib.compress(noun.encode(), 6), rowid) for rowid, noun in rows]
        connection.exec_driver_sql(f"UPDATE {table} SET noun = ? WHERE rowid = ?", packed)  # noqa: S608
        last = rows[-1][0]


STEPS: Mapping[int, Step] = {3: _to_3}
"""By the version that a step leads to."""
