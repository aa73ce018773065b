"""An event in outline: what kind it is and what its fields say, without where that stands; a fifth of the work of reading it whole."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.nouns.event import Status
from dragoman.nouns.ledger import Party


@dataclass(frozen=True, slots=True)
class OutlinedValue:
    """A value of a field."""

    value: str


@dataclass(frozen=True, slots=True)
class OutlinedField:
    """A field with its values."""

    name: str
    values: tuple[OutlinedValue, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Some of what an `Event` has, under the same names."""

    type: str
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    fields: tuple[OutlinedField, ...]
