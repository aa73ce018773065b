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


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a bloc; `belonging` is the share of resamples, 0 to 1, in which it falls together with the others, on average."""

    actor: str
    belonging: float


@dataclass(frozen=True, slots=True)
class Deed:
    """What members of a bloc did: to each other (`towards` is None) or to an outsider, with how many of them acted.

    `cooperation` and `conflict` are sums of weighted PLOVER scores; `strongest` are the ids of the events that weigh most.
    """

    towards: str | None
    members: int
    events: int
    cooperation: float
    conflict: float
    strongest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bloc:
    """Actors that are closer to each other than their activity alone would bring them.

    `tightness` is the sum of their pairs' affinities over its standard deviation under the null model, `chance` the share of null
    networks with a group as tight, `stability` the mean of how often two members fall together in resamples. `name` are the actors
    that are closest to the others.
    """

    name: tuple[str, ...]
    members: tuple[Member, ...]
    tightness: float
    chance: float
    stability: float
    events: int
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close two actors are in a window.

    `direct` is their affinity in standard deviations of the null model: how much more they cooperate, and less they clash, than their
    activity would give. `profile` is the correlation, -1 to 1, of their affinities with everyone else; None where they have too few
    others in common. `together` is the share of resamples in which they fall into one group.
    """

    first: str
    second: str
    direct: float
    profile: float | None
    together: float
    events: int
    cooperation: float
    conflict: float


@dataclass(frozen=True, slots=True)
class BlocWindow:
    """The blocs of a window of days, ISO, both included; `refusal` says why none is named.

    `actors` and `events` are those of the network; `noise` is how many times as noisy as independent events its counts are.
    """

    window: str
    first: str
    last: str
    actors: int
    events: int
    noise: float
    blocs: tuple[Bloc, ...]
    refusal: str | None
    closeness: tuple[Closeness, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """An actor that left a bloc, joined one, or went from one to another between two windows; the names are the blocs'."""

    actor: str
    window: str
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Blocs:
    """The blocs of one window or of several that follow each other, and who moved between these."""

    windows: tuple[BlocWindow, ...]
    moves: tuple[Move, ...]
