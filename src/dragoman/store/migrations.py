"""The way from each version of the tables to the next, forward only, frozen as they were then.

One writer opens a ledger now and then, and versions follow each other in one line: a list of steps does all that a migration tool would.
A step runs within the transaction that opens the ledger, so a killed one has done nothing. It may use neither `schema.py`, which
moves on, nor anything else that does.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
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


def _to_4(connection: Connection) -> None:
    """Give each quote to a story of its component, and mark the pairs of names of undated documents as such."""
    story_of = {row.document: row.story for row in connection.execute(text("SELECT document, story FROM story_document"))}
    postgresql = connection.dialect.name == "postgresql"
    connection.exec_driver_sql(QUOTE_4.format(text='TEXT COLLATE "C"' if postgresql else "TEXT", noun="BYTEA" if postgresql else "TEXT"))
    query = text(
        "SELECT component, position, words, speaker, noun FROM quote WHERE (component, position) > (:component, :position) "
        "ORDER BY component, position LIMIT :most"
    )
    insert = text(
        "INSERT INTO quote_4 (story, position, component, words, speaker, noun) "
        "VALUES (:story, :position, :component, :words, :speaker, :noun)"
    )
    last: Counter[str] = Counter()
    place: dict[str, str | int] = {"component": "", "position": -1, "most": ROWS_AT_ONCE}
    while found := connection.execute(query, place).all():
        for component, _, words, speaker, noun in found:
            story = story_of[json.loads(zlib.decompress(noun))["evidence"][0]["document"]]
            row = {"story": story, "position": last[story], "component": component, "words": words, "speaker": speaker, "noun": noun}
            connection.execute(insert, row)
            last[story] += 1
        place |= {"component": found[-1].component, "position": found[-1].position}
    connection.exec_driver_sql("DROP TABLE quote")
    connection.exec_driver_sql("ALTER TABLE quote_4 RENAME TO quote")
    connection.exec_driver_sql("CREATE INDEX ix_quote_component ON quote (component)")
    connection.exec_driver_sql("CREATE INDEX ix_quote_speaker ON quote (speaker)")
    connection.execute(
        text(
            "INSERT INTO block_key (key, document) SELECT 'undated ' || b.key, b.document FROM block_key b "
            "WHERE b.key LIKE '%+%' AND NOT EXISTS (SELECT 1 FROM block_key w WHERE w.document = b.document AND w.key LIKE '%/%')"
        )
    )


QUOTE_4 = """
CREATE TABLE quote_4 (
    story {text} NOT NULL,
    position INTEGER NOT NULL,
    component {text} NOT NULL,
    words {text} NOT NULL,
    speaker {text},
    noun {noun} NOT NULL,
    PRIMARY KEY (story, position),
    FOREIGN KEY(story) REFERENCES story (id) ON DELETE CASCADE,
    FOREIGN KEY(component) REFERENCES component (id) ON DELETE CASCADE
)
"""


def _to_5(connection: Connection) -> None:
    """Put all that filters ask of an event into one narrow table, beside which its noun need not be touched, and what calendars ask."""
    moved = "type", "status", "earliest", "latest", "independent_sources"
    postgresql = connection.dialect.name == "postgresql"
    if postgresql:
        for column in moved:
            kind = "INTEGER" if column == "independent_sources" else 'TEXT COLLATE "C"'
            connection.exec_driver_sql(f"ALTER TABLE event_index ADD COLUMN {column} {kind}")
        connection.exec_driver_sql("ALTER TABLE event_index ADD COLUMN ahead INTEGER DEFAULT 0 NOT NULL")
        told = ", ".join(f"{column} = e.{column}" for column in moved)
        connection.exec_driver_sql(f"UPDATE event_index SET {told} FROM event e WHERE e.id = event_index.event")  # noqa: S608 - our own names
        for column in ("type", "status", "independent_sources"):
            connection.exec_driver_sql(f"ALTER TABLE event_index ALTER COLUMN {column} SET NOT NULL")
        connection.exec_driver_sql("ALTER TABLE event_index ALTER COLUMN ahead DROP DEFAULT")
    else:  # SQLite gives a table that has rows no column that must not be null
        connection.exec_driver_sql(EVENT_INDEX_5)
        old = "number, event, quad, disagreement, first_report, last_report"
        connection.exec_driver_sql(
            f"INSERT INTO event_index_5 SELECT {old}, {', '.join(moved)}, 0 FROM event_index JOIN event ON event.id = event_index.event"  # noqa: S608
        )
        connection.exec_driver_sql("DROP TABLE event_index")
        connection.exec_driver_sql("ALTER TABLE event_index_5 RENAME TO event_index")
        connection.exec_driver_sql("CREATE INDEX ix_event_index_quad ON event_index (quad)")
        connection.exec_driver_sql("CREATE INDEX event_index_by_report ON event_index (first_report, last_report)")
    _mark_what_is_ahead(connection)
    connection.exec_driver_sql("DROP INDEX event_by_type")
    connection.exec_driver_sql("DROP INDEX event_by_day")
    for column in moved:
        connection.exec_driver_sql(f"ALTER TABLE event DROP COLUMN {column}")
    connection.exec_driver_sql("CREATE INDEX event_index_by_type ON event_index (type, status)")
    connection.exec_driver_sql("CREATE INDEX event_index_by_day ON event_index (earliest, latest)")
    connection.exec_driver_sql("CREATE INDEX ix_event_index_ahead ON event_index (ahead)")


def _mark_what_is_ahead(connection: Connection) -> None:
    query = text("SELECT id, noun FROM event WHERE id > :last ORDER BY id LIMIT :most")
    last = ""
    while found := connection.execute(query, {"last": last, "most": ROWS_AT_ONCE}).all():
        last = found[-1].id
        ahead = []
        for id_, packed in found:
            noun = json.loads(zlib.decompress(packed))
            statuses = {noun["status"], *(step["status"] for step in noun["history"])}
            if statuses & {"scheduled", "possible", "cancelled"} or {f["name"] for f in noun["fields"]} & {"start", "end"}:
                ahead.append({"event": id_})
        if ahead:
            connection.execute(text("UPDATE event_index SET ahead = 1 WHERE event = :event"), ahead)


EVENT_INDEX_5 = """
CREATE TABLE event_index_5 (
    number INTEGER NOT NULL,
    event TEXT NOT NULL,
    quad INTEGER,
    disagreement INTEGER NOT NULL,
    first_report TEXT,
    last_report TEXT,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    earliest TEXT,
    latest TEXT,
    independent_sources INTEGER NOT NULL,
    ahead INTEGER NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (event),
    FOREIGN KEY(event) REFERENCES event (id) ON DELETE CASCADE
)
"""


def _to_6(connection: Connection) -> None:
    """Make room for what stands beside what, in the place of the keys of blocks; whoever writes next fills it from the readings."""
    postgresql = connection.dialect.name == "postgresql"
    types = {
        "text": 'TEXT COLLATE "C"' if postgresql else "TEXT",
        "bytes": "BYTEA" if postgresql else "BLOB",
        "rowid": "" if postgresql else " WITHOUT ROWID",
        "float": "FLOAT(53)" if postgresql else "FLOAT",
    }
    connection.exec_driver_sql("DROP TABLE block_key")
    for table in TABLES_6:
        connection.exec_driver_sql(table.format(**types))


TABLES_6 = (
    """
