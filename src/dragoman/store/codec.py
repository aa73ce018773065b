"""Nouns to JSON text for the ledger's columns, and back without loss."""

from __future__ import annotations

from dataclasses import MISSING, field, fields, make_dataclass
from functools import cache
from typing import Any, TypeVar, get_type_hints

import msgspec

from dragoman.errors import DocumentError, LedgerError
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document

Noun = TypeVar("Noun")


def encode(noun: object) -> str:
    """Return `noun` as JSON text: objects by field name, dates as ISO 8601, bytes as base64.

    Raises DocumentError where a string holds what is not text (a lone surrogate has no UTF-8).
    """
    try:
        return msgspec.json.encode(noun).decode("utf-8")
    except UnicodeEncodeError as e:
        raise DocumentError(f"expected text, saw the lone surrogate {e.object[e.start]!a} at character {e.start}") from e


def decode(text: str, noun: type[Noun]) -> Noun:
    """Return the noun that `text` holds, or raise LedgerError where it does not hold one."""
    try:
        return msgspec.json.decode(text, type=noun)
    except (msgspec.DecodeError, UnicodeEncodeError) as e:
        raise LedgerError(f"expected a stored {noun.__name__}, saw a damaged one: {e}") from e


def encode_reading(reading: Reading) -> str:
    """Return all of a reading but its document, having made sure that it can be read back as it is.

    JSON has no word for NaN; a reading that would come back as another one is refused with DocumentError before it is kept.
    """
    text = encode(_body_class()(**{name: getattr(reading, name) for name in _body_fields()}))
    try:
        faithful = decode_reading(text, reading.document) == reading
    except LedgerError:
        faithful = False
    if not faithful:
        raise DocumentError("expected a reading that survives being stored, saw a number that is not finite or a value of another type")
    return text


def decode_reading(text: str, document: Document) -> Reading:
    """Join the stored part of a reading to its document."""
    body: Any = decode(text, _body_class())
    return Reading(document=document, **{name: getattr(body, name) for name in _body_fields()})


@cache
def _body_fields() -> tuple[str, ...]:
    return tuple(f.name for f in fields(Reading) if f.name != "document")


@cache
def _body_class() -> type[Any]:
    # Made from Reading itself, so that a field added there can never be dropped here. The document has its own column.
    hints = get_type_hints(Reading)
    columns = [
        (f.name, hints[f.name], field() if f.default is MISSING else field(default=f.default))
        for f in fields(Reading)
        if f.name != "document"
    ]
    return make_dataclass("ReadingBody", columns, frozen=True, slots=True)
