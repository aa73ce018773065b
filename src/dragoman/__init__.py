"""Dragoman reads news reports and keeps the ledger of what states and their people do to each other.

`read` reads one text, `read_relation` codes it for two given parties, `Ledger` opens a ledger;
`python -m dragoman --help` shows the commands, which read files and keep ledgers.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from os import PathLike

    from dragoman.errors import DragomanError
    from dragoman.nouns.event import EventMention, Term
    from dragoman.nouns.ledger import Event, Evidence, Field, FieldValue, Party, Quotation, Source, Story
    from dragoman.nouns.mention import Entity, Place, Toponym
    from dragoman.nouns.pair import PairCoding, PairEvidence
    from dragoman.nouns.reading import Quote, Reading
    from dragoman.nouns.text import Dated, Document, Refusal, Span
    from dragoman.nouns.time import DayInterval, TimeValue
    from dragoman.publish.notebook.ledger import Ledger

__version__ = "0.1.0"

__all__ = [
    "Dated",
    "DayInterval",
    "Document",
    "DragomanError",
    "Entity",
    "Event",
    "EventMention",
    "Evidence",
    "Field",
    "FieldValue",
    "Ledger",
    "PairCoding",
    "PairEvidence",
    "Party",
    "Place",
    "Quotation",
    "Quote",
    "Reading",
    "Refusal",
    "Source",
    "Span",
    "Story",
    "Term",
    "TimeValue",
    "Toponym",
    "__version__",
    "read",
    "read_relation",
    "toponyms",
]

_ROOMS = {
    "dragoman.errors": ("DragomanError",),
    "dragoman.nouns.event": ("EventMention", "Term"),
    "dragoman.nouns.ledger": ("Event", "Evidence", "Field", "FieldValue", "Party", "Quotation", "Source", "Story"),
    "dragoman.nouns.mention": ("Entity", "Place", "Toponym"),
    "dragoman.nouns.pair": ("PairCoding", "PairEvidence"),
    "dragoman.nouns.reading": ("Quote", "Reading"),
    "dragoman.nouns.text": ("Dated", "Document", "Refusal", "Span"),
    "dragoman.nouns.time": ("DayInterval", "TimeValue"),
    "dragoman.publish.notebook.ledger": ("Ledger",),
}


def read(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
    schemes: Sequence[str | PathLike[str]] = (),
) -> Reading:
    """Read one report; `published` anchors "yesterday" and the like, and without it the text is dated from its content where it can be.

    `schemes` are files of a user's own event types, which are coded beside (docs/schemes.md). Raises DocumentError for a text that is
    empty, too long or not in English, SchemeError for a scheme that cannot be used, and ModelError where the model is missing.
    """
    from dragoman.flow import read_text

    return read_text(text, title=title, published=published, publisher=publisher, schemes=schemes)


def read_relation(text: str, source: Span | tuple[int, int] | None, target: Span | tuple[int, int] | None) -> PairCoding:
    """Return what one given party does to another by the word of a short text: probabilities of PLOVER's types and quad classes.

    Parties are half-open spans of characters of `text`, and None is a party that the text does not name. Raises SpanError for spans that
    are no words of the text or are the same, and ModelError where the model is missing.
    """
    from dragoman.flow import read_relation as code

    return code(text, source, target)


def toponyms(reading: Reading) -> tuple[Toponym, ...]:
    """Return every place that a document names, in the order of its text, those inside the names of bodies and titles of people too.

    A toponym has a span and, where that could be told, a place with degrees north and east (WGS 84).
    """
    from dragoman.read.toponyms import toponyms as found

    return found(reading)


def __getattr__(name: str) -> Any:
    for room, nouns in _ROOMS.items():
        if name in nouns:
            from importlib import import_module

            return getattr(import_module(room), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__


class _Face(ModuleType):
    """Keeps `dragoman.read` the function: Python would put the room of that name in its place when it is first imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name == "read" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
