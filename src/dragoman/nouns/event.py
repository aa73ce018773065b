"""An event as one document tells it, before any reconciling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.nouns.text import Span

Status = Literal["occurred", "ongoing", "scheduled", "possible", "hypothetical", "denied", "cancelled"]
Bound = Literal["max", "min", "approx"]


@dataclass(frozen=True, slots=True)
class Term:
    """What was agreed, given, counted or demanded: the span, its kind, and the value as `number unit`, day, duration or words."""

    span: Span
    kind: str
    value: str
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class CustomCode:
    """A type of a user's own scheme, and the PLOVER type and mode that it maps to, None where it maps to none."""

    scheme: str
    type: str
    plover: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One trigger with its type, status and roles; parties are entity ids, times are time ids of the same reading.

    `probability` is the reader's for trigger and type together. `signature` is the trigger's vector for comparing events
    across documents: signed bytes of a unit vector (cosine = dot product / 127²), empty where the reader gave none. `custom` are the
    types of users' own schemes that it is of.
    """

    id: str
    trigger: Span
    type: str
    status: Status
    probability: float
    modes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    means: Span | None = None
    topic: Span | None = None
    terms: tuple[Term, ...] = ()
    by: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    signature: bytes = b""
    custom: tuple[CustomCode, ...] = ()
