"""What events must be like and must not be like, the same wherever it is asked: command line, Python, API and page."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from dragoman.nouns.ledger import Event

WhoKind = Literal["state", "id", "name"]
Order = Literal["id", "date"]


@dataclass(frozen=True, slots=True, order=True)
class Who:
    """A participant or place that is asked for.

    `state` is an ISO alpha-3 code and stands for the state and everyone and everything of it; `id` is a stable id
    (`state:CHN` is the state alone, `person:vladimir-putin`, `org:nato`); `name` is words that the name must hold in a row.
    """

    kind: WhoKind
    value: str


@dataclass(frozen=True, slots=True, order=True)
class Phrase:
    """Words that must stand in a row: as they are where `exact`, else in any of their forms; the last may go on where `prefix`."""

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What a text must hold: of each of `groups` at least one phrase, and none of `without`."""

    groups: tuple[tuple[Phrase, ...], ...]
    without: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Criteria:
    """Conditions on an event; an empty one asks for nothing. Of several values of one condition any will do, but of `between` all.

    `actor` and `recipient` are roles, `party` is either of them or a companion, `between` names parties of one event. `state` is any
    party's state by ISO alpha-3 code. `quad` is PLOVER's class 1 to 4 of the event as it is exported. Days are ISO: an event matches
    `since` where the days that it may have happened on reach it or go beyond, `until` where they begin on it or before; the `reported`
    pair asks the same of the days of its reports. An event without known days matches neither. `sources` is the least number of
    independent sources. `disagreement` asks for values that cannot all be true. `text` is looked for in the summary, the names and the
    sentences of the reports that tell the event.
    """

    actor: tuple[Who, ...] = ()
    recipient: tuple[Who, ...] = ()
    party: tuple[Who, ...] = ()
    between: tuple[Who, ...] = ()
    state: tuple[str, ...] = ()
    place: tuple[Who, ...] = ()
    type: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    reported_since: str | None = None
    reported_until: str | None = None
    sources: int | None = None
    disagreement: bool = False
    text: Search | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """Return the names of the conditions that ask for something, in order."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) not in ((), None, False))


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are wanted: those that meet every condition of `only` and none of `without`.

    What a condition leaves out, its twin keeps, and the other way round: an event whose day is not known meets no `since`, and so
    passes a `since` of `without`.
    """

    only: Criteria = Criteria()
    without: Criteria = Criteria()


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some of the events that match, in order; `after` says where to go on, None on the last page."""

    events: tuple[Event, ...]
    after: str | None
