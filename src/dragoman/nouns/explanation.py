"""Why an event was read as it was: each decision with the head, rule or table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.nouns.event import EventMention
from dragoman.nouns.text import Document, Span

By = Literal["head", "rule", "table"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a head could have said as well, with its probability."""

    value: str
    probability: float


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing decided about an event: `what` it is about, the `value`, and which head, rule or table decided it, and how in words.

    `probability` is the head's, `threshold` what it had to reach; both None where no head decided. `others` are what the head weighed
    beside, the likeliest first. `spans` are the characters that the decision rests on.
    """

    what: str
    value: str
    by: By
    how: str
    probability: float | None = None
    threshold: float | None = None
    others: tuple[Alternative, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """An event mention of a document with the sentence around it and every decision that made it, in the order in which they fall."""

    document: Document
    event: EventMention
    sentence: Span
    decisions: tuple[Decision, ...]
    model: str
