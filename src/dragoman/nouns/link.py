"""Why mentions were held to be one happening or not: the evidence for and against each link, in bits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.nouns.event import Status
from dragoman.nouns.text import Document, Span


@dataclass(frozen=True, slots=True)
class Clue:
    """What one feature of two mentions says: log-odds in bits that they tell one happening, below 0 where it speaks against."""

    feature: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A mention as links name it, with the words around it."""

    id: str
    document: Document
    trigger: Span
    sentence: Span
    type: str
    status: Status
    probability: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two mentions (ids, in order) with the sum of all clues, the prior among them, the weightiest first.

    `compared` is False where the two have so little in common that they were not compared: they count with a fixed low sum then, and the
    clues say what comparing would have found. `hand` is what a correction in force says of the two.
    """

    a: str
    b: str
    bits: float
    compared: bool
    clues: tuple[Clue, ...]
    hand: Literal["together", "apart"] | None = None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An event that was not joined, which the ledger may hold too unsure to tell: mean bits over all pairs, and the best pair."""

    event: str
    mean_bits: float
    mentions: tuple[LinkedMention, ...]
    best: Link


@dataclass(frozen=True, slots=True)
class Why:
    """Why an event is one: its mentions, the link of each pair, the events that nearly belong, and what people said of any by hand.

    Two clusters of mentions are joined while the mean bits over all their pairs are above `threshold_bits`; `corrections` are numbers.
    """

    event: str
    threshold_bits: float
    mentions: tuple[LinkedMention, ...]
    links: tuple[Link, ...]
    near: tuple[NearMiss, ...]
    corrections: tuple[int, ...]
