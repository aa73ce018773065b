"""A page of a long list, a story with its days, and tallies of a ledger's events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.nouns.ledger import Story

Item_co = TypeVar("Item_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[Item_co]):
    """Some items of a list, in order; `after` says where to go on, None on the last page."""

    items: tuple[Item_co, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class DatedStory:
    """A story with the first and the last day of its reports, ISO, None where none is dated."""

    story: Story
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class PartyTally:
    """In how many events a participant has a role, under one name; `actor` is its stable id."""

    actor: str
    name: str
    state: str | None
    role: str
    events: int


@dataclass(frozen=True, slots=True)
class PlaceTally:
    """How many events happened at a place of that name, and in which state it lies where that is known."""

    name: str
    state: str | None
    events: int


@dataclass(frozen=True, slots=True)
class Dealing:
    """How many events of a PLOVER class two parties had with each other in a month ("2025-03"), None where no single one is known.

    A party is a state with all who belong to it, or an organisation of no state; `a` < `b`.
    """

    a: str
    b: str
    month: str | None
    quad: int
    events: int


@dataclass(frozen=True, slots=True)
class Kind:
    """How many events of a type, status and PLOVER class lie in a month, None where no single one is known."""

    month: str | None
    type: str
    status: str
    quad: int | None
    events: int
