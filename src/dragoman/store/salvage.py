"""What can still be read of a damaged or too old ledger: row by row, so that one bad page costs no more than its own rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError, LedgerError
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.store.codec import decode, decode_reading
from dragoman.store.database import Name, is_server, shown
from dragoman.store.noun_text import unpacked
from dragoman.store.queries import snapshot
from dragoman.store.writer import digest

ROWS_A_PAGE = 128  # more than a page of 4096 bytes holds: how far a search for rows goes where the last one cannot be asked for


def salvaged(ledger: Name) -> Iterator[Reading]:
    """Yield every reading that is whole, in the order in which they were added; what is not whole is passed over.

    A reading counts as whole where it can be decoded and its document is the one that was given. Raises LedgerError where not even the
    file's tables can be found; a server's ledger is read as usual, as its server mends its own pages or says that it cannot.
    """
    if is_server(ledger):
        with snapshot(ledger) as opened:
            yield from opened.readings()
        return
    path = Path(ledger)
    if not path.is_file():
        raise LedgerError(f"{shown(ledger)}: there is no such ledger")
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        for rowid in range(1, _last_row(connection, path) + 1):
            found = _reading(connection, rowid)
            if found is not None:
                yield found


def _last_row(connection: sqlite3.Connection, path: Path) -> int:
    try:
        connection.execute("SELECT 1 FROM document LIMIT 0")
    except sqlite3.Error as e:
        raise LedgerError(f"{path}: nothing of it can be read ({e}); build a new ledger from the documents") from e
    try:
        return int(connection.execute("SELECT max(rowid) FROM document").fetchone()[0] or 0)
    except (sqlite3.Error, TypeError, ValueError):
        return path.stat().st_size // 4096 * ROWS_A_PAGE


def _reading(connection: sqlite3.Connection, rowid: int) -> Reading | None:
    try:
        row = connection.execute("SELECT id, digest, noun FROM document WHERE rowid = ?", (rowid,)).fetchone()
        body = connection.execute("SELECT noun FROM reading WHERE document = ?", row[:1]).fetchone() if row else None
        if body is None:
            return None
        document = decode(_text(row[2]), Document)
        whole = document.id == row[0] and digest(document) == row[1]
        return decode_reading(_text(body[0]), document) if whole else None
    except (sqlite3.Error, DragomanError, ValueError, TypeError, OverflowError):  # OverflowError: a length that no row has
        return None


def _text(noun: Any) -> str:
    if isinstance(noun, bytes):
        return unpacked(noun)
    if isinstance(noun, str):
        return noun
    raise LedgerError(f"expected a stored noun, saw {type(noun).__name__}")
