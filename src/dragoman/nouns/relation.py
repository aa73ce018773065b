"""What follows from the ledger's events: agreements and dates to come."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.nouns.event import Status
from dragoman.nouns.ledger import Field, Party, When


@dataclass(frozen=True, slots=True)
class Agreement:
    """A deal between parties with its object and terms; `events` are the ledger events that it rests on."""

    parties: tuple[Party, ...]
    object: str | None
    status: Status
    terms: tuple[Field, ...]
    when: When | None
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something announced or hinted for a day or window; `when` is None where no report gives a time."""

    when: When | None
    status: Status
    summary: str
    event: str