CREATE TABLE profile (
    document {text} NOT NULL,
    first INTEGER NOT NULL,
    whole {bytes} NOT NULL,
    PRIMARY KEY (document),
    FOREIGN KEY(document) REFERENCES document (id) ON DELETE CASCADE
)
""",
    """
CREATE TABLE sketch (
    first INTEGER NOT NULL,
    document {text} NOT NULL,
    last INTEGER NOT NULL,
    lead {text},
    reach BIGINT NOT NULL,
    sketch {bytes} NOT NULL,
    PRIMARY KEY (first, document)
){rowid}
""",
    """
CREATE TABLE nearest (
    document {text} NOT NULL,
    others {text} NOT NULL,
    PRIMARY KEY (document),
    FOREIGN KEY(document) REFERENCES document (id) ON DELETE CASCADE
)
""",
    """
CREATE TABLE link (
    document {text} NOT NULL,
    other {text} NOT NULL,
    margin {float} NOT NULL,
    holds INTEGER NOT NULL,
    PRIMARY KEY (document, other),
    FOREIGN KEY(document) REFERENCES document (id) ON DELETE CASCADE
){rowid}
""",
)

STEPS: Mapping[int, Step] = {3: _to_3, 4: _to_4, 5: _to_5, 6: _to_6}
"""By the version that a step leads to."""
