"""What follows from events: agreements, dates to come, and relations between two sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.nouns.coded import CodedEvent
from dragoman.nouns.event import Status
from dragoman.nouns.ledger import Field, Party, When
from dragoman.nouns.text import Span

Stage = Literal["under talk", "promised", "finalised", "signed", "ratified", "collapsed"]


@dataclass(frozen=True, slots=True)
class StageStep:
    """A stage that an agreement reached by the word of `documents`, of its `event`; `at` as in `StatusStep`."""

    at: str | None
    stage: Stage
    event: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A deal between parties with its object and terms; `events` are the ledger events that it rests on.

    `id` is made of its first event's and holds as long as that one is the first. `status` is that of the event that tells it best,
    `stage` how far it has come and `history` how. `amends` is the id of the agreement that it changes or prolongs, `amended_by` the
    other way round.
    """

    id: str
    parties: tuple[Party, ...]
    object: str | None
    status: Status
    stage: Stage
    terms: tuple[Field, ...]
    when: When | None
    events: tuple[str, ...]
    history: tuple[StageStep, ...]
    amends: str | None = None
    amended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something announced, hinted or called off for a day or window; `when` is None where no report gives a time.

    `status` is that of the event, and "scheduled" for the start or end of what is in effect.

    `id` is the event's, with what of the event it is where that is a term: `e12.start`, and `e12.start.2` for a second value.
    """

    id: str
    when: When | None
    status: Status
    summary: str
    event: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the band in which it lies with 90% probability; how it is made stands in `relate/bands.py`."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RelationPeriod:
    """What two sides did to each other in one period; `first` and `last` are its days, ISO.

    `events` counts events, `forward` those of the first side towards the second, `backward` the others, and those that go both ways in
    both; `quads` counts them by PLOVER's classes 1 to 4. `expected` is how many of them took place, by their probabilities. `cooperation`
    and `conflict` are sums of weighted PLOVER scores apart from each other, both from 0 up; `score` is the weighted mean score, -10 to
    +10, and `balance` is (cooperation - conflict) / (cooperation + conflict), both None where there is nothing. `strongest` are the ids
    of the events that weigh most.
    """

    period: str
    first: str
    last: str
    events: int
    forward: int
    backward: int
    quads: tuple[int, int, int, int]
    expected: Estimate
    cooperation: Estimate
    conflict: Estimate
    score: Estimate | None
    balance: Estimate | None
    strongest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A measure's mean in a period before and after a change point, and the ids of the events that made it rise or with which it ended."""

    measure: str
    before: float
    after: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """The first period of a new level, and what shifted there."""

    period: str
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A time series of what two sides did to each other.

    `events` counts those in the series. `undated` have no day, and `unplaced` have a time that is wider than a period; neither is in it.
    """

    first_side: str
    second_side: str
    grain: str
    weight: str
    periods: tuple[RelationPeriod, ...]
    changes: tuple[ChangePoint, ...]
    events: int
    undated: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that tells an event: its document, that document's source, the characters and the words."""

    document: str
    source: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Traced:
    """A coded event behind a figure, with what it weighs there, and, for an event of the ledger, its summary and sentences.

    An imported event has none: `coded.told_in`, `coded.file` and `coded.line` say where it comes from.
    """

    coded: CodedEvent
    weight: float
    summary: str | None
    sentences: tuple[Sentence, ...]
