"""The column type of a whole noun: its JSON text, a quarter as large as written, that says so when it is damaged."""

from __future__ import annotations

import zlib
from typing import Any

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy import Text as AnyText
from sqlalchemy.types import TypeDecorator, TypeEngine

from dragoman.errors import LedgerError

LEVEL = 6


class NounText(TypeDecorator[str]):
    """JSON text as zlib bytes (RFC 1950), whose Adler-32 no changed byte gets past unnoticed: neither database checks what it holds.

    In SQLite the column is declared TEXT, as ledgers of schema 1 have it; what those hold as plain text is read as it is.
    """

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the database knows."""
        return AnyText() if dialect.name == "sqlite" else dialect.type_descriptor(LargeBinary())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Return what is written."""
        return None if value is None else packed(value)

    def process_result_value(self, value: bytes | str | None, dialect: Dialect) -> str | None:
        """Return the text, or raise LedgerError where what was written is not what is there."""
        if isinstance(value, bytes):
            return unpacked(value)
        if isinstance(value, str):
            return value
        raise LedgerError(f"the ledger is damaged: expected a stored noun, saw {value!r}")


def packed(text: str) -> bytes:
    """Return `text` as zlib bytes."""
    return zlib.compress(text.encode(), LEVEL)


def unpacked(raw: bytes) -> str:
    """Return the text that `packed` was given; raises LedgerError where a byte has changed."""
    try:
        return zlib.decompress(raw).decode()
    except (zlib.error, UnicodeDecodeError) as e:
        raise LedgerError(f"the ledger is damaged: expected a stored noun, saw {len(raw)} bytes that are none ({e})") from e
